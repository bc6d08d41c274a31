"""The parts of pages as blocks: what functions of pages show of the model, under the one configuration of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from groundplan.derive.facts import Facts
from groundplan.document import prose, sections
from groundplan.document.blocks import Block, Letters, Passage, Picture
from groundplan.document.said import Said
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.export.exported import Exported
from groundplan.render.figures.atlas import WHOLE
from groundplan.render.figures.standalone import Pictured
from groundplan.render.pages.record import Figure, Shown
from groundplan.render.tables.claims import ClaimRow
from groundplan.render.tables.components import BoundaryEntry
from groundplan.render.tables.openings import OpeningRow
from groundplan.render.tables.row import FlowRow, Linked

DrawEntry: TypeAlias = Callable[[View | Procedure], Pictured | None]
ExportRules: TypeAlias = Callable[[Facts], Exported]

_PAGE = "\ufdd4"
"""Stands for a number in a sentence: a letter that Unicode keeps free of meaning, and no language sets apart."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a page with what stands around it: the level of the heading above it, and the words."""

    shown: Shown
    level: int
    said: Said
    export: ExportRules

    def of(self, name: str) -> object:
        """A value of the template that shows it on a page."""
        return self.shown.values.get(name)

    @property
    def seen(self) -> Said:
        """The facts as the border of the place sees them that the part speaks of."""
        border = cast("Linked | None", self.of("border"))
        facts = self.said.facts
        return replace(self.said, facts=facts.seen_from(facts.model.boundaries[border.id])) if border else self.said

    @property
    def flows(self) -> set[str]:
        """Those of its rows: of those that a page folds up, too, since paper has nothing to unfold."""
        return {row.id for name in ("rows", "inside") for row in cast("Iterable[FlowRow]", self.of(name) or ())}


def blocks_of(part: ShownPart) -> Iterable[Block]:
    """What a document shows for a part of a page; as the page does, where it has nothing better or the project has its own template."""
    show = _SHOWN.get(part.shown.partial) if part.shown.is_ours else None
    return show(part) if show else prose.blocks(str(part.shown), part.said.around)


def _allow_list(part: ShownPart) -> Iterable[Block]:
    rows = (row for name in ("inbound", "outbound") for row in cast("Iterable[OpeningRow]", part.of(name)))
    seen = part.seen
    return sections.allow_list(part.export(seen.facts), {row.flow.id for row in rows}, part.level + 1, seen)


def _terms(part: ShownPart) -> Iterable[Block]:
    terms = part.said.facts.model.terms
    return sections.terms((terms[id_] for id_, _, _ in cast("Iterable[tuple[str, str, str]]", part.of("terms"))), part.said)


def _components(part: ShownPart) -> Iterable[Block]:
    if part.shown.values.get("headed", True):
        return sections.components(part.level + 1, part.said)
    places = cast("Iterable[BoundaryEntry]", part.of("boundaries"))
    return [block for place in places for block in sections.inside(place.of, part.said)]


_SHOWN: Mapping[str, Callable[[ShownPart], Iterable[Block]]] = {
    "connections": lambda part: sections.connections(part.flows, part.seen),
    "boundary": lambda part: sections.boundary(part.flows, part.seen),
    "allow-list": _allow_list,
    "allow-list-files": lambda _: (),
    "document": lambda _: (),
    "downloads": lambda _: (),
    "claim": lambda part: [sections.claim(cast("ClaimRow", part.of("claim")).id, part.said)],
    "claims": lambda part: sections.guarantees((row.id for row in cast("Iterable[ClaimRow]", part.of("claims"))), part.said),
    "components": _components,
    "options": lambda part: sections.options(part.said.facts.model.options.values(), part.said),
    "terms": _terms,
    "data": lambda part: sections.data_classes(part.said.facts.model.data.values(), part.said),
}
"""The template of each part -> what a document has in its place. Files are on the site."""


class Pictures:
    """Draws what pages show, each picture once, and keeps the files. Where it is shown again, a sentence leads to it."""

    def __init__(self, draw: DrawEntry) -> None:
        self._draw = draw
        self._placed: dict[str, str] = {}
        self.files: dict[str, str | bytes] = {}

    def blocks(self, figure: Figure, said: Said) -> Iterator[Block]:
        """The blocks of a view or a procedure."""
        entry = figure.of
        if entry.id == WHOLE:  # the explorer, of which a document has the tables
            return
        if entry.id in self._placed:
            yield _see(said.phrases.name(entry), self._placed[entry.id], said)
            return
        drawn = self._draw(entry)
        if drawn is not None:
            yield self._picture(entry, drawn, said)
        elif isinstance(entry, View):
            yield Passage((Letters(said.gettext("No connection matches.")),))
        if isinstance(entry, Procedure):
            yield sections.steps(entry, said)

    def _picture(self, entry: View | Procedure, drawn: Pictured, said: Said) -> Picture:
        number = len(self._placed) + 1
        file, legend, anchor = f"picture-{number}.svg", f"legend-{number}.svg", f"picture:{entry.id}"
        self._placed[entry.id] = anchor
        self.files.update({file: drawn.drawing, legend: drawn.legend})
        return Picture(file, legend, drawn.width, drawn.height, said.phrases.name(entry), drawn.meaning, drawn.key, anchor)


def _see(name: str, anchor: str, said: Said) -> Passage:
    before, _, after = said.gettext("“{name}” is drawn on page {page}.", name=name, page=_PAGE).partition(_PAGE)
    return Passage((Letters(before, (), anchor), Letters("", ("page",), anchor), Letters(after)))

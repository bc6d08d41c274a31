"""Puts a document together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from groundplan.document import sections
from groundplan.document.blocks import Block, Heading, Passage, Picture, PrintedDocument, Section, Table, cell
from groundplan.document.sections import Said
from groundplan.document.typst import Files, fonts_for
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.export.exported import Exported
from groundplan.export.rows import choices, origin
from groundplan.render.figures.standalone import Pictured

LEGEND_WIDTH = 850.0
"""Pixels: the width of a page, in which the letters of a legend are as small as those of tables."""

Draw = Callable[[View | Procedure], Pictured | None]


def make_document(exported: Exported, said: Said, draw: Draw) -> tuple[PrintedDocument, Files]:
    """The document of a model under one configuration, and the drawings that it shows, by the names of their files."""
    pictures: dict[str, str] = {}
    model, words = said.facts.model, said.words
    pictured = _Pictured(said, draw, pictures)
    made = (
        _overview(said, pictured),
        sections.connections(said),
        sections.boundaries(said),
        sections.allow_list(exported, said),
        sections.guarantees(said),
        _procedures(said, pictured),
        sections.components(said),
        sections.glossary(said),
    )
    found = PrintedDocument(
        locale=words.locale,
        fonts=fonts_for(words.locale),
        title=exported.provenance.project,
        subtitle=said.gettext("Network security"),
        contents=said.gettext("Contents"),
        configured=tuple(choices(said.facts, said.configuration, said.phrases)) if model.options else (),
        choices=said.gettext("Choices"),
        origin=tuple(origin(said.phrases, exported.provenance)),
        sections=tuple(section for section in made if section.blocks),
    )
    return found, pictures


class _Pictured:
    """Draws what a section shows, and keeps the files."""

    def __init__(self, said: Said, draw: Draw, pictures: dict[str, str]) -> None:
        self._said, self._draw, self._pictures = said, draw, pictures

    def blocks(self, entry: View | Procedure) -> Iterator[Block]:
        yield Heading(self._said.phrases.name(entry))
        yield Passage(self._said.plain(entry.description))
        drawn = self._draw(entry)
        if drawn is None:
            if isinstance(entry, View):
                yield Passage(self._said.gettext("No connection matches."))
            return
        number = len(self._pictures) // 2 + 1
        file, legend = f"picture-{number}.svg", f"legend-{number}.svg"
        self._pictures.update({file: drawn.drawing, legend: drawn.legend})
        yield Picture(file, legend, drawn.width, drawn.height, self._said.phrases.name(entry), drawn.meaning, drawn.key)


def _overview(said: Said, pictured: _Pictured) -> Section:
    model = said.facts.model
    blocks: list[Block] = [Passage(said.plain(model.project.description))]
    for view in model.views.values():
        blocks += pictured.blocks(view)
    if model.options:
        titles = (said.gettext("Choices"), said.gettext("Meaning"))
        blocks.append(Heading(said.gettext("Choices of a deployment")))
        rows = []
        for option in model.options.values():
            default = said.gettext("default")
            listed = (
                f"{said.phrases.name(choice)} ({default})" if choice.id == option.default else said.phrases.name(choice)
                for choice in option.choices.values()
            )
            rows.append((cell(said.phrases.name(option), small=(said.plain(option.description),)), cell(*listed)))
        blocks.append(Table(titles, (1, 1), tuple(rows)))
    return Section(said.gettext("Maps"), tuple(blocks))


def _procedures(said: Said, pictured: _Pictured) -> Section:
    blocks: list[Block] = []
    for procedure in said.facts.model.procedures.values():
        blocks += pictured.blocks(procedure)
        blocks.append(sections.steps([(step, step.text) for step in procedure.steps], said))
    return Section(said.gettext("Procedures"), tuple(blocks))

"""The projects of a site side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from groundplan.derive.allow_list import allow_list
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.channel import Exposure
from groundplan.domain.claim import Claim
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Direction
from groundplan.domain.option import Option
from groundplan.render.figures.values import Values
from groundplan.render.tables.row import Linked
from groundplan.render.words.words import Words

if TYPE_CHECKING:
    from groundplan.render.pages.context import PageContext


@dataclass(frozen=True, slots=True)
class BorderCount:
    """How many connections cross a border in one direction under the default choices, and how many of them publicly."""

    all: int
    public: int


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in short."""

    id: str
    name: Markup
    href: str
    description: Markup
    viewpoint: Linked
    inbound: BorderCount
    outbound: BorderCount
    rules: int
    """How many rules a firewall at the border needs under the default choices."""
    configurations: int
    proven: int
    claims: int


@dataclass(frozen=True, slots=True)
class Compared:
    """An entry that some of the projects have, with what each says of it: a text and where it leads, None where it has none."""

    id: str
    name: Markup
    cells: tuple[Linked | None, ...]
    is_alike: bool
    """Whether all projects say the same."""


def portfolio(contexts: Sequence[PageContext]) -> Values:
    """What a page needs to show the projects that it has `contexts` of."""
    return {
        "projects": [_row(context) for context in contexts],
        "options": _compared(contexts, lambda facts: facts.model.options, _named, _default),
        "claims": _compared(contexts, _claims, _stated, _verdict),
    }


def _row(context: PageContext) -> ProjectRow:
    facts, words, links = context.facts, context.words, context.links
    project, viewpoint = facts.model.project, facts.model.project.viewpoint
    verdicts = facts.verdicts.values()
    return ProjectRow(
        context.member.name,
        words.plain(project.name),
        links.page("overview"),
        words.blocks(project.description),
        Linked(viewpoint.id, words.plain(viewpoint.name), links.boundary(viewpoint)),
        _crossing(facts, Direction.INBOUND),
        _crossing(facts, Direction.OUTBOUND),
        len(allow_list(facts, None, _default_only(facts))),
        facts.space.valid.count(),
        sum(verdict.holds for verdict in verdicts),
        len(verdicts),
    )


def _default_only(facts: Facts) -> Condition:
    return facts.space.where({option: (choice,) for option, choice in facts.default.configuration.items()})


def _crossing(facts: Facts, direction: Direction) -> BorderCount:
    found = [state for state in facts.default.flows.values() if state.direction is direction]
    return BorderCount(len(found), sum(state.exposure is Exposure.PUBLIC for state in found))


def _compared(
    contexts: Sequence[PageContext],
    entries: Callable[[Facts], Mapping[str, Entry]],
    name: Callable[[Entry, Words], Markup],
    cell: Callable[[Entry, PageContext], Linked],
) -> list[Compared]:
    """The entries of all projects, each once, in the order in which they come first."""
    known = [entries(context.facts) for context in contexts]
    first: dict[str, tuple[Entry, Words]] = {}
    for found, context in zip(known, contexts, strict=True):
        for id_, entry in found.items():
            first.setdefault(id_, (entry, context.words))
    pairs = list(zip(known, contexts, strict=True))
    return [
        _row_of(id_, name(entry, words), (cell(found[id_], context) if id_ in found else None for found, context in pairs))
        for id_, (entry, words) in first.items()
    ]


def _row_of(id_: str, name: Markup, found: Iterable[Linked | None]) -> Compared:
    cells = tuple(found)
    return Compared(id_, name, cells, len({cell.name if cell else None for cell in cells}) == 1)


def _named(entry: Entry, words: Words) -> Markup:
    return words.plain(entry.name)


def _stated(entry: Entry, words: Words) -> Markup:
    assert isinstance(entry, Claim)
    return words.html(entry.statement)


def _claims(facts: Facts) -> Mapping[str, Entry]:
    return {id_: verdict.claim for id_, verdict in facts.verdicts.items()}


def _default(option: Entry, context: PageContext) -> Linked:
    assert isinstance(option, Option)
    chosen = option.choices[context.facts.default.configuration[option.id]]
    return Linked(option.id, context.words.plain(chosen.name), context.links.option(option))


def _verdict(claim: Entry, context: PageContext) -> Linked:
    assert isinstance(claim, Claim)
    said = context.words.gettext("Proven" if context.facts.verdicts[claim.id].holds else "Refuted")
    return Linked(claim.id, escape(said), context.links.claim(claim))

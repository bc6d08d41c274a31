"""What a firewall at the viewpoint's border must allow, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from groundplan.derive.allow_list import Address, Rule
from groundplan.derive.examples import examples
from groundplan.derive.facts import Facts
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction, Endpoint
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import FlowGroup, FlowRow
from groundplan.render.words.addresses import address_html, example_html


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One rule: its two ends, the flow that needs it, and what else goes through."""

    flow: FlowRow
    direction: Direction
    source: tuple[Markup, ...]
    destination: tuple[Markup, ...]
    ports: Markup
    condition: Markup
    guard: str
    """Where only some configurations have this rule: which ones, as JSON for the script."""
    default: bool
    """Whether the default choices need it."""
    carries: tuple[FlowGroup, ...]
    """The overlay flows that need this opening though they have none of their own."""


def opening_rows(rules: Iterable[Rule], facts: Facts, rows: FlowRows) -> list[OpeningRow]:
    """Rules as rows, in their order."""
    return [_row(rule, facts, rows) for rule in rules]


def _row(rule: Rule, facts: Facts, rows: FlowRows) -> OpeningRow:
    stand_for = examples(rule, facts)

    def shown(addresses: tuple[Address, ...]) -> tuple[Markup, ...]:
        return tuple(with_example(address_html(address, rows.words, linked), address) for address in addresses)

    def with_example(said: Markup, address: Address) -> Markup:
        asked = stand_for.get(address, ()) if isinstance(address, Endpoint) else ()
        return said + Markup("").join(example_html(fill_in, rows.words, linked) for fill_in in asked)

    def linked(place: Place) -> Markup:
        link = rows.place(place)
        return Markup('<a href="{}">{}</a>').format(link.href, link.name)

    return OpeningRow(
        rows.row(facts.flows[rule.flow.id]),
        rule.direction,
        shown(rule.source),
        shown(rule.destination),
        rows.words.code(rows.ports(rule.ports)),
        rows.condition(rule.condition),
        "" if rule.condition.everywhere else rows.guard(rule.condition),
        rule.condition.holds_in(facts.default.configuration),
        rows.groups(rule.riders, rule.condition),
    )

"""A flow as the row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.channel import Channel, Exposure
from groundplan.domain.component import Component, Place
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Status
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions
from groundplan.render.pages.links import Links
from groundplan.render.words.conditions import condition_text, few
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Linked:
    """A name that leads to its entry. `href` is empty where there is no page for it."""

    id: str
    name: Markup
    href: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """The connection type under one condition; `condition` is empty where no option decides."""

    name: Markup
    exposure: Exposure
    exposure_label: str
    layer: str
    encryption: str
    condition: Markup
    default: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Flows by their numbers, under one condition; `condition` is empty where it goes without saying."""

    flows: tuple[Linked, ...]
    condition: Markup
    default: bool


class Rule(StrEnum):
    """What a flow needs of the firewall."""

    OWN = "own"
    CARRIED = "carried"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Need:
    """What a flow needs of the firewall under one condition; `condition` is empty where no option decides."""

    rule: Rule
    carriers: tuple[Group, ...]
    condition: Markup
    default: bool


@dataclass(frozen=True, slots=True)
class FlowRow:
    """All that tables say of a flow, in one locale."""

    number: int
    id: str
    href: str
    name: Markup
    purpose: Linked | None
    source: Linked
    target: Linked
    through: tuple[Linked, ...]
    alternatives: tuple[Alternative, ...]
    direction: str
    direction_label: str
    classification: str
    decided_by: tuple[Linked, ...]
    exists: Markup
    ports: Markup
    protocol: str
    sends: tuple[Linked, ...]
    returns: tuple[Linked, ...]
    enters: tuple[Linked, ...]
    leaves: tuple[Linked, ...]
    controls: tuple[Markup, ...]
    crosses: tuple[Linked, ...]
    needs: tuple[Need, ...]
    description: Markup
    notes: Markup
    status: Status
    status_label: str

    @property
    def data(self) -> tuple[Linked, ...]:
        """What goes either way, each once."""
        return tuple({item.id: item for item in (*self.sends, *self.returns)}.values())


def _within(given: Condition, alternative: Conditions, condition: Condition) -> Conditions:
    """An alternative of `condition`, without the options that say nothing new where `given` holds."""
    for option in tuple(alternative):
        rest = {other: choices for other, choices in alternative.items() if other != option}
        if not condition.space.where(rest) & given & ~condition:
            alternative = rest
    return alternative


class FlowRows:
    """Makes rows in one locale."""

    def __init__(self, facts: Facts, words: Words, links: Links) -> None:
        self.facts = facts
        self.words = words
        self.links = links

    def row(self, facts_of: FlowFacts) -> FlowRow:
        flow, words = facts_of.flow, self.words
        alternatives = tuple(self._alternatives(facts_of))
        return FlowRow(
            number=facts_of.number,
            id=flow.id,
            href=self.links.flow(flow),
            name=words.plain(flow.name),
            purpose=Linked(flow.purpose.id, words.plain(flow.purpose.name), self.links.term(flow.purpose)) if flow.purpose else None,
            source=self.place(flow.source),
            target=self.place(flow.target),
            through=tuple(self.place(hop.component) for hop in flow.through),
            alternatives=alternatives,
            direction=facts_of.direction,
            direction_label=words.label(facts_of.direction),
            classification=self.classification(facts_of),
            decided_by=tuple(self._options(facts_of)),
            exists=self.condition(facts_of.exists),
            ports=words.code(self.ports(flow)),
            protocol=flow.protocol or "",
            sends=self._data(flow.carries),
            returns=self._data(flow.returns),
            enters=self._data(facts_of.enters),
            leaves=self._data(facts_of.leaves),
            controls=tuple(words.plain(control.name) for control in self._controls(facts_of)),
            crosses=tuple(Linked(b.id, words.plain(b.name), self.links.boundary(b)) for b in facts_of.crosses),
            needs=tuple(self._needs(facts_of)),
            description=words.html(flow.description),
            notes=words.blocks(flow.notes),
            status=flow.status,
            status_label=words.label(flow.status),
        )

    def place(self, place: Place) -> Linked:
        """An end of a flow."""
        href = self.links.component(place) if isinstance(place, Component) else self.links.boundary(place)
        return Linked(place.id, self.words.plain(place.name), href)

    def classification(self, facts_of: FlowFacts) -> str:
        """`Inbound, public or private (public by default)`, as the locale says it."""
        words, exposures = self.words, facts_of.exposure.values()
        way = words.label(facts_of.direction)
        if not exposures:
            return way
        if len(exposures) == 1:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=words.label(exposures[0]).lower())
        listed = words.choice(words.label(exposure).lower() for exposure in exposures)
        if facts_of.flow.id not in self.facts.default.flows:
            return words.gettext("{direction}, {exposure}", direction=way, exposure=listed)
        default = words.label(exposures[0]).lower()
        return words.gettext("{direction}, {exposures} ({default} by default)", direction=way, exposures=listed, default=default)

    def condition(self, condition: Condition) -> Markup:
        """A set of configurations in words; empty where it is all of them."""
        return escape(condition_text(condition, self.facts.model.options, self.words))

    def choices(self, condition: Condition, given: Condition | None = None) -> Markup:
        """Like `condition`, but by the names of the choices alone, for where the options are named beside it.

        What goes without saying where `given` holds is left out.
        """
        given = given or condition.space.always
        if not given & ~condition or not condition:
            return Markup()
        words, options = self.words, self.facts.model.options
        cubes = (
            words.list(words.choice(words.name(options[option].choices[choice]) for choice in choices) for option, choices in cube.items())
            for cube in (_within(given, cube, condition) for cube in few(condition))
        )
        return escape(words.either(cubes))

    def groups(self, flows: Mapping[Flow, Condition], given: Condition) -> tuple[Group, ...]:
        """Flows by their numbers, those of equal conditions together: first those that are always there where `given` is."""
        groups: dict[int, list[Flow]] = {}
        conditions = {flow: condition & given for flow, condition in flows.items()}
        for flow in sorted(conditions, key=lambda flow: bool(given & ~conditions[flow])):
            if conditions[flow]:
                groups.setdefault(conditions[flow].node if given & ~conditions[flow] else given.node, []).append(flow)
        return tuple(self._group(members, conditions[members[0]], given) for members in groups.values())

    def ports(self, flow: Flow) -> str:
        """The ports as text."""
        if flow.ports is None:
            return ""
        return ", ".join(map(str, flow.ports)) or self.words.gettext("unknown")

    def _alternatives(self, facts_of: FlowFacts) -> Iterator[Alternative]:
        default = self.facts.default.flows.get(facts_of.flow.id)
        by_choice = sorted(facts_of.channel, key=lambda case: default is None or case[0] is not default.channel)
        for channel, condition in by_choice:
            decided = condition.node != facts_of.exists.node
            yield self._alternative(
                channel, self.choices(condition) if decided else Markup(), default is not None and channel is default.channel
            )

    def _alternative(self, channel: Channel, condition: Markup, default: bool) -> Alternative:
        words = self.words
        return Alternative(
            words.plain(channel.name),
            channel.exposure,
            words.label(channel.exposure),
            channel.layer,
            words.label(channel.encryption),
            condition,
            default,
        )

    def _needs(self, facts_of: FlowFacts) -> Iterator[Need]:
        """What the firewall must allow, the default first. A flow has a rule of its own, or those of its carriers, or neither."""
        exists, never = facts_of.exists, facts_of.exists.space.never
        others = {flow: condition for flow, condition in facts_of.openings.items() if flow is not facts_of.flow}
        own = facts_of.openings.get(facts_of.flow, never)
        carried = exists.space.union(others.values())
        cases = {Rule.OWN: own, Rule.CARRIED: carried & ~own, Rule.NONE: exists & ~own & ~carried}
        for rule, condition in sorted(cases.items(), key=lambda case: not self._usual(case[1])):
            if condition:
                carriers = self.groups(others, condition) if rule is Rule.CARRIED else ()
                yield Need(rule, carriers, self.choices(condition, exists), self._usual(condition))

    def _group(self, flows: list[Flow], condition: Condition, given: Condition) -> Group:
        numbers = tuple(Linked(flow.id, Markup(self.facts.flows[flow.id].number), self.links.flow(flow)) for flow in flows)
        return Group(numbers, self.choices(condition, given), self._usual(condition))

    def _usual(self, condition: Condition) -> bool:
        return condition.holds_in(self.facts.default.configuration)

    def _options(self, facts_of: FlowFacts) -> Iterator[Linked]:
        deciding = dict.fromkeys(option for _, condition in facts_of.channel for option in condition.options())
        for id_ in deciding:
            option = self.facts.model.options[id_]
            yield Linked(id_, self.words.plain(option.name), self.links.option(option))

    def _data(self, data: tuple[DataClass, ...]) -> tuple[Linked, ...]:
        return tuple(Linked(item.id, self.words.plain(item.name), self.links.data(item)) for item in data)

    def _controls(self, facts_of: FlowFacts) -> Iterator[Control]:
        state = self.facts.default.flows.get(facts_of.flow.id)
        seen = dict.fromkeys((*(state.channel.controls if state else ()), *facts_of.flow.controls))
        yield from seen

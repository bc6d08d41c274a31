"""The kinds of changes, and pieces of a border gathered into what a person would call one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundplan.derive.allow_list import allow_list
from groundplan.diff.border import BorderPiece, End, cidrs
from groundplan.diff.pair import Comparison
from groundplan.domain.flow import Direction
from groundplan.domain.option import Conditions
from groundplan.domain.range import NONE, Range


@dataclass(frozen=True, slots=True)
class BorderChange:
    """What a firewall must newly admit, or no longer."""

    direction: Direction
    inside: End
    outside: tuple[End, ...]
    """Places, hosts, services; addresses stand by themselves, each a CIDR."""
    ports: tuple[str, ...]
    flows: tuple[str, ...]
    """The flows that it is for, by their ids in the model that has them."""
    whole: bool
    """Whether the rule as a whole came or went, as against one that is wider or narrower now."""
    when: tuple[Conditions, ...]
    """Under which choices; none where it is so under all."""

    @property
    def weight(self) -> tuple[object, ...]:
        return self.direction is not Direction.INBOUND, not self.whole


class Trend(StrEnum):
    """What a change makes of the protection."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of a flow or of a class of data that is another now."""

    subject: str
    """`flows.pay`, `data.orders`."""
    fact: str
    """`exposure`, `encryption`, `controls`; `enters` and `leaves` of data."""
    before: str
    after: str
    trend: Trend
    when: tuple[Conditions, ...]

    @property
    def is_weaker(self) -> bool:
        return self.trend is Trend.WEAKER

    @property
    def weight(self) -> int:
        return list(Trend).index(self.trend)


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that came, went, or says something else in `fields`."""

    kind: str
    """`added`, `removed` or `changed`."""
    entry: str
    name: str
    fields: tuple[str, ...] = ()


def joined_pieces(found: Iterable[BorderPiece], pair: Comparison, *, opened: bool) -> list[BorderChange]:
    """Pieces for the same flows, between the same ends, under the same choices, as one change for each list of ports."""
    known = _rules_of(pair, opened=opened)
    valid = pair.joint.new_valid if opened else pair.joint.old_valid
    ports: dict[Hashable, dict[End, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[Hashable, BorderPiece] = {}
    for piece in found:
        key = (piece.lane.direction, piece.lane.inside, piece.where.settled, tuple(rule.id for rule in piece.rules))
        first.setdefault(key, piece)
        for end in _ends(piece):
            ports[key][end] += (_port(piece.lane.transport, each) for each in piece.ports)
    changes = []
    for piece, by_end in ((first[key], by_end) for key, by_end in ports.items()):
        flows = tuple(dict.fromkeys(rule.flow.id for rule in piece.rules))
        whole = not any((rule.flow.id, rule.direction) in known for rule in piece.rules)
        for listed, ends in _alike(by_end).items():
            when = pair.joint.when(piece.where, valid)
            changes.append(BorderChange(piece.lane.direction, piece.lane.inside, ends, listed, flows, whole, when))
    return changes


def _rules_of(pair: Comparison, *, opened: bool) -> set[tuple[str, Direction]]:
    """The rules of the other model, by what this one calls their flows."""
    if opened:
        return {(pair.id("flows", rule.flow.id), rule.direction) for rule in allow_list(pair.old)}
    was = {pair.id("flows", id_): id_ for id_ in pair.old.flows}
    return {(was.get(rule.flow.id, rule.flow.id), rule.direction) for rule in allow_list(pair.new)}


def _alike(by_end: Mapping[End, list[str]]) -> dict[tuple[str, ...], tuple[End, ...]]:
    """The ends that have the same ports, together."""
    ends: dict[tuple[str, ...], tuple[End, ...]] = {}
    for end, listed in by_end.items():
        ports = tuple(dict.fromkeys(listed))
        ends[ports] = (*ends.get(ports, ()), end)
    return ends


def _ends(piece: BorderPiece) -> list[End]:
    outside = piece.lane.outside
    if outside.kind != "addresses":
        return [outside]
    return [End("cidr", cidr) for cidr in cidrs(outside.id, piece.addresses)]


def _port(transport: str, ports: Range) -> str:
    if ports == NONE:
        return transport
    return f"{ports[0]}/{transport}" if ports[0] == ports[1] else f"{ports[0]}-{ports[1]}/{transport}"

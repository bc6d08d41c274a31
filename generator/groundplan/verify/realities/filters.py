"""What chains of a packet filter let through, rule by rule: what an earlier rule drops, no later one admits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal, TypeAlias

from groundplan.diagnostics import Span
from groundplan.domain.range import Range
from groundplan.verify.boxes import EVERYWHERE, OTHER, Atom, ConnectionBox, every_transport, without
from groundplan.verify.reality import Opening, Reality

PacketVerdict: TypeAlias = Literal["accept", "drop", "jump", "goto", "return", "none"]

_Admitting: TypeAlias = "tuple[FilterRule, list[ConnectionBox]]"
_MOST_JUMPS = 20
_ANSWERS = frozenset({"established", "related"})
_STATES = _ANSWERS | {"new", "invalid", "untracked"}


@dataclass(frozen=True, slots=True)
class FilterRule:
    """A rule: what it matches, and what becomes of it."""

    line: int
    verdict: PacketVerdict
    sources: tuple[Atom, ...] | None = None
    """None for any."""
    targets: tuple[Atom, ...] | None = None
    transports: tuple[tuple[str, Range], ...] | None = None
    chain: str = ""
    """Where it jumps to."""
    unread: str = ""
    """What else it asks for, which is not read: an interface, a source port."""
    of_known_connections: bool = False
    """Whether it speaks only of connections that are open already."""

    @property
    def is_of_some_others(self) -> bool:
        """Whether it names a transport that the language has no word for: one of them, which only together can be told apart."""
        return any(transport == OTHER for transport, _ in self.transports or ())

    def boxes(self) -> list[ConnectionBox]:
        return [
            ConnectionBox(source, target, transport, ports)
            for source, target in product(_or_all(self.sources), _or_all(self.targets))
            if source.kind == target.kind
            for transport, ports in (tuple(every_transport()) if self.transports is None else self.transports)
            if (transport, source.kind) not in (("icmp", "6"), ("icmpv6", "4"))
        ]


def in_states(rule: FilterRule, listed: Iterable[str], written: str, *, negated: bool) -> FilterRule:
    """`rule` where it asks for states of connections, any of those `listed`, or any but those; `written` is how it says so.

    Only packets of connections that are established, or related to one, are answers. What is neither all of those nor of all
    that begins a connection is not read: what is invalid or untracked belongs to no connection that is known, and `DNAT` is
    true of new connections, too.
    """
    named = frozenset(state.lower() for state in listed)
    is_understood = bool(named) and named <= _STATES
    states = _STATES - named if negated and is_understood else named
    if is_understood and states <= _ANSWERS:
        return replace(rule, of_known_connections=True)
    if "new" in states and (is_understood or not negated):
        return rule
    return replace(rule, unread=rule.unread or written)


def _or_all(atoms: tuple[Atom, ...] | None) -> tuple[Atom, ...]:
    return EVERYWHERE if atoms is None else atoms


@dataclass
class Chain:
    """Rules in order, and what becomes of what none of them decides."""

    name: str
    line: int = 1
    policy: PacketVerdict = "none"
    clauses: list[FilterRule] = field(default_factory=list)


@dataclass
class Filter:
    """The chains of one table, with those that see what a gateway forwards."""

    path: str
    chains: dict[str, Chain] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    versions: tuple[int, ...] = (4, 6)
    """The versions of the internet protocol that it speaks of."""
    unread: list[tuple[int, str]] = field(default_factory=list)
    """What else changes its chains and is not read: the line, and how it is written."""


def openings(filters: Iterable[Filter], reality: Reality) -> None:
    """Put what the filters of one file let through into `reality`. What several chains see, all of them must let through."""
    several = list(filters)
    for filter_ in several:
        for line, what in filter_.unread:
            _tell(filter_, reality, line, f"what it changes: `{what}` is not read")
    ways = [(each, _Walk(each, reality).of(each.chains[entry])) for each in several for entry in each.entries]
    found: dict[tuple[str, FilterRule], list[ConnectionBox]] = {}
    for version in (4, 6):
        for path, clause, boxes in _through_all([(each.path, admitted) for each, admitted in ways if version in each.versions], version):
            found.setdefault((path, clause), []).extend(boxes)
    for (path, clause), boxes in found.items():
        reality.openings.append(Opening(f"{path}:{clause.line}", tuple(boxes), Span(path, clause.line, 1, clause.line, 2)))


def _through_all(ways: Sequence[tuple[str, Sequence[_Admitting]]], version: int) -> Iterator[tuple[str, FilterRule, list[ConnectionBox]]]:
    """What of a version all of the chains that see it let through, by the rules of the first one."""
    if not ways:
        return
    [(path, first), *others] = ways
    for clause, boxes in first:
        left = [box for box in boxes if box.source.kind == str(version)]
        for _, admitted in others:
            left = _common(left, [box for _, each in admitted for box in each])
        if left:
            yield path, clause, left


def _common(boxes: Sequence[ConnectionBox], others: Sequence[ConnectionBox]) -> list[ConnectionBox]:
    return without(boxes, without(boxes, others))


def _tell(filter_: Filter, reality: Reality, line: int, problem: str) -> None:
    reality.unknown(f"{filter_.path}:{line}", problem, at=Span(filter_.path, line, 1, line, 2))


def _closed(clause: FilterRule, here: Sequence[ConnectionBox]) -> list[ConnectionBox]:
    """What of `here` a rule that drops closes as a whole."""
    return [box for box in here if box.transport != OTHER] if clause.is_of_some_others else list(here)


class _Walk:
    """One way of all packets through the chains."""

    def __init__(self, filter_: Filter, reality: Reality) -> None:
        self._filter = filter_
        self._reality = reality
        self._dropped: list[ConnectionBox] = []
        """What some rule has dropped: no later one sees it."""

    def of(self, chain: Chain) -> list[_Admitting]:
        everything = FilterRule(chain.line, "accept").boxes()
        found = list(self._chain(chain, everything, 0))
        if chain.policy == "accept":
            found.append((FilterRule(chain.line, "accept"), without(everything, self._dropped)))
        return [(clause, boxes) for clause, boxes in found if boxes]

    def _chain(self, chain: Chain, coming: Sequence[ConnectionBox], depth: int) -> Iterator[_Admitting]:
        if depth > _MOST_JUMPS:
            self._tell(chain.line, f"what the chain `{chain.name}` does: it is jumped to from too many others, or from itself")
            return
        for clause in chain.clauses:
            if clause.of_known_connections or not self._is_read(clause):
                continue
            here = _common(coming, clause.boxes())
            match clause.verdict:
                case "accept":
                    yield clause, without(here, self._dropped)
                case "drop":
                    self._dropped += _closed(clause, here)
                case "jump" | "goto":
                    yield from self._chain(self._filter.chains[clause.chain], here, depth + 1)
                    if clause.verdict == "goto":
                        coming = without(coming, here)
                case "return":
                    coming = without(coming, here)
                case "none":
                    continue

    def _is_read(self, clause: FilterRule) -> bool:
        """Whether it is known what a rule does. What may open something is told; what drops besides only lets through less."""
        goes_to = clause.chain if clause.verdict in ("jump", "goto") and clause.chain not in self._filter.chains else ""
        goes_on = clause.is_of_some_others and clause.verdict in ("jump", "goto", "return")
        unread = clause.unread or goes_to or ("a transport of its own" if goes_on else "")
        if unread and clause.verdict != "drop":
            self._tell(clause.line, f"what it admits: `{unread}` is not read")
        return not unread

    def _tell(self, line: int, problem: str) -> None:
        _tell(self._filter, self._reality, line, problem)

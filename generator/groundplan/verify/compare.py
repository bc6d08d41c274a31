"""Reality against what is expected: what is open besides, what is closed, and what nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from groundplan.checks import MISSING_OPENING, UNBOUND_RESOURCE, UNKNOWN_OPENING, UNMODELLED_OPENING, WIDER_OPENING
from groundplan.diagnostics import Finding, Related, Route
from groundplan.domain.component import Place
from groundplan.domain.flow import Direction, Flow
from groundplan.verify.boxes import Atom, ConnectionBox, ports_alone, without
from groundplan.verify.expected import Admitted, Expectations, Expected, FarEnd, Needed
from groundplan.verify.passed_on import admitted_behind, admitted_from_outside, reached_through
from groundplan.verify.reality import Closing, Opening, PassedOn, Reality
from groundplan.verify.said import said

_MOST_PIECES = 8
"""Beyond so many, what is open besides is told by all that is open there."""
_GIVE = "say what they are with `--address {key}=…`"


@dataclass
class _Side:
    """One border, or one direction at one place, with what is open there."""

    expected: Expected
    place: Place | None
    openings: list[Opening] = field(default_factory=list)
    closing: Closing | None = None
    """What closes everything else; where nothing does, nothing can be missing."""
    passed_on: PassedOn = field(default_factory=dict)

    @cached_property
    def behind(self) -> tuple[Admitted, ...]:
        """What may be open behind whatever passes ports on, where a filter stands."""
        return admitted_behind(self.expected, self.passed_on)

    @cached_property
    def open(self) -> list[ConnectionBox]:
        """What filters let through."""
        found = (box for opening in self.openings if opening.way_in is None for box in opening.boxes)
        return list(reached_through(found, self.passed_on))

    def admitted(self, opening: Opening) -> Iterable[Admitted]:
        """What an opening may admit."""
        return self.behind if opening.way_in is None else admitted_from_outside(opening.way_in, self.expected)

    @cached_property
    def besides(self) -> list[tuple[Opening, list[ConnectionBox]]]:
        """Of each opening, what no flow needs for certain."""
        found = []
        for opening in self.openings:
            certain = [each.box for each in self.admitted(opening) if not each.may_be]
            boxes = (box for box in opening.boxes if box.can_be)
            found.append((opening, without(_as_modelled(boxes, certain), certain)))
        return found


def compare(reality: Reality, expectations: Expectations) -> Iterator[Finding]:
    """Every difference, as findings at the model's lines."""
    for side in _sides(reality, expectations):
        for opening, left in side.besides:
            yield from _besides(opening, left, side)
        if side.closing is not None:
            for need in side.expected.needed:
                yield from _missing(need, side, side.closing, reality.nameable)
    yield from _services(reality, expectations)
    yield from _unjudged(reality)
    yield from (
        UNBOUND_RESOURCE.at(None, span=each.at, resource=each.resource) for each in reality.unbound
    )  # fmt: skip


def _sides(reality: Reality, expectations: Expectations) -> Iterator[_Side]:
    if reality.borders:
        openings = [opening for opening in reality.openings if opening.place is None]
        yield _Side(expectations.at_border(reality.borders), None, openings, Closing(next(iter(reality.borders.values()))))
    sides: dict[tuple[Place, Direction], _Side] = {}

    def side(place: Place, direction: Direction) -> _Side:
        if (place, direction) not in sides:
            sides[place, direction] = _Side(expectations.at_place(place, direction), place, passed_on=reality.passed_on)
        return sides[place, direction]

    for opening in reality.openings:
        if opening.place is not None:
            for direction in Direction.INBOUND, Direction.OUTBOUND:
                boxes = tuple(box for box in opening.boxes if _is_of(box, opening.place, direction))
                if boxes:
                    side(opening.place, direction).openings.append(replace(opening, boxes=boxes))
    for (place, direction), closing in reality.bounded.items():
        side(place, direction).closing = closing
    yield from sides.values()


def _is_of(box: ConnectionBox, place: Place, direction: Direction) -> bool:
    near = box.target if direction is Direction.INBOUND else box.source
    return near.lane == ("place", place.id)


def _besides(opening: Opening, left: Sequence[ConnectionBox], side: _Side) -> Iterator[Finding]:
    """What an opening admits that no flow needs: with a flow that it goes beyond, where there is one that is like it."""
    perhaps, too_much = _perhaps(opening, left, side)
    yield from (_cannot_tell(opening, key, boxes) for key, boxes in perhaps.items())
    if too_much:
        yield _too_much(opening, too_much, side)


def _perhaps(opening: Opening, boxes: Sequence[ConnectionBox], side: _Side) -> tuple[dict[str, list[ConnectionBox]], list[ConnectionBox]]:
    """What of `boxes` may be open if it has the addresses of a place that nobody gave, by the place; and the rest."""
    found: dict[str, list[ConnectionBox]] = {}
    rest = list(boxes)
    for admitted in side.admitted(opening) if boxes else ():
        if admitted.may_be:
            too_wide = _too_wide(opening, admitted)
            narrow = [box for box in rest if not any(box in each for each in too_wide)]
            if taken := without(narrow, without(narrow, [admitted.box])):
                found.setdefault(admitted.may_be, []).extend(taken)
                rest = without(rest, taken)
    return found, rest


def _too_wide(opening: Opening, admitted: Admitted) -> list[ConnectionBox]:
    """Where an end whose addresses nobody gave is all addresses there are, which nobody lists for one place."""
    ends = ((box, zip((box.source, box.target), admitted.known, strict=True)) for box in opening.boxes)
    return [box for box, pairs in ends if any(end.is_everywhere and not is_known for end, is_known in pairs)]


def _cannot_tell(opening: Opening, key: str, boxes: list[ConnectionBox]) -> Finding:
    problem = f"whether {said(boxes)} is for `{key}`, whose addresses are not known"
    return UNKNOWN_OPENING.at(
        _route(opening.place),
        at_key=opening.place is not None,
        hint=_GIVE.format(key=key),
        related=_where(opening),
        resource=opening.resource,
        problem=problem,
    )


def _too_much(opening: Opening, boxes: list[ConnectionBox], side: _Side) -> Finding:
    open_to_all = any(box.source.is_everywhere and box.target.is_everywhere for box in opening.boxes)
    like = None if open_to_all else _nearest(boxes, side.expected.admitted)
    whole = [each for each in opening.boxes if any(each.meets(box) for box in boxes)]
    what = said(boxes if len(boxes) <= _MOST_PIECES else whole)
    resource, related = opening.resource, _where(opening)
    if like is None:
        return UNMODELLED_OPENING.at(_route(opening.place), at_key=opening.place is not None, related=related, resource=resource, what=what)
    return WIDER_OPENING.at(like.route, at_key=True, related=related, flow=like.id, resource=resource, what=what)


def _nearest(boxes: Sequence[ConnectionBox], admitted: Iterable[Admitted]) -> Flow | None:
    """The flow that admits the most of the same: the same ends, or one end over the same ports."""
    ranked = ((_likeness(box, each.box), each.flow) for each in admitted if not each.may_be for box in boxes)
    best = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= 2 else None


def _likeness(box: ConnectionBox, other: ConnectionBox) -> int:
    ends = sum(_touch(one.lane == two.lane, one.range, two.range) for one, two in ((box.source, other.source), (box.target, other.target)))
    ports = box.transport == other.transport and _touch(True, box.ports, other.ports)
    return ends + ports


def _touch(comparable: bool, one: tuple[int, int], two: tuple[int, int]) -> bool:
    return comparable and one[0] <= two[1] and two[0] <= one[1]


def _missing(need: Needed, side: _Side, closing: Closing, nameable: Collection[str]) -> Iterator[Finding]:
    missing, unknown = _closed(need, side, nameable)
    if certain := [box for box in missing if box.transport in closing.transports]:
        yield MISSING_OPENING.at(need.flow.route, at_key=True, resource=closing.resource, flow=need.flow.id, what=said(certain))
    if unsaid := list(dict.fromkeys(box.transport for box in missing if box.transport not in closing.transports)):
        problem = f"whether `{need.flow.id}` is admitted: it says nothing of {', '.join(unsaid)}"
        yield UNKNOWN_OPENING.at(need.flow.route, at_key=True, resource=closing.resource, problem=problem)
    if unknown:
        problem = f"whether `{need.flow.id}` is admitted: the addresses of `{unknown[0]}` are not known"
        hint = _GIVE.format(key=unknown[0])
        yield UNKNOWN_OPENING.at(need.flow.route, at_key=True, hint=hint, resource=closing.resource, problem=problem)


def _closed(need: Needed, side: _Side, nameable: Collection[str]) -> tuple[list[ConnectionBox], list[str]]:
    """What is not open of what a flow needs; and whose addresses would have to be known to tell."""
    open_ = _as_modelled(side.open, _boxes_of(need))
    missing: list[ConnectionBox] = []
    unknown: list[str] = []
    for part in need.parts:
        if _is_met(part, open_) or _may_be_met(need.flow, part, side):
            continue
        if (key := _cannot_be_named(part, nameable)) is not None:
            unknown.append(key)
        else:
            missing += _least(part, open_, nameable)
    return list(dict.fromkeys(missing)), unknown


def _boxes_of(need: Needed) -> Iterator[ConnectionBox]:
    return (box for part in need.parts for far in part for boxes in far.alternatives for box in boxes)


def _cannot_be_named(part: Iterable[FarEnd], nameable: Collection[str]) -> str | None:
    """The first end that no rule of this reality can name before somebody says what addresses it has."""
    return next((far.key for far in part if not any(_named(far, nameable))), None)


def _named(far: FarEnd, nameable: Collection[str]) -> Iterator[Sequence[ConnectionBox]]:
    """The alternatives that a rule of this reality can name."""
    return (boxes for boxes in far.alternatives if all(_can_be_named(box, nameable) for box in boxes))


def _least(part: Iterable[FarEnd], open_: Sequence[ConnectionBox], nameable: Collection[str]) -> Sequence[ConnectionBox]:
    """What would have to be opened, where it is told by the fewest boxes."""
    possible: list[Sequence[ConnectionBox]] = [without(boxes, open_) for far in part for boxes in _named(far, nameable)]
    return min(possible, key=len)


def _is_met(part: Iterable[FarEnd], open_: Sequence[ConnectionBox]) -> bool:
    return any(not without(boxes, open_) for far in part for boxes in far.alternatives)


def _can_be_named(box: ConnectionBox, nameable: Collection[str]) -> bool:
    """Whether a rule of this reality can name both ends."""
    return all(end.is_network or (end.kind == "place" and end.id in nameable) for end in (box.source, box.target))


def _may_be_met(flow: Flow, part: Iterable[FarEnd], side: _Side) -> bool:
    """Whether what is open over all of its ports only waits for addresses that nobody gave; that has its own finding."""
    keys = {far.key for far in part if not far.is_known} if side.place is not None else set()
    return any(_waits(flow, key, side) for key in keys)


def _waits(flow: Flow, key: str, side: _Side) -> bool:
    wanted = [admitted.box for admitted in side.expected.admitted if admitted.may_be == key and admitted.flow is flow]
    besides = (box for opening, boxes in side.besides if opening.way_in is None for box in boxes)
    waiting = (box for box in besides if any(box.meets(other) for other in wanted))
    return not without(map(ports_alone, wanted), map(ports_alone, waiting))


def _services(reality: Reality, expectations: Expectations) -> Iterator[Finding]:
    """Endpoints of services that no flow passes, or passes to another service."""
    for resource, place, service in reality.services:
        named = list(expectations.services(place))
        if not any(_is_like(service, pattern) for pattern in named):
            what = f"connections to {service}" + (f", not to {', '.join(named)}," if named else "")
            yield UNMODELLED_OPENING.at(place.route, at_key=True, resource=resource, what=what)


def _as_modelled(boxes: Iterable[ConnectionBox], modelled: Iterable[ConnectionBox]) -> list[ConnectionBox]:
    """`boxes` with services by the names that the model has for them, which may hold placeholders."""
    patterns = {end for box in modelled for end in (box.source, box.target) if not end.is_network and end.kind != "place"}

    def named(end: Atom) -> Atom:
        return next((each for each in patterns if each.kind == end.kind and _is_like(end.id, each.id)), end)

    return [replace(box, source=named(box.source), target=named(box.target)) for box in boxes]


def _is_like(service: str, pattern: str) -> bool:
    """Whether a service is what the model names, whose placeholders may stand for anything."""
    parts = re.split(r"\{[^}]*\}", pattern)
    return re.fullmatch(".+".join(map(re.escape, parts)), service) is not None


def _unjudged(reality: Reality) -> Iterator[Finding]:
    for each in reality.unjudged:
        route = _route(each.place) if each.place else None
        span = None if route else each.at
        related = (Related("it is written here", span=each.at),) if route else ()
        yield UNKNOWN_OPENING.at(
            route, span=span, at_key=True, hint=each.hint, related=related, resource=each.resource, problem=each.problem
        )  # fmt: skip


def _route(place: Place | None) -> Route:
    return place.route if place is not None else Route("project", "viewpoint")


def _where(opening: Opening) -> tuple[Related, ...]:
    return (Related("it is written here", span=opening.at),) if opening.at else ()

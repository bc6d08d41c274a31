"""What the model says should be open, in one configuration: at the border, and at each place by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from groundplan.derive.allow_list import Address, Rule, allow_list
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.channel import Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Direction, Endpoint, EndpointKind, Flow, OpenedBy, Port
from groundplan.domain.range import Range
from groundplan.export.addresses import AddressBook, key_of
from groundplan.verify.boxes import EVERYWHERE, Atom, ConnectionBox, every_transport, of_network, of_place, over


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a flow lets through."""

    flow: Flow
    box: ConnectionBox
    may_be: str = ""
    """Whose addresses would have to be known to tell: then any address counts as one of them, but not all that there are."""
    known: tuple[bool, bool] = (True, True)
    """Whether the source, and the target, are known."""
    far: str = ""
    """At a place: the id of the other end of the flow."""


@dataclass(frozen=True, slots=True)
class FarEnd:
    """Where a rule may lead, by the name under which its addresses are asked for: all boxes of one of the alternatives."""

    key: str
    alternatives: tuple[tuple[ConnectionBox, ...], ...]
    is_known: bool = True
    """Whether it has addresses. Without them, what is open may be for it."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What must be open for a flow to work: of each of its parts, one of these ends."""

    flow: Flow
    parts: tuple[tuple[FarEnd, ...], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What may be open somewhere, and what must be."""

    admitted: tuple[Admitted, ...]
    needed: tuple[Needed, ...]


class Expectations:
    """The model's side of the comparison. `book` are the addresses that whoever asks has given."""

    def __init__(self, facts: Facts, configuration: Configuration, book: AddressBook) -> None:
        self._facts = facts
        self._configuration = configuration
        self._book = book
        where = facts.space.where({option: (choice,) for option, choice in configuration.items()})
        self._rules = allow_list(facts, None, where)
        self._outside = {(rule.flow, place): addresses for rule in self._rules for place, addresses in rule.far}
        self._states = [state for state in facts.under(configuration).flows.values() if state.layer is Layer.UNDERLAY]

    def services(self, place: Place) -> Iterator[str]:
        """The services that flows which pass `place`, or end there, name as their far end."""
        for state in self._states:
            if any(place in way for way in state.ways):
                yield from (each.value for each in state.endpoints if each.kind is EndpointKind.SERVICE)

    def at_border(self, versions: Collection[int]) -> Expected:
        """What a gateway at the viewpoint's border must let through, of these versions of the internet protocol."""
        admitted: list[Admitted] = []
        needed: list[Needed] = []
        for rule in self._rules:
            sources, targets = self._ends(rule.source), self._ends(rule.destination)
            admitted += _admitted(rule.flow, sources, targets, rule.ports)
            if rule.ports:
                needed.append(self._need_of(rule, sources, targets, versions))
        return Expected(tuple(admitted), tuple(needed))

    def _need_of(self, rule: Rule, sources: Sequence[_End], targets: Sequence[_End], versions: Collection[int]) -> Needed:
        unknown = next((end.key for end in (*sources, *targets) if not end.is_known), None)
        if unknown is not None:
            return Needed(rule.flow, ((FarEnd(unknown, (), is_known=False),),))
        boxes = _boxes(_atoms(sources), _atoms(targets), rule.ports or ())
        return Needed(rule.flow, ((FarEnd("", (tuple(box for box in boxes if int(box.source.kind) in versions),)),),))

    def _ends(self, addresses: Iterable[Address]) -> list[_End]:
        return [_End(key_of(address), tuple(map(of_network, self._book.networks(address)))) for address in addresses]

    def at_place(self, place: Place, direction: Direction) -> Expected:
        """What `place` must accept (inbound), or may open (outbound). What a boundary around it may, it may, but need not be the one.

        Where each end sends first, nothing must be accepted: on either side, a stateful filter sees a connection that goes out.
        """
        admitted: list[Admitted] = []
        needed: list[Needed] = []
        for state in self._states:
            for here, others in _remotes(state, self._standing_for(place), direction):
                remotes = [self._remote(state.flow, other) for other in others]
                for remote in remotes:
                    admitted += [replace(each, far=others[-1].id) for each in _toward(state, place, remote, direction)]
                if here is place and state.ports and (direction is Direction.OUTBOUND or state.flow.opened_by is not OpenedBy.BOTH):
                    needed.append(_need_at(state, here, remotes, direction))
        return Expected(tuple(admitted), tuple(needed))

    def _standing_for(self, place: Place) -> frozenset[Place]:
        """The place, and the boundaries around it."""
        innermost = self._facts.home(place, self._configuration) if isinstance(place, Component) else place
        return frozenset((place, *innermost.enclosing()))

    def _remote(self, flow: Flow, place: Place) -> _Remote:
        """By what a rule may name another place on the way: itself, and what the model states for this flow, or its addresses."""
        inside = tuple(dict.fromkeys(map(of_place, (place, *self._within(place)))))
        if stated := self._outside.get((flow, place), ()):
            ends = tuple(_End(key_of(address), tuple(dict.fromkeys(self._named(address)))) for address in stated)
        else:
            internet = EVERYWHERE if isinstance(place, Boundary) and place.kind is BoundaryKind.INTERNET else ()
            own = map(of_network, self._book.known.get(place.id, ()))
            ends = (_End(place.id, tuple(dict.fromkeys((*own, *internet)))),)
        return _Remote(_End(place.id, inside), ends)

    def _named(self, address: Address) -> Iterator[Atom]:
        yield from map(of_network, self._book.networks(address))
        if isinstance(address, Endpoint) and address.kind is not EndpointKind.CIDR:
            yield Atom(address.kind.value, address.value)

    def _within(self, place: Place) -> Iterator[Place]:
        if isinstance(place, Component):
            return
        model = self._facts.model
        yield from (each for each in model.boundaries.values() if each in place)
        yield from (each for each in model.components.values() if self._facts.home(each, self._configuration) in place)


@dataclass(frozen=True, slots=True)
class _End:
    """One end, by the name under which its addresses are asked for."""

    key: str
    atoms: tuple[Atom, ...]

    @property
    def is_known(self) -> bool:
        """Whether it is a place by itself, or has addresses."""
        return any(atom.is_network or atom.kind == "place" for atom in self.atoms)

    @property
    def names(self) -> Iterator[tuple[Atom, ...]]:
        """By what a rule may name it: all of its addresses, or anything else alone."""
        if networks := tuple(atom for atom in self.atoms if atom.is_network):
            yield networks
        yield from ((atom,) for atom in self.atoms if not atom.is_network)


@dataclass(frozen=True, slots=True)
class _Remote:
    """Another place on the way: itself, which is enough, and the ends for which a rule is needed where it is not named."""

    itself: _End
    ends: tuple[_End, ...]


def _remotes(state: FlowState, places: Collection[Place], direction: Direction) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Where one of `places` stands on the ways of a flow, with the places after it (outbound) or before it, the nearest first."""
    both = state.flow.opened_by is OpenedBy.BOTH
    for way in state.ways:
        for at, here in enumerate(way):
            if here in places:
                after, before = way[at + 1 :], way[:at][::-1]
                others = after if direction is Direction.OUTBOUND else before
                if others:
                    yield here, others
                if both and (rest := before if direction is Direction.OUTBOUND else after):
                    yield here, rest


def _need_at(state: FlowState, here: Place, remotes: Sequence[_Remote], direction: Direction) -> Needed:
    """Any place on the rest of the way will do: a rule may name the next hop, or the far end, and then all that is stated of it."""
    far = [list(_far_ends(state, here, remote, direction)) for remote in remotes]
    return Needed(state.flow, tuple(product(*filter(None, far))) if any(far) else ())


def _far_ends(state: FlowState, here: Place, remote: _Remote, direction: Direction) -> Iterator[FarEnd]:
    """The ends of another place that the flow can be opened to: ICMP is not for addresses of version 6."""
    for end in remote.ends:
        named = [tuple(_directed([of_place(here)], atoms, state.ports or (), direction)) for atoms in (*end.names, *remote.itself.names)]
        if named[0]:
            yield FarEnd(end.key, tuple(filter(None, named)), end.is_known)


def _toward(state: FlowState, here: Place, remote: _Remote, direction: Direction) -> Iterator[Admitted]:
    near, far = [_End(here.id, (of_place(here),))], (remote.itself, *remote.ends)
    if direction is Direction.OUTBOUND:
        yield from _admitted(state.flow, near, far, state.ports)
    else:
        yield from _admitted(state.flow, far, near, state.ports)


def _directed(near: Iterable[Atom], far: Iterable[Atom], ports: Iterable[Port], direction: Direction) -> Iterator[ConnectionBox]:
    return _boxes(near, far, ports) if direction is Direction.OUTBOUND else _boxes(far, near, ports)


def _admitted(flow: Flow, sources: Sequence[_End], targets: Sequence[_End], ports: Sequence[Port] | None) -> Iterator[Admitted]:
    for source, target in product(sources, targets):
        for box in _boxes(source.atoms, target.atoms, ports):
            yield Admitted(flow, box)
        known = source.is_known, target.is_known
        if not all(known):
            unknown = target.key if source.is_known else source.key
            for box in _boxes(_perhaps(source), _perhaps(target), ports):
                yield Admitted(flow, box, unknown, known)


def _perhaps(end: _End) -> tuple[Atom, ...]:
    """What the end may be, where its addresses are not known."""
    return end.atoms if end.is_known else EVERYWHERE


def _atoms(ends: Iterable[_End]) -> list[Atom]:
    return [atom for end in ends for atom in end.atoms]


def _boxes(sources: Iterable[Atom], targets: Iterable[Atom], ports: Iterable[Port] | None) -> Iterator[ConnectionBox]:
    """Each source with each target over each range of ports; over every one where the model does not say. Versions do not mix."""
    found = product(tuple(sources), tuple(targets), _ranges(ports))
    boxes = (ConnectionBox(source, target, transport, each) for source, target, (transport, each) in found)
    yield from (box for box in boxes if box.can_be)


def _ranges(ports: Iterable[Port] | None) -> list[tuple[str, Range]]:
    found = (over([port.transport.value], [(port.first, port.last)]) for port in ports or ())
    return [pair for several in found for pair in several] or list(every_transport())

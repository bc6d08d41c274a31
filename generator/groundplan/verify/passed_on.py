"""Ports that a cluster passes on: what is expected in front of a Service, an Ingress or a node, and behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundplan.verify.boxes import EVERYWHERE, ConnectionBox
from groundplan.verify.expected import Admitted, Expected
from groundplan.verify.reality import PassedOn, WayIn


def admitted_from_outside(way_in: WayIn, expected: Expected) -> Iterator[Admitted]:
    """What a way in may admit, at whatever ports it is reached from outside."""
    for each in _from_where(way_in, expected):
        yield each
        first, last = each.box.ports
        for (transport, port), inner in way_in.inner.items():
            if transport == each.box.transport and any(first <= number <= last for number in inner):
                yield replace(each, box=replace(each.box, ports=(port, port)))


def _from_where(way_in: WayIn, expected: Expected) -> Iterable[Admitted]:
    if not way_in.is_from_anywhere:
        return expected.admitted
    outside = (each for each in expected.admitted if each.far not in way_in.beside)
    return (replace(each, box=replace(each.box, source=source), may_be="") for each in outside for source in EVERYWHERE)


def admitted_behind(expected: Expected, passed_on: PassedOn) -> tuple[Admitted, ...]:
    """What a policy may admit, which sees the ports of pods: a flow may be over those by which they are reached."""
    further = (replace(each, box=box) for each in expected.admitted for box in _further_in(each.box, passed_on))
    return (*expected.admitted, *further)


def _further_in(box: ConnectionBox, passed_on: PassedOn) -> Iterator[ConnectionBox]:
    """The same connections, over the ports that pods have in the place of that by which they are reached."""
    if box.ports[0] == box.ports[1] and box.target.kind == "place":
        for number in sorted(passed_on.get((box.target.id, box.transport, box.ports[0]), ())):
            yield replace(box, ports=(number, number))


def reached_through(boxes: Iterable[ConnectionBox], passed_on: PassedOn) -> Iterator[ConnectionBox]:
    """What is open where `boxes` are: with the ports by which those of pods are reached."""
    for box in boxes:
        yield box
        for (place, transport, port), inner in passed_on.items():
            is_of = box.transport == transport and box.target.lane == ("place", place)
            if is_of and any(box.ports[0] <= number <= box.ports[1] for number in inner):
                yield replace(box, ports=(port, port))

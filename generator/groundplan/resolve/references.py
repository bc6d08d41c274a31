"""Which names an entry uses, and where: the table that says what must exist.

An entry with a fault in it has None where a value does not fit: that names nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from groundplan.diagnostics import Route
from groundplan.load import records as r

PLACE = ("components", "boundaries")


class Reference(NamedTuple):
    """The entry at `route`'s head names `name`, which must be an id of one of `sections`."""

    steps: tuple[str | int, ...]
    sections: tuple[str, ...]
    name: str


def references(section: str, record: r.EntryRecord) -> Iterator[Reference]:
    """The names that `record` uses, without those in selectors (see `selectors`)."""
    finder = _FINDERS.get(section)
    return finder(record) if finder else iter(())


def _one(key: str, section: str | tuple[str, ...], name: str | None) -> Iterator[Reference]:
    if name is not None:
        yield Reference((key,), (section,) if isinstance(section, str) else section, name)


def _many(key: str, section: str, names: Iterable[str | None]) -> Iterator[Reference]:
    for index, name in enumerate(names):
        if name is not None:
            yield Reference((key, index), (section,), name)


def _area(steps: tuple[str | int, ...], area: str | r.OwnedRecord | None) -> Iterator[Reference]:
    if isinstance(area, str):
        yield Reference(steps, PLACE, area)
    elif area is not None and area.owner is not None:
        yield Reference((*steps, "owner"), ("parties",), area.owner)


def _boundary(record: r.BoundaryRecord) -> Iterator[Reference]:
    yield from _one("in", "boundaries", record.inside)
    yield from _one("owner", "parties", record.owner)
    yield from _one("manager", "parties", record.manager)


def _component(record: r.ComponentRecord) -> Iterator[Reference]:
    yield from _one("in", "boundaries", record.inside)
    yield from _one("owner", "parties", record.owner)
    yield from _one("manager", "parties", record.manager)
    yield from _many("stores", "data", record.stores)
    yield from _many("produces", "data", record.produces)


def _data(record: r.DataRecord) -> Iterator[Reference]:
    yield from _one("part-of", "data", record.part_of)


def _channel(record: r.ChannelRecord) -> Iterator[Reference]:
    yield from _many("controls", "controls", record.controls)
    yield from _many("carried-by", "flows", record.carried_by)


def _option(record: r.OptionRecord) -> Iterator[Reference]:
    if record.default is not None and record.choices and record.default not in record.choices:
        yield Reference(("default",), ("choices",), record.default)


def _flow(record: r.FlowRecord) -> Iterator[Reference]:
    yield from _one("purpose", "terms", record.purpose)
    yield from _one("from", PLACE, record.source)
    yield from _one("to", PLACE, record.target)
    for index, hop in enumerate(record.through):
        if isinstance(hop, str):
            yield Reference(("through", index), ("components",), hop)
        elif hop is not None and hop.component is not None:
            yield Reference(("through", index, "component"), ("components",), hop.component)
    if isinstance(record.channel, str):
        yield Reference(("channel",), ("channels",), record.channel)
    elif record.channel is not None:
        for choice, channel in record.channel.items():
            if channel is not None:
                yield Reference(("channel", choice), ("options",) if choice == "by" else ("channels",), channel)
    yield from _many("carries", "data", record.carries)
    yield from _many("returns", "data", record.returns)
    yield from _many("controls", "controls", record.controls)


def _claim(record: r.ClaimRecord) -> Iterator[Reference]:
    if record.contained:
        if record.contained.data is not None:
            yield Reference(("contained", "data"), ("data",), record.contained.data)
        yield from _area(("contained", "within"), record.contained.within)
    if record.unreachable:
        yield from _area(("unreachable", "from"), record.unreachable.source)
        yield from _area(("unreachable", "to"), record.unreachable.target)
    if record.drawn_in and record.drawn_in.view is not None:
        yield Reference(("drawn-in", "view"), ("views",), record.drawn_in.view)


def _procedure(record: r.ProcedureRecord) -> Iterator[Reference]:
    for index, step in enumerate(record.steps or ()):
        for key, section, name in (("by", "components", step.by), ("to", "components", step.to), ("uses", "flows", step.uses)):
            if name is not None:
                yield Reference(("steps", index, key), (section,), name)


def _view(record: r.ViewRecord) -> Iterator[Reference]:
    yield from _many("collapse", "boundaries", record.collapse)


_FINDERS: dict[str, Callable[..., Iterator[Reference]]] = {
    "boundaries": _boundary,
    "components": _component,
    "data": _data,
    "channels": _channel,
    "options": _option,
    "flows": _flow,
    "claims": _claim,
    "procedures": _procedure,
    "views": _view,
}


def conditions(record: r.EntryRecord) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, tuple[str, ...]]]]:
    """Every `{option: choices}` mapping that `record` holds, with the steps to it."""
    match record:
        case r.FlowRecord() | r.ClaimRecord():
            yield ("when",), record.when
        case r.OptionRecord():
            for id_, choice in (record.choices or {}).items():
                yield ("choices", id_, "requires"), choice.requires
                yield ("choices", id_, "excludes"), choice.excludes


def route_of(section: str, id_: str, reference: Reference) -> Route:
    """Where `reference` is written."""
    return Route(section, id_, *reference.steps)

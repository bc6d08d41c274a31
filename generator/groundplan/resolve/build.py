"""Sound records to domain entries. Every name used here is known to resolve.

A record says itself how it is built; what stands here is what an entry takes from the ones around it.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.data import DataClass
from groundplan.domain.option import mapped
from groundplan.load import records as r
from groundplan.load.mentions import World


def boundary(id_: str, record: r.BoundaryRecord, world: World) -> Boundary:
    """A boundary belongs to whom the one around it does, unless it says otherwise."""
    made: Boundary = record.build(record, ("boundaries", id_), world)
    if made.parent is None:
        return made
    return replace(made, owner=made.owner or made.parent.owner, manager=made.manager or made.parent.manager)


def component(id_: str, record: r.ComponentRecord, world: World) -> Component:
    """A component belongs to whom its boundary does, unless it says otherwise."""
    made: Component = record.build(record, ("components", id_), world)
    home = made.boundary
    owner = made.owner if record.owner else mapped(home, lambda boundary: boundary.owner)
    manager = made.manager if record.manager else mapped(home, lambda boundary: boundary.manager)
    return replace(made, owner=owner, manager=manager)


def data_class(id_: str, record: r.DataRecord, world: World) -> DataClass:
    """A class of data is as sensitive as the wider one, unless it says otherwise."""
    made: DataClass = record.build(record, ("data", id_), world)
    return made if made.whole is None else replace(made, sensitivity=made.sensitivity or made.whole.sensitivity)

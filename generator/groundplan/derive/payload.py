"""What data enters and leaves the viewpoint with a flow."""

from __future__ import annotations

from groundplan.domain.data import DataClass
from groundplan.domain.flow import Direction, Flow


def enters(flow: Flow, direction: Direction) -> tuple[DataClass, ...]:
    """The data that `flow` brings into the viewpoint, as written."""
    match direction:
        case Direction.INBOUND:
            return flow.carries
        case Direction.OUTBOUND:
            return flow.returns
        case _:
            return ()


def leaves(flow: Flow, direction: Direction) -> tuple[DataClass, ...]:
    """The data that `flow` takes out of the viewpoint, as written. What is pulled from outside leaves, too."""
    match direction:
        case Direction.INBOUND:
            return flow.returns
        case Direction.OUTBOUND:
            return flow.carries
        case _:
            return ()

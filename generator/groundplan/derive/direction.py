"""Which way a flow crosses the viewpoint's border."""

from __future__ import annotations

from groundplan.domain.boundary import Boundary
from groundplan.domain.flow import Direction, Flow


def direction(flow: Flow, viewpoint: Boundary) -> Direction:
    """Which way `flow` crosses the border of `viewpoint`, told by who opens the connection.

    The initiator decides, not the payload: a poll from outside is inbound although its data leaves.
    See `payload` for the data, `openings` for what a firewall must allow.
    """
    match flow.source in viewpoint, flow.target in viewpoint:
        case False, True:
            return Direction.INBOUND
        case True, False:
            return Direction.OUTBOUND
        case True, True:
            return Direction.INTERNAL
        case _:
            return Direction.EXTERNAL

"""Many lines that run the same way as one, and many numbers as their count, so that folded boundaries do not hang on cables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from groundplan.domain.channel import Exposure, Layer
from groundplan.draw.scene.scene import Line

_ABREAST, _ABREAST_IN_A_CROWD = 2, 1
"""Lines that run side by side the same way, told apart by exposure and by the configurations that have them."""
_NUMBERED, _NUMBERED_IN_A_CROWD = 6, 2
"""Flows of a line that have their numbers on it; of more, it tells how many."""
_CROWD = 60
"""Flows from which on a picture is crowded."""


def gathered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """`lines`, of which too many with the same ends, way, direction, layer and status are one."""
    all_ = tuple(lines)
    crowded = sum(len(line.badges) for line in all_) > _CROWD
    abreast, numbered = (_ABREAST_IN_A_CROWD, _NUMBERED_IN_A_CROWD) if crowded else (_ABREAST, _NUMBERED)
    groups: dict[Hashable, list[Line]] = {}
    for line in all_:
        groups.setdefault((line.stops, line.direction, line.layer, line.status), []).append(line)
    return tuple(
        replace(line, tallied=len(line.badges) > numbered)
        for members in groups.values()
        for line in (members if len(members) <= abreast else [_one(members)])
    )


def _one(lines: Sequence[Line]) -> Line:
    """One that stands for a public connection is public: a reader must not take it for private."""
    public = any(line.exposure is Exposure.PUBLIC for line in lines)
    return replace(
        lines[0],
        exposure=Exposure.PUBLIC if public else Exposure.PRIVATE,
        badges=tuple(sorted((replace(b, exposure=line.exposure) for line in lines for b in line.badges), key=lambda b: b.number)),
        carriers=tuple(dict.fromkeys(flow for line in lines for flow in line.carriers)) if lines[0].layer is Layer.OVERLAY else (),
    )

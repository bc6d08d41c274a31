"""A waiver where nothing fires any more."""

from groundplan.checks import UNUSED_WAIVER
from groundplan.diagnostics import Finding
from groundplan.domain.waiver import Waiver


def of(waiver: Waiver) -> Finding:
    """The finding for `waiver`, whose check does not fire."""
    return UNUSED_WAIVER.at(waiver.route, waiver=waiver.id, reason=f"`{waiver.check}` does not fire at `{waiver.at}`")


def of_binding(waiver: Waiver) -> Finding:
    """The finding for `waiver`, whose check no waiver can accept."""
    return UNUSED_WAIVER.at(waiver.route, waiver=waiver.id, reason=f"`{waiver.check}` must be mended, not accepted")

"""A waiver where nothing fires any more."""

from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.waiver import Waiver

CHECK = Check("unused-waiver", Severity.WARNING, "the waiver `{waiver}` accepts nothing: {reason}", "remove it")


def of(waiver: Waiver) -> Finding:
    """The finding for `waiver`, whose check does not fire."""
    return CHECK.at(waiver.route, waiver=waiver.id, reason=f"`{waiver.check}` does not fire at `{waiver.at}`")


def of_binding(waiver: Waiver) -> Finding:
    """The finding for `waiver`, whose check no waiver can accept."""
    return CHECK.at(waiver.route, waiver=waiver.id, reason=f"`{waiver.check}` must be mended, not accepted")

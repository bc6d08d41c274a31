"""A waiver where nothing fires any more."""

from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.waiver import Waiver

CHECK = Check("unused-waiver", Severity.WARNING, "the waiver `{waiver}` accepts nothing: `{check}` does not fire at `{at}`", "remove it")


def of(waiver: Waiver) -> Finding:
    """The finding for `waiver`."""
    return CHECK.at(waiver.route, waiver=waiver.id, check=waiver.check, at=waiver.at)

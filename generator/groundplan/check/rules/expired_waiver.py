"""A waiver past its date: what it accepted is a finding again."""

from groundplan.diagnostics import Check, Finding, Severity
from groundplan.domain.waiver import Waiver

CHECK = Check(
    "expired-waiver",
    Severity.ERROR,
    "the waiver `{waiver}` ended on {until}",
    "mend what it accepted, or ask {by} for a new date",
)


def of(waiver: Waiver) -> Finding:
    """The finding for `waiver`."""
    return CHECK.at(waiver.route / "until", waiver=waiver.id, until=waiver.until.isoformat(), by=waiver.by)

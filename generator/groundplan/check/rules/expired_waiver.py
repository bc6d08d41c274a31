"""A waiver past its date: what it accepted is a finding again."""

from groundplan.checks import EXPIRED_WAIVER
from groundplan.diagnostics import Finding
from groundplan.domain.waiver import Waiver


def of(waiver: Waiver) -> Finding:
    """The finding for `waiver`."""
    return EXPIRED_WAIVER.at(waiver.route / "until", waiver=waiver.id, until=waiver.until.isoformat(), by=waiver.by)

"""A check that crashed: the run fails, because nobody knows what the check would have found."""

from groundplan.checks import INTERNAL_ERROR
from groundplan.diagnostics import Check, Finding


def of(check: Check, error: Exception) -> Finding:
    """The finding for `check`, which raised `error`."""
    return INTERNAL_ERROR.at(None, name=check.name, error=f"{type(error).__name__}: {error}")

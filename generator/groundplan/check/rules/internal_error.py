"""A check that crashed: the run fails, because nobody knows what the check would have found."""

from groundplan.diagnostics import Check, Finding, Severity

CHECK = Check(
    "internal-error", Severity.ERROR, "the check `{name}` crashed: {error}", "please report this, with the model if you can share it"
)


def of(check: Check, error: Exception) -> Finding:
    """The finding for `check`, which raised `error`."""
    return CHECK.at(None, name=check.name, error=f"{type(error).__name__}: {error}")

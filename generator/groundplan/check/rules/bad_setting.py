"""A setting of the project that means nothing: an unknown table, key, check or severity."""

from groundplan.diagnostics import Check, Finding, Severity, Span

CHECK = Check("bad-setting", Severity.ERROR, "{problem}")


def of(problem: str, span: Span, hint: str = "") -> Finding:
    """The finding for what stands at `span` of the settings."""
    return CHECK.at(None, span=span, hint=hint, problem=problem)

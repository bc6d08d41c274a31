"""A page that cannot be read or rendered: no text, no template, or a call that cannot be carried out."""

from groundplan.diagnostics import Check, Finding, Severity, Span

CHECK = Check("bad-page", Severity.ERROR, "{problem}")


def unreadable(path: str, line: int) -> Finding:
    """The finding for a page that is not UTF-8 from `line` on."""
    return CHECK.at(None, span=Span(path, line, 1, line, 2), hint="save the file as UTF-8", problem="the page is not UTF-8 text")

"""A page that cannot be read or rendered: no text, no template, or a call that cannot be carried out."""

from groundplan.checks import BAD_PAGE
from groundplan.diagnostics import Finding, Span


def unreadable(path: str, line: int) -> Finding:
    """The finding for a page that is not UTF-8 from `line` on, or whose name is not, if `line` is 0."""
    if not line:
        return BAD_PAGE.at(None, span=Span(path), hint="rename the file", problem="the name of the page is not UTF-8 text")
    return BAD_PAGE.at(None, span=Span(path, line, 1, line, 2), hint="save the file as UTF-8", problem="the page is not UTF-8 text")

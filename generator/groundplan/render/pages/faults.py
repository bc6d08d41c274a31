"""What goes wrong in a page's template, as findings at the line where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from groundplan.checks import BAD_PAGE
from groundplan.diagnostics import LINE_END, Finding, Span
from groundplan.nearest import did_you_mean
from groundplan.render.pages.page_source import WrittenPage
from groundplan.render.pages.record import Fault

_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_NO_TEMPLATE = "if the page is no template, say `template: false` in its front matter, or name it in the plugin's option `plain`"
_INCLUDING = "include-markdown"
_QUOTED = re.compile(r"`([^`]+)`")


class PageFault(Exception):
    """A call in a page that cannot be carried out; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def findings_of(fault: Fault, page: WrittenPage, root: Path, known: Iterable[str] = ()) -> Iterator[Finding]:
    """The findings that tell of a fault of a page of the project at `root`: in the page, or in a template of the project.

    `known` are the names that pages may call.
    """
    path, line = _place(fault, page, root)
    at_line = Span(path, line, 1, line, 2)
    of_call = isinstance(fault.error, PageFault) and path == page.path
    hint = _hint(fault.error, page, known) if path == page.path else ""
    for finding in _told(fault.error):
        yield replace(finding, span=_call(page, line, finding) if of_call else at_line, hint=finding.hint or hint)


def _hint(error: Exception, page: WrittenPage, known: Iterable[str]) -> str:
    """How to mend a page that does not call us: by a name that is nearly one of ours, or by saying that it is no template."""
    if isinstance(error, TemplateSyntaxError) and _INCLUDING in page.text:
        return f"the plugin `{_INCLUDING}` takes the braces of templates: give it others (`opening_tag: '[%'` and `closing_tag: '%]'`)"
    name = _UNDEFINED.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
    if name is None and not isinstance(error, TemplateSyntaxError):
        return ""
    return (did_you_mean(name[1], known) if name else "") or _NO_TEMPLATE


def _told(error: Exception) -> tuple[Finding, ...]:
    """What is wrong, without a place."""
    match error:
        case PageFault():
            return tuple(Finding(f.check, f.severity, f.message, hint=f.hint) for f in error.findings)
        case TemplateSyntaxError():
            problem = f"the page is not a template: {error.message}"
        case TemplateNotFound():
            problem = f"the page cannot be rendered: there is no template `{error}`"
        case _:
            problem = f"the page cannot be rendered: {str(error) or type(error).__name__}"
    return (BAD_PAGE.at(None, problem=problem),)


def _place(fault: Fault, page: WrittenPage, root: Path) -> tuple[str, int]:
    """The innermost template of the project, or the page. Jinja compiles both so that their lines are those of a traceback."""
    frames = walk_tb(fault.error.__traceback__)
    places = [*fault.around, *((frame.f_code.co_filename, line) for frame, line in frames if "__jinja_exception__" in frame.f_globals)]
    if isinstance(fault.error, TemplateSyntaxError):
        places.append((fault.error.filename or "<template>", fault.error.lineno))
    for name, line in reversed(places):
        if Path(name).is_relative_to(root / "templates"):
            return Path(name).relative_to(root).as_posix(), line
    lines = [line for name, line in places if not Path(name).is_file()]
    return page.path, lines[-1] if lines else 1


def _call(page: WrittenPage, line: int, finding: Finding) -> Span:
    """The word that `finding` quotes, in the call that begins at `line`; the line, if it is not there."""
    ends = [end.end() for end in LINE_END.finditer(page.text)]
    start = [0, *ends][min(line - 1, len(ends))]
    call = page.text[start:].partition("\n\n")[0]
    quoted: list[str] = _QUOTED.findall(finding.message)
    names = [word for word in quoted if not word.startswith("where")]
    for word in (*names, *(word.rpartition(".")[2] for word in quoted)):
        if found := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", call):
            at = start + found.start()
            number, column = page.text.count("\n", 0, at) + 1, at - page.text.rfind("\n", 0, at)
            return Span(page.path, number, column, number, column + len(word))
    return Span(page.path, line, 1, line, 2)

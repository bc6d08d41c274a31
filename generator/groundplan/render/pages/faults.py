"""What goes wrong in a page's template, as findings at the line where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError

from groundplan.checks import BAD_PAGE
from groundplan.diagnostics import Finding, Span

_QUOTED = re.compile(r"`([^`]+)`")


class PageFault(Exception):
    """A call in a page that cannot be carried out; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Written:
    """A page as its author wrote it: where, and the whole text, front matter included."""

    path: str
    text: str

    def above(self, body: str) -> int:
        """How many lines stand before `body`, which MkDocs hands on without the front matter."""
        return self.text.count("\n", 0, len(self.text) - len(body)) if self.text.endswith(body) else 0


def faults(error: Exception, page: Written, root: Path) -> Iterator[Finding]:
    """The findings that tell of `error`, which a template of the project at `root` raised while `page` was rendered.

    Jinja compiles a page so that its lines are those of the traceback.
    """
    path, line = _place(error, page, root)
    if isinstance(error, PageFault):
        for finding in error.findings:
            span = _call(page, line, finding) if path == page.path else Span(path, line, 1, line, 2)
            yield Finding(finding.check, finding.severity, finding.message, None, span, hint=finding.hint)
        return
    match error:
        case TemplateSyntaxError():
            problem = f"the page is not a template: {error.message}"
        case TemplateNotFound():
            problem = f"the page cannot be rendered: there is no template `{error}`"
        case _:
            problem = f"the page cannot be rendered: {str(error) or type(error).__name__}"
    yield BAD_PAGE.at(None, span=Span(path, line, 1, line, 2), problem=problem)


def _place(error: Exception, page: Written, root: Path) -> tuple[str, int]:
    """The innermost template of the project, or the page."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__) if "__jinja_exception__" in frame.f_globals]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or "<template>", error.lineno))
    for name, line in reversed(places):
        if Path(name).is_relative_to(root / "templates"):
            return Path(name).relative_to(root).as_posix(), line
    lines = [line for name, line in places if not Path(name).is_file()]
    return page.path, lines[-1] if lines else 1


def _call(page: Written, line: int, finding: Finding) -> Span:
    """The word that `finding` quotes, in the call that begins at `line`; the line, if it is not there."""
    start = sum(map(len, page.text.splitlines(keepends=True)[: line - 1]))
    call = page.text[start:].partition("\n\n")[0]
    quoted: list[str] = _QUOTED.findall(finding.message)
    names = [word for word in quoted if not word.startswith("where")]
    for word in (*names, *(word.rpartition(".")[2] for word in quoted)):
        if found := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", call):
            at = start + found.start()
            number, column = page.text.count("\n", 0, at) + 1, at - page.text.rfind("\n", 0, at)
            return Span(page.path, number, column, number, column + len(word))
    return Span(page.path, line, 1, line, 2)

"""What goes wrong in a page's template, as findings at the word that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from groundplan.checks import BAD_PAGE
from groundplan.diagnostics import Finding, Span
from groundplan.nearest import did_you_mean, disguised
from groundplan.project.sources import content_of
from groundplan.render.pages.page_source import PageSource
from groundplan.render.pages.record import PAGE, Fault, SourceLetter
from groundplan.render.pages.spots import TemplateSpot, spot_in
from groundplan.render.sandbox.tags import OPENINGS, unclosed

_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_NO_TEMPLATE = "if the page is no template, say `template: false` in its front matter, or name it in the plugin's option `plain`"
_INCLUDING = "include-markdown"
_QUOTED = re.compile(r"`([^`]+)`")
_NAMED = re.compile(r"['`]([^'`]+)['`]")
_OPEN_BLOCK = "Unexpected end of template"
_OPEN_ENDED = (_OPEN_BLOCK, "unexpected end of template", "Missing end of")
_LETTER = re.compile(r" at \d+$")
"""Jinja counts letters of the whole page; the finding has a place of its own."""


class PageFault(Exception):
    """A call in a page that cannot be carried out; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def findings_of(fault: Fault, source: PageSource, root: Path, known: Iterable[str] = ()) -> Iterator[Finding]:
    """The findings that tell of a fault of a page of the project at `root`: in the page, or in a template of the project.

    `known` are the names that pages may call.
    """
    path, spot = _spot(fault, source, root)
    hint = _hint(fault.error, source, known) if path == source.page.path else ""
    for finding in _told(fault.error):
        yield replace(finding, span=_span(path, spot, fault.error, finding), hint=finding.hint or hint)


def letter_in_page(fault: Fault) -> int | None:
    """The letter of the page at which it went wrong; None where that is not known."""
    letters = [letter for name, letter in _places(fault) if name == PAGE]
    return fault.begins or (letters[-1] if letters else None)


def begun(fault: Fault, template: str) -> Fault:
    """`fault` of `template`, which is a page, with where it begins: what nothing closes is noticed at the end."""
    letter, message = letter_in_page(fault), str(getattr(fault.error, "message", ""))
    if letter is None or not isinstance(fault.error, TemplateSyntaxError) or not message.startswith(_OPEN_ENDED):
        return fault
    opening = unclosed(template) if message.startswith(_OPEN_BLOCK) else None
    return replace(fault, begins=1 + (opening.start if opening else max(template.rfind(mark, 0, letter) for mark in OPENINGS)))


def _unknown_name(error: Exception) -> str | None:
    """The name that means nothing, where that is what is wrong."""
    name = _UNDEFINED.fullmatch(str(error)) if isinstance(error, UndefinedError) else None
    return name[1] if name else None


def _hint(error: Exception, source: PageSource, known: Iterable[str]) -> str:
    """How to mend a page that does not call us: by a name that is nearly one of ours, or by saying that it is no template."""
    if isinstance(error, TemplateSyntaxError) and _INCLUDING in source.page.text:
        return f"the plugin `{_INCLUDING}` takes the braces of templates: give it others (`opening_tag: '[%'` and `closing_tag: '%]'`)"
    name = _unknown_name(error)
    if name is None and not isinstance(error, TemplateSyntaxError):
        return ""
    return (did_you_mean(name, known) if name else disguised(str(error))) or _NO_TEMPLATE


def _told(error: Exception) -> tuple[Finding, ...]:
    """What is wrong, without a place."""
    match error:
        case PageFault():
            return tuple(Finding(f.check, f.severity, f.message, hint=f.hint) for f in error.findings)
        case TemplateSyntaxError():
            problem = f"the page is not a template: {_LETTER.sub('', error.message or '')}"
        case TemplateNotFound():
            problem = f"the page cannot be rendered: there is no template `{error}`"
        case _:
            problem = f"the page cannot be rendered: {str(error) or type(error).__name__}"
    return (BAD_PAGE.at(None, problem=problem),)


def _places(fault: Fault) -> list[SourceLetter]:
    """The templates around a fault, the page first. Jinja compiles them so that their letters are the lines of a traceback."""
    frames = walk_tb(fault.error.__traceback__)
    places = [*fault.around, *((frame.f_code.co_filename, letter) for frame, letter in frames if "__jinja_exception__" in frame.f_globals)]
    if isinstance(fault.error, TemplateSyntaxError):
        places.append((fault.error.filename or PAGE, fault.error.lineno))
    return places


def _spot(fault: Fault, source: PageSource, root: Path) -> tuple[str, TemplateSpot]:
    """The innermost template of the project, or the page, and what stands there."""
    for name, letter in reversed(_places(fault)):
        if Path(name).is_relative_to(root / "templates"):
            text = content_of(Path(name)).decode(errors="replace")
            return Path(name).relative_to(root).as_posix(), spot_in(text, text, letter)
    return source.page.path, spot_in(source.body.template, source.page.text, letter_in_page(fault) or 1)


def _span(path: str, spot: TemplateSpot, error: Exception, finding: Finding) -> Span:
    match error:
        case PageFault():
            quoted: list[str] = _QUOTED.findall(finding.message)
            names = [word for word in quoted if not word.startswith("where")]
            return spot.span(path, (*names, *(word.rpartition(".")[2] for word in quoted)))
        case TemplateSyntaxError():
            return spot.span(path)
        case _:
            return spot.span(path, _NAMED.findall(finding.message))

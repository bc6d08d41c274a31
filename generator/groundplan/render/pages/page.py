"""One page in one locale: what its template makes of it, and what it used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from jinja2 import TemplateSyntaxError, UndefinedError

from groundplan.diagnostics import Finding
from groundplan.domain.view import View
from groundplan.errors import GroundplanError
from groundplan.i18n.texts.prose import Localized
from groundplan.render.figures.values import Values
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.faults import begun, findings_of, letter_in_page
from groundplan.render.pages.functions import Functions
from groundplan.render.pages.page_source import PageSource
from groundplan.render.pages.record import Fault, Figure, part_mark, recording
from groundplan.render.sandbox.budget import TooMuch
from groundplan.render.sandbox.letters import as_read
from groundplan.render.sandbox.tags import OPENINGS, tag_at, without_tag

_MOST_TRIED = 50
"""How often a page is tried again without what is wrong in it."""

_ENDING = (TooMuch, RecursionError, MemoryError)
"""What has taken too much already."""

Include: TypeAlias = Callable[[str, Callable[[PageSource], str]], str]
"""The text of a page with what it includes, each part of which is rendered with the second argument."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page in one locale, of Markdown with a mark for each part, and what it used. What could not be carried out left a gap."""

    origin: PageSource
    text: str
    flows: frozenset[str]
    """The flows that stand in its tables and figures; not those that only the explorer has."""
    views: tuple[str, ...]
    """The views that it has a figure of."""
    findings: tuple[Finding, ...]
    parts: tuple[Figure | str, ...] = ()
    """What the marks in its text stand for, in their order."""
    explored: frozenset[str] = frozenset()
    subject: str | None = None
    """The project that it speaks of; None where it shows nothing of any."""
    whole: bool = True
    """False where the template could not be carried out to its end."""

    @property
    def path(self) -> str:
        """How findings name its source."""
        return self.origin.page.path

    @property
    def locale(self) -> str:
        return self.origin.locale

    @property
    def source(self) -> str:
        """What its author wrote."""
        return self.origin.source

    @property
    def anchors(self) -> Mapping[int, str]:
        """The ids that its headings must have, by their lines."""
        return self.origin.anchors

    @property
    def template(self) -> str:
        """The same in its locale."""
        return self.origin.body.text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Those of its parts that are still to be drawn."""
        return tuple(_figures(self.parts))

    def filled(self, part: Callable[[int, str], str]) -> str:
        """Its text with what `part` makes of the number and the HTML of each part. All figures must have been drawn."""
        text = self.text
        for number, html in enumerate(self.parts):
            assert isinstance(html, str), "a figure that nobody has drawn"
            text = text.replace(part_mark(number), part(number, html))
        return text

    @property
    def follows_choices(self) -> bool:
        """Whether it has tables or drawings that follow the reader's choices."""
        return bool(self.flows or self.explored)


def render_page(origin: PageSource, context: PageContext, include: Include = lambda text, _: text) -> Rendered:
    """The page that the template of `origin` makes in `context`. All faults of its calls are found, not only the first.

    `include` fills in what it includes, of which each part is rendered likewise.
    """
    record = context.record
    findings: list[Finding] = []
    wholes: list[bool] = []

    def rendered(part: PageSource) -> str:
        before = len(record.faults)
        part, text, excused = _rendered(part, context)
        wholes.append(text is not None)
        findings.extend(_findings((fault for fault in record.faults[before:] if not _is_excused(fault, part, excused)), part, context))
        return text or ""

    text = include(rendered(origin), rendered)
    return Rendered(
        origin,
        text,
        frozenset(record.flows),
        tuple(dict.fromkeys(figure.of.id for figure in _figures(record.parts) if isinstance(figure.of, View))),
        tuple(dict.fromkeys(findings)),
        tuple(record.parts) if text else (),
        frozenset(record.explored),
        record.subject,
        all(wholes),
    )


def _rendered(part: PageSource, context: PageContext) -> tuple[PageSource, str | None, frozenset[str]]:
    """What a part of a page makes; None where something in it cannot be carried out. Then the rest is tried without that.

    Also the part as it was tried, and the names that may mean nothing because what defined them has been left out. What is no template
    is so in every language, and is looked for in what the author wrote.
    """
    if part.plain or not any(sign in part.body.template for sign in OPENINGS):  # most pages only tell something
        return part, part.body.text, frozenset()
    template, excused = as_read(part.body.template), frozenset[str]()
    for _ in range(_MOST_TRIED):
        try:
            text = _carried_out(template, part.body.texts, context)
        except GroundplanError:  # the run itself has failed
            raise
        except Exception as error:  # whatever a page may do, its author is the one to tell
            if isinstance(error, TemplateSyntaxError) and part.body.template != part.source:
                return _rendered(replace(part, body=Localized(part.source, {})), context)
            context.record.fault(error)
            context.record.faults[-1] = begun(context.record.faults[-1], template)
            left = _without_fault(template, context.record.faults[-1])
            if left is None:
                break
            template, excused = left[0], excused | left[1]
        else:
            return part, (None if excused else text), excused
    return part, None, excused


def _is_excused(fault: Fault, part: PageSource, names: frozenset[str]) -> bool:
    """Whether something means nothing only because the tag is left out that says what one of its `names` is."""
    if not names or not isinstance(fault.error, UndefinedError):
        return False
    tag = tag_at(as_read(part.body.template), letter_in_page(fault) or 1)
    return tag is not None and not names.isdisjoint(tag.names)


def _without_fault(template: str, fault: Fault) -> tuple[str, frozenset[str]] | None:
    """A template without the tag that is at fault, and the names of it; None where nothing can be tried without it."""
    letter = letter_in_page(fault)
    tag = None if letter is None or isinstance(fault.error, _ENDING) else tag_at(template, letter)
    return None if tag is None else without_tag(template, tag)


def _carried_out(source: str, texts: Mapping[str, str], context: PageContext) -> str:
    template = context.jinja.compiled(source, texts)
    with recording(context.record):
        text = context.jinja.carried_out(template, Functions(context).all())
    context.jinja.budget.written(len(text))
    return text


def with_figures(page: Rendered, context: PageContext, draw: Callable[[Figure], Values]) -> Rendered:
    """The page with its figures drawn: `draw` gives drawings and words to their templates. They have a budget of their own."""
    whole, before = page.whole, len(context.record.faults)
    parts: list[Figure | str] = []
    drawn: dict[tuple[str, type, str], Values] = {}
    context.jinja.begin()
    with recording(context.record):
        for part in page.parts:
            try:
                if isinstance(part, str):
                    parts.append(part)
                    continue
                key = part.project, type(part.of), part.of.id
                if key not in drawn:
                    drawn[key] = draw(part)
                parts.append(_of(part.project, context).filled(part, drawn[key]))
            except TooMuch as error:
                context.record.fault(error)
                parts.append("")
                whole = False
    findings = dict.fromkeys((*page.findings, *_findings(context.record.faults[before:], page.origin, context)))
    return replace(page, parts=tuple(parts), findings=tuple(findings), whole=whole)


def _of(project: str, context: PageContext) -> Functions:
    """The functions of a project on a page."""
    return Functions(context if project == context.member.name else context.siblings.context(project, context))


def _figures(parts: Iterable[Figure | str]) -> Iterator[Figure]:
    return (part for part in parts if isinstance(part, Figure))


def _findings(faults: Iterable[Fault], origin: PageSource, context: PageContext) -> tuple[Finding, ...]:
    """What went wrong, each once."""
    known = Functions(context).all() if (told := tuple(faults)) else ()
    return tuple(dict.fromkeys(finding for fault in told for finding in findings_of(fault, origin, context.root, known)))

"""What a page uses, noted by its functions while it is rendered."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import FrameType
from typing import TypeAlias

from jinja2 import StrictUndefined
from markupsafe import Markup

from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.render.figures.values import Values

SourceLetter: TypeAlias = tuple[str, int]
"""A template, by its file (`PAGE` for a page), and a letter of it."""

PAGE = "<template>"


@dataclass(frozen=True, slots=True)
class Figure:
    """Where in a page a drawing goes: of what, and the template around it with what else that needs."""

    of: View | Procedure
    partial: str
    values: Values
    project: str = ""
    """Whose it is; empty for the only project of a site."""
    around: str = ""
    """What a template of the project around it says without a drawing, for who draws by other means; empty where it is ours."""

    def filled(self, drawn: Values) -> Values:
        """All that the template needs, with what was `drawn`."""
        return {**self.values, **drawn} if isinstance(self.of, View) else {**self.values, "chart": drawn}


class Shown(Markup):
    """A finished part of a page, which remembers of what it was made, for who would show that by other means."""

    partial: str
    values: Values
    is_ours: bool
    """Whether the template is ours, rather than one that the project has in its place."""

    def __new__(cls, html: Markup, partial: str, values: Values, *, is_ours: bool = True) -> Shown:
        made = super().__new__(cls, html)
        made.partial, made.values, made.is_ours = partial, values, is_ours
        return made


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, and the templates around it, the page first."""

    error: Exception
    around: tuple[SourceLetter, ...]
    begins: int | None = None
    """The letter of the page at which what is wrong begins, where Jinja notices it further down only."""


@dataclass
class PageRecord:
    """What one page uses."""

    subject: str | None = None
    """The project that it speaks of; None for as long as it has shown nothing."""
    flows: dict[str, None] = field(default_factory=dict)
    """The flows that stand in a table or a figure. A mention in a sentence documents nothing."""
    explored: dict[str, None] = field(default_factory=dict)
    """Those in the explorer: it has whatever the model has, so that it tells nothing about what an author documents."""
    parts: list[Figure | str] = field(default_factory=list)
    """What comes to its place when the page is Markdown no more: drawings that are still to be made, and finished HTML."""
    faults: list[Fault] = field(default_factory=list)

    def show(self, flows: Iterable[str]) -> None:
        """Note that the page shows `flows`."""
        self.flows.update(dict.fromkeys(flows))

    def place(self, part: Figure | str) -> Markup:
        """What stands for a part of the page until somebody puts it there."""
        self.parts.append(part)
        return part_mark(len(self.parts) - 1)

    def fault(self, error: Exception) -> None:
        """Note what went wrong in the templates that are being rendered."""
        around = tuple(reversed([_place(frame) for frame in _stack() if "__jinja_template__" in frame.f_globals]))
        self.faults.append(Fault(error, around))


def part_mark(number: int) -> Markup:
    """Stands for a part of a page. Markdown drops these letters from what people write."""
    return Markup(f"\x02part:{number}\x03")


def _stack() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _place(frame: FrameType) -> SourceLetter:
    template = frame.f_globals["__jinja_template__"]
    return template.filename or PAGE, template.get_corresponding_lineno(frame.f_lineno)


_RECORD: ContextVar[PageRecord | None] = ContextVar("record", default=None)


@contextmanager
def recording(record: PageRecord | None) -> Iterator[None]:
    """While a page is rendered, names in it that mean nothing are noted in `record`.

    With None they raise, as they must while a template is compiled: Jinja works constants out then, and again later if that fails.
    """
    token = _RECORD.set(record)
    try:
        yield
    finally:
        _RECORD.reset(token)


class Unknown(StrictUndefined):
    """A name that means nothing. Its use is noted and leaves a gap, so that what is wrong behind it is found, too."""

    __slots__ = ()
    unsafe_callable = alters_data = False  # the sandbox asks for these before it calls anything

    def _gap(self) -> None:
        record = _RECORD.get()
        if record is None:
            self._fail_with_undefined_error()
        record.fault(self._undefined_exception(self._undefined_message))

    def __call__(self, *_: object, **__: object) -> Unknown:  # type: ignore[override]  # that of Jinja only raises
        self._gap()
        return self

    def __getattr__(self, name: str) -> Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.startswith("_"):  # nothing that pages may ask for, of anything
            self._fail_with_undefined_error()
        self._gap()
        return self

    def __getitem__(self, _: object) -> Unknown:  # type: ignore[override]
        self._gap()
        return self

    def __str__(self) -> str:  # type: ignore[override]
        self._gap()
        return ""

    def __iter__(self) -> Iterator[object]:  # type: ignore[override]
        self._gap()
        return iter(())

    def __bool__(self) -> bool:  # type: ignore[override]
        self._gap()
        return False


class Told(Unknown):
    """A name of which it has been told that it means nothing: whatever is asked of it, nothing more is noted."""

    __slots__ = ()

    def _gap(self) -> None: ...

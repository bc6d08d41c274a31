"""What a fault of a model is, and where: checks, routes, spans and findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

LINE_END = re.compile("\r\n|[\n\r]")
"""What ends a line in an editor. YAML and Python know more, which would put findings on lines that no editor has."""


class Severity(StrEnum):
    """How much a finding weighs. Errors fail every run; warnings fail a strict one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Route(tuple[str | int, ...]):
    """The way to a value in the model: `flows.billing.through.0`.

    A route is independent of files and lines: the same entry keeps its route wherever an author moves it.
    """

    __slots__ = ()

    def __new__(cls, *steps: str | int) -> Route:
        return super().__new__(cls, steps)

    def __truediv__(self, step: str | int) -> Route:
        return Route(*self, step)

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def parse(cls, text: str) -> Route:
        """The route that `str(route)` printed; digits become list positions."""
        return cls(*(int(step) if step.isdecimal() else step for step in text.split(".")))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. Lines and columns start at 1; the end column is the first one after the stretch."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that helps to understand a finding: the first of two equal ids, a step of a chain."""

    message: str
    route: Route | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what is wrong, where, and how to mend it.

    A check states `route`; the loaded document turns it into `span`. Faults outside the model's YAML (a catalogue, a page,
    a file that is not YAML) bring their `span` along.
    """

    check: str
    severity: Severity
    message: str
    route: Route | None = None
    span: Span | None = None
    at_key: bool = False
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Sorts findings by place, then by check; what has no place comes first."""
        span = self.span or Span("")
        return span.path, span.line, span.column, self.severity.rank, self.check, self.message


@dataclass(frozen=True, slots=True)
class Check:
    """A named fault. The name is the bad pattern (`unused-component`); the message is a format string.

    `whole` marks a check that judges what is absent: it is held back while broken entries are missing from the model, because
    one broken flow must not make its ends look unused.
    """

    name: str
    severity: Severity
    message: str
    hint: str = ""
    whole: bool = False

    def worded(self, message: str, hint: str = "") -> Check:
        """This check where it says something else: about a page, say, rather than about the model."""
        return replace(self, message=message, hint=hint)

    def at(
        self,
        route: Route | None,
        /,
        *,
        span: Span | None = None,
        at_key: bool = False,
        hint: str | None = None,
        related: tuple[Related, ...] = (),
        **values: object,
    ) -> Finding:
        """A finding of this check at `route` (or, outside the model's YAML, at `span`).

        `values` fill the placeholders of the message and of the hint; `hint` replaces the check's own.
        """
        return Finding(
            check=self.name,
            severity=self.severity,
            message=self.message.format_map(values),
            route=route,
            span=span,
            at_key=at_key,
            hint=(self.hint if hint is None else hint).format_map(values) if hint is None else hint,
            related=related,
        )


class CheckGroup(list[Check]):
    """Checks that are found in one place, in the order in which they are declared."""

    def check(self, name: str, severity: Severity, message: str, hint: str = "", *, whole: bool = False) -> Check:
        """A check of this group, declared here and nowhere else."""
        declared = Check(name, severity, message, hint, whole)
        self.append(declared)
        return declared


@dataclass(frozen=True, slots=True)
class Summary:
    """How many findings there are of each severity."""

    counts: Mapping[Severity, int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> Summary:
        return cls({s: sum(f.severity is s for f in findings) for s in Severity})

    def fails(self, *, strict: bool) -> bool:
        """Whether a run with these findings must fail."""
        return bool(self.counts[Severity.ERROR] or (strict and self.counts[Severity.WARNING]))

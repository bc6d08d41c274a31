"""Formats on the command line: listed, and found by their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from groundplan.errors import UsageError


class ListedFormat(Protocol):
    """A format, with its name and what it is for."""

    @property
    def name(self) -> str: ...

    @property
    def purpose(self) -> str: ...


T = TypeVar("T", bound=ListedFormat)


def list_formats(formats: Iterable[ListedFormat]) -> str:
    """Each format on a line of its own."""
    every = list(formats)
    width = max(len(format_.name) for format_ in every)
    return "".join(f"{format_.name.ljust(width)}  {format_.purpose}\n" for format_ in every)


def called(name: str, formats: Iterable[T]) -> T:
    """The format of that name. Raises UsageError where there is none."""
    from groundplan.nearest import did_you_mean

    known = {format_.name: format_ for format_ in formats}
    if name not in known:
        hint = did_you_mean(name, known) or f"the formats are {', '.join(known)}"
        raise UsageError(f"there is no format `{name}`; {hint}")
    return known[name]

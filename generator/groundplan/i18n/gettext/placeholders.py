"""Values in messages: `{name}` and nothing else, so that a message is never more than text with gaps.

Messages come from translators and from authors of pages. Python's own format strings reach the attributes of values, and from
there everything that the program holds; these cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_BRACE = re.compile(r"\{\{|\}\}|\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)\}|\{[^{}]*\}?|\}")
_DOUBLED = {"{{": "{", "}}": "}"}


class BadMessage(ValueError):
    """A message with a brace that is no placeholder, without a value for one, or with a value that is no text."""


def placeholders(message: str) -> list[str]:
    """The names in `message`, in its order, as often as they stand there. Raises BadMessage."""
    names: list[str] = []

    def note(name: str) -> str:
        names.append(name)
        return ""

    _replaced(message, note)
    return names


def filled(message: str, values: Mapping[str, object], around: str = "") -> str:
    """`message` with texts and numbers in the places of their names, each between two of `around`. Raises BadMessage."""

    def value(name: str) -> str:
        if name not in values:
            raise BadMessage(f"there is no value for `{{{name}}}`")
        return f"{around}{_plain(name, values[name])}{around}"

    return _replaced(message, value)


def _replaced(message: str, value: Callable[[str], str]) -> str:
    def replacement(match: re.Match[str]) -> str:
        if match["name"]:
            return value(match["name"])
        if match[0] not in _DOUBLED:
            raise BadMessage(f"`{match[0]}` is no placeholder; one is a name between braces, such as `{{name}}`")
        return _DOUBLED[match[0]]

    return _BRACE.sub(replacement, message)


def _plain(name: str, value: object) -> str:
    if not isinstance(value, str | int | float):
        raise BadMessage(f"the value of `{{{name}}}` is no text and no number")
    return str(value)

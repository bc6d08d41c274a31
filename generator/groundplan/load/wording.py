"""How findings speak of what stands in a file."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan import checks
from groundplan.diagnostics import Finding, Route
from groundplan.nearest import did_you_mean


def kind(value: object) -> str:
    """What a value read from YAML is, in the words of a finding."""
    match value:
        case None:
            return "nothing"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case dict():
            return "a mapping" if value else "an empty mapping"
        case "":
            return "an empty text"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case _:
            return "text"


def mistyped(at: Iterable[str | int], expected: str, found: object, hint: str = "") -> Finding:
    """The finding for the value `found` at the route `at`, where something else belongs."""
    route = Route(*at)
    return checks.WRONG_TYPE.at(route, hint=hint, place=f"`{route}`", expected=expected, found=_shown(found))


def not_one_of(at: Iterable[str | int], words: Iterable[str], found: object) -> Finding:
    """The finding for the value `found` at the route `at`, where one of `words` belongs."""
    choices = list(words)
    hint = did_you_mean(found, choices) if isinstance(found, str) else ""
    expected = f"one of {', '.join(choices)}" if len(choices) > 1 else f"`{choices[0]}`"
    return mistyped(at, expected, found, hint)


def _shown(value: object) -> str:
    if not isinstance(value, str) or not value:
        return kind(value)
    return f"`{value}`" if len(value) <= 40 else f"`{value[:39]}…`"

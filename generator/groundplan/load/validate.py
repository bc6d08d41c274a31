"""Raw data to a record, or the findings that say why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from groundplan.diagnostics import Finding, Route
from groundplan.load import checks
from groundplan.load.nearest import did_you_mean
from groundplan.load.records import MAPPING, SCALAR, Record
from groundplan.load.values import suggest_id

R = TypeVar("R", bound=Record)

_EXPECTED = {
    "string_type": "text",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "bad-date": "a date such as 2027-03-31",
    "bad-locale": "a language such as `ko` or `pt-BR`",
    "too_short": "at least one item",
}


def validate(shape: type[R], route: Route, raw: Any) -> tuple[R | None, list[Finding]]:
    """The record that `raw` describes, or None and at least one finding below `route`."""
    try:
        return shape.model_validate(raw), []
    except ValidationError as error:
        errors = (details for details in error.errors(include_url=False) if not _is_echo(details))
        return None, _without_echoes([_finding(shape, route, details) for details in errors])


def _is_echo(details: ErrorDetails) -> bool:
    """A list whose only item is wrong counts as too short for pydantic, too."""
    return details["type"] == "too_short" and bool(details["input"])


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """A misspelt key is one fault, though the right key is then missing too: keep only the finding that suggests it."""
    suggested = {(_around(finding), finding.hint) for finding in findings if finding.check == checks.UNKNOWN_KEY.name}
    return [finding for finding in findings if (finding.route, _meant(finding)) not in suggested]


def _around(finding: Finding) -> Route:
    return Route(*(finding.route or ())[:-1])


def _meant(finding: Finding) -> str:
    """The hint that a misspelling of the key which `finding` misses would get."""
    if finding.check != checks.MISSING_KEY.name:
        return "nothing is missing"
    return f"did you mean `{finding.hint.removeprefix('add `').removesuffix(':` to it')}`?"


def _finding(shape: type[Record], base: Route, details: ErrorDetails) -> Finding:
    route = Route(*base, *(step for step in details["loc"] if step not in {SCALAR, MAPPING, "[key]"}))
    reason, context = details["type"], details.get("ctx", {})
    match reason:
        case "missing":
            return checks.MISSING_KEY.at(Route(*route[:-1]), at_key=True, place=_place(Route(*route[:-1])), key=route[-1])
        case "extra_forbidden":
            return _unknown_key(shape, base, route)
        case "bad-id":
            id_ = context["id"]
            return checks.BAD_ID.at(route, at_key=route[-1] == id_, id=id_, suggestion=suggest_id(id_))
        case "bad-port":
            return checks.BAD_PORT.at(route, place=_place(route), problem=context["problem"])
        case "bad-endpoint":
            route = route / context["key"] if context["key"] else route
            return checks.BAD_ENDPOINT.at(route, place=_place(route), problem=context["problem"])
        case "enum" | "literal_error":
            return _not_one_of(route, details["input"], context["expected"])
    expected = _EXPECTED.get(reason, details["msg"])
    if details["loc"][-1:] == (MAPPING,):
        expected = "an id or a mapping"
    return checks.WRONG_TYPE.at(route, place=_place(route), expected=expected, found=_found(details["input"]))


def _unknown_key(shape: type[Record], base: Route, route: Route) -> Finding:
    key = str(route[-1])
    known = sorted(_keys_at(shape, route[len(base) : -1]))
    hint = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
    return checks.UNKNOWN_KEY.at(route, at_key=True, hint=hint, place=_place(Route(*route[:-1])), key=key)


def _keys_at(shape: type[Record], steps: Iterable[str | int]) -> set[str]:
    """The keys that fit at `steps` below a record, found by following the record types of its fields."""
    here: type[Record] | None = shape
    named = False  # whether the next step is an id of the author's, not a field
    for step in steps:
        if here is None or isinstance(step, int):
            continue
        if named:
            named = False
            continue
        fields = {(info.alias or name): info.annotation for name, info in here.model_fields.items()}
        if step in fields:
            named = get_origin(fields[step]) is dict
            here = _record_in(fields[step])
    return {info.alias or name for name, info in here.model_fields.items()} if here else set()


def _record_in(annotation: Any) -> type[Record] | None:
    """The record type inside `annotation`, whatever containers and unions are around it."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _record_in(argument)
        if found is not None:
            return found
    return None


def _not_one_of(route: Route, found: object, expected: str) -> Finding:
    choices = [choice.strip("' ") for choice in expected.replace(" or ", ", ").split(",")]
    hint = did_you_mean(found, choices) if isinstance(found, str) else ""
    one_of = f"one of {', '.join(choices)}" if len(choices) > 1 else f"`{choices[0]}`"
    return checks.WRONG_TYPE.at(route, hint=hint, place=_place(route), expected=one_of, found=_found(found))


def _place(route: Route) -> str:
    return f"`{route}`"


def kind(value: object) -> str:
    """What a value read from YAML is, in the words of a finding."""
    match value:
        case None:
            return "nothing"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case dict():
            return "a mapping" if value else "an empty mapping"
        case _:
            return "text"


def _found(value: object) -> str:
    if not isinstance(value, str) or not value:
        return kind(value)
    return f"`{value}`" if len(value) <= 40 else f"`{value[:39]}…`"

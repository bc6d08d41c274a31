"""The JSON Schema of what a page tells the viewer, made of the records."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.plain import JsonObject
from groundplan.render.viewer import records

SETS: tuple[type[StrEnum], ...] = (Direction, Exposure, Layer, records.Became)
"""The closed sets that records speak of."""
_PLAIN: Mapping[type, Mapping[str, Any]] = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"const": True}}
"""A flag that is not set is left out."""


def schema() -> JsonObject:
    """The schema of the whole document."""
    sets = {each.__name__: {"enum": [member.value for member in each]} for each in SETS}
    guard = {"Guard": {"description": _told(records)["Guard"], **_unnamed(records.Guard)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/Data",
        "$defs": {**guard, **sets, **{record.__name__: _record(record) for record in records.RECORDS}},
    }


def _record(record: type[Any]) -> JsonObject:
    hints, told = get_type_hints(record, include_extras=True), _told(record)
    properties = {
        records.key_of(each.name): {
            **({"description": told[each.name]} if each.name in told else {}),
            **_type(_said(each, hints[each.name])),
        }
        for each in fields(record)
    }
    needed = [records.key_of(each.name) for each in fields(record) if not records.is_optional(each)]
    closed: JsonObject = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
    return {"description": inspect.getdoc(record), **closed}


def _said(of: Any, hint: Any) -> Any:
    """The type of a field where it is there: one without a value is left out."""
    return get_args(hint)[0] if of.default is None and hint != records.Guard else hint


def _type(hint: Any) -> JsonObject:
    """The schema of a value; of what has a name, a reference to it."""
    if hint == records.Guard:
        return {"$ref": "#/$defs/Guard"}
    if hint in SETS or hint in records.RECORDS:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return dict(_PLAIN[hint]) if hint in _PLAIN else _unnamed(hint)


def _unnamed(hint: object) -> JsonObject:
    arguments = get_args(hint)
    match get_origin(hint):
        case _ if type(None) in arguments:
            return {"anyOf": [_type(arguments[0]), {"type": "null"}]}
        case origin if origin is Annotated:
            keys = get_args(arguments[0])[0]
            return {**_type(arguments[0]), "required": [member.value for member in keys]}
        case origin if origin is tuple:
            return {"type": "array", "prefixItems": [_type(each) for each in arguments], "items": False, "minItems": len(arguments)}
        case origin if origin is Sequence:
            return {"type": "array", "items": _type(arguments[0])}
        case origin if origin is Mapping:
            keys = {} if arguments[0] is str else {"propertyNames": _type(arguments[0])}
            return {"type": "object", **keys, "additionalProperties": _type(arguments[1])}
    raise TypeError(f"the viewer cannot be told {hint}")


def _told(of: Any) -> dict[str, str]:
    """What the source says of the names that it declares, in the string below each."""
    source = ast.parse(inspect.getsource(of))
    return dict(_strings(source.body[0].body if isinstance(source.body[0], ast.ClassDef) else source.body))


def _strings(statements: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for named, string in pairwise(statements):
        match named, string:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, text

"""Entries that hold a mark in every key, made from the description of the language: what is new in the language is marked by itself.

A schema says what each key may hold. Of each alternative there is an entry; where the schema cannot know what goes together, `OWN` says.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from groundplan.load.entry import ChoiceRecord, StepRecord
from groundplan.load.mentions import Schemas
from groundplan.load.records import SECTIONS, ProjectRecord

MARK = "zq"
"""Begins every mark; nothing else holds it."""
PORT = "47999"
"""A port that nothing else has."""
TURNS = 4
"""How many entries there are of each kind; the most alternatives that a key has, and more."""

CHOICES = ("zqchoice-of-option", "zqother")
FORMS: tuple[dict[str, Any], ...] = (
    {"never": {"id": "zqid-flows"}},
    {"every": {"id": "zqid-flows"}, "is": {"id": "zqid-flows"}},
    {"exists": {"id": "zqid-flows"}},
    {"contained": {"data": "zqid-data", "within": ["zqid-boundaries", {"owner": "zqid-parties"}]}},
    {"unreachable": {"from": "zqid-components", "to": {"owner": "zqid-parties"}}},
    {"drawn-in": {"view": "zqid-views", "every": {"id": "zqid-flows"}}},
)
"""What a claim may say: one of these."""

OWN: dict[str, dict[str, Any]] = {
    "BoundaryRecord": {"in": "office"},
    "ComponentRecord": {"icon": "zqicon.svg"},
    "DataRecord": {"part-of": "orders"},
    "ChannelRecord": {"exposure": "private", "carried-by": ["register"]},
    "ChoiceRecord": {"requires": {"zqid-options": ["zqother"]}, "excludes": {"zqid-options": ["zqchoice-of-option"]}},
    "OptionRecord": {"choices": {"zqchoice-of-option": {}, "zqother": {"name": "Zqchoice"}}, "default": "zqchoice-of-option"},
    "FlowRecord": {"to": "web-server", "through": [{"component": "agent", "terminates": "tls"}], "expect": None},
    "StepRecord": {"to": "agent"},
    "TermRecord": {"avoid": {"ko": ["zqavoided"]}, "translate": True},
    "WaiverRecord": {"check": "unstated-endpoint", "at": "flows.zqid-flows"},
    "LinkRecord": {"url": "https://zqlink.example/zqpath"},
}
"""By record and key: what the whole of a model forbids otherwise, such as a place in itself."""

ENDPOINTS = {"host": "zqhost.example", "cidr": "192.0.2.99/32", "service": "zqservice", "list": "https://zqlist.example/ranges"}
_numbers = count(1)


def schemas() -> Schemas:
    """The schemas of all records, which offer marked ids wherever an entry names another one."""
    found = Schemas({section: [f"zqid-{section}"] for section in SECTIONS} | {"choices": list(CHOICES)})
    for record in (ProjectRecord, ChoiceRecord, StepRecord, *SECTIONS.values()):
        record.schema(found)
    return found


def marked_model() -> dict[str, dict[str, Any]]:
    """An internal entry of each kind for each turn, with all of its keys."""
    model: dict[str, dict[str, Any]] = {}
    for section, record in SECTIONS.items():
        turns = range(len(FORMS) if section == "claims" else TURNS)
        ids = [f"zqid-{section}" + (f"-{turn}" if turn else "") for turn in turns]
        if section == "bindings":  # lists, without keys, under the ids of what they bind
            model[section] = {"zqid-components": ["zqresource.main"]}
            continue
        model[section] = {id_: entry(record.__name__, turn) for turn, id_ in enumerate(ids)}
    return model


def entry(record: str, turn: int = 0) -> dict[str, Any]:
    """An internal entry with all keys of `record`; of several alternatives of a key it takes the one whose turn it is."""
    all_schemas = schemas()
    found: dict[str, Any] = _filled({"$ref": f"#/$defs/{record}"}, record, turn, all_schemas)
    if record == "ClaimRecord":
        found = {key: value for key, value in found.items() if not any(key in form for form in FORMS)} | FORMS[turn]
    return {**found, "audience": "internal"}


def _filled(schema: dict[str, Any], way: str, turn: int, known: Schemas) -> Any:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {"id": "zqid-flows"} if name == "selector" else _filled(known[name], name if "Record" in name else way, turn, known)
    if "anyOf" in schema:
        ways = [one for one in schema["anyOf"] if one.get("type") != "null" and "const" not in one and "pattern" not in one]
        return _filled(ways[turn % len(ways)] if ways else schema["anyOf"][0], way, turn, known)
    if "enum" in schema:
        return schema["enum"][-1]
    match schema.get("type"):
        case "object":
            return _mapping(schema, way, turn, known)
        case "array":
            if schema["items"].get("properties", {}).keys() == ENDPOINTS.keys():
                return [{kind: address} for kind, address in ENDPOINTS.items()]
            return [_filled(schema["items"], way, turn, known)]
        case "boolean":
            return False
        case "string":
            return _text(schema, way)
    raise AssertionError(f"{way}: the schema is of a new kind, of which no mark is known: {schema}")


def _mapping(schema: dict[str, Any], way: str, turn: int, known: Schemas) -> dict[str, Any]:
    properties: dict[str, Any] = schema.get("properties", {})
    if isinstance(inner := schema.get("additionalProperties"), dict):
        value = _filled(inner, way, 0, known)
        return {"by": "zqid-options", CHOICES[0]: value, CHOICES[1]: value} if "by" in properties else {"zqid-options": value}
    own = OWN.get(way, {})
    found = {key: own[key] if key in own else _filled(one, f"{way}.{key}", turn, known) for key, one in properties.items()}
    return {key: value for key, value in found.items() if value is not None}


def _text(schema: dict[str, Any], way: str) -> str:
    if schema.get("format") == "date":
        return "2999-01-01"
    if "(tcp|udp" in schema.get("pattern", ""):
        return f"{PORT}/tcp"
    if way.endswith(".id"):
        return f"zqid-{next(_numbers)}"
    return f"Zqtext {next(_numbers)} of {way} & <zqentity>,\nin zqlines."

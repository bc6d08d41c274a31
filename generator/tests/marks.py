"""Entries that hold a mark in every key, made from the description of the language: what is new in the language is marked by itself.

A schema says what each key may hold. Of each alternative there is an entry; where the schema cannot know what goes together, `OWN` says.
"""

from __future__ import annotations

from collections.abc import Callable
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
    "TermRecord": {"avoid": {"ko": ["zqavoided"]}, "reading": {"ko": "zqreading"}, "translate": True},
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


def _marked(way: str) -> str:
    return f"Zqtext {next(_numbers)} of {way} & <zqentity>,\nin zqlines."


def marked_model(turns: int = TURNS, audience: str = "internal", text: Callable[[str], str] = _marked) -> dict[str, dict[str, Any]]:
    """An entry of each kind for each turn, with all of its keys. `text` says what a key holds: `FlowRecord.notes`."""
    model: dict[str, dict[str, Any]] = {}
    for section, record in SECTIONS.items():
        several = range(len(FORMS) if section == "claims" and turns == TURNS else turns)
        ids = [f"zqid-{section}" + (f"-{turn}" if turn else "") for turn in several]
        if section == "bindings":  # lists, without keys, under the ids of what they bind
            model[section] = {"zqid-components": ["zqresource.main"]}
            continue
        model[section] = {id_: entry(record.__name__, turn, audience, text) for turn, id_ in enumerate(ids)}
    return model


def entry(record: str, turn: int = 0, audience: str = "internal", text: Callable[[str], str] = _marked) -> dict[str, Any]:
    """An entry with all keys of `record`; of several alternatives of a key it takes the one whose turn it is."""
    found: dict[str, Any] = _Filling(schemas(), turn, audience, text).filled({"$ref": f"#/$defs/{record}"}, record)
    if record == "ClaimRecord":
        found = {key: value for key, value in found.items() if not any(key in form for form in FORMS)} | FORMS[turn]
    return found


class _Filling:
    """Makes values that a schema allows."""

    def __init__(self, known: Schemas, turn: int, audience: str, text: Callable[[str], str]) -> None:
        self._known = known
        self._turn = turn
        self._audience = audience
        self._say = text

    def filled(self, schema: dict[str, Any], way: str) -> Any:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            if name in {"selector", "Audience"}:
                return {"id": "zqid-flows"} if name == "selector" else self._audience
            return self.filled(self._known[name], name if "Record" in name else way)
        if "anyOf" in schema:
            ways = [one for one in schema["anyOf"] if one.get("type") != "null" and "const" not in one and "pattern" not in one]
            return self.filled(ways[self._turn % len(ways)] if ways else schema["anyOf"][0], way)
        if "enum" in schema:
            return schema["enum"][-1]
        match schema.get("type"):
            case "object":
                return self._mapping(schema, way)
            case "array":
                if schema["items"].get("properties", {}).keys() == ENDPOINTS.keys():
                    return [{kind: address} for kind, address in ENDPOINTS.items()]
                return [self.filled(schema["items"], way)]
            case "boolean":
                return False
            case "string":
                return self._text(schema, way)
        raise AssertionError(f"{way}: the schema is of a new kind, of which no mark is known: {schema}")

    def _mapping(self, schema: dict[str, Any], way: str) -> dict[str, Any]:
        properties: dict[str, Any] = schema.get("properties", {})
        if isinstance(inner := schema.get("additionalProperties"), dict):
            value = _Filling(self._known, 0, self._audience, self._say).filled(inner, way)
            return {"by": "zqid-options", CHOICES[0]: value, CHOICES[1]: value} if "by" in properties else {"zqid-options": value}
        own = OWN.get(way, {})
        found = {key: own[key] if key in own else self.filled(one, f"{way}.{key}") for key, one in properties.items()}
        return {key: value for key, value in found.items() if value is not None}

    def _text(self, schema: dict[str, Any], way: str) -> str:
        if schema.get("format") == "date":
            return "2999-01-01"
        if "(tcp|udp" in schema.get("pattern", ""):
            return f"{PORT}/tcp"
        if way.endswith(".id"):
            return f"zqid-{next(_numbers)}"
        return self._say(way)

"""JSON Schema of the model language for editors, with a project's own ids as completions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from groundplan.derive.facts import Facts
from groundplan.domain.selector import Key
from groundplan.load.document import TOP_LEVEL
from groundplan.load.records import SECTIONS, ProjectRecord
from groundplan.resolve.selectors import ALTERNATIVES, CARRIER, ID_KEYS, NEGATION, WORD_KEYS

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_PLACES = ("components", "boundaries")
_REFERENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ProjectRecord": {"viewpoint": ("boundaries",)},
    "BoundaryRecord": {"in": ("boundaries",), "owner": ("parties",), "manager": ("parties",)},
    "ComponentRecord": {
        "in": ("boundaries",), "owner": ("parties",), "manager": ("parties",), "stores": ("data",), "produces": ("data",),
    },
    "DataRecord": {"part-of": ("data",)},
    "ChannelRecord": {"controls": ("controls",), "carried-by": ("flows",)},
    "HopRecord": {"component": ("components",)},
    "FlowRecord": {
        "purpose": ("terms",), "from": _PLACES, "to": _PLACES, "through": ("components",), "channel": ("channels",),
        "carries": ("data",), "returns": ("data",), "controls": ("controls",),
    },
    "ContainedRecord": {"data": ("data",), "within": _PLACES},
    "UnreachableRecord": {"from": _PLACES, "to": _PLACES},
    "DrawnInRecord": {"view": ("views",)},
    "StepRecord": {"by": ("components",), "to": ("components",), "uses": ("flows",)},
    "ViewRecord": {"collapse": ("boundaries",)},
}  # fmt: skip
"""Record -> key -> the sections whose ids fit there."""

_SELECTOR_FIELDS = {"ClaimRecord": ("never", "every", "is", "exists"), "DrawnInRecord": ("every",), "ViewRecord": ("show",)}
_ONE_OR_MANY = frozenset({"stores", "produces", "controls", "carried-by", "carries", "returns", "collapse"})


def json_schema(facts: Facts | None = None) -> str:
    """The schema as JSON with a final newline. Ids of `facts` are offered, but others are accepted: they may be new."""
    definitions: dict[str, Any] = {}
    ProjectRecord.schema(definitions)
    for record in SECTIONS.values():
        record.schema(definitions)
    ids = {section: list(entries) for section, entries in facts.model.sections()} if facts else {}
    for name, definition in definitions.items():
        _offer(name, definition, ids)
    definitions["selector"] = _selector(ids)
    properties: dict[str, Any] = {"project": {"$ref": "#/$defs/ProjectRecord"}}
    for section in TOP_LEVEL[1:]:
        name = SECTIONS[section].__name__
        entry: dict[str, Any] = {"$ref": f"#/$defs/{name}"}
        if not definitions[name].get("required"):
            entry = {"anyOf": [entry, {"type": "null"}]}
        description = (SECTIONS[section].__doc__ or "").strip()
        properties[section] = {
            "type": ["object", "null"],
            "description": description,
            "propertyNames": {"pattern": _ID},
            "additionalProperties": entry,
        }
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Groundplan model",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": definitions,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _offer(record: str, definition: dict[str, Any], ids: Mapping[str, list[str]]) -> None:
    """Offer selectors, ids and options in a record's schema, where they fit."""
    for key, field in definition.get("properties", {}).items():
        sections = _REFERENCES.get(record, {}).get(key, ())
        if key in _SELECTOR_FIELDS.get(record, ()):
            definition["properties"][key] = _described(field, {"$ref": "#/$defs/selector"})
        elif sections:
            definition["properties"][key] = _described(field, _named(key, field, sections, ids))
        elif key in {"when", "requires", "excludes"}:
            field["propertyNames"] = {"anyOf": [{"enum": ids.get("options", [])}, {"pattern": _ID}]}


def _described(field: Mapping[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": field["description"], **schema}


def _named(key: str, field: Mapping[str, Any], sections: tuple[str, ...], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    one = _id_of(sections, ids)
    if key == "through":
        return {"type": "array", "items": {"anyOf": [one, {"$ref": "#/$defs/HopRecord"}]}}
    if key == "channel":
        chosen = {"type": "object", "required": ["by"], "properties": {"by": _id_of(("options",), ids)}, "additionalProperties": one}
        return {"anyOf": [one, chosen]}
    if key in _ONE_OR_MANY:
        return {"anyOf": [{"type": "array", "items": one}, one]}
    if _takes_area(field):
        owner = {"type": "object", "additionalProperties": False, "required": ["owner"], "properties": {"owner": _id_of(("parties",), ids)}}
        return {"anyOf": [one, owner]}
    return one


def _takes_area(field: Mapping[str, Any]) -> bool:
    """Whether a field takes `{owner: PARTY}` beside an id."""
    return "oneOf" in field or any(choice.get("type") == "object" for choice in field.get("anyOf", ()))


def _id_of(sections: tuple[str, ...], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    known = [id_ for section in sections for id_ in ids.get(section, [])]
    anything = {"type": "string", "pattern": _ID}
    return {"anyOf": [{"enum": known}, anything]} if known else anything


def _selector(ids: Mapping[str, list[str]]) -> dict[str, Any]:
    own = {"$ref": "#/$defs/selector"}
    properties: dict[str, Any] = {NEGATION: own, CARRIER: own, ALTERNATIVES: {"type": "array", "minItems": 1, "items": own}}
    owner = {"type": "object", "additionalProperties": False, "required": ["owner"], "properties": {"owner": _id_of(("parties",), ids)}}
    for key in Key:
        if key in WORD_KEYS:
            one: dict[str, Any] = {"enum": [word.value for word in WORD_KEYS[key]]}
        elif key in ID_KEYS:
            one = _id_of((ID_KEYS[key],), ids)
        elif key in {Key.FROM, Key.TO, Key.BETWEEN}:
            one = {"anyOf": [_id_of(_PLACES, ids), owner]}
        else:
            one = {"type": "string"}
        properties[key.value] = {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}
    return {"type": "object", "additionalProperties": False, "properties": properties, "description": "Selects flows; all keys must hold."}

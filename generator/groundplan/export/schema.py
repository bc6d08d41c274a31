"""JSON Schema of the model language for editors, with a project's own ids as completions."""

from __future__ import annotations

import json

from groundplan.derive.facts import Facts
from groundplan.domain.selector import Key
from groundplan.load.document import TOP_LEVEL
from groundplan.load.mentions import ID_PATTERN, PLACE, Schemas
from groundplan.load.records import SECTIONS, ProjectRecord
from groundplan.load.uses import KEY as USES
from groundplan.plain import JsonObject
from groundplan.resolve.selectors import ALTERNATIVES, CARRIER, ID_KEYS, NEGATION, VIEWPOINT, WORD_KEYS

_USES: JsonObject = {
    "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}, {"type": "null"}],
    "description": "Folders of models whose entries this one shares, from its own folder on, such as `../shared`.",
}


def json_schema(facts: Facts | None = None) -> str:
    """The schema as JSON with a final newline. Ids of `facts` are offered, but others are accepted: they may be new."""
    schemas = Schemas({section: list(entries) for section, entries in facts.model.sections()} if facts else None)
    ProjectRecord.schema(schemas)
    for record in SECTIONS.values():
        record.schema(schemas)
    schemas["selector"] = _selector(schemas)
    properties: JsonObject = {"project": {"$ref": "#/$defs/ProjectRecord"}, USES: _USES}
    for section in TOP_LEVEL[1:]:
        name = SECTIONS[section].__name__
        entry: JsonObject = {"$ref": f"#/$defs/{name}"}
        if schemas[name]["type"] == "object" and not schemas[name].get("required"):
            entry = {"anyOf": [entry, {"type": "null"}]}
        description = (SECTIONS[section].__doc__ or "").strip()
        properties[section] = {
            "type": ["object", "null"],
            "description": description,
            "propertyNames": {"pattern": ID_PATTERN},
            "additionalProperties": entry,
        }
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Groundplan model",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": schemas,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _selector(schemas: Schemas) -> JsonObject:
    own: JsonObject = {"$ref": "#/$defs/selector"}
    properties: JsonObject = {
        NEGATION: own,
        CARRIER: own,
        VIEWPOINT: schemas.id_of(("boundaries",)),
        ALTERNATIVES: {"type": "array", "minItems": 1, "items": own},
    }
    owner: JsonObject = {
        "type": "object",
        "additionalProperties": False,
        "required": ["owner"],
        "properties": {"owner": schemas.id_of(("parties",))},
    }
    for key in Key:
        if key in WORD_KEYS:
            one: JsonObject = {"enum": [word.value for word in WORD_KEYS[key]]}
        elif key in ID_KEYS:
            one = schemas.id_of((ID_KEYS[key],))
        elif key in {Key.FROM, Key.TO, Key.BETWEEN}:
            one = {"anyOf": [schemas.id_of(PLACE), owner]}
        else:
            one = {"type": "string"}
        properties[key.value] = {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}
    return {"type": "object", "additionalProperties": False, "properties": properties, "description": "Selects flows; all keys must hold."}

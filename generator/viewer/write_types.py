"""Writes `src/facts/data.ts`, the types of what a page tells the viewer, from the JSON Schema of it: run it when a record has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from groundplan.render.viewer.schema import schema

TYPES = Path(__file__).parent / "src" / "facts" / "data.ts"
HEAD = "/* The facts as a page brings them along. Written by `write_types.py` from the records of `groundplan/render/viewer`. */"

Schema: TypeAlias = Mapping[str, Any]


def types(of: Schema) -> str:
    """All definitions of a schema as TypeScript."""
    return "\n\n".join([HEAD, *(_definition(name, each) for name, each in of["$defs"].items())]) + "\n"


def _definition(name: str, of: Schema) -> str:
    told = [f"/** {of['description']} */"] if "description" in of else []
    body = [f"export interface {name} {{", *_properties(of), "}"] if "properties" in of else [f"export type {name} = {_type(of)}"]
    return "\n".join([*told, *body])


def _properties(of: Schema) -> Iterator[str]:
    for key, each in of["properties"].items():
        if "description" in each:
            yield f"  /** {each['description']} */"
        yield f"  readonly {key}{'' if key in of['required'] else '?'}: {_type(each)}"


def _type(of: Schema) -> str:
    match of:
        case {"$ref": str(name)}:
            return name.rpartition("/")[2]
        case {"enum": list(values)}:
            return " | ".join(f'"{value}"' for value in values)
        case {"const": True}:
            return "true"
        case {"anyOf": list(ways)}:
            return " | ".join(map(_type, ways))
        case {"prefixItems": list(items)}:
            return f"readonly [{', '.join(map(_type, items))}]"
        case {"items": each}:
            inner = _type(each)
            return f"readonly ({inner})[]" if inner.startswith("readonly ") else f"readonly {inner}[]"
        case {"additionalProperties": each}:
            return _mapping(of, _type(each))
        case {"type": str(name)}:
            return "number" if name == "integer" else name
    raise TypeError(f"no type of TypeScript for {of}")


def _mapping(of: Schema, value: str) -> str:
    if "propertyNames" not in of:
        return f"Readonly<Record<string, {value}>>"
    whole = f"Record<{_type(of['propertyNames'])}, {value}>"
    return f"Readonly<{whole}>" if "required" in of else f"Readonly<Partial<{whole}>>"


if __name__ == "__main__":
    TYPES.write_text(types(schema()), encoding="utf-8")

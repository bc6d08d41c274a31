"""Mappings with fixed keys: how their fields are declared, read and described."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, cast, overload

from groundplan import checks
from groundplan.diagnostics import Finding, Route
from groundplan.load.mentions import KeyPath, Mention, RawData, Read, Schema, Schemas, World
from groundplan.load.shapes import Meant, Shape
from groundplan.load.wording import mistyped
from groundplan.nearest import meant_hint, nearest


class Field(NamedTuple):
    """A key of a record."""

    shape: Shape[Any, Any]
    description: str
    key: str
    default: object
    required: bool
    name: str = ""


def required(shape: Shape[Read, Meant], description: str, *, key: str = "") -> Read:
    """A key that must be written; `key` is how, where the attribute cannot be called so. Instances have what its shape reads."""
    return cast("Read", Field(shape, description, key, None, required=True))


@overload
def optional(shape: Shape[Read, Meant], description: str, *, key: str = "") -> Read | None: ...
@overload
def optional(shape: Shape[Read, Meant], description: str, default: Read, *, key: str = "") -> Read: ...
def optional(shape: Shape[Read, Meant], description: str, default: Read | None = None, *, key: str = "") -> Read | None:
    """A key that may be left out, and its value then."""
    return cast("Read", Field(shape, description, key, default, required=False))


class Record:
    """A mapping with fixed keys. What is left out of it is found at the class, so that an instance holds only what is written."""

    fields: ClassVar[dict[str, Field]] = {}
    """Every field by its key, in the order in which they are documented."""
    _required: ClassVar[frozenset[str]] = frozenset()
    _by_name: ClassVar[dict[str, Field]] = {}
    makes: ClassVar[type] = dict
    """What of the domain is built from it. Its arguments are called like the fields here."""

    def __init_subclass__(cls) -> None:
        own = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        cls.fields = {**cls.fields, **{(field.key or name): field._replace(name=name) for name, field in own.items()}}
        cls._by_name = {field.name: field._replace(key=key) for key, field in cls.fields.items()}
        cls._required = frozenset(key for key, field in cls.fields.items() if field.required)
        for name, field in own.items():
            setattr(cls, name, field.default)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"a record is never changed, nor is its `{name}`")

    @classmethod
    def read(cls, raw: RawData, at: KeyPath, faults: list[Finding]) -> Self:
        """The record that `raw` describes. Where it does not fit, `faults` grows and the result means nothing."""
        record = cls()
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return record
        fields, values = cls.fields, vars(record)
        for key, written in raw.items():
            field = fields.get(key)
            if field is not None:
                values[field.name] = field.shape.read(written, (*at, key), faults)
        if not (cls._required <= raw.keys() <= fields.keys()):
            faults += cls._faults_of_keys(raw, at)
        return record

    @classmethod
    def _faults_of_keys(cls, raw: dict[str, RawData], at: KeyPath) -> list[Finding]:
        """Keys that do not belong, and keys that are missing. A misspelt key is one fault, though the right one is then missing, too."""
        known = sorted(cls.fields)
        missing = dict.fromkeys(key for key in cls.fields if key in cls._required and key not in raw)
        place, found = Route(*at), list[Finding]()
        for key in raw:
            if key not in cls.fields:
                meant = nearest(key, known)
                missing = {miss: None for miss in missing if miss != meant}
                hint = meant_hint(key, meant) or f"the keys here are {', '.join(known)}"
                found.append(checks.UNKNOWN_KEY.at(place / key, at_key=True, hint=hint, place=f"`{place}`", key=key))
        found += (checks.MISSING_KEY.at(place, at_key=True, place=f"`{place}`", key=key) for key in missing)
        return found

    @classmethod
    def mentions(cls, record: Self, at: KeyPath, /) -> Iterator[Mention]:
        """What is written in `record`, which stands at `at`, of other entries."""
        for name, value in vars(record).items():
            if value is not None:
                field = cls._by_name[name]
                yield from field.shape.mentions(value, (*at, field.key))

    @classmethod
    def arguments(cls, record: Self, at: KeyPath, world: World, leaving: Collection[str] = ()) -> dict[str, Any]:
        """What is written in `record`, as arguments for what is built from it; without the fields `leaving`."""
        fields = cls._by_name
        return {
            name: fields[name].shape.build(value, (*at, fields[name].key), world)
            for name, value in vars(record).items()
            if name not in leaving
        }

    @classmethod
    def build(cls, record: Self, at: KeyPath, world: World, /) -> Any:
        """What `record`, which stands at `at`, says, with every name replaced by what it names."""
        return cls.makes(**cls.arguments(record, at, world))

    @classmethod
    def schema(cls, schemas: Schemas, /) -> Schema:
        """The JSON Schema of the record, put into `schemas`, as a reference to it."""
        properties = {key: {**field.shape.schema(schemas), "description": field.description} for key, field in cls.fields.items()}
        schemas[cls.__name__] = {
            "title": cls.__name__,
            "description": (cls.__doc__ or "").strip(),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            **({"required": [key for key in cls.fields if key in cls._required]} if cls._required else {}),
        }
        return {"$ref": f"#/$defs/{cls.__name__}"}

"""What a value may look like. A shape reads raw data, reporting every fault in it, describes itself to editors, tells which
names it holds, and turns what was read into what is meant, once all names are known to name something.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from groundplan.diagnostics import Finding, Route
from groundplan.domain import entry
from groundplan.load.mentions import KeyPath, Mention, RawData, Schema, Schemas, World
from groundplan.load.wording import mistyped, not_one_of

__all__ = ["KeyPath", "Schema", "Schemas"]


class Readable(Protocol):
    """A shape, or a class of records."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        """The value that `raw` describes. Where it does not fit, `faults` grows and the result means nothing."""

    def schema(self, schemas: Schemas, /) -> Schema:
        """The JSON Schema of what fits. What has a name of its own is put into `schemas`."""

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        """What `value`, as it was read at `at`, says of other entries. What does not fit is None and mentions nothing."""

    def build(self, value: Any, at: KeyPath, world: World, /) -> Any:
        """`value`, as it was read at `at`, with every name replaced by what it names in `world`."""


class Shape(ABC):
    """What a value may look like; one that is without names, and means just what was read."""

    @abstractmethod
    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any: ...

    @abstractmethod
    def schema(self, schemas: Schemas, /) -> Schema: ...

    def mentions(self, _value: Any, _at: KeyPath, /) -> Iterator[Mention]:
        return iter(())

    def build(self, value: Any, _at: KeyPath, _world: World, /) -> Any:
        return value


class TextShape(Shape):
    """A text that `parse` turns into a value; where it raises ValueError, or there is no text, `expected` says what belongs there."""

    def __init__(self, parse: Callable[[str], Any] | None = None, expected: str = "text", **schema: str) -> None:
        self._parse = parse
        self._expected = expected
        self._schema: Schema = {"type": "string", **schema}

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        if isinstance(raw, str):
            if self._parse is None:
                return raw
            with suppress(ValueError):
                return self._parse(raw)
        faults.append(mistyped(at, self._expected, raw))
        return None

    def schema(self, _schemas: Schemas, /) -> Schema:
        return self._schema


class WordsShape(Shape):
    """A text that is translated: its place is the context of its translations. Nothing but spaces is no text, unless it must be there."""

    def __init__(self, *, needed: bool = False) -> None:
        self._needed = needed

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
        if isinstance(raw, str) or (raw is None and not self._needed):
            return raw
        faults.append(mistyped(at, "text", raw))
        return None

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"type": "string"} if self._needed else {"anyOf": [{"type": "string"}, {"type": "null"}]}

    def build(self, value: str | None, at: KeyPath, _world: World, /) -> entry.Text | None:
        source = (value or "").strip()
        return entry.Text(Route(*at), source) if source or self._needed else None


class OneOf(Shape):
    """One word of a closed set."""

    def __init__(self, words: type[StrEnum]) -> None:
        self._words = words
        self._values: dict[str, StrEnum] = {word.value: word for word in words}

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        if isinstance(raw, str) and raw in self._values:
            return self._values[raw]
        faults.append(not_one_of(at, self._values, raw))
        return None

    def schema(self, schemas: Schemas, /) -> Schema:
        name = self._words.__name__
        schemas[name] = {
            "title": name,
            "description": (self._words.__doc__ or "").strip(),
            "type": "string",
            "enum": list(self._values),
        }
        return {"$ref": f"#/$defs/{name}"}


class Version(Shape):
    """A version of the language, from 1 to the latest that can be read."""

    def __init__(self, latest: int) -> None:
        self._latest = latest

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> int | None:
        if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and 1 <= int(raw[:9]) <= self._latest:
            return int(raw)
        is_newer = isinstance(raw, str) and raw.isascii() and raw.isdecimal() and int(raw[:9]) > self._latest
        hint = "a later version of Groundplan reads this model; this one may take it for something else" if is_newer else ""
        faults.append(mistyped(at, f"a version of the language, of which {self._latest} is the latest that is known here", raw, hint))
        return None

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"type": "integer", "minimum": 1, "maximum": self._latest}


class Flag(Shape):
    """True or false, by any of the words that people use."""

    WORDS: ClassVar = {
        **dict.fromkeys(("true", "t", "yes", "y", "on", "1"), True),
        **dict.fromkeys(("false", "f", "no", "n", "off", "0"), False),
    }

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> bool | None:
        value = self.WORDS.get(raw.lower()) if isinstance(raw, str) else None
        if value is None:
            faults.append(mistyped(at, "true or false", raw))
        return value

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"type": "boolean"}


class OrNothing(Shape):
    """A value, or nothing after its key, which reads as `nothing`."""

    def __init__(self, shape: Readable, nothing: Callable[[], RawData] | None = None) -> None:
        self._shape = shape
        self._nothing = nothing

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        if raw is None:
            if self._nothing is None:
                return None
            raw = self._nothing()
        return self._shape.read(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return {"anyOf": [*alternatives(self._shape.schema(schemas)), {"type": "null"}]}

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        return iter(()) if value is None else self._shape.mentions(value, at)

    def build(self, value: Any, at: KeyPath, world: World, /) -> Any:
        return None if value is None else self._shape.build(value, at, world)


def alternatives(schema: Schema) -> list[Schema]:
    """The schemas of which what fits `schema` fits one."""
    found = schema.get("anyOf")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else [schema]


class ListOf(Shape):
    """A list of values of one shape, as a tuple."""

    def __init__(self, item: Readable, *, least: int = 0, alone: bool = False) -> None:
        """At least `least` items; where `alone`, a single text may stand for a list of it."""
        self._item = item
        self._least = least
        self._alone = alone

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> tuple[Any, ...]:
        if self._alone and isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list):
            faults.append(mistyped(at, "a list", raw))
            return ()
        if len(raw) < self._least:
            faults.append(mistyped(at, "at least one item", raw))
        read = self._item.read
        return tuple([read(item, (*at, index), faults) for index, item in enumerate(raw)])

    def schema(self, schemas: Schemas, /) -> Schema:
        item = self._item.schema(schemas)
        several: Schema = {"type": "array", "items": item, **({"minItems": self._least} if self._least else {})}
        return {"anyOf": [item, several]} if self._alone else several

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        for index, item in enumerate(value or ()):
            if item is not None:
                yield from self._item.mentions(item, (*at, index))

    def build(self, value: Any, at: KeyPath, world: World, /) -> tuple[Any, ...]:
        build = self._item.build
        return tuple([build(item, (*at, index), world) for index, item in enumerate(value)])


class MappingOf(Shape):
    """A mapping from words of the author's to values of one shape."""

    def __init__(self, value: Readable, key: Readable | None = None, *, least: int = 0) -> None:
        self._value = value
        self._key = key
        self._least = least

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        if len(raw) < self._least:
            faults.append(mistyped(at, "at least one item", raw))
        if self._key is not None:
            for key in raw:
                self._key.read(key, (*at, key), faults)
        read = self._value.read
        return {key: read(value, (*at, key), faults) for key, value in raw.items()}

    def schema(self, schemas: Schemas, /) -> Schema:
        least = {"minProperties": self._least} if self._least else {}
        return {"type": "object", "additionalProperties": self._value.schema(schemas), **least}

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        for key, item in (value or {}).items():
            if item is not None:
                yield from self._value.mentions(item, (*at, key))

    def build(self, value: Any, at: KeyPath, world: World, /) -> dict[str, Any]:
        return {key: self._value.build(item, (*at, key), world) for key, item in value.items()}


class Custom(Shape):
    """A notation with findings of its own."""

    def __init__(self, read: Callable[[RawData, KeyPath, list[Finding]], Any], schema: Schema) -> None:
        self._read = read
        self._schema = schema

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        return self._read(raw, at, faults)

    def schema(self, _schemas: Schemas, /) -> Schema:
        return self._schema

"""What a value may look like. A shape reads raw data, reporting every fault in it, and describes itself to editors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeAlias

from groundplan.diagnostics import Finding
from groundplan.load.wording import mistyped, not_one_of

Steps: TypeAlias = tuple[str | int, ...]
"""The way to a value, as in a `Route`; a plain tuple, because most values are sound and no finding needs their route."""
Schema: TypeAlias = dict[str, Any]


class Readable(Protocol):
    """A shape, or a class of records."""

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        """The value that `raw` describes. Where it does not fit, `faults` grows and the result means nothing."""

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        """The JSON Schema of what fits. What has a name of its own is put into `definitions`."""


class Shape(ABC):
    """What a value may look like."""

    @abstractmethod
    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any: ...

    @abstractmethod
    def schema(self, definitions: dict[str, Schema], /) -> Schema: ...


class Text(Shape):
    """A text that `parse` turns into a value; where it raises ValueError, or there is no text, `expected` says what belongs there."""

    def __init__(self, parse: Callable[[str], Any] | None = None, expected: str = "text", **schema: str) -> None:
        self._parse = parse
        self._expected = expected
        self._schema: Schema = {"type": "string", **schema}

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        if isinstance(raw, str):
            if self._parse is None:
                return raw
            with suppress(ValueError):
                return self._parse(raw)
        faults.append(mistyped(at, self._expected, raw))
        return None

    def schema(self, _definitions: dict[str, Schema], /) -> Schema:
        return self._schema


class OneOf(Shape):
    """One word of a closed set."""

    def __init__(self, words: type[StrEnum]) -> None:
        self._words = words
        self._values: dict[str, StrEnum] = {word.value: word for word in words}

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        if isinstance(raw, str) and raw in self._values:
            return self._values[raw]
        faults.append(not_one_of(at, self._values, raw))
        return None

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        name = self._words.__name__
        definitions[name] = {
            "title": name,
            "description": (self._words.__doc__ or "").strip(),
            "type": "string",
            "enum": list(self._values),
        }
        return {"$ref": f"#/$defs/{name}"}


class Flag(Shape):
    """True or false, by any of the words that people use."""

    WORDS: ClassVar = {
        **dict.fromkeys(("true", "t", "yes", "y", "on", "1"), True),
        **dict.fromkeys(("false", "f", "no", "n", "off", "0"), False),
    }

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> bool | None:
        value = self.WORDS.get(raw.lower()) if isinstance(raw, str) else None
        if value is None:
            faults.append(mistyped(at, "true or false", raw))
        return value

    def schema(self, _definitions: dict[str, Schema], /) -> Schema:
        return {"type": "boolean"}


class OrNothing(Shape):
    """A value, or nothing after its key, which reads as `nothing`."""

    def __init__(self, shape: Readable, nothing: Callable[[], object] | None = None) -> None:
        self._shape = shape
        self._nothing = nothing

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        if raw is None:
            if self._nothing is None:
                return None
            raw = self._nothing()
        return self._shape.read(raw, at, faults)

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        inner = self._shape.schema(definitions)
        return {"anyOf": [*inner.get("anyOf", [inner]), {"type": "null"}]}


class ListOf(Shape):
    """A list of values of one shape, as a tuple."""

    def __init__(self, item: Readable, *, least: int = 0, alone: bool = False) -> None:
        """At least `least` items; where `alone`, a single text may stand for a list of it."""
        self._item = item
        self._least = least
        self._alone = alone

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> tuple[Any, ...]:
        if self._alone and isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list):
            faults.append(mistyped(at, "a list", raw))
            return ()
        if len(raw) < self._least:
            faults.append(mistyped(at, "at least one item", raw))
        read = self._item.read
        return tuple([read(item, (*at, index), faults) for index, item in enumerate(raw)])

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        item = self._item.schema(definitions)
        several = {"type": "array", "items": item, **({"minItems": self._least} if self._least else {})}
        return {"anyOf": [item, several]} if self._alone else several


class MappingOf(Shape):
    """A mapping from words of the author's to values of one shape."""

    def __init__(self, value: Readable, key: Readable | None = None, *, least: int = 0) -> None:
        self._value = value
        self._key = key
        self._least = least

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> dict[str, Any]:
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

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        least = {"minProperties": self._least} if self._least else {}
        return {"type": "object", "additionalProperties": self._value.schema(definitions), **least}


class Anything(Shape):
    """A mapping that somebody else reads: a selector."""

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        return raw

    def schema(self, _definitions: dict[str, Schema], /) -> Schema:
        return {"type": "object"}


class IdOr(Shape):
    """The id of an entry, or a mapping that says more."""

    def __init__(self, longer: Readable) -> None:
        self._longer = longer

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        if isinstance(raw, str):
            return raw
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "an id or a mapping", raw))
            return None
        return self._longer.read(raw, at, faults)

    def schema(self, definitions: dict[str, Schema], /) -> Schema:
        return {"oneOf": [{"type": "string"}, self._longer.schema(definitions)]}


class Custom(Shape):
    """A notation with findings of its own."""

    def __init__(self, read: Callable[[Any, Steps, list[Finding]], Any], schema: Schema) -> None:
        self._read = read
        self._schema = schema

    def read(self, raw: Any, at: Steps, faults: list[Finding]) -> Any:
        return self._read(raw, at, faults)

    def schema(self, _definitions: dict[str, Schema], /) -> Schema:
        return self._schema

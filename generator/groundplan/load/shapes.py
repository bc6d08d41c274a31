"""What a value may look like. A shape reads raw data, reporting every fault in it, describes itself to editors, tells which
names it holds, and turns what was read into what is meant, once all names are known to name something.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import ClassVar, Generic, Protocol, TypeVar

from groundplan.diagnostics import Finding, Route
from groundplan.domain import entry
from groundplan.load.mentions import KeyPath, Mention, RawData, Read, Schema, Schemas, World
from groundplan.load.wording import mistyped, not_one_of

__all__ = ["KeyPath", "Schema", "Schemas"]


Meant = TypeVar("Meant")
Meant_co = TypeVar("Meant_co", covariant=True)
"""What is meant by it, once its names are known to name something."""
Closed = TypeVar("Closed", bound=StrEnum)


class Readable(Protocol[Read, Meant_co]):
    """A shape, or a class of records."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None:
        """The value that `raw` describes. Where it does not fit, `faults` grows and the result means nothing."""

    def schema(self, schemas: Schemas, /) -> Schema:
        """The JSON Schema of what fits. What has a name of its own is put into `schemas`."""

    def mentions(self, value: Read, at: KeyPath, /) -> Iterator[Mention]:
        """What `value`, as it was read at `at`, says of other entries. What does not fit is None and mentions nothing."""

    def build(self, value: Read, at: KeyPath, world: World, /) -> Meant_co:
        """`value`, as it was read at `at`, with every name replaced by what it names in `world`."""


class Shape(ABC, Generic[Read, Meant]):
    """What a value may look like; one that is without names."""

    @abstractmethod
    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None: ...

    @abstractmethod
    def schema(self, schemas: Schemas, /) -> Schema: ...

    def mentions(self, _value: Read, _at: KeyPath, /) -> Iterator[Mention]:
        return iter(())

    @abstractmethod
    def build(self, value: Read, at: KeyPath, world: World, /) -> Meant: ...


class PlainShape(Shape[Read, Read]):
    """What means just what was read."""

    def build(self, value: Read, _at: KeyPath, _world: World, /) -> Read:
        return value


def text_in(raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
    """`raw`, where it is a text. Where it is none, `faults` grows."""
    if isinstance(raw, str):
        return raw
    faults.append(mistyped(at, "text", raw))
    return None


class TextShape(PlainShape[Read]):
    """A text that `parse` turns into a value; where it raises ValueError, or there is no text, `expected` says what belongs there."""

    def __init__(self, parse: Callable[[str], Read], expected: str = "text", **schema: str) -> None:
        self._parse = parse
        self._expected = expected
        self._schema: Schema = {"type": "string", **schema}

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None:
        if isinstance(raw, str):
            with suppress(ValueError):
                return self._parse(raw)
        faults.append(mistyped(at, self._expected, raw))
        return None

    def schema(self, _schemas: Schemas, /) -> Schema:
        return self._schema


class Written(TextShape[str]):
    """A text that stays as it is."""

    def __init__(self) -> None:
        super().__init__(str)


class Translated(Shape[str, entry.Text]):
    """A text that is translated: its place is the context of its translations."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
        return text_in(raw, at, faults)

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"type": "string"}

    def build(self, value: str, at: KeyPath, _world: World, /) -> entry.Text:
        return entry.Text(Route(*at), value.strip())


class OneOf(PlainShape[Closed]):
    """One word of a closed set."""

    def __init__(self, words: type[Closed]) -> None:
        self._words = words
        self._values = {word.value: word for word in words}

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Closed | None:
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


class Version(PlainShape[int]):
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


class Flag(PlainShape[bool]):
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


class Custom(PlainShape[Read]):
    """A notation with findings of its own."""

    def __init__(self, read: Callable[[RawData, KeyPath, list[Finding]], Read | None], schema: Schema) -> None:
        self._read = read
        self._schema = schema

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None:
        return self._read(raw, at, faults)

    def schema(self, _schemas: Schemas, /) -> Schema:
        return self._schema

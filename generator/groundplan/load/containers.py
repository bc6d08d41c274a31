"""Shapes around others: lists, mappings, and what may be nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from groundplan.diagnostics import Finding
from groundplan.domain import entry
from groundplan.load.mentions import KeyPath, Mention, RawData, Read, Schema, Schemas, World
from groundplan.load.shapes import Meant, Readable, Shape, Translated
from groundplan.load.wording import mistyped


class OrNothing(Shape[Read | None, Meant | None]):
    """A value, or nothing after its key."""

    def __init__(self, shape: Readable[Read, Meant]) -> None:
        self._shape = shape

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None:
        return None if raw is None else self._shape.read(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return or_null(self._shape.schema(schemas))

    def mentions(self, value: Read | None, at: KeyPath, /) -> Iterator[Mention]:
        return iter(()) if value is None else self._shape.mentions(value, at)

    def build(self, value: Read | None, at: KeyPath, world: World, /) -> Meant | None:
        return None if value is None else self._shape.build(value, at, world)


class TranslatedOrNothing(OrNothing[str, entry.Text]):
    """A text that is translated, or nothing after its key. Nothing but spaces is nothing, too."""

    def __init__(self) -> None:
        super().__init__(Translated())

    def build(self, value: str | None, at: KeyPath, world: World, /) -> entry.Text | None:
        return super().build((value and value.strip()) or None, at, world)


class OrEmpty(Shape[Read, Meant]):
    """A mapping, which nothing after its key stands for, too."""

    def __init__(self, shape: Readable[Read, Meant]) -> None:
        self._shape = shape

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Read | None:
        return self._shape.read({} if raw is None else raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return or_null(self._shape.schema(schemas))

    def mentions(self, value: Read, at: KeyPath, /) -> Iterator[Mention]:
        return self._shape.mentions(value, at)

    def build(self, value: Read, at: KeyPath, world: World, /) -> Meant:
        return self._shape.build(value, at, world)


def or_null(schema: Schema) -> Schema:
    """What fits `schema`, or nothing."""
    return {"anyOf": [*alternatives(schema), {"type": "null"}]}


def alternatives(schema: Schema) -> list[Schema]:
    """The schemas of which what fits `schema` fits one."""
    found = schema.get("anyOf")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else [schema]


class ListOf(Shape[tuple[Read, ...], tuple[Meant, ...]]):
    """A list of values of one shape, as a tuple."""

    def __init__(self, item: Readable[Read, Meant], *, least: int = 0, alone: bool = False) -> None:
        """At least `least` items; where `alone`, a single text may stand for a list of it."""
        self._item = item
        self._least = least
        self._alone = alone

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> tuple[Read, ...] | None:
        if self._alone and isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list):
            faults.append(mistyped(at, "a list", raw))
            return ()
        if len(raw) < self._least:
            faults.append(mistyped(at, "at least one item", raw))
        read = self._item.read
        return cast("tuple[Read, ...]", tuple([read(item, (*at, index), faults) for index, item in enumerate(raw)]))

    def schema(self, schemas: Schemas, /) -> Schema:
        item = self._item.schema(schemas)
        several: Schema = {"type": "array", "items": item, **({"minItems": self._least} if self._least else {})}
        return {"anyOf": [item, several]} if self._alone else several

    def mentions(self, value: tuple[Read, ...], at: KeyPath, /) -> Iterator[Mention]:
        for index, item in enumerate(value or ()):
            if item is not None:
                yield from self._item.mentions(item, (*at, index))

    def build(self, value: tuple[Read, ...], at: KeyPath, world: World, /) -> tuple[Meant, ...]:
        build = self._item.build
        return tuple([build(item, (*at, index), world) for index, item in enumerate(value)])


class MappingOf(Shape[dict[str, Read], dict[str, Meant]]):
    """A mapping from words of the author's to values of one shape."""

    def __init__(self, value: Readable[Read, Meant], key: Readable[str, str] | None = None, *, least: int = 0) -> None:
        self._value = value
        self._key = key
        self._least = least

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> dict[str, Read] | None:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        if len(raw) < self._least:
            faults.append(mistyped(at, "at least one item", raw))
        if self._key is not None:
            for key in raw:
                self._key.read(key, (*at, key), faults)
        read = self._value.read
        return cast("dict[str, Read]", {key: read(value, (*at, key), faults) for key, value in raw.items()})

    def schema(self, schemas: Schemas, /) -> Schema:
        least = {"minProperties": self._least} if self._least else {}
        return {"type": "object", "additionalProperties": self._value.schema(schemas), **least}

    def mentions(self, value: dict[str, Read], at: KeyPath, /) -> Iterator[Mention]:
        for key, item in (value or {}).items():
            if item is not None:
                yield from self._value.mentions(item, (*at, key))

    def build(self, value: dict[str, Read], at: KeyPath, world: World, /) -> dict[str, Meant]:
        return {key: self._value.build(item, (*at, key), world) for key, item in value.items()}

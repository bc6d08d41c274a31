"""Shapes of what names other entries, and of what depends on options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from groundplan.diagnostics import Finding
from groundplan.domain.option import Chosen
from groundplan.load.mentions import ChosenRecord, Conditioned, Depends, KeyPath, Mention, RawData, Reference, Schema, Schemas, World
from groundplan.load.shapes import ListOf, Readable, Shape, alternatives
from groundplan.load.wording import mistyped

ELSE = "else"
"""In a value by choice, stands for the choices that are not named."""


class Ref(Shape):
    """The id of an entry of one of `sections`."""

    def __init__(self, *sections: str, kept: bool = False) -> None:
        """An id that is `kept` stays an id, where its entry in turn names this one."""
        self.sections = sections
        self._kept = kept

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
        if isinstance(raw, str):
            return raw
        faults.append(mistyped(at, "text", raw))
        return None

    def schema(self, schemas: Schemas, /) -> Schema:
        return schemas.id_of(self.sections)

    def mentions(self, value: str, at: KeyPath, /) -> Iterator[Mention]:
        yield Reference(at, self.sections, value)

    def build(self, value: str, _at: KeyPath, world: World, /) -> Any:
        return value if self._kept else world.named(self.sections, value)


class RefOr(Ref):
    """The id of an entry, or a mapping that says more."""

    def __init__(self, longer: Readable, *sections: str) -> None:
        super().__init__(*sections)
        self._longer = longer

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        if isinstance(raw, str):
            return raw
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "an id or a mapping", raw))
            return None
        return self._longer.read(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return {"anyOf": [super().schema(schemas), self._longer.schema(schemas)]}

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        return super().mentions(value, at) if isinstance(value, str) else self._longer.mentions(value, at)

    def build(self, value: Any, at: KeyPath, world: World, /) -> Any:
        return super().build(value, at, world) if isinstance(value, str) else self._longer.build(value, at, world)


class Refs(ListOf):
    """One id, or a list of ids."""

    def __init__(self, *sections: str, kept: bool = False, least: int = 0) -> None:
        super().__init__(Ref(*sections, kept=kept), least=least, alone=True)


class ConditionsShape(Shape):
    """Options with the choices that satisfy, one or many of each."""

    _chosen = Refs("choices", kept=True)

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        return {option: self._chosen.read(choices, (*at, option), faults) for option, choices in raw.items()}

    def schema(self, schemas: Schemas, /) -> Schema:
        return {"type": "object", "propertyNames": schemas.id_of(("options",)), "additionalProperties": self._chosen.schema(schemas)}

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        yield Conditioned(at, value)


class Selecting(Shape):
    """A selector, which `resolve` reads."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> dict[str, RawData]:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        return raw

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"$ref": "#/$defs/selector"}


class ByChoiceShape(Shape):
    """A value, or `{by: OPTION, CHOICE: VALUE, else: VALUE}`, where a VALUE may be such a mapping again."""

    def __init__(self, value: Readable, noun: str = "value") -> None:
        """`noun` is what findings call one value."""
        self._value = value
        self._noun = noun

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Any:
        if isinstance(self._value, Ref) and not isinstance(raw, str | dict):
            faults.append(mistyped(at, "an id or a mapping", raw))
            return None
        if not isinstance(raw, dict):
            return self._value.read(raw, at, faults)
        option = raw.get("by")
        if option is not None and not isinstance(option, str):
            faults.append(mistyped((*at, "by"), "text", option))
            option = None
        values = {choice: self.read(value, (*at, choice), faults) for choice, value in raw.items() if choice != "by"}
        return ChosenRecord(option, values)

    def schema(self, schemas: Schemas, /) -> Schema:
        several = alternatives(self._value.schema(schemas))
        return {"anyOf": [*several, _by_choice({"anyOf": [*several, _by_choice({}, schemas)]}, schemas)]}

    def mentions(self, value: Any, at: KeyPath, /) -> Iterator[Mention]:
        if isinstance(value, ChosenRecord):
            yield Depends(at, value, self._noun)
        yield from self._inner(value, at)

    def _inner(self, value: Any, at: KeyPath) -> Iterator[Mention]:
        if not isinstance(value, ChosenRecord):
            yield from self._value.mentions(value, at)
            return
        if value.option is not None:
            yield Reference((*at, "by"), ("options",), value.option)
        for choice, item in value.values.items():
            if item is not None:
                yield from self._inner(item, (*at, choice))

    def build(self, value: Any, at: KeyPath, world: World, /) -> Any:
        if not isinstance(value, ChosenRecord):
            return self._value.build(value, at, world)
        assert value.option is not None
        built = {choice: self.build(item, (*at, choice), world) for choice, item in value.values.items()}
        named = ((choice, choice if choice in built else ELSE) for choice in world.choices(value.option))
        return Chosen(value.option, {choice: built[key] for choice, key in named if key in built})


def _by_choice(value: Schema, schemas: Schemas) -> Schema:
    return {"type": "object", "required": ["by"], "properties": {"by": schemas.id_of(("options",))}, "additionalProperties": value}


def each_value(value: Any) -> Iterator[Any]:
    """Every value that a value by choice may be, as read; the value itself where no option decides."""
    if isinstance(value, ChosenRecord):
        for item in value.values.values():
            yield from each_value(item)
    elif value is not None:
        yield value

"""Shapes of what names other entries, and of what depends on options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

from groundplan.diagnostics import Finding
from groundplan.domain.entry import Entry
from groundplan.domain.option import Chosen, Conditions, Varying
from groundplan.load.containers import ListOf, alternatives
from groundplan.load.mentions import (
    ByChoice,
    ChosenRecord,
    Conditioned,
    Depends,
    KeyPath,
    Mention,
    RawData,
    Read,
    Reference,
    Schema,
    Schemas,
    World,
)
from groundplan.load.shapes import Meant, PlainShape, Readable, Shape, text_in
from groundplan.load.wording import mistyped

Named: TypeAlias = Entry | str
"""What an id names, or the id itself."""

ELSE = "else"
"""In a value by choice, stands for the choices that are not named."""


class Ref(Shape[str, Named]):
    """The id of an entry of one of `sections`."""

    def __init__(self, *sections: str, kept: bool = False) -> None:
        """An id that is `kept` stays an id, where its entry in turn names this one."""
        self.sections = sections
        self._kept = kept

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
        return text_in(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return schemas.id_of(self.sections)

    def mentions(self, value: str, at: KeyPath, /) -> Iterator[Mention]:
        yield Reference(at, self.sections, value)

    def build(self, value: str, _at: KeyPath, world: World, /) -> Named:
        return value if self._kept else world.named(self.sections, value)


class RefOr(Shape[str | Read, Named | Meant]):
    """The id of an entry, or a mapping that says more."""

    def __init__(self, longer: Readable[Read, Meant], *sections: str) -> None:
        self.sections = sections
        self._short = Ref(*sections)
        self._longer = longer

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> str | Read | None:
        if isinstance(raw, str):
            return raw
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "an id or a mapping", raw))
            return None
        return self._longer.read(raw, at, faults)

    def schema(self, schemas: Schemas, /) -> Schema:
        return {"anyOf": [self._short.schema(schemas), self._longer.schema(schemas)]}

    def mentions(self, value: str | Read, at: KeyPath, /) -> Iterator[Mention]:
        return self._short.mentions(value, at) if isinstance(value, str) else self._longer.mentions(value, at)

    def build(self, value: str | Read, at: KeyPath, world: World, /) -> Named | Meant:
        return self._short.build(value, at, world) if isinstance(value, str) else self._longer.build(value, at, world)


class Refs(ListOf[str, Named]):
    """One id, or a list of ids."""

    def __init__(self, *sections: str, kept: bool = False, least: int = 0) -> None:
        super().__init__(Ref(*sections, kept=kept), least=least, alone=True)


class ConditionsShape(PlainShape[Conditions]):
    """Options with the choices that satisfy, one or many of each."""

    _chosen = Refs("choices", kept=True)

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> Conditions | None:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        return {option: self._chosen.read(choices, (*at, option), faults) or () for option, choices in raw.items()}

    def schema(self, schemas: Schemas, /) -> Schema:
        return {"type": "object", "propertyNames": schemas.id_of(("options",)), "additionalProperties": self._chosen.schema(schemas)}

    def mentions(self, value: Conditions, at: KeyPath, /) -> Iterator[Mention]:
        yield Conditioned(at, value)


class Selecting(PlainShape[dict[str, RawData]]):
    """A selector, which `resolve` reads."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> dict[str, RawData]:
        if not isinstance(raw, dict):
            faults.append(mistyped(at, "a mapping", raw))
            return {}
        return raw

    def schema(self, _schemas: Schemas, /) -> Schema:
        return {"$ref": "#/$defs/selector"}


class ByChoiceShape(Shape[ByChoice[Read], Varying[Meant]]):
    """A value, or `{by: OPTION, CHOICE: VALUE, else: VALUE}`, where a VALUE may be such a mapping again."""

    def __init__(self, value: Readable[Read, Meant], noun: str = "value") -> None:
        """`noun` is what findings call one value."""
        self._value = value
        self._noun = noun

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> ByChoice[Read] | None:
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
        return ChosenRecord(option, cast("dict[str, ByChoice[Read]]", values))

    def schema(self, schemas: Schemas, /) -> Schema:
        several = alternatives(self._value.schema(schemas))
        return {"anyOf": [*several, _by_choice({"anyOf": [*several, _by_choice({}, schemas)]}, schemas)]}

    def mentions(self, value: ByChoice[Read], at: KeyPath, /) -> Iterator[Mention]:
        if isinstance(value, ChosenRecord):
            yield Depends(at, value, self._noun)
        yield from self._inner(value, at)

    def _inner(self, value: ByChoice[Read], at: KeyPath) -> Iterator[Mention]:
        if not isinstance(value, ChosenRecord):
            yield from self._value.mentions(value, at)
            return
        if value.option is not None:
            yield Reference((*at, "by"), ("options",), value.option)
        for choice, item in value.values.items():
            if item is not None:
                yield from self._inner(item, (*at, choice))

    def build(self, value: ByChoice[Read], at: KeyPath, world: World, /) -> Varying[Meant]:
        if not isinstance(value, ChosenRecord):
            return self._value.build(value, at, world)
        assert value.option is not None
        built = {choice: self.build(item, (*at, choice), world) for choice, item in value.values.items()}
        named = ((choice, choice if choice in built else ELSE) for choice in world.choices(value.option))
        return Chosen(value.option, {choice: built[key] for choice, key in named if key in built})


def _by_choice(value: Schema, schemas: Schemas) -> Schema:
    return {"type": "object", "required": ["by"], "properties": {"by": schemas.id_of(("options",))}, "additionalProperties": value}


def each_value(value: ByChoice[Read] | None) -> Iterator[Read]:
    """Every value that a value by choice may be, as read; the value itself where no option decides."""
    if isinstance(value, ChosenRecord):
        for item in value.values.values():
            yield from each_value(item)
    elif value is not None:
        yield value

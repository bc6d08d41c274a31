"""What every entry may carry, and the entries that stand within others: choices of options, steps of procedures."""

from __future__ import annotations

from typing import Any, ClassVar

from groundplan.blank import unless_blank
from groundplan.diagnostics import Route
from groundplan.domain.entry import Audience, Status, Text
from groundplan.domain.option import Choice, Conditions
from groundplan.domain.procedure import Step
from groundplan.load.containers import ListOf, OrNothing, TranslatedOrNothing
from groundplan.load.mentions import KeyPath, World
from groundplan.load.parts import LinkRecord
from groundplan.load.record import Record, optional, required
from groundplan.load.references import ConditionsShape, Ref
from groundplan.load.shapes import OneOf
from groundplan.load.values import ID, IDS

WORDS = TranslatedOrNothing()
CONDITIONS = ConditionsShape()


class EntryRecord(Record):
    """What every entry may carry."""

    noun: ClassVar[str] = ""
    """What findings call an entry of this kind."""

    name: str | None = optional(WORDS, "What readers call it.")
    description: str | None = optional(WORDS, "What it is, in Markdown.")
    notes: str | None = optional(WORDS, "What a reader should know besides the facts, in Markdown.")
    status: Status = optional(OneOf(Status), "Whether it exists today.", Status.ACTIVE)
    audience: Audience = optional(OneOf(Audience), "Internal entries are left out of public builds.", Audience.PUBLIC)
    tags: tuple[str, ...] = optional(IDS, "Words of your own to select by.", ())
    links: tuple[LinkRecord, ...] = optional(ListOf(LinkRecord), "Where to read on.", ())

    @classmethod
    def build(cls, record: Any, at: KeyPath, world: World, /, leaving: tuple[str, ...] = (), **given: Any) -> Any:
        """The entry at `at`, with the arguments `given` besides those of the record that are not among `leaving`.

        One without a name is called by its id.
        """
        route = Route(*at)
        arguments = {"id": str(at[-1]), "route": route, **cls.arguments(record, at, world, (*leaving, *given)), **given}
        made = arguments["id"].replace("-", " ").capitalize()
        name = unless_blank(record.name or "")
        arguments["name"] = Text(route / "name", name or made, made=not name)
        return cls.makes(**arguments)


class ChoiceRecord(EntryRecord):
    """One of the values of an option."""

    makes, noun = Choice, "a choice"

    requires: Conditions = optional(CONDITIONS, "What it asks of other options: option id to the choices that go with it.", {})
    excludes: Conditions = optional(CONDITIONS, "What it forbids of other options: option id to the choices that do not go with it.", {})


class StepRecord(EntryRecord):
    """A step of a procedure."""

    makes, noun = Step, "a step"

    id: str = required(ID, "Its id, unique in the procedure.")
    text: str | None = optional(WORDS, "What happens, in Markdown.")
    by: str | None = optional(OrNothing(Ref("components")), "The component, often a person, that acts.")
    to: str | None = optional(OrNothing(Ref("components")), "The component that it is done to or handed to.")
    uses: str | None = optional(OrNothing(Ref("flows")), "The flow that the step goes over.")

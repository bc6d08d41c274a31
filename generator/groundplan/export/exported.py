"""What formats are made from: an allow-list, the words of one locale, and where all of it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from groundplan.derive.allow_list import Address, Rule
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.entry import Entry, Text
from groundplan.export.addresses import AddressBook


class PlainWords(Protocol):
    """Says things in one locale, as text without marks."""

    @property
    def locale(self) -> str: ...

    def gettext(self, message: str, **values: object) -> str:
        """A string of the interface."""

    def name(self, entry: Entry) -> str:
        """The name of an entry, on one line."""

    def text(self, text: Text | None) -> str:
        """A longer text of the model without its marks; empty where there is none."""

    def label(self, value: StrEnum) -> str:
        """What readers call a member of a closed set."""

    def address(self, address: Address) -> str:
        """An end of a rule."""

    def condition(self, condition: Condition) -> str:
        """Under which choices; empty where it is all of them."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an export comes from. Nothing in it depends on when or where it was made."""

    project: str
    revision: str
    digest: str
    date: str
    """Empty where the model is in no commit as it stands."""
    groundplan: str
    holding: int
    """How many claims hold."""
    claims: int
    configurations: int
    """How many configurations they were judged in."""


@dataclass(frozen=True, slots=True, eq=False)
class Exported:
    """An allow-list to be written in some format."""

    facts: Facts
    rules: tuple[Rule, ...]
    states: tuple[FlowState, ...]
    """The flows that exist in the configuration, of those that were asked for, with those that carry them."""
    configuration: Configuration | None
    """The configuration that the rules are for; None where they are those of all."""
    words: PlainWords
    provenance: Provenance
    book: AddressBook
    """The addresses that whoever exports has given."""


def one_line(text: str) -> str:
    """`text` without line ends or other control characters, so that it fits a comment or a cell and nothing after it is read as more."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())

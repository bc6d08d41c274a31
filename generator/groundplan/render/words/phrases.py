"""The words of one locale for where only text can stand: in exports."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from groundplan.derive.allow_list import Address
from groundplan.derive.condition import Condition
from groundplan.domain.entry import Entry, Text
from groundplan.domain.option import Option
from groundplan.render.words import markup
from groundplan.render.words.addresses import address_text
from groundplan.render.words.conditions import condition_text
from groundplan.render.words.words import Words


class Phrases:
    """Says what exports say."""

    def __init__(self, words: Words, options: Mapping[str, Option]) -> None:
        self._words = words
        self._options = options
        self.locale = words.locale

    def gettext(self, message: str, **values: object) -> str:
        """A string of the interface."""
        return str(self._words.gettext(message, **values))

    def name(self, entry: Entry) -> str:
        """The name of an entry, on one line."""
        return " ".join(self._words.name(entry).split())

    def text(self, text: Text | None) -> str:
        """A longer text of the model without its marks; empty where there is none."""
        return markup.plain(self._words.text(text)) if text else ""

    def label(self, value: StrEnum) -> str:
        """What readers call a member of a closed set."""
        return self._words.label(value)

    def address(self, address: Address) -> str:
        """An end of a rule."""
        return address_text(address, self._words)

    def condition(self, condition: Condition) -> str:
        """Under which choices; empty where it is all of them."""
        return condition_text(condition, self._options, self._words)

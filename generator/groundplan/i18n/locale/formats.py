"""Lists, numbers and shares as a locale writes them, after CLDR."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from groundplan.i18n.locale.locale import habits
from groundplan.i18n.locale.spacing import fill


class Formats:
    """The habits of the locale `tag`; those of `otherwise` where CLDR does not know it. `spoken` is what its words go through."""

    def __init__(self, tag: str, otherwise: str, spoken: Callable[[str], str] = str) -> None:
        self._cldr = habits(tag, otherwise)
        self._spoken = spoken

    def list(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        return self._joined(items, "standard")

    def choice(self, items: Iterable[str]) -> str:
        """`a, b or c`."""
        return self._joined(items, "or")

    def language(self, tag: str) -> str:
        """`English`, from `en`."""
        return self._spoken(self._cldr.languages.get(tag.partition("-")[0], tag))

    def number(self, number: int) -> str:
        """`1,234`."""
        return format_decimal(number, locale=self._cldr)

    def percent(self, share: float) -> str:
        """`71%`, from a share such as 0.71."""
        return format_percent(share, locale=self._cldr)

    def _joined(self, items: Iterable[str], style: Literal["standard", "or"]) -> str:
        parts = {f"item{index}": item for index, item in enumerate(items)}
        pattern = format_list([f"{{{index}}}" for index in range(len(parts))], style=style, locale=self._cldr)
        return fill(re.sub(r"\{(?=\d)", "{item", self._spoken(pattern)), parts)

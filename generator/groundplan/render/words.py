"""The words of one locale: model texts, interface strings and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Literal

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import NullTranslations
from markupsafe import Markup, escape

from groundplan.domain.entry import Entry, Text
from groundplan.i18n.catalogue import Catalogue
from groundplan.i18n.locale import habits
from groundplan.i18n.spacing import fill
from groundplan.render import markup
from groundplan.render.labels import label


class Words:
    """Says things in `locale`. A model text without a translation falls back to the model's language, marked as such in HTML."""

    def __init__(self, locale: str, source_locale: str, interface: NullTranslations, catalogue: Catalogue | None) -> None:
        self.locale = locale
        self.source_locale = source_locale
        self.interface = interface
        self.catalogue = catalogue

    def gettext(self, message: str, **values: object) -> str:
        """A string of the interface."""
        text = self.interface.gettext(message) if message else ""  # an empty message is the header of a catalogue
        return fill(text, values) if values else text

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A string of the interface that counts; `{n}` is the number."""
        return fill(self.interface.ngettext(one, many, number), {"n": self.number(number)})

    def label(self, value: StrEnum) -> str:
        """What readers call a member of a closed set."""
        return self.gettext(label(value))

    def text(self, text: Text | None) -> str:
        """A model text in this locale, or in the model's language."""
        if text is None:
            return ""
        return self._translated(text) or text.source

    def name(self, entry: Entry) -> str:
        """The name of an entry."""
        return self.text(entry.name)

    def html(self, text: Text | None) -> Markup:
        """A model text in this locale as HTML; one in another language says so."""
        return self._html(text, markup.inline, "span")

    def blocks(self, text: Text | None) -> Markup:
        """Like `html`, with paragraphs and lists."""
        return self._html(text, markup.block, "div")

    def plain(self, text: Text) -> Markup:
        """A name or other text without Markdown, escaped; one in another language says so."""
        return self._marked(escape(self.text(text)), text, "span")

    def list(self, items: Iterable[str]) -> str:
        """`a, b and c`, as the locale writes it."""
        return self._listed(items, "standard")

    def choice(self, items: Iterable[str]) -> str:
        """`a, b or c`, as the locale writes it."""
        return self._listed(items, "or")

    def number(self, number: int) -> str:
        return format_decimal(number, locale=self._cldr)

    def _listed(self, items: Iterable[str], style: Literal["standard", "or"]) -> str:
        named = {f"item{index}": item for index, item in enumerate(items)}
        return fill(format_list([f"{{{name}}}" for name in named], style=style, locale=self._cldr), named)

    @property
    def _cldr(self) -> Locale:
        return habits(self.locale, self.source_locale)

    def _translated(self, text: Text) -> str | None:
        return self.catalogue.translate(str(text.route), text.source) if self.catalogue else None

    def _html(self, text: Text | None, convert: Callable[[str], Markup], around: str) -> Markup:
        if text is None:
            return Markup()
        return self._marked(convert(self.text(text)), text, around)

    def _marked(self, html: Markup, text: Text, around: str) -> Markup:
        if self.locale == self.source_locale or self._translated(text) is not None:
            return html
        return Markup('<{0} lang="{1}" class="gp-fallback">{2}</{0}>').format(around, self.source_locale, html)

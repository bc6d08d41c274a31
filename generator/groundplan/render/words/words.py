"""The words of one locale: model texts, interface strings and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial, reduce

from markupsafe import Markup, escape

from groundplan.domain.entry import Entry, Text
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.gettext.placeholders import BadMessage, filled
from groundplan.i18n.interface.marking import _
from groundplan.i18n.locale.locale import direction
from groundplan.i18n.locale.spacing import fill
from groundplan.i18n.speech import Speech
from groundplan.i18n.texts.fit import is_harmless
from groundplan.render.words import markup
from groundplan.render.words.labels import label


class Words:
    """Says things in one locale. A model text without a translation falls back to the model's language, marked as such in HTML."""

    def __init__(self, speech: Speech, source_locale: str, *, html: bool = False) -> None:
        """`html` lets model texts hold HTML, of which what is harmless passes."""
        self.locale = speech.tag
        self.source_locale = source_locale
        self._speech = speech
        self._allows_html = html
        self._plain: dict[Text, Markup] = {}
        self.language = speech.formats.language
        self.list = speech.formats.list
        self.choice = speech.formats.choice
        self.number = speech.formats.number
        self.percent = speech.formats.percent

    def of(self, catalogues: Mapping[str, Catalogue], names: Iterable[str]) -> Words:
        """The words of an earlier state of the project in this locale. `names` stay as they are in every language."""
        return Words(self._speech.of(catalogues, names), self.source_locale, html=self._allows_html)

    def gettext(self, message: str, **values: object) -> str:
        """A string of the interface."""
        text = self._speech.interface.gettext(message) if message else ""  # an empty message is the header of a catalogue
        if any(isinstance(value, Markup) for value in values.values()):
            return Markup(_filled(escape(text), str(escape(message)), {name: escape(value) for name, value in values.items()}))
        return _filled(text, message, values) if values else text

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """A string of the interface that counts; `{n}` is the number."""
        text = self._speech.interface.ngettext(one, many, number)
        return _filled(text, one if number == 1 else many, {"n": self.number(number), **values})

    def row(self, before: str, after: str) -> str:
        """`a, b`: two that belong together."""
        return self.gettext("{things}, {thing}", things=before, thing=after)

    def either(self, ways: Iterable[str]) -> str:
        """`a, b; or c`: alternatives that have words of their own between their parts."""
        return reduce(lambda before, way: self.gettext(_("{ways}; or {way}"), ways=before, way=way), ways)

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
        return self._html(text, partial(markup.inline, html=self._allows_html), "span")

    def blocks(self, text: Text | None) -> Markup:
        """Like `html`, with paragraphs and lists."""
        return self._html(text, partial(markup.block, html=self._allows_html), "div")

    def plain(self, text: Text) -> Markup:
        """A name or other text without Markdown, escaped; one in another language says so."""
        if text not in self._plain:
            self._plain[text] = self._marked(markup.guarded(escape(self.text(text))), text, "span")
        return self._plain[text]

    def code(self, text: str) -> Markup:
        """`443/tcp`: a notation that goes from left to right wherever it stands."""
        return Markup('<bdi dir="ltr">{}</bdi>').format(text) if direction(self.locale) == "rtl" else escape(text)

    def title(self, text: str) -> str:
        """A title that stands outside the model and the pages: translated by its wording, in the project or in the interface.

        Themes put it into HTML as it is.
        """
        wording = self._speech.texts.wording(text) or self.gettext(text)
        return wording.replace('"', "&quot;") if wording != text and is_harmless(text, wording) else text

    def prose(self, context: str, source: str) -> str | None:
        """A piece of a page; None where it has no translation."""
        return self._speech.texts.translate(context, source)

    def _translated(self, text: Text) -> str | None:
        return self._speech.texts.translate(str(text.route), text.source)

    def _html(self, text: Text | None, convert: Callable[[str], Markup], around: str) -> Markup:
        if text is None:
            return Markup()
        return self._marked(convert(self.text(text)), text, around)

    def _marked(self, html: Markup, text: Text, around: str) -> Markup:
        if self.locale == self.source_locale or self._translated(text) is not None:
            return html
        marked = Markup() if text.made else Markup(' class="gp-fallback"')  # nobody is asked for a name that nobody has given
        return Markup('<{0} lang="{1}"{2}>{3}</{0}>').format(around, self.source_locale, marked, html)


def _filled(text: str, source: str, values: Mapping[str, object]) -> str:
    """`text` with its placeholders filled; `source` where a translation has others, which is a finding. Raises BadMessage."""
    try:
        return fill(text, values)
    except BadMessage:
        return filled(source, values)

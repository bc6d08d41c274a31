"""A translation that is the source text again."""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from groundplan.check.subject import Subject, TranslatedText
from groundplan.checks import UNTRANSLATED_TEXT
from groundplan.diagnostics import Finding
from groundplan.i18n.gettext.catalogue import Catalogue
from groundplan.i18n.texts.glossary import without_code

_WORD = re.compile(r"[^\W\d_]{3,}")
BEHIND_LATIN = "\u0250"
"""The first letter behind those of the alphabets in use."""
_FEW = 3
"""How many common words must be the same where both languages use Latin letters: `Status` is a word of many."""


def check(subject: Subject) -> Iterator[Finding]:
    same = [text for text in subject.translations if text.wording and text.wording.strip() == text.source.text.strip()]
    if not same:
        return
    common, names = _common_words(subject), _names(subject)
    enough = {locale: _FEW if _is_latin(catalogue) else 1 for locale, catalogue in subject.catalogues.items()}
    for text in same:
        left = [word for word in _words(text, names) if _is_common(word, common)]
        if len(left) >= enough[text.catalogue.locale]:
            yield _found(text)


def _common_words(subject: Subject) -> set[str]:
    return {word for text in subject.translations for word in _words(text) if word.islower()}


def _names(subject: Subject) -> set[str]:
    """Terms that are the same in every language."""
    return {term.name.source for term in subject.facts.model.terms.values() if not term.translate}


def _is_common(word: str, common: set[str]) -> bool:
    return not word.isupper() and word.lower() in common


def _words(text: TranslatedText, names: Collection[str] = ()) -> list[str]:
    """The words of a source text, without code and without `names`."""
    return _WORD.findall(_without(names, without_code(text.source.text)))


def _found(text: TranslatedText) -> Finding:
    context, catalogue = text.source.context, text.catalogue
    span, related = catalogue.place(context, 0, len(text.wording)), text.related()
    return UNTRANSLATED_TEXT.at(text.route, span=span, related=related, locale=catalogue.locale, context=context)


def _without(names: Collection[str], text: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _is_latin(catalogue: Catalogue) -> bool:
    """Whether most of a catalogue is in Latin letters, judged by its beginning."""
    translated = (entry.text for entry in catalogue.translations.values() if entry.text != entry.source)
    letters = [letter for text in islice(translated, 200) for letter in text if letter.isalpha()]
    return sum(letter < BEHIND_LATIN for letter in letters) * 2 > len(letters)

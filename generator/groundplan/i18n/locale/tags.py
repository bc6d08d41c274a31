"""Tags of locales as people write them."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from groundplan.nearest import did_you_mean


class UnknownTag(ValueError):
    """No locale that CLDR knows; the message may suggest one."""


def tag_of(text: str) -> str:
    """The tag that `text` means, as the web writes it: `pt_br` is `pt-BR`. Raises UnknownTag."""
    language, *others = text.replace("_", "-").split("-")
    tag = "-".join((language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)))
    try:
        known = str(Locale.parse(tag, sep="-")).split("_")
    except (UnknownLocaleError, ValueError):
        known = []
    if not set(tag.split("-")) <= set(known):  # where one part is wrong, Babel takes what is likely
        raise UnknownTag(f"CLDR knows no locale `{text}`. {_suggestion(text)}".rstrip())
    return tag


def _suggestion(text: str) -> str:
    """By the name of a language, in English or its own; by a country; or by what is spelt like it."""
    meant = _by_name(text) or _by_country(text)
    if meant:
        return f"did you mean `{meant}`?"
    return did_you_mean(text.replace("_", "-"), (identifier.replace("_", "-") for identifier in locale_identifiers()))


def _by_name(text: str) -> str:
    name = text.casefold()
    english = Locale("en").languages
    for identifier in sorted(locale_identifiers(), key=lambda identifier: (len(identifier), identifier)):
        if identifier.isalpha() and name in {english.get(identifier, "").casefold(), (Locale(identifier).language_name or "").casefold()}:
            return identifier
    return ""


def _by_country(text: str) -> str:
    likely: str = get_global("likely_subtags").get(f"und_{text.upper()}", "")
    return likely.partition("_")[0]

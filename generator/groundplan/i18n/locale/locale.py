"""The languages of a site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale as CldrLocale
from babel import UnknownLocaleError

from groundplan.i18n.locale.pseudo_tags import MIRRORED


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site. `prefix` is the folder of its pages: empty for the language the model is written in."""

    tag: str
    name: str
    default: bool
    prefix: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: where a line begins."""
        return direction(self.tag)


def locales_of(source: str, tags: Iterable[str]) -> tuple[Locale, ...]:
    """The locale `source` first, at the root, then the others, each in a folder of its own."""
    ordered = dict.fromkeys((source, *tags))
    return tuple(Locale(tag, endonym(tag), tag == source, "" if tag == source else f"{tag}/") for tag in ordered)


def endonym(tag: str) -> str:
    """What speakers of a language call it; the tag itself where CLDR does not know it."""
    try:
        name = CldrLocale.parse(tag, sep="-").get_display_name(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def direction(tag: str) -> str:
    """`rtl` where the script of a language is written from right to left, as CLDR knows it; otherwise `ltr`."""
    if tag == MIRRORED:
        return "rtl"
    known = cldr(tag) or cldr(tag.partition("-")[0])
    return known.text_direction if known else "ltr"


def habits(tag: str, otherwise: str) -> CldrLocale:
    """How a locale writes lists and numbers; as `otherwise` does where CLDR does not know it, or else as English."""
    return cldr(tag) or cldr(otherwise) or CldrLocale("en")


@cache
def cldr(tag: str) -> CldrLocale | None:
    """What CLDR knows of a locale; None where it knows nothing."""
    try:
        return CldrLocale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None

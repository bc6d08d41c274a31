"""The languages of a site."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale as CldrLocale
from babel import UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the site. `prefix` is the folder of its pages: empty for the language the model is written in."""

    tag: str
    name: str
    default: bool
    prefix: str


def locales_of(source: str, tags: tuple[str, ...]) -> tuple[Locale, ...]:
    """The locale `source` first, at the root, then the others, each in a folder of its own."""
    ordered = (source, *(tag for tag in tags if tag != source))
    return tuple(Locale(tag, endonym(tag), tag == source, "" if tag == source else f"{tag}/") for tag in ordered)


def endonym(tag: str) -> str:
    """What speakers of a language call it; the tag itself where CLDR does not know it."""
    try:
        name = CldrLocale.parse(tag, sep="-").get_display_name(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def habits(tag: str, otherwise: str) -> CldrLocale:
    """How a locale writes lists and numbers; as `otherwise` does where CLDR does not know it, or else as English."""
    for candidate in (tag, otherwise):
        try:
            return CldrLocale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return CldrLocale("en")

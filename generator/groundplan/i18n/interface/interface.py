"""The interface's own strings: column heads, kinds, the sentences around facts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from groundplan.i18n.gettext.po import parse_po
from groundplan.i18n.interface.paths import wider_tags
from groundplan.i18n.texts.fit import invention

FOLDER = "locales"


def interface(locale: str, own_interfaces: Mapping[str, bytes] = MappingProxyType({})) -> NullTranslations:
    """The interface in `locale`, or in its language where the region has none; in English where nobody has translated it.

    A project may bring strings of its own (`own_interfaces`: a catalogue for each tag), which go before ours.
    """
    own = _own(own_interfaces, locale)
    shipped = _shipped(locale)
    if own is None:
        return shipped
    if isinstance(shipped, Translations):
        own.add_fallback(shipped)
    return own


def _own(own_interfaces: Mapping[str, bytes], locale: str) -> Translations | None:
    for tag in wider_tags(locale):
        if tag in own_interfaces:
            with suppress(ValueError):  # which is a finding
                return compiled(_harmless(parse_po(own_interfaces[tag], tag)))
    return None


def _harmless(catalog: Catalog) -> Catalog:
    """`catalog` without translations that are more than words: pages say these strings as they are. Each is a finding."""
    for message in catalog:
        if message.id and inventions(message):
            message.string = ("",) * len(message.string) if isinstance(message.string, list | tuple) else ""
    return catalog


def inventions(message: Message) -> list[str]:
    """What the translations of a string bring that is not in it, in words."""
    source = forms(message.id)[-1]
    return [problem for wording in forms(message.string) if wording and (problem := invention(source, wording))]


def forms(text: str | Iterable[str] | None) -> list[str]:
    """A text for each plural form; one of a message that counts nothing."""
    return [text] if isinstance(text, str) else [*(text or ())]


@cache
def _shipped(locale: str) -> NullTranslations:
    for tag in wider_tags(locale):
        source = files("groundplan").joinpath(FOLDER, f"{tag}.po")
        if source.is_file():
            return compiled(read_po(io.BytesIO(source.read_bytes()), locale=_cldr(tag)))
    return NullTranslations()


def _cldr(tag: str) -> str:
    return tag.replace("-", "_")


def compiled(catalog: Catalog) -> Translations:
    """The messages of `catalog`, ready to use. Raises ValueError where its formula of plural forms is none."""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)

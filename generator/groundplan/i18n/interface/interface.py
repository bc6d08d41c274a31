"""The interface's own strings: column heads, kinds, the sentences around facts."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from groundplan.i18n.gettext.po import parse_po
from groundplan.project.sources import content_of, is_there

FOLDER = "locales"


def interface(locale: str, root: Path | None = None) -> NullTranslations:
    """The interface in `locale`, or in its language where the region has none; in English where nobody has translated it.

    The project at `root` may bring strings of its own (see `own_interface_path`), which go before ours.
    """
    own = _own(root, locale) if root else None
    shipped = _shipped(locale)
    if own is None:
        return shipped
    if isinstance(shipped, Translations):
        own.add_fallback(shipped)
    return own


def own_interface_path(root: Path, locale: str) -> Path:
    """Where a project keeps its own translations of the interface."""
    return root / "model" / FOLDER / f"interface.{locale}.po"


def _own(root: Path, locale: str) -> Translations | None:
    for tag in _wider(locale):
        path = own_interface_path(root, tag)
        if is_there(path):
            with suppress(ValueError):  # which is a finding
                return compiled(parse_po(content_of(path), tag))
    return None


@cache
def _shipped(locale: str) -> NullTranslations:
    for tag in _wider(locale):
        source = files("groundplan").joinpath(FOLDER, f"{tag}.po")
        if source.is_file():
            return compiled(read_po(io.BytesIO(source.read_bytes()), locale=_cldr(tag)))
    return NullTranslations()


def _wider(tag: str) -> list[str]:
    """`zh-Hant-HK`, `zh-Hant`, `zh`."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _cldr(tag: str) -> str:
    return tag.replace("-", "_")


def compiled(catalog: Catalog) -> Translations:
    """The messages of `catalog`, ready to use. Raises ValueError where its formula of plural forms is none."""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)

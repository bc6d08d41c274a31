"""The interface's own strings: column heads, kinds, the sentences around facts."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = "locales"


@cache
def interface(locale: str) -> NullTranslations:
    """The interface in `locale`, or in its language where the region has none; in English where nobody has translated it."""
    source = files("groundplan").joinpath(FOLDER, f"{locale}.po")
    if not source.is_file():
        wider = locale.rpartition("-")[0]
        return interface(wider) if wider else NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=locale.replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)

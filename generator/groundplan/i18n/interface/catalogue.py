"""Catalogues of the interface's strings for locales that Groundplan does not speak yet: a project translates them itself."""

from __future__ import annotations

import io
from importlib.resources import files

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from groundplan.i18n.gettext.header import head
from groundplan.i18n.gettext.po import cldr_name, parse_po
from groundplan.i18n.interface.interface import FOLDER
from groundplan.i18n.texts.update import written_catalogue


def is_spoken(locale: str) -> bool:
    """Whether Groundplan brings the interface in this locale, or in its language."""
    return any(files("groundplan").joinpath(FOLDER, f"{tag}.po").is_file() for tag in (locale, locale.partition("-")[0])) or (
        locale.partition("-")[0] == "en"
    )


def update_interface(content: bytes, locale: str) -> tuple[bytes, int]:
    """A project's own catalogue of the interface, brought up to today's strings, and how many of them have no translation.

    Raises CatalogueError where `content` is no PO file.
    """
    catalog = parse_po(content, locale)
    catalog.update(_strings(), no_fuzzy_matching=True, update_creation_date=False)
    missing = sum(1 for message in catalog if message.id and not _is_translated(message.string))
    above = head(content, "groundplan", cldr_name(locale), catalog.plural_forms)
    return written_catalogue(catalog, above, {}, content), missing


def _is_translated(string: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(string) if isinstance(string, str | None) else all(string)


def _strings() -> Catalog:
    """Every string of the interface. A test holds that each shipped catalogue has them all."""
    catalog = read_po(io.BytesIO(files("groundplan").joinpath(FOLDER, "ko.po").read_bytes()), ignore_obsolete=True)
    template = Catalog()
    for message in catalog:
        if message.id:
            template.add(message.id, flags=message.flags, auto_comments=message.auto_comments, context=message.context)
    return template

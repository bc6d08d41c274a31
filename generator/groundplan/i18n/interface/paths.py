"""Where a project keeps its own translations of the interface."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.i18n.gettext.catalogue import catalogue_path
from groundplan.project.member import MODEL
from groundplan.project.sources import Sources


def own_interface_path(locale: str, model: str = MODEL) -> str:
    """Where a project keeps its own translation of the interface to `locale`."""
    return catalogue_path(f"interface.{locale}", model)


def own_interface_files(sources: Sources, locales: Iterable[str]) -> dict[str, bytes]:
    """The project's own translations of the interface, by their tags: those to `locales` and to their languages."""
    tags = dict.fromkeys(wider for locale in locales for wider in wider_tags(locale))
    contents = ((tag, sources.content(own_interface_path(tag, sources.member.model))) for tag in tags)
    return {tag: content for tag, content in contents if content is not None}


def wider_tags(tag: str) -> list[str]:
    """`zh-Hant-HK`, `zh-Hant`, `zh`."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]

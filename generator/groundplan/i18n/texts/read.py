"""The files of a project that hold words: its prose pages and its catalogues."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from groundplan.checks import BAD_CATALOGUE
from groundplan.diagnostics import Finding, Span
from groundplan.domain.model import Project
from groundplan.i18n.gettext.catalogue import Catalogue, catalogue_path, read_catalogue
from groundplan.i18n.gettext.quick_po import is_known
from groundplan.i18n.gettext.translation import CatalogueError
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.load.wording import mistyped
from groundplan.project.sources import content_of, files_below


def read_pages(root: Path) -> tuple[dict[str, str], dict[str, int]]:
    """Each prose page below `docs/` by its path from `root`, such as `docs/index.md`; and those that are not UTF-8, with the line."""
    pages: dict[str, str] = {}
    unreadable: dict[str, int] = {}
    for path in files_below(root / "docs", ".md"):
        name, content = path.relative_to(root).as_posix(), content_of(path)
        try:
            pages[name] = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            unreadable[name] = content.count(b"\n", 0, error.start) + 1
    return pages, unreadable


def read_catalogues(root: Path, project: Project | None) -> tuple[dict[str, Catalogue], list[Finding]]:
    """The catalogue of each locale that the model is translated to, and findings about those that are no PO files."""
    catalogues: dict[str, Catalogue] = {}
    findings: list[Finding] = []
    for locale in project.locales if project else ():
        if project and locale == project.locale:
            continue
        path = catalogue_path(root, locale)
        try:
            catalogues[locale] = read_catalogue(path, root, locale)
        except CatalogueError as error:
            name = path.relative_to(root).as_posix()
            span = Span(name, error.line, 1, error.line, 2)
            findings.append(BAD_CATALOGUE.at(None, span=span, problem=str(error)))
    return catalogues, findings


def locale_findings(locale: str, locales: Iterable[str]) -> list[Finding]:
    """Findings about languages whose tags are spelt in another way than CLDR does: nothing that knows a language would know them.

    A language that CLDR does not know at all may still be written and read.
    """
    written = [(("project", "locale"), locale), *((("project", "locales", index), tag) for index, tag in enumerate(locales))]
    meant = ((at, tag, _meant(tag)) for at, tag in written if tag not in PSEUDO_LOCALES and not is_known(tag))
    return [mistyped(at, "a language as CLDR writes it", tag, f"did you mean `{spelt}`?") for at, tag, spelt in meant if spelt != tag]


def _meant(tag: str) -> str:
    from groundplan.i18n.locale.tags import UnknownTag, tag_of  # Babel: needed for what is written in an unusual way

    try:
        return tag_of(tag)
    except UnknownTag:
        return tag


def interface_findings(root: Path, locales: Iterable[str]) -> list[Finding]:
    """Findings about the interface's translations that the project brings itself."""
    if not any((root / "model" / "locales").glob("interface.*.po")):
        return []
    from groundplan.i18n.interface.own import own_interface_findings  # Babel: few projects wait for it

    return list(own_interface_findings(root, locales))

"""The files of a project that hold words: its prose pages and its catalogues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from groundplan.checks import BAD_CATALOGUE
from groundplan.diagnostics import Finding, Span
from groundplan.domain.model import Project
from groundplan.i18n.gettext.catalogue import Catalogue, catalogue_path, read_catalogue
from groundplan.i18n.gettext.quick_po import is_known
from groundplan.i18n.gettext.translation import CatalogueError
from groundplan.i18n.interface.paths import own_interface_files
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.i18n.texts.flavour import flavour_of
from groundplan.i18n.texts.prose import page_text
from groundplan.i18n.texts.sources import ProjectProse
from groundplan.load.menus import menu_texts
from groundplan.load.metas import inherited, metas_in
from groundplan.load.parse import control_character, control_finding
from groundplan.load.publishing import Publishing
from groundplan.load.site_tree import named
from groundplan.load.snippets import snippets_of
from groundplan.load.wording import mistyped
from groundplan.project.sources import TEMPLATES, Sources, is_utf8, printable_name


def read_pages(sources: Sources, site: Publishing) -> tuple[dict[str, str], dict[str, int]]:
    """Each prose page by its path from the project's root, such as `docs/index.md`; and those that are not UTF-8, with the line; 0
    where that is so of their name. Templates are among these. Those that `site` excludes are not published at all."""
    excludes, metas = _excludes(site.excluded), metas_in(sources.files, sources.docs, site.meta_file)
    pages: dict[str, str] = {}
    unreadable: dict[str, int] = {}
    for name, content in sources.below(sources.docs, ".md").items():
        if not is_utf8(name):
            unreadable[printable_name(name)] = 0
            continue
        if excludes(name.removeprefix(f"{sources.docs}/")):
            continue
        try:
            pages[name] = page_text(content.decode("utf-8-sig").replace("\r\n", "\n"), inherited(metas, name))
        except UnicodeDecodeError as error:
            unreadable[name] = _line_of(error, content)
    return pages, {**unreadable, **dict(_unreadable_templates(sources))}


def _unreadable_templates(sources: Sources) -> Iterator[tuple[str, int]]:
    for name, content in sources.below(TEMPLATES, ".jinja").items():
        try:
            content.decode()
        except UnicodeDecodeError as error:
            yield printable_name(name), _line_of(error, content)


def _line_of(error: UnicodeDecodeError, content: bytes) -> int:
    return content.count(b"\n", 0, error.start) + 1


def _excludes(patterns: str) -> Callable[[str], bool]:
    if not patterns.strip():
        return lambda _: False
    from pathspec import GitIgnoreSpec  # as MkDocs does; few projects wait for it

    found: Callable[[str], bool] = GitIgnoreSpec.from_lines(patterns.splitlines()).match_file
    return found


def read_prose(sources: Sources, pages: Mapping[str, str], site: Publishing, folder: str) -> ProjectProse:
    """What a project with these `pages` says outside of its model; `folder` is that of the generated pages."""
    snippets = snippets_of(site.tree, str(sources.root.resolve()), sources.docs)
    parts = {name: sources.files.get(name, b"").decode("utf-8-sig", "replace").replace("\r\n", "\n") for name in sources.parts}
    has = sources.member.has
    menus = tuple(menu for menu in menu_texts(site.tree, sources.files, sources.docs) if has(menu[0].removeprefix(f"{sources.docs}/")))
    metas = metas_in(sources.files, sources.docs, site.meta_file)
    overrides = {name: sources.files[name].decode("utf-8", "replace") for name in sources.overrides}
    flavour = flavour_of([name for name, _ in named(site.tree.get("markdown_extensions"))])
    return ProjectProse(pages, parts, snippets, site, sources.docs, menus, (folder.strip("/"),), metas, overrides, sources.member, flavour)


def read_catalogues(sources: Sources, project: Project | None) -> tuple[dict[str, Catalogue], list[Finding]]:
    """The catalogue of each locale that the model is translated to, and findings about those that are no PO files."""
    catalogues: dict[str, Catalogue] = {}
    findings: list[Finding] = []
    for locale in project.locales if project else ():
        if project and locale == project.locale:
            continue
        found = [_read(catalogue_path(locale, model), sources, locale, findings) for model in sources.models]
        if found[0] is not None:
            catalogues[locale] = found[0].beside(tuple(filter(None, found[1:])))
            findings += _control_characters(catalogues[locale])
    return catalogues, findings


def _read(path: str, sources: Sources, locale: str, findings: list[Finding]) -> Catalogue | None:
    try:
        return read_catalogue(path, sources.content(path), locale)
    except CatalogueError as error:
        findings.append(BAD_CATALOGUE.at(None, span=Span(path, error.line, 1, error.line, 2), problem=str(error)))
        return None


def _control_characters(catalogue: Catalogue) -> Iterator[Finding]:
    """Findings about translations that no drawing could show: a catalogue admits any character."""
    for context, translation in catalogue.translations.items():
        if found := control_character(translation.text):
            yield control_finding(found, catalogue.wording_span(context, (found,)))


def locale_findings(locale: str, locales: Iterable[str]) -> list[Finding]:
    """Findings about languages whose tags are spelt in another way than CLDR does: nothing that knows a language would know them.

    A language that CLDR does not know at all may still be written and read.
    """
    written = [(("project", "locale"), locale), *((("project", "locales", index), tag) for index, tag in enumerate(locales))]
    meant = ((at, tag, _meant(tag)) for at, tag in written if tag not in PSEUDO_LOCALES and ("_" in tag or not is_known(tag)))
    return [mistyped(at, "a language as CLDR writes it", tag, f"did you mean `{spelt}`?") for at, tag, spelt in meant if spelt != tag]


def _meant(tag: str) -> str:
    from groundplan.i18n.locale.tags import UnknownTag, tag_of  # Babel: needed for what is written in an unusual way

    try:
        return tag_of(tag)
    except UnknownTag:
        return tag


def interface_findings(sources: Sources, locales: Iterable[str]) -> list[Finding]:
    """Findings about the interface's translations that the project brings itself."""
    own = own_interface_files(sources, locales)
    if not own:
        return []
    from groundplan.i18n.interface.own import own_interface_findings  # Babel: few projects wait for it

    return list(own_interface_findings(own))

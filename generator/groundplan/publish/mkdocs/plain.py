"""The site for readers that are programs: a Markdown edition beside each page, and `llms.txt`, which leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file

from groundplan.i18n.locale.locale import Locale
from groundplan.project.memo import Memo, digest
from groundplan.publish.mkdocs.files import Edition
from groundplan.publish.mkdocs.navigation import pages_in
from groundplan.publish.plain import article_of, markdown_of, markdown_of_part
from groundplan.render.long_tables import rows_in, with_whole_tables


def write_plain(
    config: MkDocsConfig,
    files: Mapping[File, Edition],
    navs: Mapping[Locale, Navigation],
    texts: Mapping[str, Mapping[str, str]],
    volumes: Mapping[str, str],
) -> None:
    """Write the editions of all pages of a built site, and a list of them for each locale.

    `volumes` are the pages that long lists come in, each with the page of its list.
    """
    folder, kept = Path(config.site_dir), Memo(Path(config.config_file_path).parent, "editions")
    parts = sorted(PurePosixPath(path).stem for path in volumes)
    for file, known in files.items():
        page = folder / file.dest_uri
        if page.is_file():
            content = with_whole_tables(
                article_of(page.read_text(encoding="utf-8")), lambda path: rows_in((folder / path).read_text(encoding="utf-8"))
            )
            if known.path in volumes:
                edition = kept.of(digest(("part", content)), partial(markdown_of_part, content))
            else:
                named = parts if file.generated_by else []
                edition = kept.of(digest((*named, content)), partial(markdown_of, content, frozenset(named)))
            write_file(edition.encode(), str(folder / _beside(file)))
    kept.keep()
    for locale, nav in navs.items():
        own = [(volumes[known.path], file.page) for file, known in files.items() if known.locale == locale and known.path in volumes]
        said = "\n".join(_listed(locale, nav, texts[locale.tag], [(list_, page) for list_, page in own if page]))
        write_file(f"{said}\n".encode(), str(folder / locale.prefix / "llms.txt"))


def _beside(file: File) -> str:
    return str(PurePosixPath(file.dest_uri).with_suffix(".md"))


def _listed(locale: Locale, nav: Navigation, texts: Mapping[str, str], volumes: Sequence[tuple[str, Page]]) -> Iterator[str]:
    def entries(pages: Iterable[Page]) -> Iterator[str]:
        for page in pages:
            yield _entry(page, locale)
            yield from (_entry(volume, locale) for list_, volume in volumes if list_ == page.file.src_uri)

    yield f"# {texts.get('site_name', '')}"
    if described := texts.get("site_description"):
        yield from ("", f"> {described}")
    loose = [item for item in nav.items if isinstance(item, Page)]
    if loose:
        yield from ("", *entries(loose))
    for section in (item for item in nav.items if isinstance(item, Section)):
        yield from ("", f"## {section.title}", "", *entries(pages_in([section])))


def _entry(page: Page, locale: Locale) -> str:
    address = quote(get_relative_url(_beside(page.file), f"{locale.prefix}llms.txt"))
    described = page.meta.get("description")
    title = str(page.title).replace("[", "\\[").replace("]", "\\]")
    return f"- [{title}]({address}){f': {described}' if described else ''}"

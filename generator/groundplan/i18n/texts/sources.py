"""All texts of a project that a translator sees, in a stable order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname

from groundplan.diagnostics import Span
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.i18n.texts.flavour import MARKDOWN, Flavour
from groundplan.i18n.texts.pieces import Piece
from groundplan.i18n.texts.prose import FrontMatter, pieces, split_front_matter
from groundplan.i18n.texts.theme import theme_words
from groundplan.load.front_matter import TRANSLATED_KEYS
from groundplan.load.mentions import RawData
from groundplan.load.metas import Metas, inherited
from groundplan.load.publishing import Publishing
from groundplan.load.site_texts import SiteText
from groundplan.load.snippets import Snippets, included
from groundplan.project.member import ALONE, Member
from groundplan.project.sources import DOCS, SITE


@dataclass(frozen=True)
class ProjectProse:
    """What a project says outside of its model."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """Each page by its path from the project's root, such as `docs/index.md`."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The files that pages include, likewise."""
    snippets: Snippets | None = None
    """How they do; None where they do not."""
    site: Publishing = field(default_factory=Publishing)
    docs: str = DOCS
    """The folder of the pages."""
    menus: tuple[tuple[str, SiteText], ...] = ()
    """The titles in files of plugins that make the menu, each with the path of the file."""
    folders: tuple[str, ...] = ()
    """The folders of generated pages, below that of the pages."""
    metas: Metas = field(default_factory=dict)
    """What files say of all pages in their folders."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """The templates of the theme that the project brings."""
    member: Member = ALONE
    """Whose it is."""
    flavour: Flavour = MARKDOWN
    """The Markdown that the pages are written in."""
    _published: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def published(self, locale: str, source_locale: str) -> Mapping[str, str]:
        """The pages that are published in `locale`. A blog is in the language that it is written in alone."""
        key = (locale, source_locale)
        if key not in self._published:
            blogs = tuple(f"{self.docs}/{folder}/{which}" for folder in self.site.blogs for which in ("posts/", "index.md"))
            elsewhere = () if locale == source_locale else blogs
            self._published[key] = {
                path: source
                for path, source in self.pages.items()
                if not path.startswith(elsewhere) and is_published(split_front_matter(source)[0], locale, source_locale)
            }
        return self._published[key]

    def inherited(self, page: str) -> Mapping[str, RawData]:
        """What is said of a page that folders of pages hold, or would hold if it were no generated one."""
        return inherited(self.metas, f"{self.docs}/{page}")

    def is_plain(self, path: str, source: str) -> bool:
        """Whether a page is no template: its front matter says so, or a pattern of the plugin's option fits its path."""
        if split_front_matter(source)[0].get("template") == "false":
            return True
        return any(fits_pattern(pattern, path.removeprefix(f"{self.docs}/")) for pattern in self.site.plain)


def fits_pattern(pattern: str, path: str) -> bool:
    """Whether `path` is one of those that `pattern` means: `*` stands for letters but no slash, `**` for slashes, too."""
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    meant = re.sub(r"\*\*/|\*\*|[*?]|[^*?]+", lambda part: signs.get(part[0]) or re.escape(part[0]), pattern.strip("/"))
    return re.fullmatch(meant, path) is not None


def all_sources(model: Iterable[Source], prose: ProjectProse, locale: str, source_locale: str) -> Iterator[Source]:
    """Every text that a translator of `locale` sees: the model's, the pages', and what else the configuration of the site says."""
    said: set[str] = set()
    for source in (*model, *prose_sources(prose, locale, source_locale)):
        said.add(source.text)
        yield source
    yield from (source for source in _site_sources(prose, locale, source_locale) if source.text not in said)


def prose_sources(prose: ProjectProse, locale: str, source_locale: str) -> Iterator[Source]:
    """The texts of the pages that are published in `locale`, and of what they include."""
    pages, docs = prose.published(locale, source_locale), f"{prose.docs}/"
    for path, source in pages.items():
        for text in _page_sources(path, source, prose.flavour):
            yield text._replace(page=path.removeprefix(docs))
    if prose.snippets:
        used: dict[str, set[int]] = {}
        for page, source in pages.items():
            for path, lines in included(page, source, prose.snippets, prose.parts).items():
                used.setdefault(path, set()).update(lines)
        for path in sorted(used.keys() - pages.keys()):
            of_file = _piece_sources(path, prose.parts[path], prose.flavour.without_metadata())
            yield from (text for text in of_file if text.span and text.span.line - 1 in used[path])


def _site_sources(prose: ProjectProse, locale: str, source_locale: str) -> Iterator[Source]:
    """What the configuration says to readers, and what the menu calls its sections."""
    published, docs = prose.published(locale, source_locale), f"{prose.docs}/"
    for text in prose.site.texts if prose.member.keeps_rest else ():
        paths = [docs + page for page in text.pages]
        if not paths or any(path in published or path not in prose.pages for path in paths):
            yield _site_source(SITE[0], text)
    yield from (_site_source(path, text) for path, text in prose.menus)
    if prose.site.names_folders:
        yield from _folder_sources(prose, locale, source_locale)
    yield from _tag_sources(prose, locale, source_locale)
    for path, template in prose.overrides.items() if prose.member.keeps_rest else ():
        yield from _theme_sources(path, template)


def _tag_sources(prose: ProjectProse, locale: str, source_locale: str) -> Iterator[Source]:
    """The names of the tags that pages show, each once, with the tags that theirs are below."""
    pages, divider = prose.published(locale, source_locale), prose.site.tags
    if divider is None:
        return
    found: dict[str, str] = {}
    for path, source in pages.items():
        listed = split_front_matter(source)[0].get("tags")
        for tag in listed if isinstance(listed, list) else ():
            steps = str(tag).split(divider) if divider else [str(tag)]
            for depth in range(1, len(steps) + 1):
                found.setdefault(divider.join(steps[:depth]), path)
    for number, (tag, path) in enumerate(found.items(), start=1):
        yield Source(f"{prose.docs}/@tags.{number}", tag, comments=("The name of a tag.",), span=Span(path), file=path)


def _theme_sources(path: str, template: str) -> Iterator[Source]:
    for number, words in enumerate(theme_words(template), start=1):
        line = template.count("\n", 0, words.start) + 1
        text = " ".join(words.text.split())
        yield Source(f"{path}@{number}", text, comments=("In a template of the theme.",), span=Span(path, line, 1, line, 2), file=path)


def _site_source(path: str, text: SiteText) -> Source:
    return Source(f"{path}@{text.key}", text.text, comments=(text.about,), span=text.span, file=text.span.path)


def _folder_sources(prose: ProjectProse, locale: str, source_locale: str) -> Iterator[Source]:
    """What the menu calls folders for which no file says it."""
    titled = {dirname(path) for path, text in prose.menus if text.key == "title"}
    for folder in _folders(prose, locale, source_locale):
        path, title = f"{prose.docs}/{folder}/", folder_title(folder.rpartition("/")[2])
        if path.rstrip("/") not in titled:
            yield Source(f"{path}@title", title, comments=(f"What the menu calls the folder {path}.",), span=Span(path), file="")


def _folders(prose: ProjectProse, locale: str, source_locale: str) -> list[str]:
    """The folders with pages in them, below that of the pages."""
    own = (dirname(path.removeprefix(f"{prose.docs}/")) for path in prose.published(locale, source_locale))
    parts = (folder.split("/") for folder in (*own, *prose.folders) if folder)
    return sorted({"/".join(steps[:depth]) for steps in parts for depth in range(1, len(steps) + 1)})


def folder_title(name: str) -> str:
    """What MkDocs calls a folder in the menu."""
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.islower() else title


def _page_sources(path: str, source: str, flavour: Flavour) -> Iterator[Source]:
    front_matter, _, _ = split_front_matter(str(source))  # what it inherits is asked for where it is written
    for key in TRANSLATED_KEYS:
        if isinstance(text := front_matter.get(key), str):
            yield Source(f"{path}@{key}", text, comments=(f"The {key} of the page {path}.",), span=Span(path), file=path)
    yield from _piece_sources(path, source, flavour)


def _piece_sources(path: str, source: str, flavour: Flavour) -> Iterator[Source]:
    section = ""
    for piece in pieces(path, source, flavour):
        if not piece.context:
            continue
        if piece.heading_id and piece.nested:
            comment = f"A heading{section}"
        elif piece.heading_id:
            section, comment = f", below “{piece.text}”", "A heading"
        else:
            comment = _about(piece) + ("" if piece.key else section)
        span = Span(path, piece.line, 1, piece.line, 2)
        yield Source(piece.context, piece.text, comments=(f"{comment}.",), span=span, file=path, around=piece.around)


def _about(piece: Piece) -> str:
    if piece.key:
        return f"What {piece.key[2:-1]} stands for"
    return "In HTML" if piece.html else "A row of a table" if piece.around.row else "On the page"


def is_published(front_matter: FrontMatter, locale: str, source_locale: str) -> bool:
    """Whether a page is published in `locale`: always in the source's, elsewhere unless its `locales` leave it out.

    In a pseudo-locale, if it is translated at all. So too without a locale.
    """
    listed = front_matter.get("locales")
    if locale == source_locale or listed is None:
        return True
    tags = {str(tag) for tag in (listed if isinstance(listed, list) else [listed])}
    return locale in tags or (locale in {"", *PSEUDO_LOCALES} and bool(tags - {source_locale}))

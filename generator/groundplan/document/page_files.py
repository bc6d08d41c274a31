"""Pages as files that another generator of sites publishes, with their pictures beside them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from groundplan.document.dialects import Dialect
from groundplan.document.links import ABROAD, anchors
from groundplan.document.markdown import PICTURES, MarkdownWriter, anchor_id
from groundplan.document.pages import BoundPage
from groundplan.document.typst import Files
from groundplan.render.words.words import Words

_KEPT = ("keywords", "doc_type", "sidebar_label", "tags", "image")
"""What of the front matter of a page is for whoever publishes it, whoever that is."""


def page_files(
    bound: Iterable[BoundPage], pictures: Files, words: Words, dialect: Dialect, told: Iterable[str] = ()
) -> Mapping[str, bytes]:
    """Path -> content, of each page and each picture in one language. A link to what is on none of the pages is none.

    `told` stands at the foot of each page: which choices it shows, and of which model.
    """
    every = list(bound)
    folder = dialect.folder(words.locale, words.locale == words.source_locale)
    places, foot = _Places(every, dialect), " · ".join(told)
    files = {dialect.file(page.path): _page(page, number, places, words, foot).encode() for number, page in enumerate(every, start=1)} | {
        f"{PICTURES}/{name}": picture.encode() if isinstance(picture, str) else picture for name, picture in pictures.items()
    }
    return {f"{folder}/{path}".removeprefix("/"): content for path, content in files.items()}


@dataclass
class _Places:
    """Where in the files the places of a document are."""

    bound: list[BoundPage]
    dialect: Dialect

    def __post_init__(self) -> None:
        self._known: dict[str, tuple[str, str, str]] = {}
        for page in self.bound:
            file, title = self.dialect.file(page.path), _title(page)
            self._known[page.section.anchor] = file, "", title
            for anchor in anchors([asdict(block) for block in page.section.blocks]):
                if anchor:
                    self._known.setdefault(anchor, (file, anchor_id(anchor), title))

    def find(self, goal: str) -> tuple[str, str, str]:
        """The file of a page, an id in it and the page's title; an address outside; nothing, where the goal is nowhere."""
        if goal.startswith(ABROAD):
            return goal, "", ""
        return self._known.get(goal) or self._known.get(goal.partition("#")[0], ("", "", ""))


def _title(page: BoundPage) -> str:
    return "".join(span.text for span in page.section.title)


def _page(page: BoundPage, number: int, places: _Places, words: Words, foot: str) -> str:
    dialect = places.dialect
    content = MarkdownWriter(dialect, dialect.file(page.path), places.find).page(page.section)
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in _front_matter(page, number, words))
    return f"---\n{head}\n---\n\n{content}\n" + (f"\n---\n\n{dialect.protect(dialect.escape(foot))}\n" if foot else "")


def _front_matter(page: BoundPage, number: int, words: Words) -> Iterator[tuple[str, object]]:
    """The name of a page in its folder, its title, its address, its place in the menu, and what its author says of it."""
    path, said = PurePosixPath(page.path), page.front_matter
    yield "id", path.stem
    yield "title", _title(page)
    yield "sidebar_label", _title(page)
    yield "sidebar_position", number
    yield "slug", said.get("slug") or _address(path)
    if isinstance(described := said.get("description"), str):
        yield "description", html.unescape(words.title(described))
    yield from ((key, said[key]) for key in _KEPT if key in said and key != "sidebar_label")


def _address(path: PurePosixPath) -> str:
    """Where the page is on a site of ours, from the root of the pages."""
    parts = path.parent.parts if path.stem in ("index", "README") else path.with_suffix("").parts
    return "/" + "".join(f"{part}/" for part in parts)

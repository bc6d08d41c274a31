"""The pages of a project as sections of a document."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from groundplan.document import links, prose
from groundplan.document.blocks import Block, Heading, RichText, Section, Table, rich_text
from groundplan.document.prose import PageAround
from groundplan.document.reading import MarkdownReader
from groundplan.document.said import Said
from groundplan.document.shown import ExportRules, Pictures, ShownPart, blocks_of
from groundplan.i18n.texts.prose import FrontMatter, split_front_matter
from groundplan.project.sources import IMAGES, content_of
from groundplan.render.pages.links import Links
from groundplan.render.pages.pages import Pages
from groundplan.render.pages.record import Figure, Shown, part_mark

_LEFT_OUT = ("explorer.md",)
"""What only a screen can show."""


@dataclass(frozen=True, slots=True)
class BoundPage:
    """A page of a document: the path of its source below the folder of pages, and what stands above it there."""

    path: str
    front_matter: FrontMatter
    section: Section


@dataclass(frozen=True)
class Binder:
    """Turns pages into sections. `said` has the words, `export` the rules of a border, `pictures` draws."""

    pages: Pages
    reader: MarkdownReader
    said: Callable[[Links, PageAround], Said]
    export: ExportRules
    pictures: Pictures

    def sections(self, paths: Iterable[str], locale: str) -> Iterator[BoundPage]:
        """The pages `paths`, those that are published in `locale` and have anything to say."""
        for path in paths:
            if path not in {f"{self.pages.folder}{name}" for name in _LEFT_OUT}:
                yield from self._section(path, locale)

    def _section(self, path: str, locale: str) -> Iterator[BoundPage]:
        own = self.pages.own.get(f"{self.pages.docs}/{path}")
        front_matter, body, _ = split_front_matter(self.pages.generated()[path] if own is None else own)
        if not self.pages.is_published({**self.pages.inherited(path), **front_matter}, locale):
            return
        rendered = self.pages.render(path, body, locale, Links(links.place, self.pages.folder), whole=True)
        around = PageAround(partial(links.target, path), lambda id_: links.place(f"{path}#{id_}"), partial(self._image, path), _nothing)
        whole = self.said(Links(links.place, self.pages.folder), around)

        def part(number: int, level: int) -> Iterable[Block]:
            match rendered.parts[number]:
                case Figure() as figure:
                    return (*self.pictures.blocks(figure, whole), *prose.blocks(figure.around, around))
                case Shown() as shown:
                    return _at_home(blocks_of(ShownPart(shown, level, whole, self.export)), path)
                case html:
                    return prose.blocks(html, around)

        text = rendered.text.strip("\n")
        for number in range(len(rendered.parts)):
            text = text.replace(part_mark(number), prose.mark(number))
        blocks = prose.blocks(self.reader.html(text), replace(around, part=part))
        titled = whole.words.title(str(front_matter.get("title", "")))
        title, content = _titled(blocks, rich_text(titled or Path(path).stem))
        if content:
            yield BoundPage(path, {**self.pages.inherited(path), **front_matter}, Section(title, links.place(path), content))

    def _image(self, path: str, address: str) -> str:
        """The name of the file of an image, which comes along; empty where it is not in the project."""
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), address.partition("?")[0].partition("#")[0]))
        file = self.pages.root / self.pages.docs / inside
        if "://" in address or inside.startswith(("..", "/")) or file.suffix.lower() not in IMAGES or not file.is_file():
            return ""
        name = f"images/{inside}"
        self.pictures.files[name] = content_of(file)
        return name


def _nothing(_number: int, _level: int) -> Iterable[Block]:
    return ()


def _titled(blocks: Iterable[Block], instead: RichText) -> tuple[RichText, tuple[Block, ...]]:
    """The title of a page, and its other blocks."""
    title: RichText = ()
    content: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if not title:
                title = block.text
                continue
            content.append(replace(block, level=2))
        else:
            content.append(block)
    return title or instead, tuple(content)


def _at_home(blocks: Iterable[Block], path: str) -> Iterator[Block]:
    """Blocks whose places are named where links to them lead, and nowhere else."""

    def here(anchor: str) -> str:
        return anchor if anchor.startswith(f"{links.place(path)}#") else ""

    for block in blocks:
        match block:
            case Table(anchors=anchors):
                yield replace(block, anchors=tuple(map(here, anchors)))
            case Heading(anchor=anchor):
                yield replace(block, anchor=here(anchor))
            case _:
                yield block

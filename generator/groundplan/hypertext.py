"""The tags in a text of HTML: where each is, what it is called, what attributes it has. Whoever needs a whole tree has `content_tree`.

Tags begin and end where they do for a browser: not in comments, in scripts, or in the value of an attribute. A page has half a
million letters, so the tags that nobody asks for are passed over without being looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple

_BLANK = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f>"'][^ \t\n\r\f>]*+)"""
_KEY = r"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"
_ATTRIBUTES = rf"(?>(?:[ \t\n\r\f/]*+{_KEY}(?>(?:{_BLANK}*+={_BLANK}*+{_VALUE})?))*)[ \t\n\r\f/]*+"
_REST = rf"{_ATTRIBUTES}(?:>|\Z)"
"""What follows the name of a tag. One that does not end takes all that is left of a page, and is none."""
_NAME = r"[A-Za-z][^ \t\n\r\f/>]*+"
_ENDS_NAME = r"(?=[ \t\n\r\f/>])"
_TEXTS = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
"""Elements that hold a text and no tags."""
_AS_WRITTEN = frozenset(_TEXTS) - {"textarea", "title"}
"""Of these, texts in which a letter stands for itself alone."""
_OF_TEXT = rf"(?i:{'|'.join(_TEXTS)}){_ENDS_NAME}"
_PERHAPS_TEXT = re.compile(rf"<{_OF_TEXT}")
_ANY_TEXT = "|".join(rf"(?i:{name}){_ENDS_NAME}{_REST}[\s\S]*?(?:(?=</(?i:{name}){_ENDS_NAME})|\Z)" for name in _TEXTS)
_COMMENT = r"!--(?:-?>|[\s\S]*?(?:--!?>|\Z))"
_PASSED = rf"/{_NAME}{_REST}|(?!{_OF_TEXT}){_NAME}{_REST}|{_ANY_TEXT}|{_COMMENT}|[!?/][^>]*+(?:>|\Z)|"
"""What may follow `<` and is passed over; nothing, where it is a letter of a text."""
_MARK = re.compile(rf"(<(?:/?{_NAME}{_REST}|{_COMMENT}|[!?/][^>]*+(?:>|\Z)))")
_TAG_NAME = re.compile(_NAME)
_BARE_VALUE = re.compile(r"""="([^ \t\n\r\f"'`=<>]*[^ \t\n\r\f"'`=<>/])"(?=[ >])""")
_ONE_ATTRIBUTE = re.compile(rf"(?P<name>{_KEY})(?>(?:{_BLANK}*+={_BLANK}*+(?P<value>{_VALUE}))?)")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: what it is called, its value, and where it is in the page."""

    name: str
    value: str
    start: int
    end: int


class HtmlTag(NamedTuple):
    """The tag that begins or, if it `closes`, ends an element called `name`; in a page from `start` up to `end`, as it is `written`."""

    name: str
    start: int
    end: int
    closes: bool
    written: str

    def attributes(self) -> Iterator[Attribute]:
        """Its attributes, in their order. Where two have the same name, browsers know the first one alone."""
        return map(self._attribute, self._written())

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of a name."""
        return next((self._attribute(found) for found in self._written() if found["name"].lower() == name), None)

    def _written(self) -> Iterator[re.Match[str]]:
        return _ONE_ATTRIBUTE.finditer(self.written, 1 + self.closes + len(self.name), len(self.written) - 1)

    def _attribute(self, found: re.Match[str]) -> Attribute:
        return Attribute(found["name"].lower(), _value(found["value"] or ""), self.start + found.start(), self.start + found.end())


def _value(written: str) -> str:
    """What a value says that is written with or without quotes."""
    plain = written[1:-1] if written.startswith(("'", '"')) else written
    return unescape(plain) if "&" in plain else plain


def perhaps_tags(html: str, *names: str) -> Iterator[HtmlTag | None]:
    """What looks like the opening tag of an element called by one of `names`, also where it is none, as in a comment.

    None stands for one that does not end. All that `tags_in` finds is among them, and it takes a twentieth of the time to look.
    """
    for begun in _beginning(names).finditer(html):
        yield next(tags_in(html, *names, start=begun.start()), None)


class ReadTag(NamedTuple):
    """A tag where nobody asks where it stands: its attributes by their names, a value empty where there is none."""

    name: str
    closes: bool
    attributes: Mapping[str, str]
    is_closed: bool
    """Whether it is written so that it closes itself."""


@dataclass(frozen=True, slots=True)
class HtmlElement:
    """An element from its opening tag to its closing one; one that is not closed goes to the end of the page."""

    opening: HtmlTag
    inner_end: int
    end: int

    def inner(self, html: str) -> str:
        """What is in it; `html` is the page."""
        return html[self.opening.end : self.inner_end]


class Change(NamedTuple):
    """What stands in a page from `start` up to `end`, and what is to stand there."""

    start: int
    end: int
    wanted: str


def tags_in(html: str, *names: str, start: int = 0) -> Iterator[HtmlTag]:
    """The tags of the elements that are called by one of `names`, or of all elements, in the order of the page, from `start` on."""
    find, at = _finder(names).match, start
    while (found := find(html, at)) and (name := found["name"]):
        written = found["tag"]
        name, at = name.lower(), found.end()
        closes = written[1] == "/"
        yield HtmlTag(name, at - len(written), at, closes, written)
        if name in _TEXTS and not closes:
            at = _end_of_text(html, name, at)


def tags_and_texts(html: str) -> Iterator[ReadTag | str]:
    """All tags, and the texts between them as they are read, in the order of the page."""
    cut = enumerate(_MARK.split(html)) if not _PERHAPS_TEXT.search(html) else _cut_around_texts(html)
    for number, piece in cut:
        if number % 2:
            if tag := _read(piece):
                yield tag
        elif piece:
            yield piece if number < 0 else _as_read(piece)


def _cut_around_texts(html: str) -> Iterator[tuple[int, str]]:
    """Texts with even numbers, marks with odd ones, where what looks like a tag may be none; a text that stands for itself has -2."""
    at = 0
    while found := _MARK.search(html, at):
        yield 0, html[at : found.start()]
        yield 1, found[0]
        at = found.end()
        if (tag := _read(found[0])) and tag.name in _TEXTS and not tag.closes:
            start, at = at, _end_of_text(html, tag.name, at)
            yield -2 if tag.name in _AS_WRITTEN else 0, html[start:at]
    yield 0, html[at:]


@lru_cache(8192)
def _read(mark: str) -> ReadTag | None:
    """The tag that a mark is; None where it is a comment, or does not end. Most of a page are on it more than once, letter by letter."""
    closes = mark[1] == "/"
    name = _TAG_NAME.match(mark, 1 + closes)
    if not name or mark[-1] != ">":
        return None
    found = _ONE_ATTRIBUTE.findall(mark, name.end(), len(mark) - 1)
    return ReadTag(name[0].lower(), closes, {key.lower(): _value(value) for key, value in reversed(found)}, mark.endswith("/>"))


def _as_read(text: str) -> str:
    return unescape(text) if "&" in text else text


def elements_in(html: str, *names: str, start: int = 0) -> Iterator[HtmlElement]:
    """The elements that are called by one of `names` and stand in no other of these, in the order of the page, from `start` on."""
    opening: HtmlTag | None = None
    depth = 0
    for tag in tags_in(html, *names, start=start):
        if opening is None:
            opening, depth = (None, 0) if tag.closes else (tag, 1)
        elif tag.name == opening.name:
            depth += -1 if tag.closes else 1
            if not depth:
                yield HtmlElement(opening, tag.start, tag.end)
                opening = None
    if opening:
        yield HtmlElement(opening, len(html), len(html))


def texts_and_marks(html: str) -> list[str]:
    """HTML cut around its tags and comments: texts at even places, marks at odd ones."""
    return _MARK.split(html)


def replaced(html: str, changes: Iterable[Change]) -> str:
    """A page with `changes`, which are in its order."""
    pieces, at = list[str](), 0
    for change in changes:
        pieces += (html[at : change.start], change.wanted)
        at = change.end
    return "".join((*pieces, html[at:])) if pieces else html


def unquoted(html: str) -> str:
    """HTML without quotes around values of attributes that need none. A value that ends in a slash keeps them, so that nobody takes
    it for the end of the tag."""
    cut = texts_and_marks(html)
    cut[1::2] = (_BARE_VALUE.sub(r"=\1", mark) if '="' in mark and "'" not in mark else mark for mark in cut[1::2])
    return "".join(cut)


def without_cell_ends(html: str) -> str:
    """HTML without the end tags of rows and cells, which end where the next ones begin, or their table ends."""
    return html.replace("</td>", "").replace("</tr>", "")


def without_elements(html: str, *names: str) -> str:
    """A page without the elements that are called by one of `names`."""
    return replaced(html, (Change(element.opening.start, element.end, "") for element in elements_in(html, *names)))


@cache
def _finder(names: tuple[str, ...]) -> re.Pattern[str]:
    """From any place between two tags: the next tag that is asked for, or the end of the page."""
    wanted = f"(?i:{'|'.join(map(re.escape, names))})" if names else _NAME
    passed = rf"[^<]++|<(?!/?{wanted}{_ENDS_NAME})(?:{_PASSED})"
    return re.compile(rf"(?>(?:{passed})*)(?:(?P<tag></?(?P<name>{wanted}){_ENDS_NAME}{_ATTRIBUTES}>)|\Z)")


@cache
def _beginning(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"<(?i:{'|'.join(map(re.escape, names))}){_ENDS_NAME}")


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</(?i:{name}){_ENDS_NAME}")


def _end_of_text(html: str, name: str, start: int) -> int:
    """Where the text of an element ends that begins at `start`."""
    found = _end_of(name).search(html, start)
    return found.start() if found else len(html)

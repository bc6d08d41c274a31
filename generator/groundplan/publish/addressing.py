"""Addresses that authors write in HTML, which nobody resolves: a page in another language is elsewhere, and they would lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from posixpath import join, normpath, relpath
from urllib.parse import unquote, urlsplit

from groundplan.hypertext import Attribute, Change, replaced, tags_in

_LEADING = {
    **dict.fromkeys(("a", "area"), ("href",)),
    **dict.fromkeys(("audio", "embed", "iframe", "input", "track"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    "object": ("data",),
    "video": ("src", "poster"),
}
"""Element -> the attributes in which it has addresses."""


class Places:
    """Where a site has files and pages."""

    def __init__(self, addresses: Iterable[str]) -> None:
        """`addresses` are from the root of the site, as links write them."""
        self._known = frozenset(_place("/", address) for address in addresses)

    def moved(self, html: str, page: str, source: str) -> str:
        """The content of a page at `page` that is written for the address `source`.

        What is there for the page itself stays, such as another page in its language; what is only there for `source` is found again.
        """
        return replaced(html, self._changes(html, page, source))

    def _changes(self, html: str, page: str, source: str) -> Iterator[Change]:
        for tag in tags_in(html, *_LEADING):
            for attribute in tag.attributes() if not tag.closes else ():
                if attribute.name in _LEADING[tag.name] and (wanted := self._led(attribute, page, source)) != attribute.value:
                    yield Change(attribute.start, attribute.end, f'{attribute.name}="{escape(wanted)}"')

    def _led(self, attribute: Attribute, page: str, source: str) -> str:
        if attribute.name != "srcset":
            return self._address(attribute.value, page, source)
        candidates = (candidate.strip().partition(" ") for candidate in attribute.value.split(", "))
        return ", ".join(self._address(address, page, source) + space + size for address, space, size in candidates)

    def _address(self, written: str, page: str, source: str) -> str:
        try:
            path = urlsplit(written).path
        except ValueError:  # no address at all
            return written
        if not path or not written.startswith(path) or path.startswith("/"):
            return written
        if _place(page, path) in self._known or _place(source, path) not in self._known:
            return written
        target = normpath(join("/", _folder(source), path))
        return relpath(target, join("/", _folder(page))) + ("/" if path.endswith("/") else "") + written[len(path) :]


def _place(page: str, path: str) -> str:
    """Where `path` leads to from `page`, however it is written."""
    place = unquote(normpath(join("/", _folder(page), path)))
    return place.removesuffix("/index.html").rstrip("/") or "/"


def _folder(page: str) -> str:
    return page.rpartition("/")[0]

"""A strict Content-Security-Policy: what it is, and what stands on pages that it forbids."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup

STRICT = "default-src 'self'; script-src 'self'; style-src 'self'"
"""Everything from the site itself, and nothing that stands in a page runs or dresses it."""

_PROGRAMS = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of scripts that run; the others are data."""

_PERHAPS = re.compile(
    r"""<script(?![^<>]*(?:\bsrc\s*=|\btype\s*=\s*["']?application/(?:ld\+)?json))|<style|\s(?:style|on[a-z]+)\s*=""", re.IGNORECASE
)
"""What most pages are without, so that they need not be read closely."""

_MOST = 3


@dataclass(frozen=True, slots=True)
class Inline:
    """A script, a style or an attribute that stands in a page; `digest` is what allows it, empty where nothing does."""

    page: str
    what: str
    digest: str = ""


def meta(policy: str = STRICT) -> Markup:
    """The policy, for the head of a page."""
    return Markup(f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">')


def left_over(site: Path) -> tuple[Inline, ...]:
    """What stands in the pages below `site` and is forbidden by the strict policy."""
    pages = sorted(site.rglob("*.html"))
    return tuple(found for page in pages for found in inline_in(page.relative_to(site).as_posix(), page.read_text(encoding="utf-8")))


def inline_in(page: str, html: str) -> Iterator[Inline]:
    """What stands in one page and is forbidden."""
    if _PERHAPS.search(html):
        reader = _Reader()
        reader.feed(html)
        reader.close()
        yield from (Inline(page, what, digest) for what, digest in reader.found)


class _Reader(HTMLParser):
    """Finds scripts, styles and attributes; a script or a style with its digest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []
        self._content: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += ((f"{name}=", "") for name in given if name == "style" or name.startswith("on"))
        is_script = tag == "script" and "src" not in given and (given.get("type") or "").lower() in _PROGRAMS
        self._content = [] if is_script or tag == "style" else None

    def handle_data(self, data: str) -> None:
        if self._content is not None:
            self._content.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._content is not None and tag in {"script", "style"}:
            self.found.append((f"<{tag}>", _digest("".join(self._content))))
        self._content = None


def told(found: Iterable[Inline]) -> str:
    """What is left over, and the policy that allows as much of it as a policy can."""
    listed = list(found)
    places = list(dict.fromkeys(f"`{inline.what}` on {inline.page}" for inline in listed))
    more = f" and {len(places) - _MOST} more" if len(places) > _MOST else ""
    policy = STRICT.replace("script-src 'self'", _source("script", listed)).replace("style-src 'self'", _source("style", listed))
    by_hash = f"; this policy allows its scripts and styles: {policy}" if any(inline.digest for inline in listed) else ""
    return f"a strict Content-Security-Policy forbids what stands in pages: {', '.join(places[:_MOST])}{more}{by_hash}"


def _source(kind: str, found: Iterable[Inline]) -> str:
    digests = sorted({f"'{inline.digest}'" for inline in found if inline.what == f"<{kind}>"})
    return " ".join([f"{kind}-src 'self'", *digests])


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

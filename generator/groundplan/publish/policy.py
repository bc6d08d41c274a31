"""A strict Content-Security-Policy: what it is, and what stands on pages that it forbids."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markupsafe import Markup

from groundplan.hypertext import HtmlTag, elements_in, perhaps_tags, tags_in

STRICT = "default-src 'self'; script-src 'self'; style-src 'self'"
"""Everything from the site itself, and nothing that stands in a page runs or dresses it."""

_PROGRAMS = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of scripts that run; the others are data."""

_PERHAPS = re.compile(r"""[ \t\n\r\f/"'](?:[Ss][Tt][Yy][Ll][Ee]|[Oo][Nn]\w+)[ \t\n\r\f]*=""")
"""What every attribute looks like that is forbidden. Most pages are without, so that their tags need not be looked at one by one."""

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
    for element in elements_in(html, "script", "style") if _may_dress_or_run(html) else ():
        if element.opening.name == "style" or _is_program(element.opening):
            yield Inline(page, f"<{element.opening.name}>", _digest(element.inner(html)))
    if _PERHAPS.search(html):
        for tag in tags_in(html):
            names = dict.fromkeys(attribute.name for attribute in tag.attributes())
            yield from (Inline(page, f"{name}=") for name in names if name == "style" or name.startswith("on"))


def _may_dress_or_run(html: str) -> bool:
    """Whether anything looks like a style, or like a script that stands in the page: in most pages nothing does."""
    return any(tag is None or tag.name == "style" or _is_program(tag) for tag in perhaps_tags(html, "script", "style"))


def _is_program(script: HtmlTag) -> bool:
    """Whether a script stands in the page and runs; others are files, or data."""
    kind = script.attribute("type")
    return script.attribute("src") is None and (kind.value.strip().lower() if kind else "") in _PROGRAMS


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

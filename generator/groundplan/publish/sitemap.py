"""The list of all pages for search engines, and a list of its own pages for each locale."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Address:
    """A page in one locale, by its full URL. `language` is what `hreflang` says: the locale's tag, or `x-default`."""

    language: str
    url: str


def sitemap(pages: Iterable[tuple[str, Sequence[Address]]]) -> str:
    """A sitemap of (URL, the editions of the page in all locales).

    It tells no dates: those that MkDocs has are the day of the build, and would make every build different.
    """
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *(_entry(url, editions) for url, editions in pages),
            "</urlset>\n",
        ]
    )


def _entry(url: str, editions: Sequence[Address]) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(edition.language)} href={quoteattr(edition.url)}/>' for edition in editions
    )
    return f"<url><loc>{escape(url)}</loc>{links}</url>"


def compressed(text: str) -> bytes:
    """The same bytes on every day."""
    return gzip.compress(text.encode(), mtime=0)

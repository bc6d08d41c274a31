"""The list of all pages for search engines, and a list of its own pages for each locale."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from groundplan.i18n.locale.locale import Locale


def editions(urls: Mapping[Locale, str]) -> list[tuple[str, str]]:
    """The editions of one page as (`hreflang`, URL); the default locale's is also for readers of all other languages."""
    neutral = [("x-default", url) for locale, url in urls.items() if locale.default]
    return [*((locale.tag, url) for locale, url in urls.items()), *neutral]


def sitemap(pages: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """A sitemap of (URL, the editions of the page).

    It tells no dates: those that MkDocs has are the day of the build, and would make every build different.
    """
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *(_entry(url, others) for url, others in pages),
            "</urlset>\n",
        ]
    )


def _entry(url: str, others: Sequence[tuple[str, str]]) -> str:
    links = (f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(other)}/>' for language, other in others)
    return f"<url><loc>{escape(url)}</loc>{''.join(links)}</url>"


def compressed(text: str) -> bytes:
    """The same bytes on every day."""
    return gzip.compress(text.encode(), mtime=0)

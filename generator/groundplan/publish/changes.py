"""What a site of ours has that the theme makes otherwise, by the names by which a site keeps what the theme makes."""

from __future__ import annotations

EXCHANGED = {
    "not-found": "the page for what is not there, which speaks to readers of all languages",
    "copyright": "the line at the foot, in the language of the page",
    "logo": "the logo, which is not read aloud twice",
    "switch": "the switch between languages",
}
CHANGED = {
    **EXCHANGED,
    "search": "a search in the language of the page",
    "scripts": "scripts in files instead of in the page",
    "descriptions": "a description of each page from its first paragraph",
    "sitemap": "a sitemap of all languages",
    "markdown": "an edition of each page for programs, and llms.txt",
    "spare": "no files of the theme that no page asks for",
    "switching": "a page that is not styled anew while it opens, for which a change of colours takes its time",
}
"""What we change in the theme's pages and the files of the site beside what a page shows; a site may keep what the theme makes."""

"""Parts of the pages of a site with long lists, without what HTML can do without: it is the same document to whoever reads it."""

from __future__ import annotations

from groundplan.hypertext import unquoted, without_cell_ends

_SHORTER = (("<span>→</span>", "→"), ("<div class=gp-ends>", "<div>"))
"""Where no arrow has to be turned round, it needs no element of its own, and the line of it, which follows a name, no class."""

_NEEDLESS = (
    ("href=./#", "href=#"),
    ("<span class=gp-kind>", "<span>"),
    ("<div class=gp-facts> <span", "<div class=gp-facts><span"),
    ("</span> </div>", "</span></div>"),
)


def lean_part(html: str, direction: str) -> str:
    """A part of a page whose text goes in a `direction`, `ltr` or `rtl`, where an arrow between two names is turned round."""
    lean = without_cell_ends(unquoted(html))
    for written, wanted in _SHORTER if direction == "ltr" else ():
        lean = lean.replace(written, wanted)
    for written, wanted in _NEEDLESS:
        lean = lean.replace(written, wanted)
    return lean

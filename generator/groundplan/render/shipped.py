"""What every site ships beside its pages, as small as a browser needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from groundplan import draw as diagrams
from groundplan.bundled import templates_folder
from groundplan.render.viewer.bundle import bundle
from groundplan.render.words.words import Words

_TOKENS = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,>])\s*|(:)\s+|(\s+)""", re.DOTALL)
"""A text in quotes, a comment, a sign that needs no room around it, a colon that needs none behind it, and room."""


def shipped() -> Mapping[str, bytes]:
    """The style sheets and scripts of every site, and the face, by file name."""
    files = {path.name: path.read_bytes() for path in sorted((templates_folder() / "assets").iterdir())}
    files["diagram.css"] = diagrams.stylesheet().encode()
    sheets = {name: lean(content.decode()).encode() for name, content in files.items() if name.endswith(".css")}
    scripts = {name: lean_script(content.decode()).encode() for name, content in files.items() if name.endswith(".js")}
    return {**files, **sheets, **scripts, **bundle()}


def names_of_columns(words: Mapping[str, Words]) -> bytes:
    """The styles that name the column of connection types on a narrow screen, in each of the languages of `words`, longer tags last.

    Other tables name theirs in each cell; that of the connections may have thousands of rows, and its other columns name themselves.
    """
    told = ((tag, words[tag].gettext("Connection type")) for tag in sorted(words, key=lambda tag: (len(tag), tag)))
    rules = (f".md-typeset .gp-table--connections td:nth-child(3):lang({tag})::before{{content:{_quoted(name)}}}" for tag, name in told)
    return f"@container gp-table (max-width:48em){{{''.join(rules)}}}".encode()


def _quoted(text: str) -> str:
    """A text as styles have it in quotes."""
    return '"' + re.sub(r'["\\\n\r\f<]', lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'


def lean_script(script: str) -> str:
    """A script of ours without comments that have lines of their own, and without indentation. No text in it goes over lines."""
    return re.sub(r"^\s*(//.*|/\*(?s:.*?)\*/$)?\s*", "", script, flags=re.MULTILINE)


def lean(sheet: str) -> str:
    """A style sheet without what only people read: comments, and room that tells nothing."""
    return _TOKENS.sub(lambda found: found[1] or found[2] or found[3] or (" " if found[4] else ""), sheet).replace(";}", "}").strip()

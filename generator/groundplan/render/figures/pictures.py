"""Pictures in files of their own, which the viewer loads when a reader asks for them.

Each is a classic script with one statement, so that it loads from a disk and under `script-src 'self'` alike. The picture in it is
compressed: drawings repeat themselves, and a large model has thousands. Facts and rows, which repeat themselves likewise, are, too.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence

from groundplan.project.member import ALONE, Member

_UNSAFE = {"</": "<\\/", "<!": "\\u003c!", "<s": "\\u003cs", "<S": "\\u003cS", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script that stands in a page, or begin another one; and what once ended a line of a script."""


_PACKED = re.compile(
    rb"""(?:\(self\.groundplan(?:Facts|Pictures|Rows|Told)\?\?=\{\}\)\[".*"\]=|(?:var __index = )?\{"config":.*,"docs":\[)"""
    rb""""([A-Za-z0-9+/=]+)"(?:\n|\]\})"""
)


def chart_stem(procedure: str, locale: str, turn: int = 0, member: Member = ALONE) -> str:
    """The name of one of a procedure's charts. No id of a model starts with an underscore, so no view's picture is called so."""
    return f"{member.mark}_chart.{procedure}.{turn}.{locale}" if turn else f"{member.mark}_chart.{procedure}.{locale}"


def pictures_folder(member: Member = ALONE) -> str:
    """Where in the site the files of a project are."""
    return f"{member.assets}/pictures"


def picture_path(stem: str, member: Member = ALONE) -> str:
    """Where in the site a picture's file is."""
    return f"{pictures_folder(member)}/{stem}.js"


def picture_script(stem: str, svg: str) -> bytes:
    """The file: it notes the picture under its name."""
    return _picture_script(stem, svg)


def picture_script_with_gaps(stem: str, svg: str, words: Mapping[str, Sequence[str]]) -> bytes:
    """The file of a picture in several languages: the drawing with gaps, and what each language has in them."""
    return _picture_script(stem, {"svg": svg, "words": words})


def _picture_script(stem: str, picture: object) -> bytes:
    return packed_script("groundplanPictures", stem, picture)


def packed_script(kind: str, name: str, content: object) -> bytes:
    """A script that notes `content`, which is what JSON can say, under its name among the others of its kind: compressed."""
    return packed_json(kind, name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def packed_json(kind: str, name: str, text: str) -> bytes:
    """The same of what is written as JSON already."""
    return _script(kind, name, f'"{packed(text)}"')


def packed(text: str) -> str:
    """A text, compressed, in letters that a script can have in quotes."""
    return b64encode(zlib.compress(text.encode(), level=9)).decode()


def packed_in(script: bytes) -> str | None:
    """What is compressed in such a script, as JSON; None where nothing is.

    A picture is a drawing, or one with gaps and the words of each language. What the search looks at is compressed, too.
    """
    found = _PACKED.fullmatch(script)
    return zlib.decompress(b64decode(found[1])).decode() if found else None


def script_of(kind: str, name: str, text: str) -> bytes:
    """A script that notes `text` under its name among the others of its kind."""
    return _script(kind, name, _quoted(text))


def _script(kind: str, name: str, value: str) -> bytes:
    return f"(self.{kind}??={{}})[{_quoted(name)}]={value}\n".encode()


def _quoted(text: str) -> str:
    """A string of JavaScript that no page takes for the end of its script."""
    return _safe(json.dumps(text, ensure_ascii=False))


def _safe(quoted: str) -> str:
    for letter, escaped in _UNSAFE.items():
        quoted = quoted.replace(letter, escaped)
    return quoted

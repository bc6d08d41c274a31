"""Locales for testers: what a translation does to a text, made from the source text itself.

`qps` puts accents on every letter, makes texts a third longer, and puts brackets around each: what escaped translation shows
as plain letters, what is cut off lacks a bracket, and what is put together from parts has too many. `qps-plocm` turns every
word around and is written from right to left. The tags are those that testers of Windows know ("qps" is a language code for
private use); the accents are as in the pseudo-locales of ICU and Android, and so are the marks around each word of `qps-plocm`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel.support import NullTranslations

from groundplan.i18n.locale.pseudo_tags import MIRRORED

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTS = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļṁñöþǫŕšţûṽŵẋýž"
_ACCENT = str.maketrans(_PLAIN, _ACCENTS)
_VOWELS = re.compile(r"([aeiou])")
_OPEN, _CLOSE = "⟦", "⟧"
_START, _END = "\N{RIGHT-TO-LEFT MARK}\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}\N{RIGHT-TO-LEFT MARK}"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_KEPT = r"""
    \{\{.*?\}\} | \{%.*?%\} | \{\#.*?\#\}           # calls of page functions
  | (?P<ticks>`+).+?(?P=ticks)                      # code
  | \]\((?:[^()\s]|\([^()]*\))*(?=[\s)])            # the address of a link or an image
  | \]\[[^\]]*\] | \[\^[^\]]+\]                     # a label of a link, a footnote
  | \{[^{}]*\}                                      # a placeholder, attributes
  | </?[A-Za-z][^<>]*> | <!--.*?--> | <https?:[^<>]*>
  | &(?:\#\w+|[A-Za-z]\w*); | \\. | :[a-z]\w*(?:-\w+)+:
  | (?:https?://|mailto:|www\.)[^\s<>)]+
"""
_EDGE = re.compile(r"((?:^|\n)[ \t]*(?:[-*+]|\d+[.)])[ \t]+|\n[ \t]*\n|(?<!\\)\|)")
"""What is between the paragraphs, list items and table cells of a text."""


class Pseudo:
    """A pseudo-locale. `names` stay as they are in every language."""

    def __init__(self, tag: str, names: Iterable[str] = ()) -> None:
        self.tag = tag
        kept = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        self._kept = re.compile(_KEPT + (f"| (?<!\\w)(?:{kept})(?!\\w)" if kept else ""), re.VERBOSE | re.DOTALL)

    def rendering(self, text: str) -> str:
        """`text` as in this locale. Markup, code, addresses, placeholders and names stay as they are."""
        held: list[str] = []

        def hold(match: re.Match[str]) -> str:
            held.append(match[0])
            return f"\0{len(held) - 1}\0"

        parts = _EDGE.split(self._kept.sub(hold, text))
        changed = "".join(part if at % 2 else self._part(part) for at, part in enumerate(parts))
        return re.sub(r"\0(\d+)\0", lambda match: held[int(match[1])], changed)

    def _part(self, part: str) -> str:
        """A paragraph; what holds no words of its own, such as a cell of code, stays as it is."""
        if not re.search(r"[^\W\d_]", part):
            return part
        inner = part.strip()
        before, after = part.split(inner, 1)
        return before + self._framed(self.words(inner)) + after

    def _framed(self, text: str) -> str:
        return text if self.tag == MIRRORED else f"{_OPEN}{text}{_CLOSE}"

    def words(self, text: str) -> str:
        """The words of `text` without brackets around them, for what stands between parts that have their own."""
        if self.tag == MIRRORED:
            return _WORD.sub(lambda word: f"{_START}{word[0]}{_END}", text)
        return _VOWELS.sub(r"\1\1", text).translate(_ACCENT)


class PseudoInterface(NullTranslations):
    """The interface's own strings in a pseudo-locale."""

    def __init__(self, pseudo: Pseudo) -> None:
        super().__init__()
        self._pseudo = pseudo

    def gettext(self, message: str) -> str:
        return self._pseudo.rendering(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._pseudo.rendering(msgid1 if n == 1 else msgid2)


class PseudoTexts:
    """Translations of whatever text."""

    def __init__(self, pseudo: Pseudo) -> None:
        self._pseudo = pseudo

    def translate(self, context: str, source: str) -> str:  # noqa: ARG002
        """The rendering of `source`, wherever it stands."""
        return self._pseudo.rendering(source)

    def wording(self, source: str) -> str:
        """The same, for a text without a context."""
        return self._pseudo.rendering(source)

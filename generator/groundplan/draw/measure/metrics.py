"""How wide texts are, and where they break, without asking the machine's fonts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from groundplan.draw.measure import katakana

SMALLEST_TYPE = 11.0
"""Pixels. Nothing in a diagram is set smaller."""

_UNKNOWN = 0.72  # of an em: wider than nearly every letter of the scripts that the table lacks
_CLOSING = frozenset("、。，．・：；？！）］｝」』】〉》〕”’…ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ)]},.:;!?%")
_OPENING = frozenset("（［｛「『【〈《〔“‘([{")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]+")
_INSIDE_WORD = re.compile(r"(?<=[-_/.@:])(?=\w)|(?<=[a-z])(?=[A-Z])")


class Weight(StrEnum):
    """The two weights that diagrams use."""

    REGULAR = "regular"
    BOLD = "bold"


@cache
def _advances() -> Mapping[str, Mapping[str, int]]:
    table: Mapping[str, Mapping[str, int]] = json.loads(files(__package__).joinpath("data/advances.json").read_text(encoding="ascii"))
    return table


@cache
def advance(character: str, weight: Weight) -> float:
    """The width of one character in ems, at most: Hangul, Kana and Han take a whole one, combining marks nothing."""
    known = _advances()[weight].get(character)
    if known is not None:
        return known / 1000
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc"}:
        return 0.0
    wide = {"W": 1.0, "F": 1.0, "H": 0.5}
    return wide.get(unicodedata.east_asian_width(character), _UNKNOWN)


def text_width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """The width of `text` in pixels when set at `size` pixels."""
    return size * sum(advance(character, weight) for character in text)


def pieces(text: str) -> list[str]:
    """`text` cut where a line may well end: after spaces and hyphens, and between words of Japanese and Chinese.

    Korean breaks at its spaces, as it is written today. Japanese words are told apart by a change of script: no line ends inside of
    a run of Katakana or Han, or before the Hiragana that belongs to what it follows.
    """
    return _pieces(text, _between_words)


def wrap(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """The lines of `text`, none wider than `width`. A word that is wider is cut where its parts meet, else anywhere."""
    lines: list[str] = []
    for piece in (part for whole in pieces(text) for part in _fitting(whole, width, size, weight)):
        if lines and text_width((lines[-1] + piece).rstrip(), size, weight) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines] or [""]


def balanced(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """Like `wrap`, with as many lines, but of lengths as equal as can be: no single short word on the last one."""
    lines = wrap(text, width, size, weight)
    narrow = width
    whole = max((each for each in _word_widths(text, size, weight) if each <= width), default=0.0)
    while len(lines) > 1 and narrow > width / 2:
        narrow -= 4
        tighter = wrap(text, narrow, size, weight)
        if len(tighter) > len(lines) or breaks_words(text, narrow, size, weight) or narrow < whole:
            break
        lines = tighter
    return lines


def breaks_words(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> bool:
    """Whether a word of `text` has to be cut to fit `width` in a way that its script does not allow."""
    return any(text_width(part.rstrip(), size, weight) > width for piece in pieces(text) for part in _pieces(piece, _may_break))


def keeps_words(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> bool:
    """Whether `text` fits `width` with every word whole, those of Katakana compounds, too."""
    return all(each <= width for each in _word_widths(text, size, weight))


def _word_widths(text: str, size: float, weight: Weight) -> Iterator[float]:
    return (text_width(part.rstrip(), size, weight) for piece in pieces(text) for part in _compound(piece))


def _pieces(text: str, breaks: Callable[[str, str], bool]) -> list[str]:
    found: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        start = 0
        for at in range(1, len(word)):
            if breaks(word[at - 1], word[at]):
                found.append(word[start:at])
                start = at
        found.append(word[start:])
    return found


def _compound(piece: str) -> list[str]:
    """`piece` cut where the words of its Katakana meet."""
    cut = _KATAKANA.sub(lambda run: "\0".join(katakana.words(run.group())), piece)
    return [part for part in cut.replace("・", "・\0").split("\0") if part]


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters if it must."""
    if after in _CLOSING or before in _OPENING:
        return False
    if before == "-":
        return after.isalpha()
    return _script(before) != "" or _script(after) != ""


def _between_words(before: str, after: str) -> bool:
    """Whether a word is likely to end between two characters."""
    if before == "-":
        return _may_break(before, after)
    return _may_break(before, after) and _script(before) != _script(after) and _script(after) != "hiragana"


def _script(character: str) -> str:
    """Which of the scripts without spaces a character is of; empty for others."""
    if "\u3040" <= character <= "\u309f":
        return "hiragana"
    if "\u30a0" <= character <= "\u30ff":
        return "katakana"
    return "han" if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" else ""


def _fitting(piece: str, width: float, size: float, weight: Weight) -> list[str]:
    """A piece that is too wide in parts that are not: where its script allows it, where its parts meet, or anywhere."""
    if text_width(piece.rstrip(), size, weight) <= width:
        return [piece]
    for parts in (_compound(piece), _pieces(piece, _may_break), [part for part in _INSIDE_WORD.split(piece) if part]):
        if len(parts) > 1:
            return [short for part in parts for short in _fitting(part, width, size, weight)]
    fits = 1
    while fits < len(piece) and text_width(piece[: fits + 1], size, weight) <= width:
        fits += 1
    return [piece[:fits], *_fitting(piece[fits:], width, size, weight)] if fits < len(piece) else [piece]

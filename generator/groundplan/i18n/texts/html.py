"""HTML in pages: which lines it takes up, and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from groundplan.i18n.texts.fit import without_calls

INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label"}
    | {"mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
"""Elements within a sentence."""
_OPAQUE = frozenset({"audio", "canvas", "iframe", "math", "object", "pre", "script", "style", "svg", "template", "textarea", "video"})
"""Elements whose content is for programs."""
_OPENING = re.compile(r"^ {0,3}<(?P<name>[A-Za-z][\w-]*)(?P<rest>[^<>]*)")
_ELEMENT = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>")
_TOLD = re.compile(r"""\b(?:alt|aria-label|placeholder|title)\s*=\s*(?:"[^"<>]*[^\W\d_][^"<>]*"|'[^'<>]*[^\W\d_][^'<>]*')""")
"""An attribute that readers see the words of."""
_OF_BLOCK = rf"<(?!/?(?:{'|'.join(sorted(INLINE))})\b)(?=[A-Za-z/!?])[^<>]*>"
_LEADING, _TAG = re.compile(rf"(?:\s|{_OF_BLOCK})*"), re.compile(_OF_BLOCK)
_TAG_OF = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w-]*)")


class HtmlLine(NamedTuple):
    """A line within HTML, cut around its words."""

    before: str
    text: str
    after: str


def html_lines(lines: Sequence[str]) -> dict[int, HtmlLine | None]:
    """The lines that HTML takes up, each with its words; None for what is for programs. What Markdown is read in is no HTML."""
    found: dict[int, HtmlLine | None] = {}
    ends, at = _ends(lines), 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if opening is None or opening["name"].lower() in INLINE:
            at += 1
            continue
        if re.search(r"\bmarkdown\b", opening["rest"]):
            found[at] = _words_of(lines[at])
            at += 1
            continue
        end = ends.get((at, lines[at].index("<"))) or _end_of_paragraph(lines, at)
        found |= zip(range(at, end), _cut(lines[at:end]), strict=True)
        at = end
    return found


def _ends(lines: Sequence[str]) -> dict[tuple[int, int], int]:
    """Line and place of each element that has an end -> the line behind that."""
    begun: dict[str, list[tuple[int, int]]] = {}
    ends: dict[tuple[int, int], int] = {}
    for at, line in enumerate(lines):
        for tag in _TAG_OF.finditer(line):
            stack = begun.setdefault(tag["name"].lower(), [])
            if not tag["closing"]:
                stack.append((at, tag.start()))
            elif stack:
                ends[stack.pop()] = at + 1
    return ends


def _end_of_paragraph(lines: Sequence[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


def _cut(lines: Sequence[str]) -> Iterator[HtmlLine | None]:
    opaque, open_tag = "", False
    for line in lines:
        begun = opaque or next((name.lower() for name in re.findall(r"<([A-Za-z][\w-]*)", line) if name.lower() in _OPAQUE), "")
        inside_tag, open_tag = open_tag, line.rfind("<") > line.rfind(">") or (open_tag and ">" not in line)
        opaque = "" if begun and f"</{begun}" in line.lower() else begun
        yield None if begun or inside_tag or open_tag else _words_of(line)


def _words_of(line: str) -> HtmlLine | None:
    """A line cut around its words; None where it has none."""
    if not words_outside(line):
        return None
    leading = _LEADING.match(line)
    start = leading.end() if leading and not _TOLD.search(leading[0]) else len(line) - len(line.lstrip())
    end = _end_of_words(line, start)
    return HtmlLine(line[:start], line[start:end], line[end:])


def _end_of_words(line: str, start: int) -> int:
    """Where the words end that begin at `start`: before the elements of blocks that stand at the end of a line."""
    end = len(line.rstrip())
    while end > start and line[end - 1] == ">":
        tag = line.rfind("<", start, end)
        if tag <= start or not _TAG.fullmatch(line, tag, end) or _TOLD.search(line, tag, end):
            break
        end = len(line[:tag].rstrip())
    return end


def words_outside(text: str) -> str:
    """What `text` says beside its elements, and what these say to readers."""
    plain = without_calls(text)
    told = " ".join(_TOLD.findall(plain))
    said = "".join(letter for letter in _ELEMENT.sub(" ", plain) if letter.isalpha())
    return said + told

"""What a text in Markdown leads to: addresses, pictures, references whose address the page writes elsewhere, footnotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

_TARGET = re.compile(r"\](?P<opening>\()\s*(?:<(?P<angled>[^<>]*)>|(?P<bare>[^)\s>]*))")
_LONGEST_NAME = 200
_BRACKETS = re.compile(r"\\.|[\[\]()]", re.DOTALL)


def linked(text: str, references: Collection[str]) -> Iterator[str]:
    """What `text` leads to, in words; `references` are the names of addresses that its page knows."""
    ends = _ends(text)
    begun = {end: start for start, end in ends.items() if text[start] == "["}
    for found in _TARGET.finditer(text):
        start = begun.get(found.start())
        yield f"the {_kind(text, start)} to {found['angled'] or found['bare'] or ''}"
        if start is None or found.start("opening") not in ends:
            yield "a link that does not end"
    yield from _by_name(text, begun, ends, references)


def _by_name(text: str, begun: Mapping[int, int], ends: Mapping[int, int], references: Collection[str]) -> Iterator[str]:
    """What it leads to by a name between brackets."""
    named: set[int] = set()
    for start, end in sorted((start, end) for end, start in begun.items() if text[end + 1 : end + 2] != "("):
        content = text[start + 1 : min(end, start + _LONGEST_NAME)]
        if start in named:
            continue
        name, behind = _reference(text, end, content, ends, references)
        named.update(behind)
        if content.startswith("^"):
            yield f"the footnote `{content}`"
        elif name:
            yield f"the {_kind(text, start)} to [{name}]"


def _kind(text: str, start: int | None) -> str:
    return "picture" if start and text[start - 1] == "!" else "link"


def _reference(text: str, at: int, content: str, ends: Mapping[int, int], references: Collection[str]) -> tuple[str, tuple[int, ...]]:
    """The name that a reference gives, if what ends at `at` is one, and the bracket in which it does."""
    second = at + 2 if text.startswith((" [", "\n["), at + 1) else at + 1
    if text.startswith("[", second) and second in ends:
        name = reference_name(text[second + 1 : min(ends[second], second + _LONGEST_NAME)] or content)
        if not name.startswith("^") and (second == at + 1 or name in references):
            return name, (second,)
    name = reference_name(content)
    return (name if name in references else ""), ()


def reference_name(written: str) -> str:
    """How a reference is called, however it is spaced and capitalised."""
    return " ".join(written.split()).lower()


def _ends(text: str) -> dict[int, int]:
    """Where each bracket and each parenthesis ends that does, by where it begins."""
    ends: dict[int, int] = {}
    begun: dict[str, list[int]] = {"]": [], ")": []}
    for found in _BRACKETS.finditer(text):
        match found[0]:
            case "[":
                begun["]"].append(found.start())
            case "(":
                begun[")"].append(found.start())
            case "]" | ")" as closing if begun[closing]:
                ends[begun[closing].pop()] = found.start()
    return ends

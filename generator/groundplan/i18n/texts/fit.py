"""Whether a translation fits the text that it stands for: the same calls, and no markup that its author did not write.

Translators write words. What a page does (its calls, its elements, the targets of its links) comes from its source alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from groundplan.i18n.texts.links import linked


class Surroundings(NamedTuple):
    """What a page makes of a text in it."""

    row: bool = False
    """Whether it is a row of a table."""
    references: frozenset[str] = frozenset()
    """The names of the addresses that the page writes elsewhere."""


NOTHING_AROUND = Surroundings()
"""That of a text which is on no page, or of which nobody asks."""

_STRING = r'"(?:\\.|[^"\\])*"|' + r"'(?:\\.|[^'\\])*'"
_SHORT = r"(?<=\$)\{#|\{#(?=[A-Za-z_][\w:.-]*(?:[ \t][^{}#\n]*)?\})"
SHORT_ATTRIBUTES = re.compile(_SHORT)
"""What looks like the beginning of a comment of a template, and is that of an attribute list, as many write the id of a heading, or
how a shell asks for a length (`${#list[@]}`)."""
_OPENING = re.compile(rf"(?!{_SHORT})\{{[{{%#]")
_REST = {
    "{{": re.compile(rf"(?:{_STRING}|[^\"'])*?\}}\}}", re.DOTALL),
    "{%": re.compile(rf"(?:{_STRING}|[^\"'])*?%\}}", re.DOTALL),
    "{#": re.compile(r".*?#\}", re.DOTALL),
}
"""What follows the opening of a call of a page's functions, of a tag or a comment of its template, up to its end."""

_GAP = re.compile(r"\{[A-Za-z_]\w*\}")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ELEMENT = re.compile(r"<(?=[A-Za-z/!?])[^<>]*>?")
_ATTRIBUTES = re.compile(r"(?P<behind>(?<=[)\]*_`>~^=])[ \t]+(?=\{:?[ ]*[.#\w-]))?(?P<given>\{[^{}]*\}?)")
_WORDS_OF_ELEMENTS = re.compile(r"""\b(alt|aria-label|placeholder|title)\s*=\s*("[^"<>]*"|'[^'<>]*')""")
_BLOCK = re.compile(
    r"\s*(?:#|\$\$|\\\[|\\begin\{|\[TOC\]|[-*+]\s|\d+[.)]\s|:\s|>|`{3}|~{3}|!!!|\?\?\?|===|-{3}|_{3}|\*\s?\*\s?\*|\[[^\]]*\]:|\*\[|:::|;*--8<--)|\s{4}|\t"
)
"""What would make a paragraph something else: a heading, an item, a quotation, code, a definition, another file."""


def calls(text: str) -> Iterator[tuple[int, int]]:
    """Where the calls in `text` start and end. After one that has no end, none of its kind is looked for: each letter is read once."""
    at, endless = 0, set[str]()
    while opening := _OPENING.search(text, at):
        rest = None if opening[0] in endless else _REST[opening[0]].match(text, opening.end())
        if rest is None:
            endless.add(opening[0])
            at = opening.start() + 1
        else:
            yield opening.start(), rest.end()
            at = rest.end()


def without_calls(text: str) -> str:
    """The words of `text`."""
    return "".join(parts(text)[::2])


def parts(text: str) -> list[str]:
    """`text` cut around its calls: words at even places, calls at odd ones."""
    found, before = [], 0
    for start, end in calls(text):
        found += [text[before:start], text[start:end]]
        before = end
    return [*found, text[before:]]


def with_calls(source: str, wording: str) -> list[str] | None:
    """`wording` cut around the calls of `source`, which are written as they are there; None where it has others."""
    own, said = parts(source), parts(wording)
    if _begun(said) - _begun(own) or not _same_order(own[1::2], said[1::2]):
        return None
    written = {_plain(call): call for call in own[1::2]}
    return [written[_plain(part)] if at % 2 else part for at, part in enumerate(said)]


def _begun(cut: list[str]) -> Counter[str]:
    """What looks like the beginning of a call in words, which no call follows."""
    return Counter(opening for text in cut[::2] for opening in _OPENING.findall(text))


def call_problem(source: str, wording: str) -> str:
    """What is wrong with the calls and placeholders of `wording`, in words; nothing, if they are those of `source`."""
    own, said = parts(source), parts(wording)
    problem = difference(_named(own), _named(said))
    if not problem and not _same_order(own[1::2], said[1::2]):
        return "puts a call into another block than the source text does"
    return problem


def _named(cut: list[str]) -> Counter[str]:
    words = " ".join(cut[::2])
    names = [*map(_plain, cut[1::2]), *_OPENING.findall(words), *_GAP.findall(words)]
    return Counter(f"`{name}`" for name in names)


def _same_order(own: list[str], said: list[str]) -> bool:
    return _blocks(own) == _blocks(said)


def _blocks(calls: list[str]) -> list[str | Counter[str]]:
    """The tags in their order, and between them the calls in any order."""
    found: list[str | Counter[str]] = []
    for is_tag, group in groupby(map(_plain, calls), key=lambda call: call.startswith("{%")):
        between = list(group)
        found += between if is_tag else [Counter(between)]
    return found


def _plain(call: str) -> str:
    return re.sub(r"\s+", " ", call)


def markup_problem(source: str, wording: str, around: Surroundings = NOTHING_AROUND) -> str:
    """What code, links, elements and attributes `wording` loses or invents, in words."""
    return difference(_marks(source, around), _marks(wording, around))


def block_problem(source: str, wording: str, around: Surroundings = NOTHING_AROUND) -> str:
    """What makes a piece of a page another kind of block, in words; `source` is in one line."""
    if "\n" in wording or "\r" in wording:
        return "has more than one line"
    if (start := _BLOCK.match(wording)) and not _BLOCK.match(source):
        return f"begins with `{start[0].strip() or 'spaces'}`, which makes another block of it"
    if around.row or source.startswith("|"):
        is_closed = source.startswith("|") or source.endswith("|")
        wanted, found = _cells(source, is_closed=is_closed), _cells(wording, is_closed=is_closed)
        return f"has {found} cells instead of {wanted}" if found != wanted else ""
    return ""


def _cells(row: str, *, is_closed: bool) -> int:
    """How many cells a row has; one that `is_closed` has bars at its ends, too."""
    plain = _CODE.sub("", without_calls(row)).replace("\\|", "").strip()
    return len((plain.strip("|") if is_closed else plain).split("|"))


def fits(source: str, wording: str, around: Surroundings = NOTHING_AROUND) -> bool:
    """Whether `wording` can stand for a piece of a page: it neither runs nor becomes what its author did not write."""
    return not invention(source, wording, around)


def invention(source: str, wording: str, around: Surroundings = NOTHING_AROUND) -> str:
    """What in `wording` would run, or become what its author did not write, in words; nothing, if it fits."""
    if with_calls(source, wording) is None:
        return call_problem(source, wording) or "has braces of a template"
    return difference(Counter(), _marks(wording, around) - _marks(source, around)) or block_problem(source, wording, around)


def is_harmless(source: str, wording: str) -> bool:
    """Whether `wording` brings no markup that `source` lacks."""
    return not _marks(wording) - _marks(source)


def _marks(text: str, around: Surroundings = NOTHING_AROUND) -> Counter[str]:
    plain = without_calls(text)
    code = Counter(f"the code `{content}`" for _, content in _CODE.findall(plain))
    words = _CODE.sub("`", plain)
    links = Counter(linked(words, around.references)) if "[" in words or "](" in words else Counter[str]()
    elements = Counter("the element `" + _WORDS_OF_ELEMENTS.sub(r"\1", element) + "`" for element in _ELEMENT.findall(words))
    found = _ATTRIBUTES.finditer(_GAP.sub("", words))
    attributes = Counter(f"the attributes `{each['given']}`" + (" behind a space" if each["behind"] else "") for each in found)
    return code + links + elements + attributes


def difference(expected: Counter[str], found: Counter[str]) -> str:
    """What `found` loses or invents."""
    told = [f"{verb} {', '.join(which)}" for verb, which in (("loses", expected - found), ("invents", found - expected)) if which]
    return " and ".join(told)

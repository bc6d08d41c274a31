"""The looks of a drawing as attributes, for readers that know no style sheets: the rules of ours, applied to its elements.

Browsers apply the sheet to drawings in pages. Slides, tickets and documents read attributes at most. What is understood here is
what the sheet uses: classes, elements, `>` and descent, `:is`, `:where`, `:not`, and custom properties.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from groundplan.draw.svg.element import Element

_PAINT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "paint-order")
_SHOWN = frozenset((*_PAINT, "font-size", "font-weight", "font-style", "text-anchor"))
_LIVE = (":hover", ":focus", "[")
"""Parts of selectors that mean nothing in a drawing that stands still."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PIECE = re.compile(r":(is|where|not)\(|\.([\w-]+)|([a-z][\w-]*)|(::?[\w-]+)")
_VALUE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")

LineWeight: TypeAlias = tuple[int, int]
"""How strong a selector is: its classes and its elements."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be. `alternatives` and `denied` are the selectors within `:is` or `:where`, and within `:not`."""

    name: str = ""
    classes: frozenset[str] = frozenset()
    alternatives: tuple[tuple[_Selector, ...], ...] = ()
    denied: tuple[_Selector, ...] = ()
    weight: LineWeight = (0, 0)


@dataclass(frozen=True, slots=True)
class _Selector:
    """An element, and what it stands in: `direct` where that must be right around it."""

    here: _Compound
    around: _Selector | None = None
    direct: bool = False

    @property
    def weight(self) -> LineWeight:
        outer = self.around.weight if self.around else (0, 0)
        return self.here.weight[0] + outer[0], self.here.weight[1] + outer[1]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: _Selector
    said: tuple[tuple[str, str], ...]
    order: int

    @property
    def rank(self) -> tuple[LineWeight, int]:
        return self.selector.weight, self.order


class _Seen:
    """An element with those around it, and how it looks there. Each is looked at once, in whichever drawing it stands."""

    def __init__(self, name: str, classes: str, around: _Seen | None, rules: Mapping[str, tuple[_Rule, ...]]) -> None:
        self.name, self.classes, self.around = name, frozenset(classes.split()), around
        self._rules = rules
        self._inside: dict[tuple[str, str], _Seen] = {}
        said = _said(self, rules)
        self._known: Mapping[str, str] = {
            **(around._known if around else {}),
            **{key: value for key, value in said.items() if key.startswith("--")},
        }
        self.is_shown = said.get("display") != "none"
        self.looks = {key: _plain(value, self._known) for key, value in said.items() if key in _SHOWN}

    def inside(self, element: Element) -> _Seen:
        """An element that stands right in this one."""
        key = element.name, str(element.attributes.get("class") or "")
        if key not in self._inside:
            self._inside[key] = _Seen(*key, self, self._rules)
        return self._inside[key]


def flat(element: Element, css: str) -> Element:
    """`element` and all in it with the looks that `css` gives them on paper, without classes."""
    return _dressed(element, _outermost(css, element.name, str(element.attributes.get("class") or ""))) or replace(element, content=())


@cache
def _outermost(css: str, name: str, classes: str) -> _Seen:
    return _Seen(name, classes, None, _rules(css))


def _dressed(element: Element, seen: _Seen) -> Element | None:
    if not seen.is_shown:
        return None
    content = (node if isinstance(node, str) else _dressed(node, seen.inside(node)) for node in element.content)
    plain = {key: value for key, value in element.attributes.items() if key != "class"}
    return Element(element.name, {**plain, **seen.looks}, tuple(node for node in content if node is not None))


def _said(seen: _Seen, rules: Mapping[str, tuple[_Rule, ...]]) -> dict[str, str]:
    """What the rules say of an element; the strongest says it last."""
    said: dict[str, str] = {}
    for rule in sorted(_matching(seen, rules), key=lambda rule: rule.rank):
        said.update(rule.said)
    return said


def _plain(value: str, known: Mapping[str, str]) -> str:
    """`value` without custom properties and units."""
    while match := _VALUE.search(value):
        value = value[: match.start()] + known.get(match[1], match[2] or "none") + value[match.end() :]
    return re.sub(r"(?<=\d)px\b", "", value).strip()


def _matching(seen: _Seen, rules: Mapping[str, tuple[_Rule, ...]]) -> Iterator[_Rule]:
    for key in ("", *sorted(seen.classes)):
        yield from (rule for rule in rules.get(key, ()) if _matches(rule.selector, seen))


def _matches(selector: _Selector, seen: _Seen) -> bool:
    here = selector.here
    if here.name not in ("", seen.name) or not here.classes <= seen.classes:
        return False
    if not all(any(_matches(one, seen) for one in several) for several in here.alternatives):
        return False
    if any(_matches(one, seen) for one in here.denied):
        return False
    return selector.around is None or _stands_in(selector.around, seen.around, direct=selector.direct)


def _stands_in(selector: _Selector, seen: _Seen | None, *, direct: bool) -> bool:
    while seen is not None:
        if _matches(selector, seen):
            return True
        seen = None if direct else seen.around
    return False


@cache
def _rules(css: str) -> Mapping[str, tuple[_Rule, ...]]:
    """The rules by a class that they ask for; by nothing where they ask for none."""
    found: dict[str, list[_Rule]] = defaultdict(list)
    for order, (selectors, body) in enumerate(_RULE.findall(_without_conditions(_COMMENT.sub("", css)))):
        pairs = (declaration.partition(":")[::2] for declaration in body.split(";") if ":" in declaration)
        said = tuple((key.strip(), value.strip()) for key, value in pairs)
        for selector in _list(selectors):
            found[min(selector.here.classes, default="")].append(_Rule(selector, said, order))
    return {key: tuple(rules) for key, rules in found.items()}


def _without_conditions(css: str) -> str:
    """`css` without blocks such as `@media`, which speak of screens and readers."""
    while (start := css.find("@")) >= 0:
        css = css[:start] + css[_closing(css, css.index("{", start) + 1, "{}") + 1 :]
    return css


def _list(text: str) -> tuple[_Selector, ...]:
    """The selectors of a list, without those that a drawing that stands still can never match."""
    return tuple(_chain(part) for part in _split(text, ",") if not any(live in part for live in _LIVE))


def _chain(text: str) -> _Selector:
    """One selector, from its outermost element inwards."""
    found: _Selector | None = None
    direct = False
    for word in _split(text.replace(">", " > "), " "):
        if word == ">":
            direct = True
            continue
        found = _Selector(_compound(word), found, direct)
        direct = False
    assert found is not None, text
    return found


def _compound(text: str) -> _Compound:
    made, at = _Compound(), 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None or piece[4]:
            raise ValueError(f"the style sheet of drawings has a selector that is not understood: {text}")
        at = piece.end()
        if piece[1]:
            end = _closing(text, at)
            made = _with_several(made, piece[1], _list(text[at:end]))
            at = end + 1
        elif piece[2]:
            made = replace(made, classes=made.classes | {piece[2]}, weight=(made.weight[0] + 1, made.weight[1]))
        else:
            made = replace(made, name=piece[3], weight=(made.weight[0], made.weight[1] + 1))
    return made


def _with_several(made: _Compound, kind: str, several: tuple[_Selector, ...]) -> _Compound:
    strongest = (0, 0) if kind == "where" else max((one.weight for one in several), default=(0, 0))
    weight = made.weight[0] + strongest[0], made.weight[1] + strongest[1]
    if kind == "not":
        return replace(made, denied=(*made.denied, *several), weight=weight)
    return replace(made, alternatives=(*made.alternatives, several), weight=weight)


def _closing(text: str, start: int, pair: str = "()") -> int:
    """Where what was opened before `start` is closed."""
    depth, step = 1, dict(zip(pair, (1, -1), strict=True))
    for at in range(start, len(text)):
        depth += step.get(text[at], 0)
        if not depth:
            return at
    return len(text)


def _split(text: str, seam: str) -> Iterator[str]:
    """The parts of `text` between seams that stand in no parentheses."""
    depth, part = 0, ""
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth or (character != seam and not (seam == " " and character.isspace())):
            part += character
        elif part.strip():
            yield part.strip()
            part = ""
    if part.strip():
        yield part.strip()

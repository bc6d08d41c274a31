"""No rule lets a browser match the style of a whole page anew for each element that is added: `:has` leads to named elements alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

STYLES = Path(__file__).parents[3] / "templates/assets/groundplan.css"
_RULE = re.compile(r"([^{};]*:has\([^{};]*)\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def leading_anywhere(styles: str) -> Iterator[str]:
    """The selectors with `:has` whose elements, or those of a rule inside, are any that lie below: `:has(x) :target`, `& > *`."""
    for selectors, body in _RULE.findall(_COMMENT.sub("", styles)):
        nested = re.findall(r"(&[^{};]*)\{", body)
        for selector in (*re.split(r",(?![^(]*\))", selectors), *nested):
            below = re.split(r"[\s>~+]+", _without_arguments(selector).strip())
            if len(below) > 1 and not re.search(r"^[a-z]|[.#\[]", below[-1]):
                yield selector.strip()


def _without_arguments(selector: str) -> str:
    while (plain := re.sub(r":is\([^()]*\)", ".named", re.sub(r"(?<!:is)\([^()]*\)", "", selector))) != selector:
        selector = plain
    return selector


def test_has_leads_to_named_elements() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    assert len(_RULE.findall(_COMMENT.sub("", styles))) > 10
    assert list(leading_anywhere(styles)) == []


def test_what_leads_anywhere_is_found() -> None:
    styles = ".a:has(> b) :target { x: y } .c:not(:has(d)) { x: y; & > * { x: y } & > e { x: y } } .f:has(> g) > .h { x: y }"
    assert list(leading_anywhere(styles)) == [".a:has(> b) :target", "& > *"]

"""An element of SVG as a value, written the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TypeAlias

Attributes: TypeAlias = Mapping[str, str | float | None]
"""What is None is left out. Numbers are written by `number`."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element with what is in it: further elements, and text that is escaped when it is written."""

    name: str
    attributes: Attributes = field(default_factory=dict)
    content: tuple[Element | str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.name}{_written(self.attributes)}"
        if not self.content:
            return f"<{head}/>"
        inside = "".join([_escaped(node, self.name) if isinstance(node, str) else str(node) for node in self.content])
        return f"<{head}>{inside}</{self.name}>"


def lines(elements: Iterable[Element | str]) -> tuple[Element | str, ...]:
    """The content of an element that begins a line with each of `elements`, and ends on a line of its own."""
    return (*(node for element in elements for node in ("\n", element)), "\n")


def number(value: float) -> str:
    """At most two decimals, no trailing zeros: the same text for the same value everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _written(attributes: Attributes) -> str:
    return "".join(f' {key}="{value}"' for key, value in _values(attributes))


def _values(attributes: Attributes) -> Iterator[tuple[str, str]]:
    for key, value in attributes.items():
        if value is not None:
            yield key, escape(value) if isinstance(value, str) else number(value)


def _escaped(text: str, parent: str) -> str:
    """Text as it stands in an element called `parent`: pages do not read the signs of a style sheet as anything but themselves."""
    return text if parent == "style" else escape(text, quote=parent not in {"title", "desc"})

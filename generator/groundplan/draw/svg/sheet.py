"""The sheet that a map or a chart is drawn on: its size, its name and description, and the style sheet of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from groundplan.draw.svg.element import Attributes, Element, lines, number

FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", "Malgun Gothic", "Hiragino Sans", sans-serif'


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What a drawing takes from the page around it.

    `icons`: the address of each icon that the scene names. `links` and `flow_links`: the address of each component and boundary,
    and of each flow, that has one; a flow may have the id of a component. `absent`: the flows that are in the picture for other
    configurations and not shown in this one, with all that nothing else touches. `prefix` keeps element ids apart when a page
    holds several drawings.
    """

    title: str
    description: str = ""
    icons: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    flow_links: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    prefix: str = "gp"
    row: Callable[[str, str], str] = "{}, {}".format
    """Sets a kind behind a name, as the language of the drawing does it."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Flow -> `added`, `changed` or `gone`, where the drawing shows a difference: these stand out, and all others step back."""
    notes: tuple[str, ...] = ()
    """What the drawing says of itself below everything: what it leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A drawing without its content. `id` begins the ids in it, `marks` are the attributes that say what is drawn."""

    id: str
    style: str
    width: float
    height: float
    locale: str
    marks: Attributes

    def drawn(self, dress: Dress, *content: Element) -> str:
        """The drawing as an element to be put into a page that loads `stylesheet()`."""
        return str(self.element(dress, *lines(content)))

    def element(self, dress: Dress, *content: Element | str) -> Element:
        """The drawing with `content` in it."""
        title, told = f"{self.id}-title", f"{self.id}-desc"
        named = [Element("title", {"id": title}, (dress.title,))]
        named += [Element("desc", {"id": told}, (dress.description,))] if dress.description else []
        head: Attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",  # Material's instant navigation stumbles over links with a plain `href`
            "class": self.style,
            "viewBox": f"0 0 {number(self.width)} {number(self.height)}",
            "width": self.width,
            "height": self.height,
            "role": "graphics-document",
            "aria-labelledby": title,
            "aria-describedby": told if dress.description else None,
            "lang": self.locale,
        }
        return Element("svg", {**head, **self.marks}, (*named, *content))


def stylesheet() -> str:
    """The rules that drawings in pages need, once for a whole site."""
    return files(__package__).joinpath("diagram.css").read_text(encoding="utf-8")

"""Whether an SVG only shows something: who opens the file of an icon by its address must see a picture and nothing else."""

from __future__ import annotations

import re
from xml.parsers.expat import ExpatError, ParserCreate

_SVG = "http://www.w3.org/2000/svg"
_HTML = "http://www.w3.org/1999/xhtml"
_LISTED = """
circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker mask metadata path
pattern polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view
"""
_ELEMENTS = frozenset(_LISTED.split())
"""What an icon may be made of. Elements of editors, in namespaces of their own, show nothing and pass."""

_HERE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_FETCHED = re.compile(r"""@import|url\(\s*["']?(?!#|data:)([^"')\s]*)""", re.IGNORECASE)


class _Active(Exception):
    """What is more than a picture, in words."""


def active_part(svg: bytes) -> str:
    """What in an SVG would run, or fetch something from elsewhere, in words; nothing if it only shows something."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = _element
    parser.CharacterDataHandler = _style
    parser.EntityDeclHandler = _entity
    parser.ProcessingInstructionHandler = _instruction
    try:
        parser.Parse(svg, True)
    except _Active as active:
        return str(active)
    except (ExpatError, ValueError, LookupError):
        return "what is no XML"
    return ""


def _element(name: str, attributes: dict[str, str]) -> None:
    namespace, _, local = name.rpartition(" ")
    if namespace == _HTML or (namespace in {"", _SVG} and local not in _ELEMENTS):
        raise _Active(f"the element `{local}`")
    for key, value in attributes.items():
        attribute = key.rpartition(" ")[2].lower()
        if attribute.startswith("on"):
            raise _Active(f"the attribute `{attribute}`")
        if attribute in {"href", "src"} and not _HERE.match(value.strip()):
            raise _Active(f"a reference to `{value[:60]}`")
        _style(value)


def _style(text: str) -> None:
    """Styles, and attributes that may hold some. In a title, an address in brackets after `url` is not worth telling apart."""
    if found := _FETCHED.search(text):
        raise _Active(f"a reference to `{found[1][:60]}`" if found[1] else "an import")


def _entity(*_: object) -> None:
    raise _Active("entities of its own")


def _instruction(target: str, _: str) -> None:
    raise _Active(f"the instruction `{target}`")

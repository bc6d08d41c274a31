"""Diagrams: what is drawn (`scene`), where it stands (`layout`), and how it looks (`svg`)."""

from groundplan.render.diagrams.cache import cached_layout
from groundplan.render.diagrams.compose import compose
from groundplan.render.diagrams.describe import describe
from groundplan.render.diagrams.dot import dot_source
from groundplan.render.diagrams.engine import Engine
from groundplan.render.diagrams.icons import asset_name, icon_file
from groundplan.render.diagrams.layout import Layout, lay_out
from groundplan.render.diagrams.layouts import cached_layouts
from groundplan.render.diagrams.legend import Sign, legend
from groundplan.render.diagrams.scene import Scene
from groundplan.render.diagrams.svg import Dress, draw, draw_alone, stylesheet

__all__ = [
    "Dress",
    "Engine",
    "Layout",
    "Scene",
    "Sign",
    "asset_name",
    "cached_layout",
    "cached_layouts",
    "compose",
    "describe",
    "dot_source",
    "draw",
    "draw_alone",
    "icon_file",
    "lay_out",
    "legend",
    "stylesheet",
]

"""Pictures: what is shown (`scene`), how big it is (`measure`), where it stands (`layout`), and how it looks (`svg`)."""

from groundplan.draw.dot import dot_source
from groundplan.draw.icons import asset_name, icon_file
from groundplan.draw.layout.awaited import Awaited, Interim
from groundplan.draw.layout.cache import cached_layout
from groundplan.draw.layout.chart import ChartLayout, lay_out_chart
from groundplan.draw.layout.engine import Engine
from groundplan.draw.layout.excerpt import Excerpt
from groundplan.draw.layout.layout import Layout, lay_out
from groundplan.draw.layout.layouts import cached_layouts, kept_layouts
from groundplan.draw.layout.processes import end_processes, stop_processes
from groundplan.draw.miniature import SIDE_ON_PAPER, miniature
from groundplan.draw.scene.chart import Chart
from groundplan.draw.scene.compose import compose, shown
from groundplan.draw.scene.compose_chart import compose_chart
from groundplan.draw.scene.scene import Scene
from groundplan.draw.svg.chart import draw_chart, draw_chart_alone, step_key
from groundplan.draw.svg.explained import Around, meanings, still_legend
from groundplan.draw.svg.legend import Elsewhere, Sign, is_empty, legend, sign_of
from groundplan.draw.svg.map import draw_map, draw_map_alone, draw_map_with_gaps
from groundplan.draw.svg.notes import size_with
from groundplan.draw.svg.sheet import Dress, stylesheet

__all__ = [
    "SIDE_ON_PAPER",
    "Around",
    "Awaited",
    "Chart",
    "ChartLayout",
    "Dress",
    "Elsewhere",
    "Engine",
    "Excerpt",
    "Interim",
    "Layout",
    "Scene",
    "Sign",
    "asset_name",
    "cached_layout",
    "cached_layouts",
    "compose",
    "compose_chart",
    "dot_source",
    "draw_chart",
    "draw_chart_alone",
    "draw_map",
    "draw_map_alone",
    "draw_map_with_gaps",
    "end_processes",
    "icon_file",
    "is_empty",
    "kept_layouts",
    "lay_out",
    "lay_out_chart",
    "legend",
    "meanings",
    "miniature",
    "shown",
    "sign_of",
    "size_with",
    "step_key",
    "still_legend",
    "stop_processes",
    "stylesheet",
]

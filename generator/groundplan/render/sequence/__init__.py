"""Sequence charts of procedures: what is drawn (`chart`), where it stands (`layout`), and how it looks (`svg`)."""

from groundplan.render.sequence.chart import Chart
from groundplan.render.sequence.compose import compose_chart
from groundplan.render.sequence.layout import ChartLayout, lay_out_chart
from groundplan.render.sequence.svg import draw_chart, draw_chart_alone, step_key

__all__ = ["Chart", "ChartLayout", "compose_chart", "draw_chart", "draw_chart_alone", "lay_out_chart", "step_key"]

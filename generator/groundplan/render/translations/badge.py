"""A badge for a README: how far the project is translated."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from groundplan.draw.measure.metrics import text_width
from groundplan.i18n.texts.status import TranslationProgress

LABEL = "translated"
DONE, NEARLY, FAR = "#1d6344", "#8a5a00", "#b3261e"
"""White text on each has a contrast of more than 4.5 to 1."""
NEARLY_DONE = 90
"""Per cent from which on a locale is nearly done."""
_SIZE, _PAD, _HEIGHT = 11.0, 7.0, 20.0


def badge(totals: Iterable[TranslationProgress]) -> str:
    """An SVG of one line: each locale with its percentage, in the colour of the one that is furthest behind."""
    listed = list(totals)
    told = " · ".join(f"{progress.locale} {progress.percentage} %" for progress in listed) or "one language"
    color = _color(min((progress.percentage for progress in listed), default=100))
    left, right = (round(text_width(text, _SIZE) + 2 * _PAD, 1) for text in (LABEL, told))
    width = round(left + right, 1)
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT:g}" viewBox="0 0 {width} {_HEIGHT:g}" role="img" aria-label="{LABEL}: {escape(told)}">
<title>{LABEL}: {escape(told)}</title>
<clipPath id="round"><rect width="{width}" height="{_HEIGHT:g}" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="{left}" height="{_HEIGHT:g}" fill="#33415c"/><rect x="{left}" width="{right}" height="{_HEIGHT:g}" fill="{color}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana, 'DejaVu Sans', Geneva, sans-serif" font-size="{_SIZE:g}">
<text x="{left / 2:g}" y="14" textLength="{left - 2 * _PAD:g}">{LABEL}</text>
<text x="{left + right / 2:g}" y="14" textLength="{right - 2 * _PAD:g}">{escape(told)}</text>
</g>
</svg>
"""  # noqa: E501 - the lines of the drawing


def _color(percentage: int) -> str:
    if percentage == 100:
        return DONE
    return NEARLY if percentage >= NEARLY_DONE else FAR

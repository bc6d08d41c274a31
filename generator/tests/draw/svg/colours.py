"""Colours as people see them: contrast, distance, and what is left of both without one kind of cone.

Contrast: WCAG 2.2, "relative luminance" and "contrast ratio". Colour blindness: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
"A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), matrices of severity 1.0 on linear
RGB. Distance: CIE 1976 L*a*b*, white point D65, Euclidean; about 2.3 is the least that is noticed side by side.
"""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Colour: TypeAlias = tuple[float, float, float]
"""Linear RGB, each from 0 to 1."""
Matrix: TypeAlias = tuple[Colour, Colour, Colour]

NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
SIGHTS: dict[str, Matrix] = {
    "normal": NORMAL,
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_TO_XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE: Colour = (0.95047, 1.0, 1.08883)


def colour(text: str) -> Colour:
    """`#rrggbb` as linear RGB."""
    red, green, blue = (_linear(int(text[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def seen(shown: Colour, sight: Matrix) -> Colour:
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in _times(sight, shown))
    return red, green, blue


def contrast(a: Colour, b: Colour) -> float:
    """From 1 to 21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def distance(a: Colour, b: Colour) -> float:
    return math.dist(_lab(a), _lab(b))


def palettes(css: str) -> dict[str, dict[str, Colour]]:
    """The properties of a style sheet that are colours, in the light theme and in the dark one."""
    dark = css.index('[data-md-color-scheme="slate"]')
    return {"light": _properties(css[:dark]), "dark": _properties(css[dark : css.index("}", dark)])}


def _properties(rule: str) -> dict[str, Colour]:
    return {name: colour(value) for name, value in re.findall(r"--gp-([\w-]+): (#[0-9a-f]{6});", rule)}


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _luminance(shown: Colour) -> float:
    return 0.2126 * shown[0] + 0.7152 * shown[1] + 0.0722 * shown[2]


def _lab(shown: Colour) -> Colour:
    x, y, z = (_root(value / white) for value, white in zip(_times(_TO_XYZ, shown), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _times(matrix: Matrix, vector: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third

"""The colours of diagrams and tables can be read and told apart, in both themes, by people who see colours differently, too."""

from __future__ import annotations

from itertools import combinations

import pytest

from draw.svg.colours import SIGHTS, Colour, colour, contrast, distance, palettes, seen
from groundplan.draw import stylesheet
from groundplan.render.pages.environment import templates_folder

TEXT, LINES = 4.5, 3.0
"""WCAG 2.2: 1.4.3 for text, 1.4.11 for what else has to be seen."""
APART = 18.0
"""Eight times the least distance that is noticed: lines are thin."""
DRAWINGS = palettes(stylesheet())
TABLES = palettes((templates_folder() / "assets/groundplan.css").read_text(encoding="utf-8"))
OWNERS = ("customer", "vendor", "provider", "third-party", "nobody")
WAYS = ("inbound", "outbound", "internal", "external")


def test_the_formulas_give_what_their_sources_say() -> None:
    white, black = colour("#ffffff"), colour("#000000")
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(colour("#767676"), white) == pytest.approx(4.54, abs=0.01)  # the lightest grey for text on white
    assert distance(white, black) == pytest.approx(100, abs=0.1)
    assert distance(colour("#ff0000"), black) == pytest.approx(117.3, abs=0.5)  # red is L* 53.2, a* 80.1, b* 67.2
    assert all(distance(seen(white, sight), white) < 0.1 for sight in SIGHTS.values())
    red, green = colour("#b93a0a"), colour("#5d6a00")
    assert distance(red, green) > 2 * distance(seen(red, SIGHTS["deuteranopia"]), seen(green, SIGHTS["deuteranopia"]))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_directions_are_told_apart_by_colour(theme: str, sight: str) -> None:
    """Outside has the grey of internal; there, dashes tell."""
    shown = {way: seen(DRAWINGS[theme][way], SIGHTS[sight]) for way in ("inbound", "outbound", "internal")}
    apart = {(a, b): distance(shown[a], shown[b]) for a, b in combinations(shown, 2)}
    assert len(apart) == 3
    assert {pair: round(far) for pair, far in apart.items() if far < APART} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_of_drawings_can_be_read(theme: str) -> None:
    palette = DRAWINGS[theme]
    grounds = ["surface", *(f"{owner}-tint" for owner in OWNERS)]
    pairs = [(text, ground) for text in ("text", "muted") for ground in grounds]
    pairs += [(f"{owner}-ink", ground) for owner in OWNERS for ground in ("surface", f"{owner}-tint")]
    pairs += [(way, "surface") for way in WAYS] + [("on-line", way) for way in WAYS]
    assert poor(palette, pairs, TEXT) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_of_drawings_can_be_seen(theme: str) -> None:
    palette = DRAWINGS[theme]
    grounds = ["surface", *(f"{owner}-tint" for owner in OWNERS)]
    pairs = [(way, ground) for way in WAYS for ground in (*grounds, f"{way}-pale")]
    pairs += [(owner, "surface") for owner in OWNERS]
    assert poor(palette, pairs, LINES) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_of_tables_can_be_read(theme: str) -> None:
    palette = TABLES[theme]
    texts = ("ink", "ink-soft", "inbound", "outbound", "holds", "refuted")
    pairs = [(text, ground) for text in texts for ground in ("surface", "surface-soft")]
    pairs += [("public", "public-soft"), ("private", "private-soft"), ("badge-ink", "badge")]
    assert poor(palette, pairs, TEXT) == {}


def poor(palette: dict[str, Colour], pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    """The pairs whose contrast is too low."""
    found = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}

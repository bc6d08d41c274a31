"""Every picture of the reference system and of the systems to start from can be read: told from its geometry, without a browser.

One layout serves all locales, so what holds of it holds in each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from draw.faults import Faults, faults
from projects import REFERENCE, SHARED_LAYOUTS

from groundplan.draw import Layout, Scene, cached_layouts
from groundplan.pipeline import analyse
from groundplan.render.figures.figures import BESIDE, Figures
from groundplan.render.words.words import Words

ESTATES = {name: REFERENCE / "templates/project" / name for name in ("minimal", "byoc", "appliance", "agent", "mesh", "shop")}


@cache
def pictures(root: Path) -> Mapping[tuple[str, str | None], tuple[Scene, Layout]]:
    """The pictures of all views of a project, and of the whole of it, with those of each place that opens. Pages ask for no others."""
    analysis = analyse(root)
    facts = analysis.facts
    assert facts
    project = facts.model.project
    words = {speech.tag: Words(speech, project.locale) for speech in analysis.speeches((project.locale, *project.locales))}
    scenes = list(Figures(facts, words, root).scenes())
    layouts = cached_layouts(scenes, SHARED_LAYOUTS)
    return {(s.id, s.level): (s, layout) for s, layout in zip(scenes, layouts, strict=True) if isinstance(layout, Layout)}


def found(root: Path) -> Mapping[tuple[str, str | None], Faults]:
    return {key: faults(*picture) for key, picture in pictures(root).items()}


def told(root: Path, kind: str) -> dict[tuple[str, str | None], object]:
    return {key: amiss for key, each in found(root).items() if (amiss := getattr(each, kind))}


@pytest.mark.parametrize("name", ["reference", *ESTATES])
def test_badges_lie_on_their_own_line_titles_on_none_and_lines_beside_cards(name: str) -> None:
    root = ESTATES.get(name, REFERENCE)
    assert pictures(root)
    assert sum(len(layout.badges) for _, layout in pictures(root).values()) > 1
    assert [told(root, kind) for kind in ("stray", "covering", "crossed", "bordered", "over")] == [{}, {}, {}, {}, {}]


def test_the_overview_is_wider_than_tall_with_no_line_that_turns_back_and_at_most_one_crossing() -> None:
    _, layout = pictures(REFERENCE)["overview", None]
    overview = found(REFERENCE)["overview", None]
    assert layout.width > 1.4 * layout.height
    assert layout.width <= BESIDE[0]
    assert (overview.turns, overview.covering) == ((), ())
    assert overview.crossings <= 1


def test_a_level_that_shows_what_the_first_picture_shows_stands_where_that_stands() -> None:
    assert pictures(REFERENCE)["overview", "byoc-vpc"][1] == pictures(REFERENCE)["overview", None][1]


@pytest.mark.parametrize(("kind", "dx", "dy"), [("stray", 0.0, 14.0), ("covering", 0.0, 150.0)])
def test_what_is_moved_off_its_place_is_found(kind: str, dx: float, dy: float) -> None:
    scene, layout = pictures(REFERENCE)["overview", None]
    moved = replace(layout, badges=tuple(replace(spot, centre=spot.centre.moved(dx, dy)) for spot in layout.badges))
    assert len(getattr(faults(scene, moved), kind)) > 3


def test_a_title_moved_onto_a_line_is_found() -> None:
    scene, layout = pictures(REFERENCE)["overview", None]
    lines = iter(point for legs in layout.lines.values() for leg in legs for point in leg.spline)
    frame = layout.boxes["eks-cluster"]
    line = next(point for point in lines if frame.holds(point))
    moved = replace(layout, boxes={**layout.boxes, "eks-cluster": frame._replace(x=line.x - 40.0, y=line.y - 16.0)})
    assert faults(scene, moved).crossed

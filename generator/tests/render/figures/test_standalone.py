"""A picture in a document stands as the one on the page does."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from projects import REFERENCE, SHARED_LAYOUTS

from groundplan.analysis import Analysis
from groundplan.domain.entry import Audience
from groundplan.pipeline import analyse
from groundplan.project.store import LAYOUTS
from groundplan.render.figures.figures import Figures
from groundplan.render.figures.standalone import Standalone
from groundplan.render.pages.links import Links
from groundplan.render.pages.pages import Pages

PLACED = re.compile(r'data-component="([^"]+)"[^>]*? transform="translate\(([-.\d]+) ([-.\d]+)\)"')
NUMBERS = re.compile(r'data-flow="([^"]+)"')


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LAYOUTS, str(SHARED_LAYOUTS))


@cache
def reference() -> tuple[Analysis, Pages]:
    analysis = analyse(REFERENCE)
    return analysis, analysis.rendered_pages(Audience.PUBLIC, ("en", "ko", "ja"))


def on_page(view: str) -> str:
    analysis, pages = reference()
    figures = Figures(pages.facts, pages.words, Path(REFERENCE))
    drawn = figures.figure(pages.facts.model.views[view], pages.words["en"], Links(str, analysis.folder))
    return str(drawn["drawing"])


def alone(view: str, **choices: str) -> str:
    _, pages = reference()
    configuration = {**pages.facts.default.configuration, **choices}
    drawn = Standalone(pages.facts, pages.words, "en", Path(REFERENCE), configuration).pictured(pages.facts.model.views[view], 850.0)
    assert drawn
    return drawn.drawing


def places(drawing: str) -> dict[str, tuple[float, float]]:
    """Each component, by how far it is from the one that comes first in the alphabet."""
    found = {id_: (float(x), float(y)) for id_, x, y in PLACED.findall(drawing)}
    x, y = found["cluster-agent"] if "cluster-agent" in found else found[min(found)]
    return {id_: (round(mine_x - x, 1), round(mine_y - y, 1)) for id_, (mine_x, mine_y) in found.items()}


@pytest.mark.parametrize("view", ["overview", "control-plane", "private-network", "ingress"])
def test_what_both_show_is_in_the_same_place(view: str) -> None:
    page, document = on_page(view), alone(view)
    assert places(document).items() <= places(page).items()
    assert len(places(document)) >= len(places(page)) - 1


def test_a_document_shows_only_what_its_configuration_has() -> None:
    page, document = set(NUMBERS.findall(on_page("control-plane"))), set(NUMBERS.findall(alone("control-plane")))
    assert "operate-cluster" in document
    assert document < page
    assert "gp-absent" not in alone("control-plane")


def test_with_other_choices_it_shows_the_other_way_in_the_same_places() -> None:
    [option] = [id_ for id_ in reference()[1].facts.model.options if "api" in id_]
    choices = reference()[1].facts.model.options[option].choices
    default = reference()[1].facts.default.configuration[option]
    other = next(choice for choice in choices if choice != default)
    drawn = alone("control-plane", **{option: other})
    assert places(drawn).items() <= places(on_page("control-plane")).items()
    assert set(re.findall(r' d="([^"]+)"', drawn)) != set(re.findall(r' d="([^"]+)"', alone("control-plane")))

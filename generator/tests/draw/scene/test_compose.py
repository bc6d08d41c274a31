"""The views of the reference model as scenes: what is shown, what is folded, and that each can be drawn."""

from enum import StrEnum
from pathlib import Path

import pytest

from draw.layouts import check, laid_out
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.derive.folding import Cut, Lines
from groundplan.domain.channel import Layer
from groundplan.domain.entry import Text
from groundplan.domain.flow import Direction
from groundplan.draw import Scene, compose
from groundplan.draw.scene.compose import Composer, Labelling
from groundplan.pipeline import analyse
from groundplan.render.figures.atlas import Atlas, whole

ROOT = Path(__file__).parents[4]
VIEWS = ("overview", "control-plane", "private-network", "ingress", "observability")


@pytest.fixture(scope="module")
def facts() -> Facts:
    found = analyse(ROOT).facts
    assert found is not None
    return found


def labels(text: Text) -> dict[str, str]:
    return {"en": text.source}


def kinds(kind: StrEnum) -> dict[str, str]:
    return {"en": str(kind)}


def composed(facts: Facts, view: str, **choices: str) -> Scene:
    return compose(facts, facts.model.views[view], {**facts.default.configuration, **choices}, labels, kinds)


def flows(scene: Scene) -> set[str]:
    return {badge.flow for line in scene.lines for badge in line.badges}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_without_overlaps(facts: Facts, view: str) -> None:
    scene = composed(facts, view)
    check(scene, laid_out(scene))


@pytest.mark.parametrize("view", VIEWS)
def test_badges_carry_the_numbers_of_the_tables(facts: Facts, view: str) -> None:
    numbers = {badge.flow: badge.number for line in composed(facts, view).lines for badge in line.badges}
    assert numbers == {flow: list(facts.model.flows).index(flow) + 1 for flow in numbers}


def test_the_overview_shows_every_flow_that_crosses_the_viewpoint(facts: Facts) -> None:
    crossing = {id_ for id_, state in facts.default.flows.items() if facts.viewpoint in state.crosses}
    assert flows(composed(facts, "overview")) == crossing


def test_folded_boundaries_stand_for_what_is_in_them(facts: Facts) -> None:
    scene = composed(facts, "overview")
    assert scene.box_by_id["monitoring-namespace"].collapsed == 4
    assert "prometheus" not in scene.card_by_id
    assert next(line for line in scene.lines if line.id == "read-metrics").target == "monitoring-namespace"


def test_the_boundaries_around_what_is_shown_are_shown(facts: Facts) -> None:
    scene = composed(facts, "control-plane")
    assert [box.id for box in scene.enclosing("prometheus")] == ["monitoring-namespace", "eks-cluster", "byoc-vpc", "customer-account"]
    assert [box.id for box in scene.boxes if box.viewpoint] == ["byoc-vpc"]


def test_a_boundary_that_only_holds_another_is_drawn_where_it_is_crossed(facts: Facts) -> None:
    scene = composed(facts, "aws-service-endpoints")
    around = [box.id for box in scene.enclosing("clickhouse-server")]
    assert around == ["clickhouse-namespace", "eks-cluster", "byoc-vpc", "customer-account"]


def test_a_configuration_decides_what_is_drawn_and_how(facts: Facts) -> None:
    public = next(line for line in composed(facts, "control-plane").lines if line.id == "operate-cluster")
    private = next(line for line in composed(facts, "control-plane", **{"api-access": "private"}).lines if line.id == "operate-cluster")
    assert (public.layer, private.layer) == (Layer.UNDERLAY, Layer.OVERLAY)
    assert "tunnel-direct-engineer" in flows(composed(facts, "private-network"))
    assert "tunnel-direct-engineer" not in flows(composed(facts, "private-network", **{"tunnel-mode": "relayed"}))


def test_the_whole_model_has_its_components_without_flows_too(facts: Facts) -> None:
    atlas = Atlas(facts, whole("Everything"), labels, kinds)
    approving = {"access-approver", "access-system"}
    assert not approving & facts.components_in_flows
    assert approving <= set(atlas.start.card_by_id)
    assert {card.id for scene in (atlas.start, *atlas.levels.values()) for card in scene.cards} == set(facts.model.components)


def test_a_picture_without_its_lines_says_how_many_flows_it_omits(facts: Facts) -> None:
    cut = Cut(frozenset(), "eks-cluster", Lines.NONE)
    scene = Composer(facts, whole("Everything"), facts.default.configuration, Labelling(labels, kinds)).scene(cut)
    assert scene.lines == ()
    assert scene.omitted == len([state for state in facts.default.flows.values() if "eks-cluster" in touched(state, facts)])
    assert all("eks-cluster" in {box.id for box in scene.enclosing(card.id)} for card in scene.cards)


def touched(state: FlowState, facts: Facts) -> set[str]:
    """The boundaries around everything that a flow touches."""
    places = (place for way in state.ways for place in way)
    return {boundary.id for place in places for boundary in facts.home(place, state.configuration).enclosing()}


def test_flows_between_the_same_ends_are_one_line(facts: Facts) -> None:
    scene = composed(facts, "overview")
    lines = [line for line in scene.lines if (line.source, line.target) == ("tailscale-namespace", "tailscale-saas")]
    assert [(line.direction, len(line.badges)) for line in lines] == [(Direction.OUTBOUND, 2)]

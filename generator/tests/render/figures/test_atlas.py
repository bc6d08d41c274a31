"""What is said of a picture is what the picture shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

import pytest
from derive.models import Raw, facts_from, models, text_of
from derive.oracle import Oracle
from hypothesis import assume, given
from hypothesis import strategies as st

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.folding import Cut, ScreenBudget
from groundplan.derive.pictures import Turn, folding, turns
from groundplan.derive.stage import component_of
from groundplan.domain.entry import Text
from groundplan.domain.view import View
from groundplan.draw import Scene, compose, compose_chart
from groundplan.draw.scene.compose import Composer, Labelling
from groundplan.draw.scene.scene import Badge
from groundplan.render.figures.atlas import Atlas, whole
from groundplan.render.figures.chart_turns import chart_turns

ESTATE = """
project: {name: Shop, viewpoint: vpc, locale: en}
parties: {us: {name: Us, role: customer}}
boundaries:
  account: {name: Account, kind: account, owner: us}
  region: {name: Region, kind: region, in: account}
  vpc: {name: VPC, kind: vpc, in: region}
  subnet: {name: Subnet, kind: subnet, in: vpc}
  cluster: {name: Cluster, kind: cluster, in: subnet}
  net: {name: Internet, kind: internet}
components:
  user: {name: User, kind: person, in: net}
  web: {name: Web, kind: service, in: cluster}
  cache: {name: Cache, kind: datastore, in: cluster}
channels: {tls: {name: TLS, exposure: public, encryption: tls}}
flows:
  order: {name: Order, from: user, to: web, channel: tls}
  sync: {name: Sync, from: web, to: web, channel: tls}
  echo: {name: Echo, from: web, through: [cache], to: web, channel: tls}
  fill: {name: Fill, from: web, to: cache, channel: tls}
  spread: {name: Spread, from: net, to: net, channel: tls}
views:
  all: {name: All, show: {}}
  inside: {name: Inside, show: {id: [sync, echo, fill]}}
  folded: {name: Folded, show: {}, collapse: [vpc]}
claims:
  complete: {statement: The picture shows every connection., drawn-in: {view: all, every: {}}}
  inner: {statement: It shows those inside., drawn-in: {view: inside, every: {inside: cluster}}}
  foldable: {statement: They are reached., drawn-in: {view: folded, every: {inside: cluster}}}
"""

OPEN = Cut(frozenset())
"""Nothing is folded up."""


def labels(text: Text) -> dict[str, str]:
    return {"en": text.source}


def kinds(kind: StrEnum) -> dict[str, str]:
    return {"en": str(kind)}


EVERYTHING = replace(whole("All"), id="everything")
"""A view as an author may write it: unlike that of the explorer, it does not show what no flow touches."""


def atlas(facts: Facts, view: View = EVERYTHING, budget: ScreenBudget | None = None) -> Atlas:
    return Atlas(facts, view, labels, kinds, budget)


def start(view: str) -> Scene:
    facts = facts_from(ESTATE)
    return atlas(facts, facts.model.views[view]).start


def pictures(of: Atlas) -> list[Scene]:
    return [of.start, *of.levels.values()]


def lined(scenes: list[Scene]) -> set[str]:
    return {badge.flow for scene in scenes for line in scene.lines for badge in line.badges}


def test_a_flow_to_where_it_starts_is_a_loop() -> None:
    drawn = start("all")
    ways = {line.id: line.stops for line in drawn.lines}
    assert ways["sync"] == ("web", "web")
    assert ways["echo"] == ("web", "cache", "web")


def test_a_loop_at_a_boundary_whose_content_is_seen_is_left_out_and_counted() -> None:
    drawn = start("all")
    assert "spread" not in lined([drawn])
    assert drawn.omitted == 1


def test_a_claim_of_completeness_is_about_what_the_picture_shows() -> None:
    verdicts = facts_from(ESTATE).verdicts
    refuted = verdicts["complete"].refuted_by
    assert refuted is not None
    assert [flow.id for flow in refuted.flows] == ["spread"]
    assert verdicts["inner"].holds
    assert verdicts["foldable"].holds, "the folded VPC can be opened"


def test_what_is_folded_up_is_reached_by_opening_it() -> None:
    facts = facts_from(ESTATE)
    of = atlas(facts, facts.model.views["folded"])
    assert lined([of.start]) == {"order"}
    assert lined(pictures(of)) == {"order", "sync", "echo", "fill"}


def test_every_border_that_is_crossed_is_drawn() -> None:
    boxes = [box.id for box in start("all").boxes]
    assert boxes == ["account", "net", "region", "vpc", "subnet", "cluster"]


def test_what_nothing_crosses_and_adds_nothing_is_left_out() -> None:
    assert [box.id for box in start("inside").boxes] == ["account", "vpc", "cluster"]


def looping(raw: Raw) -> Raw:
    """`raw` with a flow from a place to itself."""
    flow = next(iter(raw["flows"].values()))
    return {**raw, "flows": {**raw["flows"], "looping": {**flow, "name": "Looping", "from": flow["to"], "through": []}}}


@pytest.mark.parametrize("budget", [ScreenBudget(), ScreenBudget(3, 3), ScreenBudget(1, 1)])
@given(raw=models().map(looping))
def test_a_flow_is_called_drawn_if_and_only_if_some_picture_has_a_line_for_it(budget: ScreenBudget, raw: Raw) -> None:
    facts, view = facts_from(text_of(raw)), EVERYTHING
    assume(facts.space.valid)  # a model without any configuration is refused before anything is drawn
    stage = facts.stage(facts.start(view))
    shown = turns(facts.flows, facts.shown_by(view), stage)
    flows = [turn.state.flow.id for turn in shown for _ in turn.ways(stage)]
    told = {flows[index] for index in folding(stage, view, facts.viewpoint, shown, budget).lined()}
    assert told == lined(pictures(atlas(facts, budget=budget)))
    if budget == ScreenBudget():
        assert told == {pair.flow.id for pair in facts.drawn(view)}


@given(raw=models().map(looping), budget=st.sampled_from([ScreenBudget(), ScreenBudget(2, 2)]))
def test_every_border_that_a_table_says_is_crossed_is_in_some_picture(raw: Raw, budget: ScreenBudget) -> None:
    facts = facts_from(text_of(raw))
    assume(facts.space.valid)
    boxes = {box.id for scene in pictures(atlas(facts, budget=budget)) for box in scene.boxes}
    crossed = {boundary.id for flow in facts.flows.values() for borders in flow.crosses.values() for boundary in borders}
    assert crossed <= boxes


def proceeding(raw: Raw) -> Raw:
    """`raw` with a procedure that uses its flows."""
    steps = [{"id": f"s-{flow}", "name": flow, "uses": flow} for flow in list(raw["flows"])[:3]]
    return {**raw, "procedures": {"walk": {"name": "Walk", "steps": steps}}}


@given(raw=models().map(looping).map(proceeding), budget=st.sampled_from([ScreenBudget(), ScreenBudget(2, 2), ScreenBudget(1, 1)]))
def test_every_border_that_a_line_crosses_is_drawn_or_the_picture_says_that_it_is_not(raw: Raw, budget: ScreenBudget) -> None:
    facts = facts_from(text_of(raw))
    assume(facts.space.valid)
    scenes = pictures(atlas(facts, budget=budget))
    assert scenes
    for scene in scenes:
        crossed = {border.id for id_ in lined([scene]) for borders in facts.flows[id_].crosses.values() for border in borders}
        assert said_to_be_missing(scene) == crossed - {box.id for box in scene.boxes}
    for configuration, *_ in chart_turns(facts, facts.model.procedures["walk"]):
        chart = compose_chart(facts, facts.model.procedures["walk"], configuration, labels, kinds)
        assert chart
        boxes = {place.id for group in chart.groups for place in (group.frame, *group.members) if place}
        assert said_to_be_missing(chart.scene) == crossed_by(lined([chart.scene]), facts, configuration) - boxes


@given(raw=models().map(looping), budget=st.sampled_from([ScreenBudget(), ScreenBudget(2, 2), ScreenBudget(1, 1)]))
def test_a_flat_drawing_says_all_that_it_leaves_out(raw: Raw, budget: ScreenBudget) -> None:
    facts = facts_from(text_of(raw))
    assume(facts.space.valid)
    usual = facts.default.configuration
    shown = [Turn(state, state.facts.exists) for state in facts.default.flows.values()]
    cut = folding(facts.stage(usual), EVERYTHING, facts.viewpoint, shown, budget).start()
    flat = compose(facts, EVERYTHING, usual, labels, kinds, cut=cut)
    assert said_to_be_missing(flat) == crossed_by(lined([flat]), facts, usual) - {box.id for box in flat.boxes}
    assert len(lined([flat])) + flat.omitted + flat.folded == len(shown)


def said_to_be_missing(scene: Scene) -> set[str]:
    assert len({border["en"] for border in scene.borders}) == len(scene.borders), "each once"
    return {border["en"].lower() for border in scene.borders}  # names are made from ids


def crossed_by(flows: set[str], facts: Facts, configuration: Configuration) -> set[str]:
    """The borders that flows cross in a configuration, or in the first one that they have."""
    states = [facts.flows[id_].under(configuration) or facts.flows[id_].under(facts.flows[id_].exists.first() or {}) for id_ in flows]
    return {border.id for state in states if state for border in state.crosses}


Seen: TypeAlias = set[tuple[str, tuple[str, ...], str]]


@given(raw=models().map(looping), data=st.data())
def test_the_picture_of_all_configurations_shows_in_each_what_a_picture_of_it_alone_would(raw: Raw, data: st.DataObject) -> None:
    facts = facts_from(text_of(raw))
    assume(facts.space.valid)
    configuration = data.draw(st.sampled_from(Oracle(raw).configurations))
    stage = facts.stage(facts.start(EVERYTHING))
    every = turns(facts.flows, facts.shown_by(EVERYTHING), stage)
    composer = Composer(facts, EVERYTHING, stage.usual, Labelling(labels, kinds), turns=every)
    one = compose(facts, EVERYTHING, configuration, labels, kinds, cut=OPEN)
    seen, home = lines_in(composer.scene(OPEN), set(facts.under(configuration).flows), configuration)
    alone, there = lines_in(one, set(facts.under(configuration).flows), configuration)
    assert seen == alone
    assert home == there


def lines_in(scene: Scene, exist: set[str], configuration: Mapping[str, str]) -> tuple[Seen, Mapping[str, str | None]]:
    """What a picture shows in a configuration: its connections, by what they touch, and where the components stand that they touch.

    Loops at a place as a whole depend on what else is drawn in it.
    """
    lines, stands = set(), set[str]()
    for line in scene.lines:
        badges = [badge for badge in line.badges if badge.flow in exist and runs(badge, configuration)]
        stands.update(stop for stop in line.stops if badges)
        touched = tuple(map(component_of, line.stops))
        lines |= {(badge.flow, touched, str(line.direction)) for badge in badges if len(set(touched)) > 1}
    return lines, {card.component: card.box for card in scene.cards if card.id in stands}


def runs(badge: Badge, configuration: Mapping[str, str]) -> bool:
    alternatives = json.loads(badge.where) if badge.where else [{}]
    return any(all(configuration[option] in choices for option, choices in cube.items()) for cube in alternatives)

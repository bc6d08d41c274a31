"""What is said of a picture is what the picture shows."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest
from derive.models import Raw, facts_from, models, text_of
from hypothesis import assume, given
from hypothesis import strategies as st

from groundplan.derive.facts import Facts
from groundplan.derive.folding import Budget
from groundplan.derive.pictures import folding, nesting, pictured, ways
from groundplan.domain.entry import Text
from groundplan.domain.view import View
from groundplan.draw import Scene
from groundplan.render.figures.atlas import Atlas, whole

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


def labels(text: Text) -> dict[str, str]:
    return {"en": text.source}


def kinds(kind: StrEnum) -> dict[str, str]:
    return {"en": str(kind)}


EVERYTHING = replace(whole("All"), id="everything")
"""A view as an author may write it: unlike that of the explorer, it does not show what no flow touches."""


def atlas(facts: Facts, view: View = EVERYTHING, budget: Budget | None = None) -> Atlas:
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


@pytest.mark.parametrize("budget", [Budget(), Budget(3, 3), Budget(1, 1)])
@given(raw=models().map(looping))
def test_a_flow_is_called_drawn_if_and_only_if_some_picture_has_a_line_for_it(budget: Budget, raw: Raw) -> None:
    facts, view = facts_from(text_of(raw)), EVERYTHING
    assume(facts.space.valid)  # a model without any configuration is refused before anything is drawn
    states = pictured(facts.flows, facts.shown_by(view), facts.start(view))
    flows = [state.flow.id for state in states for _ in ways(state)]
    tree = nesting(facts.model, facts.ground.index, facts.start(view))
    told = {flows[index] for index in folding(tree, view, facts.viewpoint, states, budget).lined()}
    assert told == lined(pictures(atlas(facts, budget=budget)))
    if budget == Budget():
        assert told == {pair.flow.id for pair in facts.drawn(view)}


@given(raw=models().map(looping), budget=st.sampled_from([Budget(), Budget(2, 2)]))
def test_every_border_that_a_table_says_is_crossed_is_in_some_picture(raw: Raw, budget: Budget) -> None:
    facts = facts_from(text_of(raw))
    assume(facts.space.valid)
    boxes = {box.id for scene in pictures(atlas(facts, budget=budget)) for box in scene.boxes}
    states = pictured(facts.flows, facts.shown_by(EVERYTHING), facts.start(EVERYTHING))
    crossed = {boundary.id for state in states for boundary in state.crosses}
    assert crossed <= boxes

"""A picture shows each flow on the way that it takes under the choices shown, and each component where it then is."""

from __future__ import annotations

from enum import StrEnum

import pytest
from derive.models import facts_from

from draw.layouts import check, laid_out
from groundplan.derive.facts import Facts
from groundplan.domain.entry import Text
from groundplan.domain.flow import Direction
from groundplan.draw import compose
from groundplan.draw.scene.scene import Scene

MODEL = """\
project: {name: Shop, viewpoint: vpc, viewpoints: [office]}
parties: {us: {role: customer}, them: {role: vendor}}
boundaries: {vpc: {kind: vpc, owner: us}, office: {kind: network, owner: them}, internet: {kind: internet}}
components:
  console: {kind: service, in: office}
  nat: {kind: gateway, in: office}
  proxy: {kind: gateway, in: vpc}
  api: {kind: service, in: vpc}
  store: {kind: datastore, in: vpc}
  runner: {kind: job, in: {by: hosting, them: office, us: vpc}}
channels:
  open: {exposure: public, encryption: tls}
  inner: {exposure: private, encryption: tls}
options:
  access: {choices: {public: {}, private: {}}, default: public}
  hosting: {choices: {them: {}, us: {}}, default: them}
flows:
  operate:
    from: console
    to: api
    through: {by: access, public: [nat], private: [proxy]}
    channel: {by: access, public: open, private: inner}
  watch: {from: console, to: [api, store], channel: open}
  run: {from: runner, to: api, channel: open}
  late: {from: api, to: console, channel: inner, when: {access: private}}
views:
  all: {}
  private: {with: {access: private}, show: {id: [operate, late]}}
  office: {viewpoint: office, show: {id: operate}}
"""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_from(MODEL)


def labels(text: Text) -> dict[str, str]:
    return {"en": text.source}


def kinds(kind: StrEnum) -> dict[str, str]:
    return {"en": str(kind)}


def composed(facts: Facts, view: str, **choices: str) -> Scene:
    found = facts.model.views[view]
    return compose(facts, found, {**facts.start(found), **choices}, labels, kinds)


def stops(scene: Scene, flow: str) -> list[tuple[str, ...]]:
    return [line.stops for line in scene.lines if flow in {badge.flow for badge in line.badges}]


def test_a_way_by_choice_is_drawn_as_it_is_under_the_choices_shown(facts: Facts) -> None:
    assert stops(composed(facts, "all"), "operate") == [("console", "nat", "api")]
    assert stops(composed(facts, "all", access="private"), "operate") == [("console", "proxy", "api")]


def test_a_flow_with_several_ends_has_a_line_for_each_pair(facts: Facts) -> None:
    scene = composed(facts, "all")
    assert sorted(stops(scene, "watch")) == [("console", "api"), ("console", "store")]
    assert len({line.id for line in scene.lines}) == len(scene.lines), "each line can be told from the others"
    check(scene, laid_out(scene))


def test_a_component_by_choice_stands_where_it_is(facts: Facts) -> None:
    assert composed(facts, "all").card_by_id["runner"].box == "office"
    moved = composed(facts, "all", hosting="us")
    assert moved.card_by_id["runner"].box == "vpc"
    (line,) = [line for line in moved.lines if line.badges[0].flow == "run"]
    assert line.direction is Direction.INTERNAL


def test_a_view_starts_with_its_own_choices_and_its_own_border(facts: Facts) -> None:
    started = composed(facts, "private")
    assert {badge.flow for line in started.lines for badge in line.badges} == {"operate", "late"}
    assert stops(started, "operate") == [("console", "proxy", "api")]
    assert [line.direction for line in composed(facts, "office").lines] == [Direction.OUTBOUND]
    assert [line.direction for line in composed(facts, "all").lines if line.badges[0].flow == "operate"] == [Direction.INBOUND]

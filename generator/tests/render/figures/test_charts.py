"""Charts in files of their own, which the viewer loads."""

import json

from derive.models import facts_from

from groundplan.draw import compose_chart
from groundplan.render.figures.chart_turns import chart_turns
from groundplan.render.figures.pictures import chart_stem, picture_path, picture_script

OPENING = '(self.groundplanPictures??={})["_chart.repair.ko"]='


def test_a_picture_is_a_script_of_one_statement() -> None:
    svg = '<svg aria-label="a \\ b">\n</svg>'
    script = picture_script("_chart.repair.ko", svg).decode()
    assert script.startswith(OPENING)
    assert json.loads(script.removeprefix(OPENING)) == svg


def test_nothing_in_a_picture_ends_the_script_around_it() -> None:
    script = picture_script("_chart.repair.ko", "<svg></script><!--<SCRIPT>\u2028</svg>").decode()
    assert [mark for mark in ("</", "<!", "<script") if mark in script.lower()] == []
    assert "\u2028" not in script


def test_a_picture_is_named_for_procedure_and_locale() -> None:
    assert picture_path(chart_stem("repair", "ko")) == "assets/groundplan/pictures/_chart.repair.ko.js"


MODEL = """
project: {name: Shop, viewpoint: vpc, locale: en}
parties: {us: {name: Us, role: customer}, them: {name: They, role: vendor}}
boundaries:
  vpc: {name: VPC, kind: vpc, owner: us}
  office: {name: Office, kind: network, owner: them}
components:
  console: {name: Console, kind: service, in: office}
  nat: {name: NAT, kind: gateway, in: office}
  runner: {name: Runner, kind: job, in: {by: hosting, them: office, us: vpc}}
  api: {name: API, kind: service, in: vpc}
channels: {open: {name: Open, exposure: public, encryption: tls}, inner: {name: Inner, exposure: private, encryption: tls}}
options:
  access: {name: Access, choices: {direct: {}, nat: {}}, default: nat}
  hosting: {name: Hosting, choices: {them: {}, us: {}}, default: them}
  colour: {name: Colour, choices: {red: {}, blue: {}}, default: red}
flows:
  operate: {name: Operate, from: console, to: api, through: {by: access, direct: [], nat: [nat]}, channel: open}
  run: {name: Run, from: runner, to: api, channel: {by: colour, red: open, blue: inner}}
procedures:
  ways: {name: Ways, steps: [{id: one, name: One, by: console, uses: operate}]}
  homes: {name: Homes, steps: [{id: one, name: One, by: runner}]}
  both: {name: Both, steps: [{id: one, name: One, uses: operate}, {id: two, name: Two, uses: run}]}
"""


def test_a_procedure_has_a_chart_for_each_combination_of_choices_that_changes_it() -> None:
    facts = facts_from(MODEL)
    turns = {id_: chart_turns(facts, procedure) for id_, procedure in facts.model.procedures.items()}
    told = {id_: [list(condition.cubes()) for _, condition in found] for id_, found in turns.items()}
    assert told["ways"] == [[{"access": ("nat",)}], [{"access": ("direct",)}]]
    assert told["homes"] == [[{"hosting": ("them",)}], [{"hosting": ("us",)}]]
    assert len(told["both"]) == 8
    assert turns["both"][0][0] == facts.default.configuration
    for found in turns.values():
        assert facts.space.union(condition for _, condition in found).everywhere
        assert all(condition.holds_in(configuration) for configuration, condition in found)


def test_a_chart_shows_the_way_that_its_choices_give() -> None:
    facts = facts_from(MODEL)
    charts = [
        compose_chart(facts, facts.model.procedures["ways"], configuration, lambda text: {"en": text.source}, lambda kind: {"en": kind})
        for configuration, _ in chart_turns(facts, facts.model.procedures["ways"])
    ]
    assert [chart.messages[0].stops for chart in charts if chart] == [("console", "nat", "api"), ("console", "api")]

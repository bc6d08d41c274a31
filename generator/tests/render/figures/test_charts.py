"""Charts in files of their own, which the viewer loads."""

import json
import zlib
from base64 import b64decode

from derive.models import facts_from

from groundplan.draw import compose_chart
from groundplan.i18n.speech import speech
from groundplan.render.figures.chart_turns import chart_turns
from groundplan.render.figures.notes import existence_notes, usual_note
from groundplan.render.figures.pictures import chart_stem, packed_in, picture_path, picture_script, script_of
from groundplan.render.words.words import Words

OPENING = '(self.groundplanPictures??={})["_chart.repair.ko"]='


def test_a_picture_is_a_script_of_one_statement() -> None:
    svg = '<svg aria-label="a \\ b">\n</svg>'
    script = picture_script("_chart.repair.ko", svg).decode()
    assert script.startswith(OPENING)
    packed = json.loads(script.removeprefix(OPENING))
    assert json.loads(zlib.decompress(b64decode(packed))) == svg


def test_what_a_picture_shows_can_be_read_again_and_nothing_else_is_taken_for_one() -> None:
    svg = "<svg></script><!--<SCRIPT>\u2028</svg>"
    assert json.loads(packed_in(picture_script("_chart.repair.ko", svg)) or "") == svg
    assert packed_in(script_of("groundplanTexts", "ko", svg)) is None


def test_nothing_in_a_text_ends_the_script_around_it() -> None:
    script = script_of("groundplanTexts", "ko", "<svg></script><!--<SCRIPT>\u2028</svg>").decode()
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
    told = {id_: [list(condition.cubes()) for _, condition, _ in found] for id_, found in turns.items()}
    assert told["ways"] == [[{"access": ("nat",)}], [{"access": ("direct",)}]]
    assert told["homes"] == [[{"hosting": ("them",)}], [{"hosting": ("us",)}]]
    assert len(told["both"]) == 8
    assert turns["both"][0][0] == facts.default.configuration
    for found in turns.values():
        assert facts.space.union(condition for _, condition, _ in found).everywhere
        assert all(condition.holds_in(configuration) for configuration, condition, _ in found)


def test_a_chart_shows_the_way_that_its_choices_give() -> None:
    facts = facts_from(MODEL)
    charts = [
        compose_chart(facts, facts.model.procedures["ways"], configuration, lambda text: {"en": text.source}, lambda kind: {"en": kind})
        for configuration, _, _ in chart_turns(facts, facts.model.procedures["ways"])
    ]
    assert [chart.messages[0].stops for chart in charts if chart] == [("console", "nat", "api"), ("console", "api")]


def many_choices(facts_of: int) -> str:
    """`MODEL` with components whose owners depend on an option each, and a procedure in which all of them take part."""
    options = "".join(f"  o{n}: {{name: Option {n}, choices: {{a: {{name: A}}, b: {{name: B}}}}, default: b}}\n" for n in range(facts_of))
    owned = "".join(f"  c{n}: {{name: C{n}, kind: service, in: vpc, owner: {{by: o{n}, a: us, b: them}}}}\n" for n in range(facts_of))
    steps = ", ".join(f"{{id: s{n}, name: S{n}, by: c{n}}}" for n in range(facts_of))
    text = MODEL.replace("options:\n", f"options:\n{options}").replace("components:\n", f"components:\n{owned}")
    return text + f"  all: {{name: All, steps: [{steps}]}}\n"


def test_a_chart_says_which_choices_it_shows_where_others_would_make_too_many_charts() -> None:
    facts = facts_from(many_choices(6))
    turns = chart_turns(facts, facts.model.procedures["all"])
    assert len(turns) == 16
    shown = [dict(turn.fixed.cubes()[0]) for turn in turns if turn.fixed]
    assert [{option: choices[option] for option in ("o4", "o5")} for choices in shown] == [{"o4": ("b",), "o5": ("b",)}] * 16
    assert shown[0].keys() == {"o0", "o1", "o2", "o3", "o4", "o5"}
    assert all(turn.fixed.holds_in(turn.configuration) for turn in turns if turn.fixed)
    words = Words(speech("en", "en", {}, {}, ()), "en")
    assert turns[0].fixed
    assert usual_note(turns[0].fixed, facts, words) == (
        "Drawn with Option 0: B, Option 1: B, Option 2: B, Option 3: B, Option 4: B, and Option 5: B."
        " With other choices of these options, parts of this chart differ."
    )
    homes = chart_turns(facts, facts.model.procedures["homes"])
    assert [list(turn.fixed.cubes()) for turn in homes if turn.fixed] == [[{"hosting": ("them",)}], [{"hosting": ("us",)}]]


def test_a_chart_says_of_a_connection_that_does_not_exist_with_its_choices_with_which_it_does() -> None:
    facts = facts_from(MODEL.replace("channel: open}\n  run", "channel: open, when: {colour: blue}}\n  run"))
    procedure = facts.model.procedures["ways"]
    turns = chart_turns(facts, procedure)
    charts = [
        compose_chart(facts, procedure, turn.configuration, lambda text: {"en": text.source}, lambda kind: {"en": kind}) for turn in turns
    ]
    assert [(turn.configuration["colour"], chart.absent) for turn, chart in zip(turns, charts, strict=True) if chart] == [
        ("red", ("operate",)),
        ("blue", ()),
    ]
    words = Words(speech("en", "en", {}, {}, ()), "en")
    assert existence_notes(("operate",), facts, words) == ("Connection 1 exists only with Colour: Blue.",)

"""Charts in files of their own, which the viewer loads."""

import json

from groundplan.render.figures.pictures import chart_stem, picture_path, picture_script

OPENING = '(self.groundplanPictures??={})["_chart.repair.ko"]='


def test_a_picture_is_a_script_of_one_statement() -> None:
    svg = '<svg aria-label="a \\ b">\n</svg>'
    script = picture_script("_chart.repair.ko", svg).decode()
    assert script.startswith(OPENING)
    assert json.loads(script.removeprefix(OPENING)) == svg


def test_nothing_in_a_picture_ends_the_script_around_it() -> None:
    script = picture_script("_chart.repair.ko", "<svg></script><!--\u2028</svg>").decode()
    assert "<" not in script
    assert "\u2028" not in script


def test_a_picture_is_named_for_procedure_and_locale() -> None:
    assert picture_path(chart_stem("repair", "ko")) == "assets/groundplan/pictures/_chart.repair.ko.js"

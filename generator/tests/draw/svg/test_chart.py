"""What a chart tells scripts, screen readers and eyes.

The snapshots below `../../snapshots/sequence` are written anew with `SNAPSHOTS=write pytest …`; look at them before you commit them.
"""

import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from draw.charts import chart, laid_out, returning
from groundplan.draw import Dress, draw_chart, draw_chart_alone, lay_out_chart, step_key
from groundplan.draw.svg.face import face_width

SNAPSHOTS = Path(__file__).parents[2] / "snapshots" / "sequence"
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
DRESS = Dress(title="Repair <now>", description="Who <does> what", links={"lock": "#lock", "ride": "#ride", step_key("ask"): "#ask"})


def drawn(locale: str = "en") -> ET.Element:
    return ET.fromstring(draw_chart(chart(), laid_out(), locale, DRESS))


def all_with(root: ET.Element, attribute: str) -> list[ET.Element]:
    return [element for element in root.iter() if attribute in element.attrib]


def test_the_root_names_its_procedure() -> None:
    assert drawn().attrib["class"] == "gp-diagram gp-chart"
    assert drawn().attrib["data-procedure"] == "repair"
    assert drawn("de").attrib["lang"] == "de"


def test_every_step_has_its_index_and_its_flow() -> None:
    steps = [(step.attrib["data-step"], step.get("data-flow")) for step in all_with(drawn(), "data-step")]
    assert steps == [("0", None), ("1", None), ("2", "ride"), ("3", "scan"), ("4", None)]


def test_every_participant_is_named_by_its_id() -> None:
    assert [e.attrib["data-component"] for e in all_with(drawn(), "data-component")] == ["mechanic", "laptop", "owner", "lock", "bike"]
    assert [e.attrib["data-boundary"] for e in all_with(drawn(), "data-boundary")] == ["internet"]


def test_a_screen_reader_hears_title_description_and_steps() -> None:
    root = drawn()
    by_id = {element.attrib["id"]: element.text for element in all_with(root, "id")}
    assert by_id[root.attrib["aria-labelledby"]] == "Repair <now>"
    assert by_id[root.attrib["aria-describedby"]] == "Who <does> what"
    told = [e.attrib["aria-label"] for e in all_with(root, "aria-label") if e.get("class") == "gp-label"]
    assert told == [
        "1. Ask: Owner → Mechanic",
        "2. Think it over: Mechanic",
        "3. Ride: Mechanic → Laptop with a long name → Lock → Bike",
        "4. Scan: Internet → Lock",
        "5. Done",
    ]


def test_what_has_an_entry_leads_to_it() -> None:
    assert [element.attrib[HREF] for element in drawn().iter(f"{SVG}a")] == ["#lock", "#ask", "#ride"]


def test_nothing_is_styled_in_place() -> None:
    root = drawn()
    assert not all_with(root, "style")
    assert not all_with(root, "font-size")


def test_a_chart_alone_has_its_looks_as_attributes() -> None:
    alone = draw_chart_alone(chart(), laid_out(), "en", DRESS)
    assert not re.findall(r"<style|class=|var\(", alone)
    lines = [each for each in ET.fromstring(alone).iter() if each.tag.endswith(("path", "line"))]
    assert len(lines) > 5
    assert {each.get("stroke") for each in lines} - {None, "none"}


@pytest.mark.parametrize("locale", ["en", "de"])
def test_a_plate_is_as_wide_as_its_words_in_the_face_of_a_site(locale: str) -> None:
    """As much room stands behind them as before the disc: a plate in the width of another language hides borders beside it."""
    labels = [label for label in drawn(locale).iter() if label.get("class") == "gp-label"]
    assert len(labels) == 5
    for label in labels:
        plate, disc = label.find(f"{SVG}rect"), label.find(f"{SVG}circle")
        words = label.findall(f"{SVG}text")[-1].findall(f"{SVG}tspan")
        assert plate is not None
        assert disc is not None
        left, width = (float(plate.attrib[name]) for name in ("x", "width"))
        before = float(disc.attrib["cx"]) - float(disc.attrib["r"]) - left
        behind = left + width - max(float(line.attrib["x"]) + face_width(line.text or "", 12.0) for line in words)
        assert before == pytest.approx(5.0, abs=0.1)
        assert behind == pytest.approx(5.0, abs=0.1)


def test_all_locales_share_one_layout() -> None:
    def shape(locale: str) -> list[str]:
        texts = {f"{SVG}text", f"{SVG}tspan", f"{SVG}title"}
        root = drawn(locale)
        return [ET.tostring(e, "unicode") for e in root.iter() if e.tag.endswith(("path", "image")) and e.tag not in texts]

    assert shape("en") == shape("de")


@pytest.mark.parametrize("name", ["repair.en", "repair.de", "returning.en"])
def test_a_chart_looks_as_its_snapshot_shows(name: str) -> None:
    procedure, locale = name.split(".")
    shown = {"repair": chart(), "returning": returning()}[procedure]
    picture = draw_chart_alone(shown, lay_out_chart(shown), locale, DRESS)
    file = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("SNAPSHOTS") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(picture, encoding="utf-8")
    assert picture == file.read_text(encoding="utf-8")

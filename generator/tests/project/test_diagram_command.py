"""One diagram on the command line: whole in itself, and wrong words told kindly."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from projects import Project

TEXT = "{http://www.w3.org/2000/svg}text"
HREF = "{http://www.w3.org/1999/xlink}href"


@pytest.mark.parametrize("name", ["overview", "troubleshooting-access"])
def test_a_diagram_needs_nothing_else(name: str, reference: Project) -> None:
    ended = reference.run("diagram", name, "--locale", "ko")
    assert (ended.code, ended.err) == (0, "")
    root = ET.fromstring(ended.out)
    addresses = [element.attrib[HREF] for element in root.iter() if HREF in element.attrib]
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    assert root.attrib["lang"] == "ko"
    assert not re.findall(r"<style|@import|url\(|var\(|class=|https?://(?!www\.w3\.org/)", ended.out)


def test_a_drawing_says_what_it_shows(reference: Project) -> None:
    """Title, project, choices, the meaning of its signs, the names of its numbers, and the edition of the model."""
    told = [element.text for element in ET.fromstring(reference.run("diagram", "overview", "--locale", "ko").out).iter(TEXT)]
    joined = "\n".join(filter(None, told))
    for said in ("개요", "AWS 기반 ClickHouse BYOC", "터널", "인바운드", "클라이언트 쿼리(퍼블릭 인그레스)", "Groundplan 0.1.0", "증명됨"):
        assert said in joined
    private = reference.run("diagram", "overview", "--set", "api-access=private").out
    assert "Access to the Kubernetes API server: Private over Tailscale" in private
    assert "Day-to-day operations" in private, "by another way, so it has a number still"


def test_a_diagram_goes_to_a_file(shop: Project) -> None:
    ended = shop.run("diagram", "overview", "--output", "out/overview.svg")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert shop.read("out/overview.svg") == shop.run("diagram", ".", "overview").out


def test_layouts_are_kept_in_the_project_or_where_the_environment_says(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert empty.run("init", "--template", "minimal").code == 0
    own, shared = empty.root / ".cache/groundplan/layouts", tmp_path / "shared"
    monkeypatch.setenv("GROUNDPLAN_LAYOUTS", str(shared))
    drawn = empty.run("diagram", "overview").out
    assert (len(list(shared.iterdir())), own.exists()) == (1, False)
    monkeypatch.delenv("GROUNDPLAN_LAYOUTS")
    assert empty.run("diagram", "overview").out == drawn
    assert [entry.name for entry in own.iterdir()] == [entry.name for entry in shared.iterdir()]


def test_a_choice_changes_what_is_drawn(shop: Project) -> None:
    def lines(*words: str) -> list[str]:
        (line,) = re.findall(r'<g data-flow="pay"[^>]*data-from.*?</g>', shop.run("diagram", "overview", *words).out)
        return re.findall(r'stroke-width="([\d.]+)"', line)

    assert lines() == ["2", "2"], "a stroke and the head of its arrow"
    assert lines("--set", "payment-link=peering") == ["9", "2", "2"], "a pale band behind them, as the line is private"


def test_a_model_without_views_says_so(empty: Project) -> None:
    empty.write("model/a.yaml", "project: {name: Bare, viewpoint: home}\nboundaries: {home: {name: Home, kind: site}}\n")
    ended = empty.run("diagram", "nope")
    assert ended.code == 2
    assert ended.err.endswith("there is no view or procedure `nope`; the model has neither views nor procedures\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["overvew"], "there is no view or procedure `overvew`; did you mean `overview`?"),
        (["zzz"], "there is no view or procedure `zzz`; there are overview, administration"),
        (["overview", "--locale", "fr"], "the project has no locale `fr`"),
        (["overview", "--set", "payment-lnk=public"], "there is no option `payment-lnk`"),
        (["administration", "--format", "dot"], "`administration` is a procedure"),
        ([".", "overview", "more"], "expected a folder and a view, but got 3 names"),
        (["overview", "--set", "payment-link"], "`payment-link` sets nothing; write it as OPTION=CHOICE"),
        (["overview", "--output", "d.png"], "d.png would not hold what its name says; `--format png` writes that"),
        (["overview", "--output", "d.dot"], "d.dot would not hold what its name says; `--format dot` writes that"),
        (["overview", "--format", "dot", "--output", "d.SVG"], "`--format svg` writes that; name a file that ends in .dot"),
        (["overview", "--format", "gif"], "'gif' is not one of 'svg', 'png', 'dot'"),
        (["nowhere", "overview"], "nowhere holds no folder `model`"),
        ([], "Missing argument"),
    ],
)
def test_wrong_words_end_with_2_and_say_what_is_there(words: list[str], message: str, shop: Project) -> None:
    ended = shop.run("diagram", *words)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


RULES = """\
options:
  payment-link:
    choices:
      public: {name: Public internet}
      peering: {name: VPC peering, requires: {region: near}, excludes: {audit: [off, partial]}}
    default: public
  region: {name: Region, choices: {near: {}, far: {}}, default: far}
  audit: {name: Audit, choices: {off: {}, partial: {}, full: {}}, default: off}
"""


def test_choices_that_exclude_each_other_are_answered_with_the_rules_that_they_break(shop: Project) -> None:
    model = shop.read("model/shop.yaml")
    before, rest = model.split("options:\n")
    shop.write("model/shop.yaml", before + RULES + "\nflows:\n" + rest.split("\nflows:\n")[1])
    ended = shop.run("diagram", "overview", "--set", "payment-link=peering")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "groundplan: this configuration cannot be: `payment-link=peering` requires `region=near`, but it is `far`;"
        " `payment-link=peering` excludes `audit=off`\n"
    )
    more = shop.run("facts", "--set", "payment-link=peering", "--set", "region=near")
    assert more.err == "groundplan: this configuration cannot be: `payment-link=peering` excludes `audit=off`\n"
    assert shop.run("facts", "--set", "payment-link=peering", "--set", "region=near", "--set", "audit=full").code == 0


def test_what_is_internal_is_not_drawn_unless_asked_for(shop: Project) -> None:
    shop.edit("model/shop.yaml", "  administration:\n", "  administration:\n    audience: internal\n")
    assert shop.run("diagram", "administration").code == 2
    assert shop.run("diagram", "administration", "--audience", "internal").code == 0


def test_dot_is_read_by_the_graph_program(reference: Project) -> None:
    program = shutil.which("graphviz-pure")
    assert program
    ended = reference.run("diagram", "ingress", "--format", "dot")
    drawn = subprocess.run([program, "-Kdot", "-Tjson"], input=ended.out.encode(), capture_output=True, check=True).stdout.decode()
    assert '"name": "cluster_byoc-vpc"' in drawn
    assert '"name": "istio-ingress"' in drawn
    assert '"acme-server"' in ended.out

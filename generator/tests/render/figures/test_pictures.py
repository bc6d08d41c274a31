"""Pictures that readers ask for: one of each boundary that some picture folds up, and every flow of the view in some picture."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from projects import page_of

from groundplan.i18n.locale.locale import Locale
from groundplan.publish.site import Site
from groundplan.render.figures.pictures import packed_in
from groundplan.sites import open_site

ROOT = Path(__file__).parents[4]
PAGE = "# Map\n\n{{ diagram('overview') }}\n"


def address(path: str, locale: Locale) -> str:
    return path if path.startswith("assets/") else locale.prefix + path


@pytest.fixture(scope="module")
def site() -> Site:
    return open_site(ROOT)


@pytest.fixture(scope="module")
def pages(site: Site) -> Mapping[str, str]:
    return {locale.tag: page_of(site, "map.md", PAGE, locale, str) for locale in site.locales}


@pytest.fixture(scope="module")
def files(site: Site, pages: Mapping[str, str]) -> Mapping[str, str]:
    """What is loaded from beside the pages: scripts with facts and with pictures."""
    assert pages
    return {path: content.decode() for path, content in site.assets(address).items() if path.endswith(".js")}


@pytest.fixture(scope="module")
def pictures(files: Mapping[str, str]) -> Mapping[str, str]:
    return {path: content for path, content in files.items() if path.startswith("assets/groundplan/pictures/")}


def facts(files: Mapping[str, str], tag: str) -> Any:
    return json.loads(packed_in(files[f"assets/groundplan/facts.{tag}.js"].encode()) or "")


def levels(files: Mapping[str, str], tag: str) -> Mapping[str, str]:
    return {boundary: from_root(href) for boundary, href in facts(files, tag)["views"]["overview"]["levels"].items()}


def charts(files: Mapping[str, str], tag: str) -> Mapping[str, str]:
    return {procedure["id"]: from_root(procedure["chart"]) for procedure in facts(files, tag)["procedures"]}


def all_charts(files: Mapping[str, str], tag: str) -> list[str]:
    """The charts of procedures with those that stand for them with other choices."""
    procedures = facts(files, tag)["procedures"]
    return [
        from_root(href) for procedure in procedures for href in (procedure["chart"], *(href for href, _ in procedure.get("charts", ())))
    ]


def from_root(href: str) -> str:
    """An address in the facts, which starts at their file and may end in a language, from the root of the site."""
    return posixpath.normpath(posixpath.join("assets/groundplan", href))


def drawing(pictures: Mapping[str, str], href: str) -> str:
    """What a browser finds at the address of a picture: in a script, with the words of the language behind `#` in its gaps."""
    path, _, tag = href.partition("#")
    assert pictures[path].startswith(f'(self.groundplanPictures??={{}})["{posixpath.basename(path).removesuffix(".js")}"]="')
    drawn: Any = json.loads(packed_in(pictures[path].encode()) or "")
    if isinstance(drawn, str):
        return drawn
    return re.sub("\x7f([0-9]+)\x7f", lambda gap: str(drawn["words"][tag][int(gap[1])]), drawn["svg"])


TAGS = ("en", "ko", "ja")


def test_every_level_of_a_page_is_a_file_in_its_locale(files: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    for tag in TAGS:
        assert len(levels(files, tag)) > 3
        for boundary, href in levels(files, tag).items():
            assert href == f"assets/groundplan/pictures/overview.{boundary}.js#{tag}"
            root = drawing(pictures, href).split(">", 1)[0]
            assert f'data-view="overview" data-level="{boundary}"' in root
            assert f'lang="{tag}"' in root


def test_no_picture_is_written_that_no_page_offers(files: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    offered = {href.partition("#")[0] for tag in TAGS for href in (*levels(files, tag).values(), *all_charts(files, tag))}
    assert {picture for picture in pictures if "/overview." in picture or "/_chart." in picture} <= offered
    assert offered <= set(pictures)


def test_every_procedure_of_a_page_has_its_chart_as_a_file(files: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    for tag in TAGS:
        assert list(charts(files, tag)) == ["tailscale-connection", "troubleshooting-access", "traffic-flow"]
        for procedure, href in charts(files, tag).items():
            assert href == f"assets/groundplan/pictures/_chart.{procedure}.{tag}.js"
            root = drawing(pictures, href).split(">", 1)[0]
            assert 'class="gp-diagram gp-chart"' in root
            assert f'lang="{tag}" data-procedure="{procedure}"' in root


def test_links_of_a_chart_start_at_its_own_file(pictures: Mapping[str, str]) -> None:
    chart = drawing(pictures, "assets/groundplan/pictures/_chart.traffic-flow.ko.js")
    assert 'xlink:href="../../../ko/network-security/procedures.md#step-traffic-flow-routing"' in chart


def test_every_folded_box_of_every_picture_can_be_opened(
    pages: Mapping[str, str], files: Mapping[str, str], pictures: Mapping[str, str]
) -> None:
    known = levels(files, "en")
    for drawn in (pages["en"], *(drawing(pictures, href) for href in known.values())):
        folded = set(re.findall(r'data-boundary="([^"]+)" data-collapsed', drawn))
        assert folded <= set(known)


def test_a_level_shows_the_inside_with_all_its_flows(files: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    svg = drawing(pictures, levels(files, "en")["monitoring-namespace"])
    assert 'data-component="prometheus"' in svg
    assert 'data-boundary="vendor-account" data-collapsed' in svg
    assert 'data-flow="read-metrics"' in svg


def test_links_of_a_picture_start_at_its_own_file(files: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    href = levels(files, "ko")["monitoring-namespace"]
    assert 'xlink:href="../../../ko/network-security/components.md#component-prometheus"' in drawing(pictures, href)


def test_the_explorer_shows_the_whole_model_beside_its_facts() -> None:
    site = open_site(ROOT)
    korean = next(locale for locale in site.locales if locale.tag == "ko")
    page = page_of(site, "explorer.md", "{{ explorer() }}\n", korean, str)
    known = facts({path: content.decode() for path, content in site.assets(address).items() if path.endswith(".js")}, "ko")
    assert set(re.findall(r'<tr data-flow="([^"]+)"', page)) == {flow["id"] for flow in known["flows"]}
    whole = known["views"]["_all"]
    assert whole["name"] == "전체 시스템"
    assert set(whole["flows"]) == {flow["id"] for flow in known["flows"]}
    assert "eks-cluster" in whole["levels"]
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page
    assert 'data-view="_all"' in page


def test_only_the_explorer_brings_the_whole_model_along(files: Mapping[str, str]) -> None:
    assert "_all" not in facts(files, "en")["views"]

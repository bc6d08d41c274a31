"""Long lists come in volumes: each entry is on one page, links lead to it, and no page has more than a bound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.hypertext import tags_in
from groundplan.i18n.texts.prose import split_front_matter
from groundplan.pipeline import analyse
from groundplan.publish.plain import article_of, markdown_of
from groundplan.render.long_tables import elements
from groundplan.render.pages import volumes
from groundplan.render.pages.volumes import Volumes
from groundplan.sites import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

    from groundplan.publish.site import Site

OFTEN = """\
project: {{name: Estate, viewpoint: home, locale: en}}
parties: {{us: {{name: Us, role: customer}}}}
boundaries: {{home: {{name: Home, kind: vpc, owner: us}}, hall: {{name: Hall, kind: cluster, in: home}}}}
channels: {{inside: {{name: Inside, exposure: private, encryption: tls}}}}
data: {{{data}}}
components:
  hub: {{name: Hub, kind: service, in: home}}
  end: {{name: End, kind: service, in: hall}}
flows:
"""
FLOW = "  flow-{n}: {{name: Flow {n}, from: hub, to: end, channel: inside, ports: [443/tcp], carries: [{data}], notes: '{notes}'}}\n"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bound that the shop's lists pass."""
    monkeypatch.setattr(volumes, "MOST", 200)


def test_a_list_that_fits_is_whole(shop: Project) -> None:
    site = open_site(shop.root)
    assert site.volumes == {}
    assert "connections-1.md" not in site.generated()


@pytest.mark.usefixtures("small")
def test_each_entry_is_on_the_page_that_links_lead_to(shop: Project) -> None:
    site, model = open_site(shop.root), analyse(shop.root).facts
    assert model is not None
    pages = {path: shown(site, path) for path in site.volumes}
    assert {*site.volumes.values()} == {"connections.md", "components.md"}
    rows = {id_: path for path, page in pages.items() for id_ in hrefs(page, "tr", "flow-")}
    assert rows.keys() == model.model.flows.keys()
    places = {id_: path for path, page in pages.items() for id_ in hrefs(page, "article", "component-")}
    assert places.keys() == model.model.components.keys()
    for path, anchor, known in (("connections.md", "flow", rows), ("components.md", "component", places)):
        list_ = shown(site, path)
        assert hrefs(list_, "a", f"{anchor}-") == {id_: f"{volume}#{anchor}-{id_}" for id_, volume in known.items()}, (
            "old addresses lead on"
        )
    told = shown(site, "any.md", "{{ flow('" + next(iter(rows)) + "') }}")
    assert f'href="{rows[next(iter(rows))]}#flow-{next(iter(rows))}"' in told
    assert not site.failed


@pytest.mark.usefixtures("small")
def test_pages_of_a_list_lead_to_each_other_and_say_which_part_they_are(shop: Project) -> None:
    site = open_site(shop.root)
    first, second = shown(site, "components-1.md"), shown(site, "components-2.md")
    assert re.search(r"^# Components, part 1 of \d", first, re.MULTILINE)
    assert "<a rel=next href=components-2.md>Part 2 →</a>" in first
    assert "rel=prev" not in first
    assert "<a rel=prev href=components-1.md>← Part 1</a> <a href=components.md>Components</a>" in second
    assert "[Part 2](components-2.md)" in markdown_of(article_of(f"<article>{shown(site, 'components.md')}</article>"))


@pytest.mark.parametrize(
    ("flows", "data", "notes"),
    [(1_000, 1, ""), (60, 60, ""), (300, 1, "**a** `b` " * 60)],
    ids=["many in one place", "much data", "long notes"],
)
def test_no_page_of_a_list_has_too_much(flows: int, data: int, notes: str, tmp_path: Path) -> None:
    classes = [f"d{n}" for n in range(data)]
    text = OFTEN.format(data=", ".join(f"{id_}: {{name: {id_}}}" for id_ in classes))
    text += "".join(FLOW.format(n=n, data=", ".join(classes), notes=notes) for n in range(flows))
    (tmp_path / "model").mkdir()
    (tmp_path / "model/project.yaml").write_text(text, encoding="utf-8")
    facts = analyse(tmp_path).facts
    assert facts is not None
    bound = Volumes(facts).connections
    assert sum(len(chapter.ids) for volume in bound for chapter in volume.chapters) == flows
    site = open_site(tmp_path)
    largest = max(bound, key=lambda volume: sum(len(chapter.ids) for chapter in volume.chapters))
    page = shown(site, f"{largest.name}.md")
    assert 1_500 < elements(page) < 7_000
    assert "<groundplan-rows" not in page, "whoever has no script has all rows"


def hrefs(page: str, name: str, anchor: str) -> dict[str, str]:
    """Where the elements of a name lead whose ids begin with `anchor`, by what follows it."""
    found = ((tag.attribute("id"), tag.attribute("href")) for tag in tags_in(page, name))
    return {id_.value.removeprefix(anchor): href.value if href else "" for id_, href in found if id_ and id_.value.startswith(anchor)}


def shown(site: Site, path: str, source: str | None = None) -> str:
    return page_of(site, path, split_front_matter(site.generated()[path])[1] if source is None else source, site.locales[0])


def test_pictures_come_on_several_pages(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "MOST", 150)
    shop.append("model/shop.yaml", "  all: {name: Everything, show: {}}\n")
    model = analyse(shop.root).facts
    assert model is not None
    first, *others = Volumes(model).overview
    assert first.is_list
    assert [id_ for volume in (first, *others) for id_ in volume.views] == list(model.model.views)
    assert {volume.name for volume in others} <= Volumes(model).all.keys()
    assert first.name not in Volumes(model).all


@pytest.mark.parametrize(("most", "named", "more"), [(50, 20, "and 40 more"), (1_000, 20, ""), (10_000, 60, "")])
def test_entries_name_only_some_of_what_many_share(
    most: int, named: int, more: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOST", most)
    text = OFTEN.format(data="d: {name: Data}") + "".join(FLOW.format(n=n, data="d", notes="") for n in range(60))
    text += "  back: {name: Back, from: end, to: hub, channel: inside, ports: [443/tcp]}\n"
    text += "claims: {kept: {statement: All is private., every: {from: hub}, is: {exposure: private}}}\n"
    (tmp_path / "model").mkdir()
    (tmp_path / "model/project.yaml").write_text(text, encoding="utf-8")
    site = open_site(tmp_path)
    for call in ("{{ data_classes() }}", "{{ claims() }}"):
        page = shown(site, "any.md", call)
        assert len(re.findall(r'<a [^>]*title="Flow \d+"', page)) == named
        assert re.findall(r"and \d+ more", page) == [more] * bool(more)
        assert ("58 59 60" in " ".join(re.sub("<[^>]*>", " ", page).split())) == (not more), "numbers that lead nowhere stand there as well"
    assert not site.failed

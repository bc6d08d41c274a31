"""A site of several projects: the same product on two clouds, which share the side of the vendor."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from functools import partial
from pathlib import Path

import pytest
import yaml
from projects import TESTS, Project, build_strictly
from searching import sections
from sharing import made_once

from groundplan.sites import open_site

SOURCE = TESTS / "project" / "estate"


@pytest.fixture
def estate(tmp_path: Path) -> Project:
    """A copy, to change."""
    shutil.copytree(SOURCE, tmp_path / "estate")
    return Project(tmp_path / "estate")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly in both languages."""
    return made_once(tmp_path_factory, "estate", partial(build_strictly, SOURCE))


def test_all_projects_are_checked_and_a_finding_is_told_once(estate: Project) -> None:
    assert estate.run("check", "--strict", "--locale-coverage", "100").out == "no findings\n"
    estate.edit("models/shared/vendor.yaml", "kind: vpc", "kind: vpx")
    estate.edit("models/gcp/project.yaml", "to: gke\n", "to: gka\n")
    told = [line for line in estate.told() if "error" in line]
    assert told == [
        f"models/gcp/project.yaml:{estate.line('models/gcp/project.yaml', 'to: gka')} error[unknown-reference]",
        "models/shared/vendor.yaml:6 error[wrong-type]",
    ]
    assert [line for line in estate.told("--project", "aws") if "error" in line] == told[1:]


def test_what_was_found_is_remembered_until_a_project_that_a_page_speaks_of_changes(
    estate: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = estate.told()
    with monkeypatch.context() as patch:
        patch.setattr("groundplan.projects.analyse_all", None)
        assert estate.told() == first
    estate.edit("models/gcp/project.yaml", "  manage:\n", "  managed:\n")
    assert "docs/index.md:5 error[unknown-reference]" in estate.told()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("schema",), "the site has several projects; they are aws, gcp; name one with `--project`"),
        (("facts", "--set", "cloud=gcp"), "the project `aws`: there is no option `cloud`."),
        (("diagram", "map"), "no project of the site has a view or a procedure `map`"),
        (("check", "--project", "gpc"), "there is no project `gpc`; did you mean `gcp`?"),
        (("diff", "aws", "gpc"), "the site has several projects; they are aws, gcp; name one with `--project`"),
    ],
)
def test_a_project_must_be_named_rightly(estate: Project, words: tuple[str, ...], said: str) -> None:
    ended = estate.run(*words)
    assert ended.code == 2
    assert said in ended.err


def test_commands_speak_of_the_project_that_is_named(estate: Project) -> None:
    facts = json.loads(estate.run("facts", "--project", "gcp", "--format", "json").out)
    assert [flow["id"] for flow in facts["flows"]] == ["manage", "watch"]
    assert estate.run("export", "txt", "--project", "aws").out != estate.run("export", "txt", "--project", "gcp").out
    assert estate.run("export", "csv", "--output", "rules").code == 0
    assert (estate.root / "rules/gcp.csv").read_bytes().decode() == estate.run("export", "csv", "--project", "gcp").out


def test_facts_are_told_of_all_projects_each_by_its_name(estate: Project) -> None:
    told = json.loads(estate.run("facts", "--format", "json").out)
    apart = {name: json.loads(estate.run("facts", "--format", "json", "--project", name).out) for name in ("aws", "gcp")}
    assert {own.pop("version") for own in apart.values()} == {1}
    assert told == {"version": 1, "projects": apart}
    rows = list(csv.DictReader(io.StringIO(estate.run("facts", "--format", "csv", "--where", "direction=inbound").out)))
    assert [(row["project"], row["flow"], row["to"]) for row in rows] == [("aws", "manage", "eks"), ("gcp", "manage", "gke")]
    table = estate.run("facts").out
    assert table == "\n".join(f"{name}:\n{estate.run('facts', '--project', name).out}" for name in ("aws", "gcp"))


def test_what_is_translated_is_told_of_all_projects_and_in_one_badge(estate: Project) -> None:
    assert estate.run("i18n", "status").out.startswith("aws:\n")
    estate.edit("models/gcp/locales/ko.po", 'msgstr "고객 VPC 네트워크"', 'msgstr ""')
    told = json.loads(estate.run("i18n", "status", "--format", "json").out)["projects"]
    assert [(name, of["locales"]["ko"]["missing"]) for name, of in told.items()] == [("aws", 0), ("gcp", 1)]
    done, missing = (sum(of["locales"]["ko"][key] for of in told.values()) for key in ("done", "missing"))
    assert f"ko {done * 100 // (done + missing)} %" in estate.run("i18n", "status", "--format", "badge").out


def test_a_picture_is_drawn_of_the_project_that_has_it(estate: Project) -> None:
    view = "views: {map: {name: Map, show: {crosses: customer-vpc}}}\n"
    estate.write("models/gcp/views.yaml", view)
    assert "Product on GCP" in estate.run("diagram", "map").out
    estate.write("models/aws/views.yaml", view)
    assert "`map` is in several projects: aws, gcp; name one with `--project`" in estate.run("diagram", "map").err
    assert "Product on AWS" in estate.run("diagram", "map", "--project", "aws").out
    assert estate.run("diagram", "map", "--output", "maps").code == 0
    assert (estate.root / "maps/gcp.svg").read_text() == estate.run("diagram", "map", "--project", "gcp").out


def test_the_guide_shows_what_can_be_done(estate: Project) -> None:
    guide = (TESTS.parents[1] / "docs/guide/estates.md").read_text(encoding="utf-8")
    commands = re.findall(r"^groundplan (.+)$", guide, re.MULTILINE)
    assert len(commands) >= 6
    for command in commands:
        ended = estate.run(*command.split())
        assert (ended.code, ended.err) == (0, ""), command


def test_a_job_for_each_project_does_what_the_guide_says(estate: Project) -> None:
    guide = (TESTS.parents[1] / "docs/guide/growth.md").read_text(encoding="utf-8")
    [command] = re.findall(r"- run: groundplan (.+)$", guide, re.MULTILINE)
    [names] = re.findall(r"name: \[(.+)\]$", guide, re.MULTILINE)
    jobs = [re.sub(r"\$\{\{.*?\}\}", name, command).split() for name in names.split(", ")]
    assert [job[-1] for job in jobs] == ["aws", "gcp"]
    assert [estate.run(*job).code for job in jobs] == [0, 0]


def test_editors_know_what_a_model_uses(estate: Project) -> None:
    import jsonschema

    schema = json.loads(estate.run("schema", "--project", "aws").out)
    model = yaml.safe_load(estate.read("models/aws/project.yaml"))
    jsonschema.validate(model, schema)
    assert "management" in json.dumps(schema["$defs"]["FlowRecord"]), "ids of the used model are offered"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**model, "uses": [{"folder": "../shared"}]}, schema)


def test_the_example_of_two_clouds_is_clean_in_three_languages_and_proves_what_it_promises(empty: Project) -> None:
    assert empty.run("init", "--template", "clouds").code == 0
    assert empty.run("check", "--strict", "--locale-coverage", "100").out == "no findings\n"
    for cloud in ("aws", "gcp"):
        claims = json.loads(empty.run("facts", "--project", cloud, "--format", "json").out)["claims"]
        assert len(claims) == 10
        assert all(claim["holds"] for claim in claims)
    assert "models/**" in empty.read(".vscode/settings.json")


def test_siblings_are_compared(estate: Project) -> None:
    told = json.loads(estate.run("diff", "aws", "gcp", "--format", "json").out)
    assert [change["flows"] for change in told["opened"]] == [["manage"]]
    assert [change["flows"] for change in told["closed"]] == [["manage"], ["bill"]]


def test_a_translation_stands_in_the_catalogue_of_the_model_that_has_the_text(estate: Project) -> None:
    shared = estate.read("models/shared/locales/ko.po")
    assert "components.billing.name" in shared
    assert "components.billing.name" not in estate.read("models/aws/locales/ko.po")
    entry = "  billing: {name: Billing, kind: service, in: vendor-vpc}\n"
    estate.edit("models/shared/vendor.yaml", entry, "")
    for cloud in ("aws", "gcp"):
        estate.edit(f"models/{cloud}/project.yaml", "components:\n", f"components:\n{entry}")
    assert estate.run("i18n", "update").code == 0
    for cloud in ("aws", "gcp"):
        moved = re.search(
            r'msgctxt "components.billing.name"\nmsgid "Billing"\nmsgstr "(.*)"', estate.read(f"models/{cloud}/locales/ko.po")
        )
        assert moved is not None
        assert moved[1] == "과금"
    assert not [line for line in estate.told("--locale-coverage", "100") if "translation" in line]


def test_a_page_speaks_of_one_project(estate: Project) -> None:
    estate.write("docs/rest.md", '# Rest\n\n{{ connections() }}\n\n{{ project("gpc").claims() }}\n')
    estate.write("docs/gcp/more.md", '# More\n\n{{ project("aws").flow("bill") }}\n\n{{ project("aws").connections() }}\n')
    estate.write("docs/both.md", '# Both\n\n{{ project("aws").options() }}\n\n{{ project("gcp").claims() }}\n')
    found = {finding["path"]: finding for finding in estate.findings() if finding["severity"] == "error"}
    told = [(f["path"], f["line"], f["check"]) for f in estate.findings() if f["severity"] == "error"]
    assert told == [
        ("docs/both.md", 5, "bad-page"),
        ("docs/gcp/more.md", 5, "bad-page"),
        ("docs/rest.md", 3, "bad-page"),
        ("docs/rest.md", 5, "unknown-reference"),
    ]
    assert found["docs/both.md"]["message"].startswith("the page shows `gcp` here, but it speaks of `aws`")
    assert found["docs/gcp/more.md"]["message"].startswith("the page shows `aws` here, but it speaks of `gcp`")
    assert found["docs/rest.md"]["hint"] == "did you mean `gcp`?"


def test_pages_of_a_folder_speak_of_its_project(site: Path) -> None:
    home, gcp = (site / "index.html").read_text(), (site / "gcp/index.html").read_text()
    assert 'data-flow="manage"' in home
    assert 'data-src="aws/assets/groundplan/facts.en.js" data-of="aws.en"' in home
    assert 'href="gcp/connections/#flow-manage"' in home
    assert 'data-src="assets/groundplan/facts.en.js" data-of="gcp.en"' in gcp
    assert 'data-flow="watch"' in gcp
    assert "과금" in (site / "ko/aws/connections/index.html").read_text()


def test_each_project_has_files_of_its_own(site: Path) -> None:
    ids = {
        name: [flow["id"] for flow in json.loads((site / name / "assets/groundplan/facts.json").read_text())["flows"]]
        for name in ("aws", "gcp")
    }
    assert ids == {"aws": ["manage", "bill"], "gcp": ["manage", "watch"]}
    assert (site / "gcp/assets/groundplan/facts.ko.js").read_text().startswith('(self.groundplanFacts??={})["gcp.ko"]=')
    assert (site / "assets/groundplan/viewer.js").exists()
    assert not (site / "gcp/assets/groundplan/viewer.js").exists()


def test_one_search_finds_the_pages_of_all(site: Path) -> None:
    found = {page["location"].partition("#")[0] for page in sections(site)}
    assert {"aws/connections/", "gcp/connections/", "portfolio/"} <= found


def test_the_portfolio_compares_the_projects(site: Path) -> None:
    page = (site / "portfolio/index.html").read_text()
    assert re.findall(r'data-project="(\w+)"', page) == ["aws", "gcp"]
    assert 'href="../gcp/guarantees/#claim-encrypted"' in page
    assert 'id="beside-gcp"' in page
    assert "From Product on AWS to Product on GCP" in page
    assert "AWS의 제품" in (site / "ko/portfolio/index.html").read_text()


def test_a_secret_of_one_project_may_be_public_in_another(estate: Project, tmp_path: Path) -> None:
    for page in ("gcp/index.html", "aws/index.html", "index.html"):
        (tmp_path / "site" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / page).write_text("<p>Console</p>")
    site = open_site(estate.root)
    site.inspect(tmp_path / "site")
    assert [finding.message for finding in site.findings if finding.check == "internal-leak"] == [
        "aws/index.html of the built site tells of the internal entry `components.console`"
    ]


def test_one_project_can_be_built_alone(estate: Project, tmp_path: Path) -> None:
    ended = estate.start("build", "--strict", "--project", "gcp", "--site", str(tmp_path / "alone"))
    assert ended.code == 0, ended.err
    pages = {path.relative_to(tmp_path / "alone").parts[0] for path in (tmp_path / "alone").rglob("index.html")}
    assert pages == {"gcp", "ko"}


def test_a_text_of_a_model_that_is_used_is_translated_beside_it(empty: Project) -> None:
    assert empty.run("init", "--template", "clouds").code == 0
    empty.edit("models/vendor/locales/ko.po", 'msgid "On-call engineer"\nmsgstr "온콜 엔지니어"', 'msgid "On-call engineer"\nmsgstr ""')
    ended = empty.run("check")
    assert ended.code == 0
    assert "`components.on-call-engineer.name` has no translation to ko" in ended.out
    assert "translate it in models/vendor/locales/ko.po" in ended.out

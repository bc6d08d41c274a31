"""A mark in every key of every kind of internal entry, and in what is nested in public ones: in no byte of a public site."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from marks import FORMS, MARK, PORT, TURNS, entry, marked_model
from mkdocs.__main__ import cli
from mkdocs.commands import build
from projects import TESTS, Project

from groundplan.domain.entry import Audience
from groundplan.load.records import SECTIONS
from groundplan.pipeline import analyse
from groundplan.render.figures.pictures import packed_in
from groundplan.render.leaks import leaks
from groundplan.render.pages.links import Links
from groundplan.render.sandbox.reach import word_set
from groundplan.sites import open_site

PO = "model/locales/ko.po"
WITHOUT_WORDS = (".map", ".woff2")
"""Files of the theme and faces, in which letters mean nothing."""
_MESSAGE = re.compile(r'(msgid (?:"[^"]*"\n)*"[^"]*[Zz]q[^"]*"\n(?:"[^"]*"\n)*)msgstr ""\n')
"""A text with a mark, which is not translated yet."""


@pytest.fixture(scope="module")
def marked_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop with internal entries of every kind, an internal choice in a public option, a step in a public procedure, and a page."""
    shop = Project(tmp_path_factory.mktemp("marked") / "shop")
    shutil.copytree(TESTS / "project" / "shop", shop.root)
    shop.write("model/internal.yaml", yaml.safe_dump(marked_model(), sort_keys=False))
    shop.write("model/icons/zqicon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>zqdrawing</desc></svg>')
    own = yaml.safe_load(shop.read("model/shop.yaml"))
    own["options"]["payment-link"]["choices"]["zqid-choice"] = entry("ChoiceRecord")
    own["procedures"]["administration"]["steps"].insert(1, entry("StepRecord"))
    for flow in own["flows"].values():
        if isinstance(flow["channel"], dict):
            flow["channel"]["zqid-choice"] = "zqid-channels"
        if chosen := flow.get("when", {}).get("payment-link"):
            flow["when"]["payment-link"] = [*([chosen] if isinstance(chosen, str) else chosen), "zqid-choice"]
    shop.write("model/shop.yaml", yaml.safe_dump(own, sort_keys=False))
    shop.write("docs/zqpage.md", "---\ntitle: Zqtitle\ndescription: Zqdescription\naudience: internal\n---\n# Zqheading\n\nZqprose.\n")
    nav = "nav: [index.md, {Zqsection: [{Zqplace: zqpage.md}]}, connections.md, overview.md]\n"
    shop.append("mkdocs.yml", nav)
    shop.write("groundplan.toml", '[checks]\nclaim-refuted = "info"\n')
    ended = shop.run("i18n", "update")
    assert " error[" not in ended.err, ended.err
    po = _MESSAGE.sub(lambda found: f'{found[1]}msgstr "번역 zqtranslated{" <zqentity>" * ("<zqentity>" in found[1])}"\n', shop.read(PO))
    assert po.count("zqtranslated") > 100
    shop.write(PO, po)
    calls = ("translation_status()", "options()", "procedure('administration')", "data_classes()", "claims()", "terms()", "downloads()")
    shop.append("docs/index.md", "".join(f"\n{{{{ {call} }}}}\n" for call in calls))
    return shop.root


@pytest.fixture
def marked(marked_shop: Path, tmp_path: Path) -> Project:
    """A copy of it, to change."""
    shutil.copytree(marked_shop, tmp_path / "shop", ignore=shutil.ignore_patterns(".cache"))
    return Project(tmp_path / "shop")


def test_every_entry_is_one_that_the_language_allows(marked_shop: Path) -> None:
    """Marks in what nobody reads would prove nothing."""
    told = {finding["check"] for finding in Project(marked_shop).findings() if finding["severity"] == "error"}
    assert told == set()
    internal = analyse(marked_shop).facts
    assert internal is not None
    sections = {section: [id_ for id_ in entries if id_.startswith("zqid")] for section, entries in internal.model.sections()}
    assert {section: len(ids) for section, ids in sections.items()} == {
        section: {"claims": len(FORMS), "bindings": 1}.get(section, TURNS) for section in SECTIONS
    }


def text_of(path: str, content: bytes) -> str:
    """What a file says; of a spreadsheet, what its parts say."""
    if not path.endswith(".xlsx"):
        return packed_in(content) or content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.fixture(scope="module")
def public(marked_shop: Path) -> dict[str, str]:
    """The whole public site: path -> what the file says."""
    site = marked_shop / "site"
    build.log.filters.clear()
    ended = CliRunner().invoke(cli, ["build", "-q", "-f", str(marked_shop / "mkdocs.yml"), "-d", str(site)])
    assert (ended.exit_code, ended.output) == (0, "")
    return {str(path.relative_to(site)): text_of(path.name, path.read_bytes()) for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def internal(marked_shop: Path) -> dict[str, str]:
    """The pages that colleagues see, without drawings: path -> text."""
    pages = analyse(marked_shop).rendered_pages(Audience.INTERNAL, ("en", "ko"))
    sources = {**pages.generated(), **{path.removeprefix("docs/"): source for path, source in pages.own.items()}}
    links = Links(str, pages.folder)
    rendered = {f"{tag}/{path}": pages.render(path, source, tag, links) for path, source in sources.items() for tag in pages.words}
    return {path: page.text + "".join(part for part in page.parts if isinstance(part, str)) for path, page in rendered.items()}


@pytest.mark.slow
def test_the_public_sees_no_byte_of_what_is_internal(public: dict[str, str], internal: dict[str, str]) -> None:
    seen = "\n".join(internal.values())
    texts = set(re.findall(r"Zqtext \d+ of (\w+\.\w+)", seen))
    assert {"PartyRecord.name", "FlowRecord.notes", "ClaimRecord.statement", "FlowRecord.ports"} <= texts
    assert {"zqid", "zqtranslated", "Zqheading"} <= set(re.findall(r"zq[a-z]+", seen, re.IGNORECASE))
    assert len(public) > 60
    assert "Web server" in public["ko/connections/index.html"]
    told = {
        path: re.findall(rf".{{0,50}}(?:{MARK}|{PORT}).{{0,50}}", f"{path}\n{text}", re.IGNORECASE)
        for path, text in public.items()
        if not path.endswith(WITHOUT_WORDS)
    }
    assert {path: found for path, found in told.items() if found} == {}


@pytest.mark.slow
def test_nothing_public_is_numbered_or_counted_with_what_is_internal(public: dict[str, str], internal: dict[str, str]) -> None:
    """The public counts what it sees, without gaps."""
    rows = public["assets/groundplan/facts.csv"].splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    counts = [int(re.findall(r"([\d,]+) texts done", page)[0]) for page in (public["index.html"], internal["en/index.md"])]
    assert counts[0] < counts[1]


@pytest.mark.parametrize("audience", ["secret", "Internal", "[public]", ""])
def test_an_audience_that_there_is_not_is_a_finding_and_hides_the_page(audience: str, shop: Project) -> None:
    shop.write("docs/page.md", f"---\ntitle: Page\naudience: {audience}\n---\n# Page\n")
    assert [text for text in shop.told() if "wrong-type" in text] == ["docs/page.md:3 error[wrong-type]"]
    assert open_site(shop.root).locales_of("page.md", {"audience": yaml.safe_load(audience or "null")}) == ()


def test_a_link_to_an_internal_page_is_a_finding(marked: Project, tmp_path: Path) -> None:
    """MkDocs leaves a link that leads nowhere as it is written."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text('<a href="../zqpage.md#zqheading">there</a>', encoding="utf-8")
    site = open_site(marked.root)
    site.inspect(tmp_path / "site")
    assert [finding.message for finding in site.findings if finding.check == "internal-leak"] == [
        "index.html of the built site tells of the internal entry `docs/zqpage.md`"
    ]


@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        (("default: public", "default: zqid-choice"), "the public entry `payment-link` names `zqid-choice`, which is internal"),
        (("viewpoint: shop-vpc", "viewpoint: zqid-boundaries"), "the public entry `project` names `zqid-boundaries`, which is internal"),
        (("  order:\n", "  order:\n    when: {payment-link: [zqid-choice]}\n"), "the public entry `order` names `zqid-choice`"),
        (("  order:\n", "  order:\n    when: {zqid-options: [zqother]}\n"), "the public entry `order` names `zqid-options`"),
    ],
)
def test_what_cannot_be_left_out_is_a_finding(change: tuple[str, str], told_of: str, marked: Project) -> None:
    marked.edit("model/shop.yaml", *change)
    messages = [finding["message"] for finding in marked.findings() if finding["check"] == "internal-leak"]
    assert len(messages) == 1
    assert messages[0].startswith(told_of)


def test_a_public_procedure_of_internal_steps_alone_is_a_finding(marked: Project) -> None:
    own = yaml.safe_load(marked.read("model/shop.yaml"))
    steps = own["procedures"]["administration"]["steps"]
    own["procedures"]["administration"]["steps"] = [{**step, "audience": "internal"} for step in steps]
    marked.write("model/shop.yaml", yaml.safe_dump(own, sort_keys=False))
    messages = [finding["message"] for finding in marked.findings() if finding["check"] == "internal-leak"]
    assert messages == ["nothing is left of the public entry `administration` without its internal steps"]


SECRETS = {
    'A "wide" gaze': "terms.wide",
    "The gaze": "terms.gaze",
    "watch-tower": "components.watch-tower",
    "alert": "flows.alert",
    "감시탑": "components.watch-tower",
    "https://tower.example/x": "components.watch-tower",
    "See *all* of\nus": "claims.all",
}


@pytest.mark.parametrize(
    ("name", "content", "entries"),
    [
        ("a.html", "<p>The\n  gaze</p>", ["terms.gaze"]),
        ("a.html", "<p>The <b>gaze</b></p>", ["terms.gaze"]),
        ("a.html", "<p>The &#103;aze</p>", ["terms.gaze"]),
        ("a.html", "<p>See <em>all</em> of us</p>", ["claims.all"]),
        ("a.html", '<p id="component-watch-tower">', ["components.watch-tower"]),
        ("a.html", "<p>감시탑은 높다</p>", ["components.watch-tower"]),
        ("a.html", '<a href="https://tower.example/x">', ["components.watch-tower"]),
        ("a.json", '{"a": "The\\u0020gaze"}', ["terms.gaze"]),
        ("a.unknown", "x The gaze x", ["terms.gaze"]),
        ("noun", "The gaze", ["terms.gaze"]),
        ("The gaze.png", "", ["terms.gaze"]),
        ("watch-tower.svg", "", ["components.watch-tower"]),
        ("a.html", "<code>alert</code>", ["flows.alert"]),
        ("a.html", '<tr data-flow="alert">', ["flows.alert"]),
        ("a.html", '<tr id="flow-alert">', ["flows.alert"]),
        ("a.json", '{"id":"alert"}', ["flows.alert"]),
        ("a.json", '{"carriers": ["register", "alert"]}', ["flows.alert"]),
        ("a.json", '{"flows": {"alert": {"name": "x"}}}', ["flows.alert"]),
        ("a.js", r'(self.groundplanFacts??={})["en"]="{\"flows\":[{\"id\":\"alert\"}]}"', ["flows.alert"]),
        ("a.js", r'f["en"]="{\"name\":\"A \\\"wide\\\" gaze\"}"', ["terms.wide"]),
        ("a.js", r'f["en"]="{\"name\":\"The \u003cb>gaze\u003c/b>\"}"', ["terms.gaze"]),
        ("a.html", '<g data-flows="register alert">', ["flows.alert"]),
        ("a.html", '<a href="../x/#flow-alert">', ["flows.alert"]),
        ("a.html", '<div data-md-component="alert" id="alert" class="alert">', []),
        ("a.html", '<h2 id="alert">Alert</h2><a href="alert/">alert</a>', []),
        ("a.json", '{"alert": "x", "direction": "alert", "features": ["alert.dismiss"]}', []),
        ("a.html", '<div role="alert">An alert, alert!</div>', []),
        ("a.html", "<p>Theirs: The gazelle, watch-towers</p>", []),
        ("a.js", "window.alert(1)", []),
    ],
)
def test_what_gives_an_entry_away(name: str, content: str, entries: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert list(leaks(tmp_path, SECRETS)) == [(entry, name) for entry in entries]
    assert list(leaks(tmp_path, SECRETS, {name})) == []


COMMON = word_set(
    "search version toc skip sidebar navigation main header drawer dialog content container clipboard base announce flow inbound outbound"
    " facts overlay title direction text status number name internal host customer source json exposure default data config claim channel"
    " at all step slate other next light kind external dark compare choice chart label view alert button link path index language tabs"
    " primary media home footer input nav class body html script style form print true false null left right window module image use map"
)
"""Words that a theme, the formats and our own attributes use."""


@pytest.mark.slow
def test_an_id_that_is_a_common_word_is_no_leak_where_it_is_a_word(public: dict[str, str], marked_shop: Path) -> None:
    themes = {path for path in public if re.match(r"assets/(?:javascripts|stylesheets)/|assets/groundplan/(?!facts)[\w.]*\.js", path)}
    assert len(COMMON) > 80
    assert list(leaks(marked_shop / "site", {word: f"flows.{word}" for word in COMMON}, themes)) == []


def test_archives_are_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        archive.writestr("sheet.xml", "<c>The gaze</c>")
    (tmp_path / "map.xml.gz").write_bytes(gzip.compress(b"<c>The gaze</c>"))
    assert sorted(leaks(tmp_path, SECRETS)) == [("terms.gaze", "book.xlsx"), ("terms.gaze", "map.xml.gz")]

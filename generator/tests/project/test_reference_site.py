"""The reference site as it is published, in every locale."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from projects import ALONE, SHARED_LAYOUTS, without_bodies

from groundplan.project.store import LAYOUTS
from groundplan.render.figures.pictures import packed_in

if TYPE_CHECKING:
    from projects import Project

pytestmark = pytest.mark.slow

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SILENT = frozenset({"code", "pre", "kbd", "script", "style", "template"})
"""Elements whose text is in no human language."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LOADING = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"})
"""Relations of links that a browser follows by itself."""
SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-label")


@dataclass
class Page(HTMLParser):
    """What tests ask of a page."""

    path: str
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    """Of each heading in the article, as it comes."""
    nameless: list[str] = field(default_factory=list)
    """Links and buttons that say nothing of what they are for."""
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    data: dict[str, set[str]] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Each text that readers see or hear, with the language that it is marked as."""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str, bool]] = []
        self._named: dict[int, bool] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        lang = values.get("lang") or (self._open[-1][1] if self._open else "")
        silent = tag in SILENT or bool(self._open and self._open[-1][2])
        if tag == "html":
            self.lang = lang
        if id_ := values.get("id"):
            self.ids.append(id_)
            if tag in HEADINGS:
                self.headings.append((tag, id_))
        if tag in HEADINGS and any(opened[0] == "article" for opened in self._open):
            self.levels.append(int(tag[1]))
        if tag in {"a", "button"} and ("href" in values or tag == "button"):
            self._named[len(self._open)] = False
        if any(values.get(name) for name in ("aria-label", "aria-labelledby", "title", "alt")) or values.get("aria-hidden") == "true":
            self._name()
        for name in ("data-flow", "data-component", "data-claim"):
            if name in values:
                self.data.setdefault(name, set()).add(values[name])
        self._note_addresses(tag, values)
        self.texts += ((values[name], lang) for name in SPOKEN if values.get(name))
        if tag == "meta" and values.get("name") == "description":
            self.texts.append((values["content"], lang))
        if tag not in VOID:
            self._open.append((tag, lang, silent))

    def _note_addresses(self, tag: str, values: dict[str, str]) -> None:
        address = values.get("href") or values.get("xlink:href")
        if tag == "link":
            (self.loads if LOADING & set(values.get("rel", "").split()) else self.links).append(address or "")
        elif address is not None:
            (self.loads if tag in {"use", "image"} else self.links).append(address)
        for name in ("src", "srcset", "poster", "data"):
            if name in values and tag not in {"input"}:
                self.loads += [part.split()[0] for part in values[name].split(",")] if name == "srcset" else [values[name]]

    def handle_endtag(self, tag: str) -> None:
        if any(opened[0] == tag for opened in self._open):
            while self._open.pop()[0] != tag:
                pass
        if not self._named.pop(len(self._open), True):
            self.nameless.append(f"{tag} at {self.getpos()}")

    def _name(self) -> None:
        self._named = dict.fromkeys(self._named, True)

    def handle_data(self, data: str) -> None:
        _, lang, silent = self._open[-1] if self._open else ("", "", False)
        if data.strip():
            self._name()
        if data.strip() and not silent:
            self.texts.append((" ".join(data.split()), lang))


@pytest.fixture(scope="module")
def pages(reference_site: Path) -> dict[str, Page]:
    """Every page by its path in the site."""
    found = {}
    for file in sorted(reference_site.rglob("*.html")):
        page = Page(file.relative_to(reference_site).as_posix())
        page.feed(file.read_text(encoding="utf-8"))
        found[page.path] = page
    assert len(found) > 40
    return found


@pytest.fixture(scope="module")
def locales(reference: Project) -> list[str]:
    """The locales of the project, that of the model first."""
    project = yaml.safe_load(reference.read("model/project.yaml"))["project"]
    assert len(project["locales"]) == 3
    return sorted(project["locales"], key=lambda tag: tag != project["locale"])


def of(pages: dict[str, Page], locale: str, locales: list[str]) -> dict[str, Page]:
    """The pages of a locale by their path below its folder; there are some."""
    others = tuple(f"{tag}/" for tag in locales[1:])
    if locale == locales[0]:
        found = {path: page for path, page in pages.items() if not path.startswith(others) and path != "404.html"}
    else:
        found = {path.removeprefix(f"{locale}/"): page for path, page in pages.items() if path.startswith(f"{locale}/")}
    assert len(found) >= 10
    return found


def test_every_page_tells_its_language(pages: dict[str, Page], locales: list[str]) -> None:
    assert len(locales) > 1
    for locale in locales:
        assert {page.lang for page in of(pages, locale, locales).values()} == {locale}


def test_every_flow_component_and_claim_is_shown_in_every_locale(pages: dict[str, Page], locales: list[str], reference: Project) -> None:
    for kind, section in (("data-flow", "flows"), ("data-component", "components"), ("data-claim", "claims")):
        wanted = set(yaml.safe_load(reference.read(f"model/{section}.yaml"))[section])
        assert len(wanted) > 20
        for locale in locales:
            today = [page for path, page in of(pages, locale, locales).items() if not path.startswith("network-security/changes/")]
            shown = {id_ for page in today for id_ in page.data.get(kind, ())}
            assert shown == wanted, f"{section} in {locale}"


def test_every_localized_page_has_the_headings_of_its_source(pages: dict[str, Page], locales: list[str]) -> None:
    source = of(pages, locales[0], locales)
    assert sum(len(page.headings) for page in source.values()) > 100
    for locale in locales[1:]:
        for path, page in of(pages, locale, locales).items():
            assert common(page) == common(source[path]), page.path


def common(page: Page) -> list[tuple[str, str]]:
    """The headings that a page has in every language: a glossary is sorted, and its letters are those of the language."""
    return [(tag, id_) for tag, id_ in page.headings if not re.fullmatch(r"letter-\d+", id_)]


def test_ids_are_unique_on_a_page(pages: dict[str, Page]) -> None:
    assert sum(len(page.ids) for page in pages.values()) > 1000
    for page in pages.values():
        assert sorted({id_ for id_ in page.ids if page.ids.count(id_) > 1}) == [], page.path


def test_headings_go_down_level_by_level(pages: dict[str, Page]) -> None:
    assert sum(len(page.levels) for page in pages.values()) > 500
    for page in pages.values():
        assert [(above, below) for above, below in pairwise(page.levels) if below > above + 1] == [], page.path
        assert page.levels[:1] == [1] or page.path == "404.html", page.path


def test_every_link_and_button_has_a_name(pages: dict[str, Page]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 5000
    assert {path: page.nameless for path, page in pages.items() if page.nameless} == {}
    unnamed = Page("")
    unnamed.feed("<a href=x><svg><path/></svg></a><a href=x><img alt=x></a><button>y</button><p>z</p>")
    assert len(unnamed.nameless) == 1


WORDS = re.compile(r"(?:[A-Za-z][A-Za-z'’-]* ){3,}[A-Za-z][A-Za-z'’-]*")
"""Four words of English or more in a row; names of products have fewer."""
NAMES = ("Bring your own cloud",)
"""What an abbreviation stands for is told in English in every language."""


def english(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, " ")
    found = WORDS.search(text)
    return found[0] if found else ""


def test_the_search_for_english_finds_english() -> None:
    assert english("경계를 넘는 The connection is opened from outside.") == "The connection is opened from outside"
    assert english("Amazon EKS, VPC 피어링, AWS PrivateLink") == ""


def test_no_english_sentence_is_left_on_a_page_of_another_language(pages: dict[str, Page], locales: list[str]) -> None:
    assert len(locales) > 1
    for locale in locales[1:]:
        for page in of(pages, locale, locales).values():
            left = [found for text, lang in page.texts if lang == locale and (found := english(text))]
            assert left == [], page.path


def test_nothing_is_left_untranslated(pages: dict[str, Page], locales: list[str]) -> None:
    """What is left in the source language is marked as such; in the reference site, that is nothing but names of languages."""
    assert len(locales) > 1
    for locale in locales[1:]:
        for page in of(pages, locale, locales).values():
            marked = {(text, lang) for text, lang in page.texts if lang != locale}
            assert {text for text, _ in marked} <= {"English", "한국어", "日本語"}, page.path


def targets(page: Page) -> Iterator[tuple[str, str, str]]:
    """Each address on a page that leads into the site: as written, the file, and the anchor."""
    for address in (*page.links, *page.loads):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        if not path:
            yield address, page.path, unquote(parts.fragment)
            continue
        assert not path.startswith("/") or page.path == "404.html", f"{page.path} leads to {address}"
        joined = Path("/", Path(page.path).parent, path).as_posix() if not path.startswith("/") else path
        steps: list[str] = []
        for step in joined.split("/"):
            steps = steps[:-1] if step == ".." else [*steps, step] if step not in {"", "."} else steps
        yield address, "/".join([*steps, *(["index.html"] if path.endswith(("/", "..", ".")) else [])]), unquote(parts.fragment)


def test_no_link_leads_nowhere(pages: dict[str, Page], reference_site: Path) -> None:
    dead = []
    count = 0
    for page in pages.values():
        for address, file, anchor in targets(page):
            count += 1
            if file in pages:
                if anchor and anchor not in pages[file].ids and anchor != "__comments":
                    dead.append(f"{page.path}: {address}")
            elif not (reference_site / file).is_file():
                dead.append(f"{page.path}: {address}")
    assert dead == []
    assert count > 5000


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page], reference_site: Path) -> None:
    styles = list(reference_site.rglob("*.css"))
    assert len(styles) > 3
    assert sum(len(page.loads) for page in pages.values()) > 500
    for page in pages.values():
        assert [address for address in page.loads if urlsplit(address).netloc] == [], page.path
    for file in styles:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')]+)""", text) == [], file.name


def test_links_stay_in_the_readers_language(pages: dict[str, Page], locales: list[str]) -> None:
    """Only pages that are not published in a language may be shown in that of the model."""
    assert len(locales) > 1
    for locale in locales[1:]:
        own = of(pages, locale, locales)
        for page in own.values():
            body = [file for address, file, _ in targets(page) if file.endswith(".html") and not file.startswith(f"{locale}/")]
            switch = {f"{tag}/{page.path.removeprefix(f'{locale}/')}".removeprefix(f"{locales[0]}/") for tag in locales}
            assert [file for file in body if file not in switch and file in own] == [], page.path


def test_two_builds_give_the_same_bytes(pseudo_site: Path, reference_copy: Project, tmp_path: Path) -> None:
    """From another folder, in a process with other hashes, without what the first has put into caches, and nothing on the path.

    Of the layouts it makes a quarter anew, those that the digests choose: other ones whenever code or model change.
    """
    without_bodies(reference_copy.root)
    options = ["--strict", "--site", str(tmp_path / "built"), "--locale", "qps", "--locale", "qps-plocm"]
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    known = {shutil.copy(path, layouts / path.name).name for path in SHARED_LAYOUTS.glob("[4-9a-f]*.json")}
    environment = {
        LAYOUTS: str(layouts),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Seoul",
        "LC_ALL": "C.UTF-8",
        "HOME": str(tmp_path),
        "PATH": "/nowhere",
    }
    command = [sys.executable, "-m", "groundplan.cli", "build", *options]
    subprocess.run(command, cwd=reference_copy.root, env=environment, check=True, capture_output=True)
    first, second = contents(pseudo_site), contents(tmp_path / "built")
    assert len(first) > 100
    assert sorted(first) == sorted(second)
    assert [path for path, content in first.items() if second[path] != content] == []
    made = {path.name: path.read_bytes() for path in layouts.glob("*.json") if path.name not in known}
    assert len(made) > 3
    assert [name for name, layout in made.items() if (SHARED_LAYOUTS / name).read_bytes() != layout] == []


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_every_chart_is_a_file_whose_addresses_lead_into_its_own_language(
    reference: Project, reference_site: Path, pages: dict[str, Page], locales: list[str]
) -> None:
    procedures = yaml.safe_load(reference.read("model/procedures.yaml"))["procedures"]
    folder = reference_site / "assets/groundplan/pictures"
    assert len(procedures) == 3
    for procedure in procedures:
        for locale in locales:
            script = (folder / f"_chart.{procedure}.{locale}.js").read_bytes()
            chart = Page(procedure)
            chart.feed(json.loads(packed_in(script) or ""))
            assert len(chart.data["data-component"]) > 1
            assert (procedure == "tailscale-connection") or chart.loads  # none of its components has an icon of its own
            assert all((folder / address).is_file() for address in chart.loads)
            assert chart.links
            for address in chart.links:
                path, _, anchor = address.partition("#")
                page = (folder / path / "index.html").resolve().relative_to(reference_site.resolve()).as_posix()
                assert pages[page].lang == locale
                assert anchor in pages[page].ids


def test_our_markup_needs_no_more_than_a_strict_content_security_policy(reference_site: Path) -> None:
    """`style-src 'self'` and `script-src 'self'` forbid style attributes, style elements, event handlers and scripts in a page.

    What the theme puts around an article is its own; pictures in files of their own count as ours.
    """
    files = [*reference_site.rglob("*.html"), *(reference_site / "assets/groundplan/pictures").glob("*.js")]
    assert len(files) > 50
    for file in files:
        drawn, text = packed_in(file.read_bytes()), file.read_text(encoding="utf-8")
        assert (drawn is None) is (file.suffix == ".html")
        ours = drawn or text.partition("<article")[2].partition("</article>")[0]
        found = re.findall(r"""<[^<>]*\s(?:style|on\w+)=\\?["'][^<>]*>|<style|<script|=\\?["']\s*javascript:""", ours)
        assert found == [], file.name


def test_the_facts_can_be_downloaded_in_every_language(
    reference: Project, reference_site: Path, pages: dict[str, Page], locales: list[str]
) -> None:
    for page in of(pages, locales[0], locales), *(of(pages, locale, locales) for locale in locales[1:]):
        offered = {file for _, file, _ in targets(page["network-security/connections/index.html"]) if "/facts." in file}
        assert offered == {"assets/groundplan/facts.csv", "assets/groundplan/facts.json"}
    facts = reference.start("facts", "--format", "json", environment=ALONE).out
    assert (reference_site / "assets/groundplan/facts.json").read_text(encoding="utf-8") == facts
    rows = (reference_site / "assets/groundplan/facts.csv").read_bytes().decode("utf-8").split("\r\n")
    assert rows[0].startswith("number,flow,direction,exposure")
    assert len(rows) == len(yaml.safe_load(reference.read("model/flows.yaml"))["flows"]) + 2

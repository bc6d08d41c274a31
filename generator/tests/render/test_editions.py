"""The page that tells what each edition of a model changed, in the words of its readers."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from projects import page_of

from groundplan.render.figures.pictures import packed_in
from groundplan.sites import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

MODEL = "model/shop.yaml"


def git(project: Project, *words: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *author, *words], cwd=project.root, check=True)


def page(project: Project, tag: str = "en") -> str:
    """The text of the page, with a line for each element, without its maps."""
    site = open_site(project.root)
    locale = next(locale for locale in site.locales if locale.tag == tag)
    assert "changes.md" in site.generated()
    html = page_of(site, "changes.md", "{{ changes() }}", locale, str)
    return re.sub(r"\s*<[^>]+>\s*", "\n", re.sub("<figure.*?</figure>", "", html, flags=re.DOTALL))


@pytest.fixture
def tagged(shop: Project) -> Project:
    """The shop in two editions and as it is: the first opened a port more, then the same was closed and a promise broke."""
    shop.write("groundplan.toml", '[site]\neditions = ["v1", "v2"]\n')
    git(shop, "init", "-q")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "First")
    git(shop, "tag", "v1")
    shop.edit(MODEL, "ports: [443/tcp]\n    carries: [orders", "ports: [443/tcp, 8443/tcp]\n    carries: [orders")
    git(shop, "commit", "-qam", "Second")
    git(shop, "tag", "v2")
    shop.edit(MODEL, "ports: [443/tcp, 8443/tcp]", "ports: [443/tcp]")
    return shop


def test_editions_are_told_newest_first(tagged: Project) -> None:
    text = page(tagged)
    assert re.findall("(Since v2|From v1 to v2|Opened at the border|Closed at the border)", text) == [
        *("Since v2", "Closed at the border", "From v1 to v2", "Opened at the border")
    ]
    cells = re.sub(r"\n+", " | ", text[text.index("Opened at the border") :])
    assert "| Inbound, wider | addresses of Shopper | Web server | 8443/tcp | 1 | Orders | Always |" in cells


def test_they_are_told_in_the_words_of_readers(tagged: Project) -> None:
    text = page(tagged, "ko")
    assert "v1에서 v2까지" in text
    assert "경계에서 새로 열림" in text
    assert "인바운드, 범위 확대" in text


def test_what_came_changed_and_went_is_on_one_map(tagged: Project) -> None:
    lost = tagged.read(MODEL)
    register = lost[lost.index("  register:\n") : lost.index("  administer:\n")]
    tagged.edit(MODEL, register, register.replace("register:", "mail:").replace("Registration", "Mail").replace("443", "25"))
    tagged.edit(MODEL, "  coordinator: {name: Coordinator, kind: service, in: internet}\n", "")
    tagged.edit(MODEL, "to: coordinator", "to: shopper")
    tagged.edit(MODEL, "carried-by: [register]", "carried-by: [mail]")
    drawing = tagged.run("diagram", "overview", "--since", "v2").out
    said = re.findall(r"<t(?:ext|span)[^>]*>([^<]+)", drawing)
    assert "Since v2 · Added: 4 · Changed: 1 · Gone: 7" in said
    assert {"Coordinator", "Registration", "Mail"} <= {*said}, "what is gone has its place and its name"
    assert 'stroke-dasharray="2 5"' in drawing


def test_the_map_of_what_changed_can_be_explored(kept: Project) -> None:
    """It has facts of its own, of both editions; what is gone leads to where that is told, all else to its entry."""
    site = open_site(kept.root)
    korean = next(locale for locale in site.locales if locale.tag == "ko")
    html = page_of(site, "changes.md", "{{ changes() }}", korean, str)
    assert re.findall(r'<svg[^>]* data-view="(\S+)"', html) == ["_since-2026-1", "_since-2025-1"]
    gone = re.search(r'<g class="([^"]*)"[^>]* data-flow="fax"(?:.(?!</g></g>))*<title>([^<]+)', html)
    assert gone
    assert "gp-gone" in gone[1]
    assert "팩스" in gone[2]
    assert '<g class="gp-sign"' in html, "without a script and on paper, too"
    named = re.findall(
        r'<(li|span)(?=[^>]* data-flow="fax")[^>]*\bgp-gone\b[^>]*>(?:(?!data-flow).)*<span class="gp-difference gp-gone">제거됨</span>',
        html,
    )
    assert named == ["span", "li"], "so says the column of a phone, and the key"
    assert re.findall(r'data-show="flow\.(\S+)">\d+', html)[0] == "order", "the number of a rule leads to the map"
    address = "assets/groundplan/changes/since-2025-1.ko.js"
    assert f'data-src="{address}" data-of="since-2025-1.ko"' in html
    script = site.asset(address, lambda path, _: path) or b""
    assert script.startswith(b'(self.groundplanFacts??={})["since-2025-1.ko"]=')
    data = json.loads(packed_in(script) or "")
    assert data["since"]["said"] == "2025.1에서 2026.1까지"
    assert data["since"]["flows"] == {"fax": "gone"}
    assert "아웃바운드, 제거됨" in data["since"]["told"]["fax"]
    hrefs = {flow["id"]: flow["href"] for flow in data["flows"]}
    assert hrefs["fax"].endswith("changes.md#since-2025-1")
    assert hrefs["order"].endswith("connections.md#flow-order")
    assert {flow["name"] for flow in data["flows"]} >= {"팩스"}


def test_what_no_revision_is_called_is_a_finding(tagged: Project) -> None:
    tagged.write("groundplan.toml", '[site]\neditions = ["v9"]\n')
    ended = tagged.run("check")
    assert ended.code == 1
    assert "groundplan.toml:2:13: error[bad-setting]: `v9` is no folder below `editions`, and no revision of git here" in ended.out
    assert "git fetch --tags" in ended.out
    git(tagged, "tag", "v9")
    assert tagged.run("check").code == 0, "what was found once is not kept, as tags come while files stay"


KEPT = '[site]\neditions = ["2025.1", "2026.1"]\n'


@pytest.fixture
def kept(shop: Project) -> Project:
    """The shop, which git does not know, in two editions in folders: the first had a connection that was then given up."""
    shop.write("groundplan.toml", KEPT)
    model = shop.read(MODEL)
    register = model[model.index("  register:\n") : model.index("  administer:\n")]
    fax = register.replace("register:", "fax:").replace("Registration", "Fax").replace("443", "25")
    shop.write("editions/2025.1/model/shop.yaml", model.replace(register, fax + register))
    catalogue = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n\nmsgctxt "flows.fax.name"\nmsgid "Fax"\nmsgstr "팩스"\n'
    shop.write("editions/2025.1/model/locales/ko.po", catalogue)
    shop.write("editions/2026.1/model/shop.yaml", model)
    shop.edit(MODEL, "ports: [443/tcp]\n    carries: [orders", "ports: [443/tcp, 8443/tcp]\n    carries: [orders")
    return shop


def test_editions_in_folders_need_no_git(kept: Project) -> None:
    text = page(kept)
    assert re.findall(r"(Since 2026\.1|From 2025\.1 to 2026\.1|Opened at the border|Closed at the border)", text) == [
        *("Since 2026.1", "Opened at the border", "From 2025.1 to 2026.1", "Closed at the border")
    ]
    assert "Fax" in text
    assert "팩스" in page(kept, "ko"), "what is gone is called what it was called then"
    assert "Opened at the border" in kept.run("diff", "2026.1").out
    assert "gone: fax" in kept.run("diff", "2025.1..2026.1").out
    assert "Since 2026.1 · Changed: 1" in kept.run("diagram", "overview", "--since", "2026.1").out


def test_what_is_found_in_folders_is_remembered_as_long_as_they_stay(kept: Project) -> None:
    assert kept.run("check").code == 0
    assert list((kept.root / ".cache/groundplan/check").glob("*"))
    kept.edit("editions/2025.1/model/shop.yaml", "  coordinator: {name: Coordinator, kind: ", "  coordinator: {name: Coordinator, knid: ")
    ended = kept.run("check")
    assert ended.code == 1
    assert (
        "groundplan.toml:2:13: error[bad-setting]: the model of the edition `2025.1` is broken: editions/2025.1/model/shop.yaml:"
        in ended.out
    )
    assert "take `2025.1` out of `editions`" in ended.out


def test_an_edition_without_git_can_be_kept_and_a_short_clone_says_so(kept: Project, tmp_path: Path) -> None:
    kept.write("groundplan.toml", KEPT.replace("2025.1", "2025.4"))
    ended = kept.run("check")
    assert "groundplan.toml:2:13: error[bad-setting]: `2025.4` is no folder below `editions`, and no revision of git here" in ended.out
    assert "there is no repository of git here: keep the edition as a folder, `editions/2025.4/model`" in ended.out
    git(kept, "init", "-q")
    for message in ("First", "Second"):
        git(kept, "add", "-A")
        git(kept, "commit", "-q", "--allow-empty", "-m", message)
    subprocess.run(["git", "clone", "-q", "--depth", "1", kept.root.as_uri(), str(tmp_path / "short")], check=True)
    ended = type(kept)(tmp_path / "short").run("check")
    assert "`git fetch --unshallow --tags`, in a pipeline `fetch-depth: 0`" in ended.out


@pytest.mark.parametrize("value", ["[site]\neditions = ['v1']\n", '[site]\neditions = [\n  "v0",\n  "v1",\n]\n'])
def test_an_edition_that_holds_no_model_is_found_where_it_is_named(value: str, shop: Project) -> None:
    shop.write("groundplan.toml", value)
    shop.write("editions/v0/model/shop.yaml", shop.read(MODEL))
    shop.write("editions/v1/notes.txt", "")
    line = value[: value.index("v1")].count("\n") + 1
    column = value.splitlines()[line - 1].index("v1")
    assert f"groundplan.toml:{line}:{column}: error[bad-setting]: " in shop.run("check").out


def test_models_beside_a_project_are_read_from_editions_too(shop: Project, tmp_path: Path) -> None:
    """Of a folder with the same layout, and of git, where they are in the same repository."""
    parties, rest = re.split(r"(?=^boundaries:)", shop.read(MODEL), maxsplit=1, flags=re.MULTILINE)
    project, parties = parties.split("parties:", 1)
    top = tmp_path / "vendor"
    own, shared = f"uses: [../../shared]\n{project}{rest}", f"parties:{parties}"
    held = {"product/model/shop.yaml": own, "shared/parties.yaml": shared}
    held |= {f"product/editions/2026.1/{path}": text for path, text in held.items()}
    held["product/editions/2026.1/product/model/shop.yaml"] = own.replace("ports: [443/tcp]", "ports: [443/tcp, 8443/tcp]", 1)
    held["product/groundplan.toml"] = '[site]\neditions = ["2026.1"]\n'
    for path, text in held.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8")
    project_ = type(shop)(top / "product")
    assert project_.run("check").code == 0
    assert "narrower" in project_.run("diff", "2026.1").out
    git(project_, "init", "-q", "..")
    git(project_, "add", "-A", "..")
    git(project_, "commit", "-qm", "First")
    project_.write(MODEL, own.replace("ports: [443/tcp]", "ports: [443/tcp, 8443/tcp]", 1))
    assert "wider" in project_.run("diff", "HEAD").out


@pytest.mark.parametrize("value", ['"v1"', "[1]", '[""]'])
def test_what_is_no_list_of_names_is_a_finding(value: str, shop: Project) -> None:
    shop.write("groundplan.toml", f"[site]\neditions = {value}\n")
    ended = shop.run("check")
    assert (
        "groundplan.toml:2:1: error[bad-setting]: `editions` must be a list of folders below `editions`, or tags, oldest first" in ended.out
    )


def test_a_project_without_editions_has_no_such_page(shop: Project) -> None:
    site = open_site(shop.root)
    assert "changes.md" not in site.generated()
    assert "changes.md" in site.empty()


def test_a_drawing_lets_what_changed_stand_out(tagged: Project) -> None:
    drawn = tagged.run("diagram", "overview", "--since", "v1")
    assert (drawn.code, drawn.err) == (0, "")
    assert "Since v1 · Nothing" in drawn.out, "what was opened is closed again"
    tagged.edit(MODEL, "{host: coordinator.example.com}", "{host: registry.example.com}")
    svg = tagged.run("diagram", "overview", "--since", "v1").out
    assert "Since v1 · Changed: 4" in svg
    bold = re.findall(r'<g[^>]*data-flow="(\S+)"[^>]*data-from[^>]*>(?:<path[^>]*>)*?<path[^>]*stroke-width="4"', svg)
    assert bold == ["register"]
    faint = re.findall(r'<g data-flow="(\S+)"[^>]*data-from[^>]*opacity="0.25"', svg)
    assert {"order", "pay"} <= {*faint}
    assert "register" not in faint
    ended = tagged.run("diagram", "overview", "--since", "v9")
    assert (ended.code, "`v9` is neither a folder nor a revision of git" in ended.err) == (2, True)

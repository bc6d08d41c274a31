"""Other people's plugins beside ours, before it and after it: each language is a site of its own to them.

The table in docs/reference/plugins.md says the same.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import mkdocs_build
from markup import read
from project import DOCS, FakeSite, write_project

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning", "ignore::SyntaxWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning"),
]
ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs/reference/plugins.md"
ORDERS = ("before", "after")
COMMITTED = "2020-01-02T03:04:05+00:00"


@dataclass(frozen=True)
class Tried:
    """A plugin with its options, what else the site needs for it, and what must be true of the built site."""

    options: dict[str, Any]
    judge: Callable[[Path], None]
    files: dict[str, str]
    nav: bool = True


def same_pages(site: Path) -> None:
    """Each language has the pages that it has without the plugin, and speaks itself."""
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert {"connections", "deep/nested", "ko/connections", "ko/deep/nested", "ja/connections"} <= pages
    assert read(site / "ko/connections/index.html").all("html")[0].attributes["lang"] == "ko"


def navigation(site: Path, page: str) -> list[str]:
    """Where the links of a page's primary navigation lead, from the site's root."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    primary = html[html.index("md-nav--primary") : html.index("</nav>", html.rindex("md-nav__link"))]
    found = re.findall(r"""<a href=["']?([^"' >#]+)["']?[^>]*class=["']?md-nav__link""", primary)
    base = Path("/site", page)
    return [str(Path(*_resolved(base / link)).relative_to("/site")) for link in found if "://" not in link]


def _resolved(path: Path) -> list[str]:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return parts


def own_language(site: Path) -> None:
    same_pages(site)
    assert [link for link in navigation(site, "connections") if link.startswith(("ko", "ja"))] == []
    links = navigation(site, "ko/connections")
    assert links
    assert [link for link in links if not link.startswith("ko")] == []


def redirected(site: Path) -> None:
    same_pages(site)
    assert "../connections/" in (site / "old/index.html").read_text(encoding="utf-8")
    assert "../connections/" in (site / "ko/old/index.html").read_text(encoding="utf-8")


def tagged(site: Path) -> None:
    own_language(site)
    for prefix in ("", "ko/"):
        (tag, *_) = read(site / prefix / "deep/nested/index.html").all("a", class_="md-tag")
        assert tag.attributes["href"] == "../../tags/#tag:alpha"
        listed = [
            link.attributes["href"] for link in read(site / prefix / "tags/index.html").all("a") if "nested" in link.attributes["href"]
        ]
        assert listed
        assert [link for link in listed if "ko/" in link or "ja/" in link] == []


def blogged(site: Path) -> None:
    own_language(site)
    assert (site / "blog/2024/01/02/post/index.html").is_file()
    assert not (site / "ko/blog").exists()


def tells(text: str, site: Path) -> None:
    """A page and its localized edition hold what a plugin says."""
    same_pages(site)
    for page in ("deep/nested", "ko/deep/nested"):
        assert text in (site / page / "index.html").read_text(encoding="utf-8")


def dated(site: Path) -> None:
    tells("2020-01-02", site)


def authored(site: Path) -> None:
    tells("Ada", site)


def included(site: Path) -> None:
    tells("A part of its own.", site)


def made(site: Path) -> None:
    own_language(site)
    assert (site / "made/index.html").is_file()
    assert (site / "ko/made/index.html").is_file()


def fed(site: Path) -> None:
    same_pages(site)
    feed = (site / "feed_rss_updated.xml").read_text(encoding="utf-8")
    assert "/plan/deep/nested/" in feed
    assert "/plan/ko/" not in feed


def found(site: Path) -> None:
    """Korean words are found in the Korean index, by our worker."""
    same_pages(site)
    page = (site / "ko/index.html").read_text(encoding="utf-8")
    (config,) = re.findall(r"""<script id=["']?__config["']? [^>]*>(.*?)</script>""", page, re.DOTALL)
    told = json.loads(config)
    assert (told["base"], told["search"]) == ("../ko/", "../assets/groundplan/search.js")
    assert 'dir="ltr"' in page or "dir=ltr" in page


def excluded(site: Path) -> None:
    same_pages(site)
    for prefix in ("", "ko/", "ja/"):
        docs = json.loads((site / prefix / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
        assert docs
        assert [doc["location"] for doc in docs if doc["location"].startswith("deep/nested")] == []


def described(site: Path) -> None:
    tells("Of the folder.", site)


def flat(site: Path) -> None:
    assert (site / "ko/connections.html").is_file()


TAGS = {"docs/tags.md": "# Tags\n\n<!-- material/tags -->\n", "docs/deep/nested.md": "---\ntags: [alpha]\n---\n" + DOCS["deep/nested.md"]}
POST = {"docs/blog/index.md": "# Blog\n", "docs/blog/posts/post.md": "---\ndate: 2024-01-02\n---\n# Post\n\nText.\n"}
PART = {
    "docs/deep/part.txt": "A part of its own.\n",
    "docs/deep/nested.md": DOCS["deep/nested.md"] + "\n[% include-markdown './part.txt' %]\n",
}
SCRIPT = {"make.py": "import mkdocs_gen_files\nwith mkdocs_gen_files.open('made.md', 'w') as file:\n    print('# Made', file=file)\n"}
META = {"docs/deep/.meta.yml": "description: Of the folder.\n"}

PLUGINS = {
    "awesome-nav": Tried({}, own_language, {}, nav=False),
    "literate-nav": Tried({}, own_language, {}, nav=False),
    "section-index": Tried({}, own_language, {}),
    "redirects": Tried({"redirect_maps": {"old.md": "connections.md", "ko/old.md": "ko/connections.md"}}, redirected, {}),
    "tags": Tried({}, tagged, TAGS, nav=False),
    "blog": Tried({}, blogged, POST, nav=False),
    "minify": Tried({"minify_html": True}, found, {}),
    "git-revision-date-localized": Tried({"type": "iso_date"}, dated, {}),
    "git-authors": Tried({}, authored, {}),
    "glightbox": Tried({}, same_pages, {}),
    "include-markdown": Tried({"opening_tag": "[%", "closing_tag": "%]"}, included, PART),
    "gen-files": Tried({"scripts": ["make.py"]}, made, SCRIPT, nav=False),
    "offline": Tried({}, flat, {}),
    "privacy": Tried({"assets": False}, same_pages, {}),
    "rss": Tried({}, fed, {}),
    "exclude-search": Tried({"exclude": ["deep/nested.md"]}, excluded, {}),
    "meta": Tried({}, described, META),
    "macros": Tried({"j2_variable_start_string": "[[", "j2_variable_end_string": "]]"}, same_pages, {}),
}


def site_with(root: Path, name: str, tried: Tried, order: str) -> None:
    """The example project with a plugin, in a repository whose only commit is old."""
    config = yaml.safe_load(write_project(root).read_text(encoding="utf-8"))
    ours = {"groundplan": {"offline": True}}
    theirs = {name: tried.options}
    config["plugins"] = ["search", theirs, ours] if order == "before" else ["search", ours, theirs]
    config.pop("validation")
    if not tried.nav:
        config.pop("nav")
    for path, text in tried.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    person = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": COMMITTED}
    person |= {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_COMMITTER_DATE": COMMITTED}
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        subprocess.run(["git", *command], cwd=root, check=True, env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(root), **person})


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_sees_each_language_by_itself(name: str, order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = PLUGINS[name]
    site_with(tmp_path, name, tried, order)
    monkeypatch.chdir(tmp_path)
    result = mkdocs_build(tmp_path, FakeSite(origin=str(tmp_path / "model/project.yaml")), "--strict")
    assert result.exit_code == 0, result.output
    tried.judge(tmp_path / "site")


def test_who_takes_the_same_braces_is_named(tmp_path: Path) -> None:
    site_with(tmp_path, "macros", Tried({}, same_pages, {}), "before")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code != 0
    assert "the plugin `macros` takes the same braces as Groundplan" in result.output
    assert not (tmp_path / "site/index.html").exists()


REPLACING = "from mkdocs.theme import Theme\n\ndef on_config(config):\n    config['theme'] = Theme(name='material')\n"
"""What Backstage's techdocs-core does."""


def test_whoever_replaces_the_theme_leaves_ours_on_it(tmp_path: Path) -> None:
    config = write_project(tmp_path)
    (tmp_path / "replace.py").write_text(REPLACING, encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8") + "hooks: [replace.py]\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code == 0, result.output
    found(tmp_path / "site")
    assert (tmp_path / "site/assets/groundplan/site.js").is_file()
    assert (tmp_path / "site/assets/groundplan/search.js").is_file()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_is_refused_by_name(theme: str, tmp_path: Path) -> None:
    config = write_project(tmp_path)
    text = re.sub(r"theme:\n.*\n.*\n", f"theme: {theme}\n", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code != 0
    assert f"Groundplan needs the theme Material for MkDocs (`theme: material`); this site's theme is `{theme}`" in result.output


@pytest.mark.parametrize(("key", "built"), [("exclude_docs", False), ("draft_docs", False), ("not_in_nav", True)])
def test_what_holds_for_a_page_holds_for_its_editions(key: str, built: bool, tmp_path: Path) -> None:
    config = write_project(tmp_path)
    config.write_text(config.read_text(encoding="utf-8").partition("nav:")[0] + f"{key}: connections.md\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite())
    assert result.exit_code == 0, result.output
    for prefix in ("", "ko/", "ja/"):
        assert (tmp_path / "site" / prefix / "connections/index.html").exists() == built
        assert (tmp_path / "site" / prefix / "deep/nested/index.html").exists()
        assert f"{prefix}connections" not in navigation(tmp_path / "site", prefix.rstrip("/") or ".")


def test_pages_with_nothing_to_say_leave_no_place_in_the_navigation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = FakeSite(pages={})
    monkeypatch.setattr(FakeSite, "empty", lambda _: {"connections.md"})
    config = write_project(tmp_path)
    (tmp_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    for page in ("deep/nested.md", "guide/start.md"):
        (tmp_path / "docs" / page).write_text("# Page\n", encoding="utf-8")
    result = mkdocs_build(tmp_path, site, "--strict")
    assert result.exit_code == 0, result.output
    assert config.exists()
    for page in (".", "ko"):
        assert [link for link in navigation(tmp_path / "site", page) if "connections" in link] == []
        assert "None" not in (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8").partition("md-nav--primary")[2]


def test_the_table_of_plugins_names_those_that_are_tried() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted([*PLUGINS, "mike", "social", "snippets", "techdocs-core"])

"""`groundplan init` in a site that exists: three commands, and every other letter stays."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from projects import Project

PAGES = [
    f"network-security/{page}.md"
    for page in ("index", "overview", "connections", "boundaries", "allow-list", "guarantees", "components", "glossary", "explorer")
]

SITES = {
    "nothing but a theme": "site_name: Ours\ntheme: material\n",
    "no line end": "site_name: Ours\ntheme: material",
    "lists in blocks": """\
# Our site
site_name: Ours   # keep
theme:
  name: material
  features: [navigation.tabs]

plugins:
  - search:
      lang: en

  # the end of plugins
markdown_extensions:
- admonition
- attr_list
- toc:
    permalink: true
nav:
  - Home: index.md
  - Guide:
      - guide.md
# the end
""",
    "lists in brackets": """\
site_name: Ours
theme: {name: material}
plugins: [search, ]
markdown_extensions: []
nav: [index.md, guide.md]
""",
    "mappings": """\
site_name: Ours
theme: {name: material}
plugins:
  search: {}
markdown_extensions:
  attr_list: {}
  toc:
    toc_depth: 2
""",
    "empty keys": "site_name: Ours\ntheme: material\nplugins:\nmarkdown_extensions: ~\n",
    "tags and Windows line ends": """\
site_name: !ENV [NAME, Ours]
theme: material
plugins:
  - search
nav:
  - index.md
  - guide.md
""".replace("\n", "\r\n"),
    "an end that is marked": "---\nsite_name: Ours\ntheme: material\n...\n# the end\n",
    "an end that is marked, and no line end": "site_name: Ours\ntheme: material\n...",
    "an empty navigation": "site_name: Ours\ntheme: material\nnav: []\n",
    "a navigation without a value": "site_name: Ours\ntheme: material\nnav:\n",
    "pages elsewhere": "site_name: Ours\ntheme: material\ndocs_dir: handbook\n",
}


def site(project: Project, configuration: str, name: str = "mkdocs.yml") -> None:
    pages = "handbook" if "handbook" in configuration else "docs"
    project.write(name, configuration)
    project.write(f"{pages}/index.md", "# Ours\n\nSee the [guide](guide.md).\n")
    project.write(f"{pages}/guide.md", "# Guide\n\nText.\n")


def data(text: str) -> dict[str, object]:
    loaded = yaml.load(re.sub(r"!ENV \[.*?\]", "Ours", text), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def names(listed: object) -> list[str]:
    items = listed if isinstance(listed, (list, dict)) else []
    return [next(iter(item)) if isinstance(item, dict) else str(item) for item in items]


@pytest.mark.parametrize("configuration", SITES.values(), ids=SITES)
def test_what_the_configuration_lacks_is_added_and_every_other_letter_stays(configuration: str, empty: Project) -> None:
    site(empty, configuration)
    ended = empty.run("init")
    assert (ended.code, ended.err) == (0, "")
    after = (empty.root / "mkdocs.yml").read_bytes().decode()
    removed = [line for line in difflib.ndiff([*configuration], [*after]) if line.startswith("- ")]
    assert removed in ([], ["- ~"])  # the sign for nothing makes room for a list
    assert ("\r" in after) == ("\r" in configuration)
    assert "\n" not in after.replace("\r\n", "") or "\r" not in after
    assert names(data(after)["plugins"]) == ["search", "groundplan"]
    assert {"attr_list", "md_in_html"} <= set(names(data(after)["markdown_extensions"]))
    assert len(names(data(after)["markdown_extensions"])) == len(set(names(data(after)["markdown_extensions"])))
    before, nav = data(configuration).get("nav"), data(after).get("nav")
    assert nav == ([*before, {"Network security": PAGES}] if isinstance(before, list) and before else before)
    assert "`groundplan` below `plugins`" in ended.out


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lists in blocks", "lists in brackets", "pages elsewhere"])
def test_an_adopted_site_is_built_strictly_and_its_own_pages_stay(name: str, empty: Project) -> None:
    site(empty, SITES[name])
    assert empty.run("init").code == 0
    built = empty.start("build", "--strict")
    assert (built.code, built.out) == (0, ""), built.err
    assert "<h1" in empty.read("site/guide/index.html")
    assert 'data-flow="send-metrics"' in empty.read("site/network-security/index.html")
    assert 'data-flow="send-metrics"' in empty.read("site/network-security/connections/index.html")


def test_what_is_there_already_is_not_written_twice(empty: Project) -> None:
    there = "site_name: Ours\ntheme: material\nplugins: [search, groundplan]\nmarkdown_extensions: [attr_list, md_in_html]\n"
    site(empty, there)
    ended = empty.run("init")
    assert (ended.code, ended.err) == (0, "")
    assert empty.read("mkdocs.yml") == there
    assert "mkdocs.yml:" not in ended.out


def test_the_other_name_of_a_configuration_is_known(empty: Project) -> None:
    site(empty, SITES["nothing but a theme"], "mkdocs.yaml")
    assert empty.run("init").code == 0
    assert "  - groundplan\n" in empty.read("mkdocs.yaml")
    assert not (empty.root / "mkdocs.yml").exists()


def test_what_is_inherited_is_asked_for_where_it_is_written(empty: Project) -> None:
    empty.write("base.yml", "theme: material\nplugins: [search]\nmarkdown_extensions: [attr_list, md_in_html]\n")
    site(empty, "INHERIT: base.yml\nsite_name: Ours\n")
    ended = empty.run("init")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "groundplan: `plugins` is inherited: add `groundplan` to it there, then run this again\n"
    assert not (empty.root / "model").exists()
    empty.write("base.yml", "theme: material\nplugins: [search, groundplan]\nmarkdown_extensions: [attr_list, md_in_html]\n")
    assert empty.run("init").code == 0
    assert empty.read("mkdocs.yml") == "INHERIT: base.yml\nsite_name: Ours\n"


BASE = "site_name: Ours\ntheme: {name: material}\n"
EXTENSIONS = "markdown_extensions: [attr_list, md_in_html]\n"
MENU = f"Network security: [{', '.join(PAGES)}]"
BELOW = "".join(f"\n      - {page}" for page in PAGES)

WRITTEN = {
    "a comment before the bracket": ("plugins: [\n  search, # c\n]\n", "plugins: [\n  search, # c\n  groundplan,\n]\n"),
    "no comma before the comment": (
        "plugins: [groundplan]\nnav: [index.md,\n guide.md # the a\n ]\n",
        f"plugins: [groundplan]\nnav: [index.md,\n guide.md, # the a\n {{{MENU}}}\n ]\n",
    ),
    "a comment before the brace": (
        "plugins: {search: {lang: en} # c\n}\n",
        "plugins: {search: {lang: en}, # c\n  groundplan: {}\n}\n",
    ),
    "a block of text at the end of plugins": (
        "plugins:\n- macros:\n    include_dir: |-\n      docs\nsite_author: Us\n",
        "plugins:\n- macros:\n    include_dir: |-\n      docs\n- groundplan\nsite_author: Us\n",
    ),
    "a block of text with empty lines at its end": (
        "plugins:\n  - macros:\n      include_dir: |+\n        docs\n\nsite_author: Us\n",
        "plugins:\n  - macros:\n      include_dir: |+\n        docs\n\n  - groundplan\nsite_author: Us\n",
    ),
    "a block of text at the end of a menu": (
        "nav:\n  - index.md\n  - >-\n    guide.md\nplugins:\n",
        f"nav:\n  - index.md\n  - >-\n    guide.md\n  - Network security:{BELOW}\nplugins: [search, groundplan]\n",
    ),
    "an alias at the end": (
        "extra:\n  s: &s search\n  sec: &sec\n    Sec: [guide.md]\nplugins:\n  - tags\n  - *s\nnav:\n  - index.md\n  - *sec\n",
        (
            "extra:\n  s: &s search\n  sec: &sec\n    Sec: [guide.md]\nplugins:\n  - tags\n  - *s\n  - groundplan\n"
            f"nav:\n  - index.md\n  - *sec\n  - Network security:{BELOW}\n"
        ),
    ),
    "a dash alone": (
        "plugins:\n  -\n    search\nnav:\n  - # c\n    A: guide.md\n",
        f"plugins:\n  -\n    search\n  - groundplan\nnav:\n  - # c\n    A: guide.md\n  - Network security:{BELOW}\n",
    ),
    "our pages in the menu": (
        "plugins: []\nnav: [network-security/index.md]\n",
        "plugins: [groundplan]\nnav: [network-security/index.md]\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), WRITTEN.values(), ids=WRITTEN)
def test_an_item_goes_where_its_author_would_write_it(before: str, after: str, empty: Project) -> None:
    site(empty, BASE + EXTENSIONS + before)
    ended = empty.run("init")
    assert (ended.code, ended.err) == (0, "")
    assert empty.read("mkdocs.yml") == BASE + EXTENSIONS + after


def test_a_configuration_that_is_indented_throughout_gets_settings_that_are(empty: Project) -> None:
    site(empty, "  site_name: Ours\n  theme: material\n")
    assert empty.run("init").code == 0
    assert "\n  plugins:\n    - search\n    - groundplan\n  markdown_extensions:\n" in empty.read("mkdocs.yml")


@pytest.mark.parametrize(
    "theme",
    ["x: &t {name: material}\ntheme:\n  <<: *t\n", "theme: {name: !ENV [NO_TH, material]}\n", "theme: !ENV [NO_TH, material]\n"],
    ids=["merged", "from the environment", "all of it from the environment"],
)
def test_a_theme_is_known_however_it_is_named(theme: str, empty: Project) -> None:
    site(empty, f"site_name: Ours\n{theme}")
    assert empty.run("init").code == 0


def test_what_the_environment_names_is_found_where_it_is(empty: Project) -> None:
    empty.write("base.yml", "theme: {features: []}\nINHERIT: !ENV [NO_BASE, root.yml]\ndocs_dir: !ENV [NO_DOCS, handbook]\n")
    empty.write("root.yml", "theme: {name: material}\nplugins: [groundplan]\n")
    empty.write("mkdocs.yml", "INHERIT: !ENV [NO_BASE, base.yml]\nsite_name: Ours\n")
    ended = empty.run("init")
    assert (ended.code, ended.err) == (0, "")
    assert "handbook/network-security/index.md: new" in ended.out
    assert not (empty.root / "docs").exists()


def test_all_that_an_author_must_add_is_said_at_once_and_taken_for_granted_afterwards(empty: Project) -> None:
    hard = "plugins: !ENV [NO_P, [search]]\nmarkdown_extensions: &m [toc]\nnav: &n [index.md]\nextra: [*m, *n]\n"
    site(empty, BASE + hard)
    ended = empty.run("init")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "groundplan: `plugins` in mkdocs.yml comes from the environment: add `groundplan` to it; "
        "`markdown_extensions` in mkdocs.yml is written in a way that only its author can change: add `attr_list` and `md_in_html` to it; "
        f"`nav` in mkdocs.yml is written in a way that only its author can change: add `{MENU}` to it; "
        "nothing was written: do that, then run this again\n"
    )
    by_hand = hard.replace("[search]", "[search, groundplan]").replace("[toc]", "[toc, attr_list, md_in_html]")
    by_hand = by_hand.replace("[index.md]", f"[index.md, {MENU}]")
    site(empty, BASE + by_hand)
    assert empty.run("init").code == 0
    assert empty.read("mkdocs.yml") == BASE + by_hand


REFUSED = {
    "another theme": ("site_name: Ours\ntheme: readthedocs\n", "this site's theme is `readthedocs`"),
    "no theme": ("site_name: Ours\n", "this site's theme is `mkdocs`"),
    "an alias": ("x: &p [search]\nsite_name: Ours\ntheme: material\nplugins: *p\n", "is written elsewhere (an alias)"),
    "merged settings": ("x: &p {plugins: [search]}\nsite_name: Ours\ntheme: material\n<<: *p\n", "is written elsewhere (an alias)"),
    "a list from the environment": (BASE + "plugins: !ENV [P, [search]]\n", "`plugins` in mkdocs.yml comes from the environment"),
    "a list that is used elsewhere": (BASE + "plugins: &p [search]\nextra: *p\n", "only its author can change: add `groundplan` to it"),
    "a text that a line end would change": (BASE + "extra: |\n  Text", "add the line `plugins: [search, groundplan]` to it"),
    "values nested too deep": (BASE + f"x: {'[' * 2000}\n", "cannot be read: its values are nested too deep"),
    "no YAML": ("site_name: [Ours\n", "cannot be read"),
    "braces around it all": ("{site_name: Ours, theme: material}\n", "mkdocs.yml is written in braces"),
    "no mapping": ("- site_name\n", "is not a configuration of MkDocs"),
    "a parent that is not there": ("INHERIT: base.yml\n", "base.yml, which the configuration inherits from, cannot be read"),
    "a parent that is itself": ("INHERIT: mkdocs.yml\n", "cannot be read"),
    "a word for a list": ("site_name: Ours\ntheme: material\nplugins: search\n", "`plugins` in mkdocs.yml is no list"),
    "a mapping for a navigation": ("site_name: Ours\ntheme: material\nnav: {}\n", "`nav` in mkdocs.yml is no list"),
    "a word for a navigation": ("site_name: Ours\ntheme: material\nnav: index.md\n", "`nav` in mkdocs.yml is no list"),
}


@pytest.mark.parametrize(("configuration", "says"), REFUSED.values(), ids=REFUSED)
def test_what_nobody_but_its_author_should_change_is_refused_with_nothing_written(configuration: str, says: str, empty: Project) -> None:
    site(empty, configuration)
    ended = empty.run("init")
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert ended.err.startswith("groundplan: ")
    assert ended.err.count("\n") == 1
    assert empty.read("mkdocs.yml") == configuration
    assert sorted(path.name for path in empty.root.iterdir()) == ["docs", "mkdocs.yml"]


@pytest.mark.parametrize(
    "existing",
    ["model/mine.yaml", "groundplan.toml", "docs/network-security/index.md", "docs/network-security/README.md", "docs/network-security.md"],
)
def test_what_is_in_the_way_is_kept(existing: str, empty: Project) -> None:
    site(empty, SITES["lists in blocks"])
    empty.write(existing, "mine")
    ended = empty.run("init")
    assert (ended.code, ended.out) == (2, "")
    assert "exists already; nothing was written" in ended.err
    assert (empty.read(existing), empty.read("mkdocs.yml")) == ("mine", SITES["lists in blocks"])

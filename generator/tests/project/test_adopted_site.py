"""A site of five pages takes Groundplan in with three commands; what was there before is there afterwards, letter for letter."""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sharing import made_once

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

CONFIGURATION = """\
# Ours, with habits of our own
site_name: Our handbook   # for colleagues
site_url: https://docs.example.com/handbook/
repo_url: https://example.com/handbook
theme: &theme
  name: material
  features: [navigation.tabs, toc.follow]
  palette: {scheme: slate}
plugins:
  - search:
      lang: en
  - tags
markdown_extensions:
  - admonition
  - footnotes
  - toc:
      permalink: true
      separator: "_"
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
extra:
  copy: *theme
nav:
  - Home: index.md
  - Guide:
      - guide/start.md
      - guide/end.md
  - reference.md
  - tags.md
"""
PAGES = {
    "index.md": "# Our _handbook_ & more\n\nSee the [guide](guide/start.md#first_steps), and a note.[^1]\n\n[^1]: Noted.\n",
    "guide/start.md": """\
---
tags: [easy]
---
# Start

## First steps

!!! note "Mind"

    Text.

```mermaid
graph LR
  a --> b
```
""",
    "guide/end.md": "End\n===\n\n## Same\n\n## Same\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    "reference.md": "# Reference\n\n```yaml\nkey: value\n```\n",
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
}


def run(folder: Path, *words: str) -> None:
    ended = subprocess.run([sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def adopted(root: Path) -> None:
    """The site built by MkDocs alone in `before`, and in `after` when it has taken Groundplan in."""
    for path, text in {"mkdocs.yml": CONFIGURATION, **{f"docs/{page}": text for page, text in PAGES.items()}}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    run(root, "mkdocs", "build", "--strict", "--site-dir", "before")
    run(root, "groundplan.cli", "init")
    run(root, "groundplan.cli", "build", "--strict", "--site", "after")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "adopted", adopted)


def written(page: str) -> str:
    return page.replace("index.md", "index.html") if page.endswith("index.md") else page.replace(".md", "/index.html")


def article(html: str) -> str:
    """What a page says, without space between its elements."""
    (found,) = re.findall(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
    return re.sub(r">\s+<", "><", found).strip()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_said(page: str, project: Path) -> None:
    before, after = ((project / site / written(page)).read_text(encoding="utf-8") for site in ("before", "after"))
    assert article(after) == article(before)
    for told in (r"<title>.*?</title>", r'<link rel="canonical"[^>]*>', r'<link href="https://fonts[^>]*>', r'class="md-source"'):
        assert re.findall(told, after) == re.findall(told, before)
    assert menu(after)[: len(menu(before))] == menu(before)


def menu(html: str) -> list[str]:
    """The titles of the tabs."""
    (tabs,) = re.findall(r'<ul class="md-tabs__list">(.*?)</ul>', html, re.DOTALL)
    return re.findall(r'class="md-tabs__link">\s*(.*?)\s*</a>', tabs, re.DOTALL)


def test_every_other_letter_of_the_configuration_stays(project: Path) -> None:
    after = (project / "mkdocs.yml").read_text(encoding="utf-8")
    changes = list(lines(CONFIGURATION, after))
    assert [line for line in changes if line.startswith("-")] == []
    assert {line[1:].strip() for line in changes} >= {"- groundplan", "- attr_list", "- md_in_html", "- Network security:"}


def lines(before: str, after: str) -> Iterator[str]:
    return (line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-")


def test_what_is_new_stands_beside_it(project: Path) -> None:
    def files(site: str) -> set[str]:
        return {path.relative_to(project / site).as_posix() for path in (project / site).rglob("*.html")}

    new = files("after") - files("before")
    assert files("before") <= files("after")
    assert new
    assert {path.partition("/")[0] for path in new} == {"network-security"}

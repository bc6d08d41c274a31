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
  custom_dir: overrides
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
hooks: [hook.py]
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
    "안내 서.md": "# 안내\n\n[다음](<a b/c d.md#부분>)\n\n<div><p>Raw <b>words</b></p></div>\n\n<script>let words = 1</script>\n",
    "a b/c d.md": "# A page {#named}\n\n## 부분\n\nWords (1)\n{ .annotate }\n\n1.  A note.\n\n[Back](../안내%20서.md){#back .md-button}\n",
    "lines.md": "# Title\r\n\r\nText of\r\ntwo lines.\r\n\r\n- a\r\n- b\r\n",
    "mark.md": "\ufeff---\ntitle: With a mark\n---\n# Marked\n\nText.\n",
    "own.md": "---\ntemplate: own.html\n---\n# Own template\n\nText.\n",
    "late.md": "",
    "tags.md": "# Tags\n\n<!-- material/tags -->\n",
}


BESIDE = {
    "overrides/own.html": '{% extends "main.html" %}\n{% block content %}{{ page.content }}<p>Of our own.</p>{% endblock %}\n',
    "overrides/main.html": '{% extends "base.html" %}\n{% block announce %}Hear <b>this</b>{% endblock %}\n',
    "hook.py": """\
from mkdocs.structure.files import File

def on_files(files, config):
    files.remove(files.get_file_from_path("late.md"))
    files.append(File.generated(config, "late.md", content="# Late\\n\\nOf a hook.\\n"))

def on_page_content(html, page, config, files):
    return html + f"<p>{page.title}: {page.file.src_uri}</p>"
""",
}
"""What the site has beside its pages."""


def run(folder: Path, *words: str) -> None:
    ended = subprocess.run([sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def adopted(root: Path) -> None:
    """The site built by MkDocs alone in `before`, and in `after` when it has taken Groundplan in."""
    for path, text in {"mkdocs.yml": CONFIGURATION, **BESIDE, **{f"docs/{page}": text for page, text in PAGES.items()}}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    run(root, "mkdocs", "build", "--strict", "--site-dir", "before")
    run(root, "groundplan.cli", "init")
    run(root, "groundplan.cli", "build", "--strict", "--site", "after")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "adopted", adopted)


def written(page: str) -> str:
    return page.replace("index.md", "index.html") if page.endswith("index.md") else page.replace(".md", "/index.html")


def article(html: str) -> str:
    """What a page says, without space between its elements, and without lines at their ends."""
    (found,) = re.findall(r"<article[^>]*>(.*?)</article>", html, re.DOTALL)
    return re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", re.sub(r">\s+<", "><", found)).strip()


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

"""The built site needs nothing but itself."""

from __future__ import annotations

import re
from pathlib import Path

from building import Build
from markup import read
from project import CONFIG, FakeSite

FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data"}
FETCHED_LINKS = {"stylesheet", "icon", "preconnect", "preload", "prefetch", "modulepreload", "manifest", "dns-prefetch"}
ELSEWHERE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)


def test_pages_fetch_nothing_from_elsewhere(built: Path) -> None:
    fetched = []
    for file in built.rglob("*.html"):
        html = read(file)
        fetched += [element.attributes.get(name, "") for tag, name in FETCHED.items() for element in html.all(tag)]
        fetched += [link.attributes["href"] for link in html.all("link") if FETCHED_LINKS & set(link.attributes["rel"].split())]
    assert len(fetched) > 20
    assert [url for url in fetched if ELSEWHERE.match(url)] == []


def test_styles_fetch_nothing_from_elsewhere(built: Path) -> None:
    styles = "".join(file.read_text(encoding="utf-8") for file in built.rglob("*.css"))
    addresses = re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]+)", styles)
    assert len(addresses) > 5
    assert [address for address in addresses if ELSEWHERE.match(address)] == []


def test_pages_do_not_ask_the_host_of_the_repository(build_with_repository: Path) -> None:
    html = read(build_with_repository / "index.html")
    (link, *_) = html.all("a", class_="md-source")
    assert link.attributes["href"] == "https://github.com/example/plan"
    assert html.all(data_md_component="source") == []


FENCES = """\
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
EXTENSIONS = "markdown_extensions: [attr_list, md_in_html]\n"


def test_a_build_warns_of_what_the_theme_would_load_from_elsewhere(build: Build) -> None:
    fenced = CONFIG.replace(EXTENSIONS, f"markdown_extensions:\n  - attr_list\n  - md_in_html\n{FENCES}")
    result = build(FakeSite(), config=fenced)
    assert result.exit_code == 1
    assert "Material loads Mermaid from another host" in result.output
    assert build(FakeSite(), config=fenced + "extra_javascript: [assets/mermaid.min.js]\n").exit_code == 0

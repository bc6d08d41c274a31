"""What pages include, against the extension itself: the same lines, of the same files."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from groundplan.load.snippets import Snippets, directives, snippets_in
from groundplan.publish.theme import without_endings
from groundplan.render.pages.including import Includes

FILES = {
    "parts/a.md": "One\n\nTwo\n\nThree\n\nFour\n",
    "parts/sections.md": """\
Head

<!-- --8<-- [start:one] -->
Inner one

<!-- --8<-- [start:two] -->
Inner two
<!-- --8<-- [end:two] -->
<!-- --8<-- [end:one] -->

Tail
""",
    "parts/nested.md": 'Around\n\n--8<-- "a.md:1:1"\n',
    "parts/circle.md": 'Circle\n\n--8<-- "circle.md"\n',
    "outside.md": "Outside\n",
    "ending.md": "*[HTML]: An abbreviation\n",
}
PAGES = [
    'Text\n\n--8<-- "a.md"\n\nMore\n',
    "Text\n\n--8<-- 'a.md:3:5'\n",
    '--8<-- "a.md:3"\n',
    '--8<-- "a.md::3"\n',
    '--8<-- "a.md:1:1,5:5"\n',
    '--8<-- "sections.md"\n',
    '--8<-- "sections.md:one"\n',
    '--8<-- "sections.md:two"\n',
    '--8<-- "nested.md"\n',
    '--8<-- "circle.md"\n',
    "--8<--\na.md:1:1\n; outside.md\nsections.md:two\n--8<--\n\nText\n",
    '- item\n\n    --8<-- "a.md"\n\n- another\n',
    '-8<- "a.md:1:1"\n',
    ';--8<-- "a.md"\n',
    '--8<-- "outside.md"\n',
    '--8<-- "../outside.md"\n',
    '--8<-- "; a.md"\n',
    '--8<-- "a.md" and more\n',
    'A --8<-- "a.md"\n',
    "HTML stands here.\n",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def theirs(page: str, folder: Path) -> str:
    options = {"base_path": [str(folder / "parts")], "restrict_base_path": True, "auto_append": []}
    html: str = Markdown(extensions=["pymdownx.snippets", "abbr"], extension_configs={"pymdownx.snippets": options}).convert(page)
    return html


@pytest.mark.parametrize("page", PAGES)
def test_the_extension_makes_the_same_of_a_page(page: str, folder: Path) -> None:
    snippets = Snippets(("parts",))
    pages = {"docs/index.md": page}
    files = snippets_in(pages, snippets, FILES.get)
    lines = {path: text.split("\n") for path, text in files.items()}
    ours = Includes(snippets, files).filled("docs/index.md", page, lambda part: "\n".join(lines[part.path][at] for at in part.lines))
    assert theirs(ours, folder) == theirs(page, folder)
    assert ours == page or "--8<--" not in ours.replace('--8<-- "a.md" and more', "")


def test_a_page_ends_with_what_every_page_ends_with() -> None:
    snippets = Snippets((".",), append=("ending.md",))
    files = snippets_in({"docs/index.md": "Text"}, snippets, FILES.get)
    assert Includes(snippets, files).filled("docs/index.md", "Text", lambda part: FILES[part.path]) == "Text\n\n*[HTML]: An abbreviation\n"


@pytest.mark.parametrize("fence", ["```", "~~~~", "    ```"])
def test_what_code_includes_is_left_alone(fence: str) -> None:
    assert directives(f'{fence}\n--8<-- "a.md"\n{fence}\n') == []
    assert [found.first for found in directives(f'{fence}\n{fence}\n--8<-- "a.md"\n')] == [2]


def test_what_is_not_in_the_project_is_left_to_the_extension(folder: Path) -> None:
    listed = ["a.md:1:1", "gone.md", "https://example.com/a.md", "outside.md"]
    options = {"pymdownx.snippets": {"base_path": ["parts", "."], "auto_append": listed}}
    assert without_endings(options, folder)["pymdownx.snippets"]["auto_append"] == ["gone.md", "https://example.com/a.md"]
    assert without_endings({}, folder) == {}

"""HTML is read by regular expressions in these modules and in no others. A page that is rendered returns what it used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "groundplan"
ROOMS = ("check", "derive", "document", "draw", "export", "publish", "render")
"""Rooms that come after a page was written, or write it. What authors write is Markdown with HTML in it, which `i18n` and `load` read."""
ALLOWED = {
    "publish/blocks.py": "the paragraph and the alignment that Markdown makes around what a part was put into",
    "publish/inline.py": "scripts in templates of the theme, which are no HTML yet",
    "publish/opening.py": "the first paragraph of any page, for its description; links to pages of another language",
    "publish/plain.py": "the article of any page, as text",
    "publish/policy.py": "what runs in any page, whoever wrote it: more is told rather than less",
    "publish/preview.py": "the place for a message in a page of the theme",
    "publish/search.py": "ends of elements in any page, where a space has to part words",
    "render/leaks.py": "whether words of internal entries stand in any file of a site, by means that share nothing with what made it",
    "render/long_tables.py": "what stands for the rest of a table in any page, which editions of it have whole",
    "render/words/markup.py": "what authors write between angle brackets in texts of a model",
}
"""Module -> what it looks at that no record could tell it."""
_NAMED_GROUP = re.compile(r"\(\?(?:P?<\w+>|<[!=])")
_TAG = re.compile(r"<(?:[A-Za-z/!(\\]|\[\^|\[A-Z)|class=|href=")


def expressions(tree: ast.AST) -> Iterator[str]:
    """What a module gives to `re`, as far as it is written out."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[first, *_]):
                yield "".join(part.value for part in ast.walk(first) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def reads_html(tree: ast.AST) -> bool:
    return any(_TAG.search(_NAMED_GROUP.sub("", text)) for text in expressions(tree))


def test_these_modules_and_no_others_read_html_by_regular_expressions() -> None:
    files = [file for room in ROOMS for file in (PACKAGE / room).rglob("*.py")]
    assert len(files) > 200
    found = {file.relative_to(PACKAGE).as_posix() for file in files if reads_html(ast.parse(file.read_text(encoding="utf-8")))}
    assert sorted(found) == sorted(ALLOWED)


@pytest.mark.parametrize(
    ("program", "is_found"),
    [
        (r"re.compile(r'<a(?: [^>]*)?>')", True),
        (r"re.search(r'class=.gp-row', page)", True),
        (r"re.findall(r'data-flow=\w+</td>', page)", True),
        (r"re.compile(r'(?P<name>\w+)(?<!x)(?<=y)')", False),
        (r"re.compile(r'a<=b|\d+')", False),
    ],
)
def test_such_an_expression_is_found(program: str, is_found: bool) -> None:
    assert reads_html(ast.parse(program)) == is_found

"""No regular expression reads HTML, but in the module that reads it for all others, and where what is read is no HTML yet."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from house.sizes import program

ALLOWED = {
    "hypertext.py": "reads HTML for all others, as browsers do",
    "i18n/texts/fit.py": "what a translator writes in Markdown: whatever could become an element is told",
    "i18n/texts/headings.py": "headings in Markdown, whose ids Markdown makes in this way",
    "i18n/texts/html.py": "lines of Markdown with HTML in them, which may begin and end anywhere",
    "i18n/texts/links.py": "what a translator writes in Markdown: addresses may stand between angles there",
    "i18n/texts/pieces.py": "lines of Markdown, too",
    "i18n/texts/prose.py": "the same",
    "i18n/texts/theme.py": "templates of a theme, in which Jinja stands among the tags",
    "render/leaks.py": "any file of a site, so that words are found even where somebody reads a tag for what is none",
}
"""Module -> what it looks at. `docs/contributing/decisions/0115-one-reader-of-html.md` says why."""
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
    modules = program()
    assert len(modules) > 200
    assert sorted(path for path, tree in modules.items() if reads_html(tree)) == sorted(ALLOWED)


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

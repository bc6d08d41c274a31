"""What authors and translators of a model write: names are names, texts are Markdown, and nothing that runs gets through."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from projects import page_of

from groundplan.render.words.markup import ATTRIBUTES, TAGS, block, guarded, inline, plain
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project


class Reader(HTMLParser):
    """The elements, the attributes and the text of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


ATTACKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "\\[x](javascript:alert(1))",
    "`[x](javascript:alert(1))`",
    "\\<script>alert(1)\\</script>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='https://x.example' onclick='alert(1)' style='position:fixed'>x</a>",
    "<iframe src='https://x.example'></iframe>",
    "<form action='https://x.example'><input></form>",
    "<style>*{display:none}</style>",
    "<b><p><b></div></section>",
    "<!-- --><!doctype html><base href='https://x.example'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "x{: onclick=alert(1) }",
    "# x {: onclick=alert(1) }",
    "<div markdown='1'>[x](javascript:alert(1))</div>",
]


def runs(source: str) -> list[str]:
    """What in some HTML runs, or leads to what does."""
    found = []
    for tag, attributes in Reader(source).elements:
        found += [tag] if tag in {"script", "iframe", "style", "form", "input", "base", "svg", "math", "object", "embed"} else []
        found += [name for name in attributes if name.startswith("on") or name in {"style", "srcdoc", "action"}]
        targets = [html.unescape(value or "") for name, value in attributes.items() if name in {"href", "src"}]
        found += [
            target for target in targets if re.match(r"\s*(?:javascript|data|vbscript):", re.sub(r"[\t\r\n]", "", target), re.IGNORECASE)
        ]
    return found


@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_gets_through_a_text(attack: str, allowed: bool) -> None:
    clean = block(attack, allowed)
    page = f"{clean}\n\nText {inline(attack, allowed)}.\n\n- {clean}\n"
    on_a_page = Markdown(extensions=["attr_list", "md_in_html", "tables", "toc"]).convert(page)
    assert runs(clean) == runs(on_a_page) == []
    assert {tag for tag, _ in Reader(clean).elements} <= TAGS


@settings(deadline=None)
@given(st.text(alphabet="ab <>[]()!`*_{}:=\"'/\\#&;\n", max_size=40), st.booleans())
def test_only_what_is_listed_passes(source: str, allowed: bool) -> None:
    elements = Reader(block(f"a\n\n{source}", allowed)).elements
    assert elements[0][0] == "p"
    for tag, attributes in elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())


def test_html_in_a_text_is_text_unless_it_is_allowed() -> None:
    assert Reader(block("A <b>bold</b> <kbd>x</kbd>")).text == "A <b>bold</b> <kbd>x</kbd>"
    assert block("A <b>bold</b> <blink>x</blink>", True) == "<p>A <b>bold</b> x</p>"
    assert block("**A** [x](https://x.example/a_b) `c`") == '<p><strong>A</strong> <a href="https://x.example/a_b">x</a> <code>c</code></p>'
    assert plain("A *b* <c>") == "A b <c>"


NAMES = [
    *("a*b*c", "_a_", "[x](javascript:alert(1))", "`a`", "a {: onclick=alert(1) }", "<u>x</u>", "# a", "1. a", "~~a~~", "a\\*b"),
    *("{{ 1 }}", "C#", "a--b", "![x](y)"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_wherever_it_stands(name: str, shop: Project) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    shop.edit("model/shop.yaml", "name: Web shop", f"name: {quoted}")
    shop.edit("model/shop.yaml", "name: Remote agent", f"name: {quoted}")
    site = open_site(shop.root)
    agent = '{{ component("agent") }}'
    calls = (
        f"# {{{{ project.name }}}}\n\n{{{{ project.name }}}}\n\n- {agent} {{{{ project.name }}}}\n- {{{{ components() }}}}\n\nSo {agent}.\n"
    )
    page = page_of(site, "any.md", calls, site.locales[0], str)
    shown = Reader(Markdown(extensions=["attr_list", "md_in_html", "tables"]).convert(page))
    assert runs(page) == []
    assert not {"u", "del"} & {tag for tag, _ in shown.elements}
    assert shown.text.count(name) >= 5


@settings(deadline=None)
@given(st.text(alphabet="ab*_`[]()<>{}:#\\~^|=+$@!-. \"'", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_a_guarded_name_is_not_markdown(name: str) -> None:
    page = Markdown(extensions=["attr_list", "tables", "md_in_html"]).convert(f"{guarded(html.escape(name))}\n")
    assert [tag for tag, _ in Reader(page).elements] == ["p"]
    assert Reader(page).text.strip() == name

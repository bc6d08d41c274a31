"""What becomes of the content of a page in a document."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from groundplan.document import prose
from groundplan.document.blocks import (
    Aside,
    Block,
    CodeBlock,
    Heading,
    ItemList,
    Letters,
    OwnImage,
    Paragraph,
    Passage,
    Table,
    TermList,
    rich_text,
)
from groundplan.document.links import place, settled, target
from groundplan.document.order import in_order
from groundplan.document.prose import PageAround, mark
from groundplan.document.reading import MarkdownReader
from groundplan.load.site_tree import site_tree

EXTENSIONS = b"""markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  - pymdownx.tasklist
  - somebodys.own.extension
"""


def part(number: int, level: int) -> Iterable[Block]:
    return [Passage(rich_text(f"part {number} below {level}"))]


AROUND = PageAround(lambda address: target("guide/a.md", address), lambda id_: f"#{id_}", lambda src: src if "pic" in src else "", part)


def blocks(markdown: str) -> list[Block]:
    tree = site_tree([("mkdocs.yml", EXTENSIONS)])
    return prose.blocks(MarkdownReader(tree["markdown_extensions"]).html(markdown), AROUND)


def test_emphasis_code_and_links_stay() -> None:
    [passage] = blocks("See **the *one*** and `a  b`,\n[there](../b.md#x), [out](https://example.com), <a href='x.zip'>file</a>.")
    assert passage == Passage(
        (
            Letters("See "),
            Letters("the ", ("strong",)),
            Letters("one", ("strong", "em")),
            Letters(" and "),
            Letters("a b", ("code",)),
            Letters(", "),
            Letters("there", (), "page:b.md#x"),
            Letters(", "),
            Letters("out", (), "https://example.com"),
            Letters(", "),
            Letters("file"),
            Letters("."),
        )
    )


def test_a_heading_is_at_most_one_level_below_the_one_before_it() -> None:
    assert blocks("# A\n\n#### B {: #b }\n\n### C\n\n#### D") == [
        Heading(rich_text("A"), 1, "#a"),
        Heading(rich_text("B"), 2, "#b"),
        Heading(rich_text("C"), 3, "#c"),
        Heading(rich_text("D"), 4, "#d"),
    ]


def test_a_table_keeps_its_rows_and_pads_short_ones() -> None:
    [table] = blocks("| a | b |\n| --- | --- |\n| **x** | 1<br>2 |\n| y |")
    assert isinstance(table, Table)
    assert table.titles == (rich_text("a"), rich_text("b"))
    x = (Paragraph((Letters("x", ("strong",)),)),)
    assert table.rows == ((x, (Paragraph((Letters("1"), Letters("\n"), Letters("2"))),)), ((Paragraph(rich_text("y")),), ()))


def test_what_is_nested_stays_nested() -> None:
    [ordered] = blocks("1. one\n2. two\n\n    - three")
    assert ordered == ItemList(
        ((Passage(rich_text("one")),), (Passage(rich_text("two")), ItemList(((Passage(rich_text("three")),),)))), first=1
    )


@pytest.mark.parametrize("markdown", ['!!! note "Mind"\n    this', '??? note "Mind"\n    this', '=== "Mind"\n    this'])
def test_what_stands_apart_or_is_folded_up_is_shown_with_its_title(markdown: str) -> None:
    assert blocks(markdown) == [Aside(rich_text("Mind"), (Passage(rich_text("this")),), "note")]


def test_code_terms_quotations_and_tasks() -> None:
    assert blocks("```python\nif a:\n    b\n```") == [CodeBlock("if a:\n    b", "python")]
    assert blocks("Term\n:   What it is") == [TermList(((rich_text("Term"), (Passage(rich_text("What it is")),)),))]
    assert blocks("> said") == [Aside((), (Passage(rich_text("said")),))]
    assert blocks("- [x] done\n- [ ] open") == [
        ItemList(((Passage((Letters("[x] "), Letters("done"))),), (Passage((Letters("[ ] "), Letters("open"))),)))
    ]


def test_an_image_comes_along_or_is_told() -> None:
    assert blocks("![A map](pic.png)") == [OwnImage("pic.png", "A map")]
    assert blocks("![A map](other.png)") == [Passage((Letters("A map", ("em",)),))]


def test_a_footnote_and_what_leads_to_it() -> None:
    passage, *rest = blocks("Said[^1].\n\n[^1]: Where.")
    assert isinstance(passage, Passage)
    assert passage.text[1] == Letters("1", ("super",), "page:guide/a.md#fn:1")
    assert ItemList(((Passage(rich_text("Where.")),),), first=1) in rest


def test_a_part_comes_to_its_place_wherever_that_is() -> None:
    assert blocks(f"## A\n\n{mark(0)}\n\n!!! note\n    {mark(1)}") == [
        Heading(rich_text("A"), 2, "#a"),
        Passage(rich_text("part 0 below 2")),
        Aside(rich_text("Note"), (Passage(rich_text("part 1 below 2")),), "note"),
    ]


def test_scripts_and_drawings_in_html_say_nothing() -> None:
    assert blocks("<div><script>alert(1)</script><svg><text>x</text></svg>\x0ehello\x0f</div>") == [Passage(rich_text("hello"))]


def test_a_link_leads_to_what_the_document_has() -> None:
    links = [{"target": goal} for goal in ("page:b.md#x", "page:b.md#gone", "page:c.md", "https://example.com", "")]
    assert [link["target"] for link in settled(links, {"page:b.md", "page:b.md#x"}, set())] == [  # type: ignore[union-attr, index, call-overload]
        *("page:b.md#x", "page:b.md", "", "https://example.com", "")
    ]
    twice = settled([{"anchor": "page:b.md#x"}, {"anchors": ["page:b.md#x", "page:b.md#y"]}], set(), set())
    assert twice == [{"anchor": "page:b.md#x"}, {"anchors": ["", "page:b.md#y"]}], "a place is there once"


@pytest.mark.parametrize(
    ("address", "where"),
    [("#x", "page:guide/a.md#x"), ("b.md?at=1#y", "page:guide/b.md#y"), ("../c.md", "page:c.md"), ("x.pdf", ""), ("javascript:a()", "")],
)
def test_addresses_are_those_of_pages(address: str, where: str) -> None:
    assert target("guide/a.md", address) == where


def test_a_place_has_no_question() -> None:
    assert place("explorer.md?at=_all.flow.x") == "page:explorer.md"


def test_pages_stand_in_the_order_of_the_navigation() -> None:
    tree = site_tree(
        [("mkdocs.yml", b"nav:\n  - Home: index.md\n  - Security:\n      - b.md\n      - More: [a/c.md, https://example.com]\n")]
    )
    pages, generated = ("a/c.md", "b.md", "index.md", "left.md", "allow-list.md"), ("allow-list.md",)
    assert in_order(pages, generated, tree["nav"], ()) == ["index.md", "b.md", "a/c.md", "allow-list.md"]
    assert in_order(pages, generated, tree["nav"], ("a/", "allow*")) == ["a/c.md", "allow-list.md"]
    unsorted = ("z.md", "a/z.md", "a/index.md", "index.md", "b.md")
    assert in_order(unsorted, (), None, ()) == ["index.md", "b.md", "z.md", "a/index.md", "a/z.md"]

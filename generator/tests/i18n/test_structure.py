"""A page in another language has the structure of its source, be it translated or not: over all that a page may be built of.

What Markdown makes of the source is the reference. Each construct is one that a site may hold with the extensions that Material names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from groundplan.i18n.texts.fit import fits
from groundplan.i18n.texts.flavour import MARKDOWN, flavour_of
from groundplan.i18n.texts.prose import pieces, translate

PAGE = "docs/page.md"
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.blocks.admonition", "pymdownx.blocks.caption", "pymdownx.blocks.details", "pymdownx.blocks.html"),
    *("pymdownx.blocks.tab", "pymdownx.details", "pymdownx.quotes", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
]
OPTIONS: Mapping[str, Mapping[str, object]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.tabbed": {"alternate_style": True},
}
CONSTRUCTS = {
    "mathematics between dollars": "$$\nx = y\n- z + \\text{words}\n$$",
    "mathematics in a line": "$$x = y$$",
    "mathematics between brackets": "\\[\n\\text{one} = \\frac{1}{2}\n\\]",
    "mathematics in an environment": "\\begin{align}\nx &= y \\\\\n> z &= 1\n\\end{align}",
    "mathematics in an item": "- Text\n\n    $$\n    x = y\n    $$\n\n- $$x = y$$",
    "mathematics in a quotation": "> $$\n> x = y\n> $$",
    "mathematics in a sentence": "Where $x$ and \\(y\\) are numbers.",
    "a heading in a note": '!!! note "Title"\n\n    ## Within a note\n\n    Text.\n    ### Below the text\n    More.',
    "a heading in a tab": '=== "Tab"\n\n    ## Within a tab\n\n    Text.',
    "a heading in a quotation": "> ## Quoted\n> Text.",
    "a heading in an item": "- ## Of an item\n- Text\n\n    ### In an item",
    "a heading in a numbered item": "1. # First\n2. Text",
    "a heading that looks like one in an item": "- Text\n    ## shown as it is\n- More",
    "a heading behind a tab": "##\tTabbed",
    "headings without a space": "#Head\n\nText.\n\n##Two words",
    "a heading within a paragraph": "Text\n## Head\nmore text.",
    "underlined headings": "Head\n====\n\n- Item\n\n    Nested\n    ------\n\n    Text.\n\n> Quoted\n> ======\n>\n> Text.",
    "footnotes": "See[^1] and[^2].\n\n[^1]: One\n    goes on.\n[^2]:\n    First paragraph.\n\n    Second paragraph.",
    "a footnote without a space": "See[^a].\n\n[^a]:Its text.",
    "a table of contents": "[TOC]\n\n## Head",
    "attributes of cells": "| a { .c } | b {#e} |\n| --- | --- |\n| x { .y title=z } | **y**{ .w } z |",
    "attributes of terms": "Term { .t }\n:   Its definition",
    "attributes of blocks": "A paragraph\n{ .lead #lead }\n\n[A link](https://example.com){ .button } in a sentence.",
    "a table without bars around it": "One | two | three\n--- | --- | ---\nfour | | six",
    "a table in a quotation": "> | a | b |\n> | --- | --- |\n> | c | d |",
    "terms": "Term A\nTerm B\n:   Both\n\nTerm C\nTerm D\n\n:   Both as well\n\n    and more",
    "a quotation below a sentence": "Text before\n> quoted after\n> and on\n\n> one\n> > two\n> one again",
    "a callout": "> [!note]\n> Text of it.\n\nBetween.\n\n> [!warning | wide]- A title\n> Text\n> goes on.",
    "a block of an element": "/// html | div.cls\n\nText.\n\n///",
    "a block with a title": "/// details | Title\n    type: warning\n    open: true\n\nText.\n\n///\n\n/// note | Title\n\nText.\n\n///",
    "a block of a tab": "/// tab | One\nText.\n///\n\n/// tab | Two\nText.\n///",
    "a caption": "Text.\n\n/// figure-caption | < 2\nOf it.\n///",
    "a fence in an item": "- ```\n  x y\n  ```\n- Text",
    "a fence in a note": "!!! note\n\n    ```\n    code\n    ```\n\n    Text.",
    "a fence in a quotation": "> ```\n> code words\n> ```\n>\n> Text.",
    "code in a sentence": "```one``` and ``two`` begin it.",
    "a comment": "Text.\n\n<!-- Not\nfor readers\n\n## at all -->\n\nText.",
    "a comment with elements": "<!--\n<div>\nhidden\n</div>\n-->\n\nText.",
    "HTML": '<div class="a"><p>Words</p>\n<p>more</p></div>\n\n<figure markdown>\n![a](x.png)\n<figcaption>Below</figcaption>\n</figure>',
    "an abbreviation": "The HTML.\n\n*[HTML]: A language",
    "a task": "- [x] done\n- [ ] not yet",
    "a line that ends": "One  \ntwo\\\nthree",
    "a reference": "[Guide], [Guide][] and [the guide][guide].\n\n[guide]: https://example.com",
    "a rule": "* * *\n\n---\n\nText\nof two lines\n---\n\n> Text\n> of two lines\n> ---\n> more",
    "headings with braces": "## The {id} of it\n\n## Of `x {code}` and {a} too\n\n- ## Last {b} in an item",
    "closed headings": "## Closed ##\n\n### Closed as well###\n\n#\n\n##\n\n####### Seven",
    "a note in an item": '- a\n\n    !!! note inline end "Title"\n\n        ## Head\n\n        Text\n        more\n\n- b',
    "cards": '<div class="grid cards" markdown>\n\n-   __Title__\n\n    ---\n\n    Text\n\n    [link](x.md){ .y }\n\n</div>',
    "details in HTML": "<details markdown>\n<summary>Words</summary>\n\n## Head\n\nText\n\n</details>",
    "a list in a quotation": "> - a\n> - b\n>\n>     more\n>\n> 1. c\n\n- > quoted\n  > in an item",
    "code in a quotation": "> Text\n>\n>     code words\n>     more words\n>\n> Text",
    "a heading in a definition": "Term\n:   ## Head\n\n    Text\n\n    ### More",
    "a table below what has bars, too": "/// html | div.result\na | b\n--|--\nc | d\n///\n\n## x | y\n| a |\n|---|\n| b |",
    "a reference without a space": "[Guide] and\n[this]:\n\n[guide]:guide.md\n\n  [this]: https://example.com",
    "notes as items": "- !!! note\n\n        Text\n\nTerm\n:   !!! note\n\n        Text",
    "a fence within a fence": '```\n=== "A"\n\n    ```\n    code\n    ```\n\nwords\n```',
    "a fence that nothing ends": "- Text\n    ```\n\nMore.\n\n- Text\n\n    ```\n    code\n    ```",
    "a cell of attributes": "| a | { .b } |\n| --- | --- |\n| {x y} | `d` |",
    "a table in a note": "!!! note\n\n    a | b\n    --|--\n    c | d",
    "mathematics in a note": "!!! note\n\n    $$\n    x = y\n    $$\n\n    \\begin{align}\n    a\n    \\end{align}",
    "a line that ends before what is no item": "One  \ntwo  \n- three",
    "hashes": "#1 is first\n#2 is second\n\n\\# no heading\n\n  ## nor this",
    "a block within a block": "//// note | Title\n\nText.\n\n/// details | Summary\n\nInner\n\n///\n\n////",
    "indented code": "Text.\n\n    code with words\n\nText.",
}


def html(page: str, extensions: tuple[str, ...] = ()) -> str:
    return Markdown(extensions=[*EXTENSIONS, *extensions], extension_configs={name: dict(told) for name, told in OPTIONS.items()}).convert(
        page
    )


def without_marks(page: str) -> str:
    """A page without what tells the language of a text."""
    open_: list[bool] = []
    kept = []
    for part in re.split("(</?span[^<>]*>)", page):
        if part.startswith("<span"):
            open_.append("gp-fallback" in part)
        is_mark = part.startswith(("<span", "</span")) and (open_[-1] if part.startswith("<span") else open_.pop())
        kept += [] if is_mark else [part]
    return "".join(kept)


def untranslated(source: str, *extensions: str) -> str:
    return html(translate(PAGE, source, lambda _context, _text: None, "en", flavour_of(extensions)), extensions)


def in_korean(text: str) -> str:
    """As a careful translator writes: all marks stay, and the words are others."""
    kept = re.compile(r"`+[^`]*`+|\$[^$]+\$|\\\(.*?\\\)|\{[^{}]*\}|<[^<>]*>|\]\([^()]*\)|\[[^\[\]]*\](?!\()(?:\[[^\[\]]*\])?|[^\W\d_]+")
    return kept.sub(lambda found: "말" if found[0].isalpha() and not found[0].isupper() else found[0], text)


def tags(page: str) -> list[str]:
    return re.findall(r"</?[a-z][a-z0-9]*", page)


def same(page: str) -> str:
    return re.sub(r"\s+", " ", page).replace("&#123;", "{")


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_page_that_nobody_has_translated_is_built_as_its_source(construct: str) -> None:
    source = f"Before.\n\n{CONSTRUCTS[construct]}\n\nAfter.\n"
    assert same(without_marks(untranslated(source))) == same(html(source))


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_page_that_is_translated_is_built_as_its_source(construct: str) -> None:
    source = f"Before.\n\n{CONSTRUCTS[construct]}\n\nAfter.\n"
    found = [piece for piece in pieces(PAGE, source) if piece.context]
    assert found
    assert [piece.text for piece in found if not fits(piece.text, in_korean(piece.text), piece.around)] == []
    assert tags(html(translate(PAGE, source, lambda _, text: in_korean(text)))) == tags(html(source))


@given(st.lists(st.sampled_from(sorted(CONSTRUCTS)), min_size=1, max_size=4), st.sampled_from(["\n\n", "\n\nText.\n\n"]))
def test_any_page_that_nobody_has_translated_is_built_as_its_source(names: list[str], between: str) -> None:
    source = between.join(CONSTRUCTS[name] for name in names)
    assert same(without_marks(untranslated(source))) == same(html(source))


@pytest.mark.parametrize(
    ("extension", "source"),
    [
        ("nl2br", "One\ntwo\n\n- three\n  four"),
        ("pymdownx.fancylists", "a. one\nb. two\n\n    more\n\ni. three\nii. four\n\nA)  five"),
        ("pymdownx.saneheaders", "#Head\n\n## Other\n\n- #Text"),
    ],
)
def test_the_extensions_of_a_site_are_known(extension: str, source: str) -> None:
    flavour = flavour_of([extension])
    assert same(without_marks(untranslated(source, extension))) == same(html(source, (extension,)))
    korean = html(translate(PAGE, source, lambda _, text: in_korean(text), flavour=flavour), (extension,))
    assert tags(korean) == tags(html(source, (extension,)))
    assert same(without_marks(untranslated(source))) != same(html(source, (extension,))) or flavour != MARKDOWN

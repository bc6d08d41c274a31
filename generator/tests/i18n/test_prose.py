"""Prose pages: cut into pieces, put together again, and translated without losing structure or anchors."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data

from groundplan.i18n.texts.headings import slug
from groundplan.i18n.texts.prose import pieces, split_front_matter, translate

PAGE = "docs/page.md"


def told(source: str) -> list[str]:
    """The texts that a translator sees."""
    return [piece.text for piece in pieces(PAGE, dedent(source)) if piece.context]


def untranslated(source: str) -> str:
    return translate(PAGE, source, lambda _context, _text: None)


def without_ids(page: str) -> str:
    """A page without what a translation does to its headings: each gets an id, and loses its closing marks."""
    return re.sub(r"(?m)(?: +#+)?(?: \{: #[\w-]+ \})?$", "", page)


def html(page: str) -> str:
    return Markdown(extensions=["admonition", "attr_list", "tables", "toc", "md_in_html", "fenced_code"]).convert(page)


@pytest.mark.parametrize(
    "source",
    [
        "A paragraph\nof two lines.\n",
        "A line that ends hard,  \nand the next one.\n",
        "Text.\n\n    indented code\n      stays indented\n\n    and whole\n",
        "````markdown\n```yaml\na: 1\n```\nstill code\n````\n\nText.\n",
        "~~~\n```\n~~~\n",
        "```\nnever closed\n\n# no heading\n",
        "| a | b |\n| --- | :-: |\n| `x|y` | {{ flow('f') }} |\n",
        '!!! note "Title"\n\n    Text of\n    two lines.\n\n    - item\n',
        '!!! note ""\n    No title.\n',
        '??? tip\n    Folded.\n\n=== "One"\n\n    Tab.\n',
        "- one\n  goes on\n\n    - two\n        1. three\n\n        para in three\n",
        '<div class="grid" markdown>\n\n- text\n\n</div>\n\n<p>raw\nhtml</p>\n',
        "{% for view in views() %}\n{{ diagram(view.id) }}\n{% endfor %}\n{# comment #}\n",
        "[ref]: https://example.com\n\nText with [ref].\n",
        "Title\n=====\n\nText.\n\nSecond\n------\n",
        "A paragraph. (1)\n{ .annotate }\n\n1.  Its note.\n\n| a | b |\n| - | - |\n{ .wide #sizes }\n",
        "--8<--\nparts/one.md\n; parts/two.md\n--8<--\n",
        "A [link](x.md){#there .lead}.\n",
        "Trailing blanks.\n\n\n\n",
        "No line end at the end",
        "\n\n# After blanks\n",
        "Odd\u2028line\x0cbreaks\x85inside.\n",
        "",
        "* * *\n\n---\n\nText\n",
        "Term\n:   Definition of\n    two lines.\n",
        "> quoted\n> text\n",
        "A footnote[^1].\n\n[^1]: Explained\n    at length.\n",
        "By tabs:\n\n\tcode\n",
    ],
)
def test_a_page_that_nobody_has_translated_keeps_its_bytes(source: str) -> None:
    assert without_ids(untranslated(source)) == without_ids(source)


blocks = st.sampled_from(
    [
        "# Top",
        "## Über *uns*",
        "Underlined\n----------",
        "### Closed ###",
        "## `code` {: #fixed }",
        "One\nTwo  \nThree",
        "- a\n- b\n\n    more of b",
        "1. x\n   y",
        "| a | b |\n|---|---|\n| c | d |",
        "```\n# not a heading\n```",
        "````\n```\n````",
        '!!! note "Note"\n\n    Inside.',
        "    code\n        deeper",
        '{{ claim("x") }}',
        "{% if a %}\nyes\n{% endif %}",
        "<div>\nhtml\n</div>",
        '=== "Tab"\n\n    Tabbed {{ flow("x") }}.',
        "---",
        "Text {{ term('x') }}, `code`.",
        "",
    ]
)


@given(st.lists(blocks, max_size=8), st.sampled_from(["", "\n", "\n\n"]))
def test_any_page_that_nobody_has_translated_keeps_its_bytes(parts: list[str], end: str) -> None:
    body = "\n\n".join(["Text.", *parts])
    assert without_ids(untranslated(body + end)) == without_ids(body + end)


@given(st.lists(blocks, max_size=8))
def test_a_translation_has_the_headings_and_ids_of_its_source(parts: list[str]) -> None:
    body = "\n\n".join(["Text.", *parts])
    translated = translate(PAGE, body, lambda _, text: re.sub(r"[A-Za-zÜü]+(?![^{]*\}\})", "말", text) if "`" not in text else None)
    found, wanted = ([piece.heading_id for piece in pieces(PAGE, text) if piece.heading_id] for text in (translated, body))
    assert found == wanted
    ids = re.compile(r'<h(\d)[^>]* id="([^"]*)"')
    assert ids.findall(html(translated)) == ids.findall(html(untranslated(body)))


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("## Traffic flow", "traffic-flow"),
        ("## Traffic flow {: #traffic }", "traffic"),
        ("## Traffic flow { #traffic }", "traffic"),
        ("## Traffic flow {#traffic}", "traffic"),
        ('## Traffic flow {: .wide #traffic data-x="1" }', "traffic"),
        ("## Traffic flow {: .wide }", "traffic-flow"),
        ("## Traffic flow ##", "traffic-flow"),
        ("## `code` and [a link](other.md) of *ours*", "code-and-a-link-of-ours"),
        ("## Über uns", "uber-uns"),
        ("## What's new?", "whats-new"),
        ("## C++ & C#", "c-c"),
    ],
)
def test_a_heading_has_the_id_that_it_would_have_without_us(heading: str, id_: str) -> None:
    """What Python-Markdown makes of the heading is the reference: links from elsewhere lead there."""
    assert f'id="{id_}"' in html(heading)
    assert f'id="{id_}"' in html(untranslated(heading))
    assert [piece.heading_id for piece in pieces(PAGE, heading)] == [id_]


def test_a_heading_of_a_call_alone_has_an_id_that_no_locale_changes() -> None:
    def page(name: str) -> str:
        return html(untranslated('# {{ component("nginx") }}\n\n## {{ flow("a") }}\n').replace('{{ component("nginx") }}', name))

    ids = re.compile(r'id="([^"]+)"')
    assert ids.findall(page("Nginx")) == ids.findall(page("엔진엑스")) == ["section", "section_1"]


def test_headings_in_another_script_keep_their_words_as_ids() -> None:
    assert slug("연결 방식") == "연결-방식"


def test_equal_headings_are_told_apart_as_python_markdown_does() -> None:
    page = "## Same\n\n## Same\n\n## Same\n"
    ids = re.compile(r'id="([^"]+)"')
    assert ids.findall(html(untranslated(page))) == ids.findall(html(page)) == ["same", "same_1", "same_2"]


def test_a_heading_that_is_underlined_has_its_id_in_every_locale() -> None:
    korean = translate(PAGE, "Traffic flow\n============\n\nText.\n", lambda _, text: "트래픽" if text == "Traffic flow" else None)
    assert '<h1 id="traffic-flow">트래픽</h1>' in html(korean)


def test_the_closing_marks_of_a_heading_are_not_shown() -> None:
    assert html(untranslated("## Closed ##\n")) == '<h2 id="closed">Closed</h2>'


def test_what_a_translator_sees() -> None:
    source = """\
        # Title {: #title }

        A paragraph
        of two lines with `code` and {{ flow("x") }}.

        - One
        - **Two** goes
          on

            para of two

        1. Step

        | Head | Other |
        | --- | --- |
        | `code` | {{ flow("x") }} |
        | Cell | `code` |

        !!! warning "Careful"

            Inside.

        === "Linux"

            Run it:

            ```console
            $ not for translators
            ```

        {{ diagram("overview") }}

        <p>Raw HTML</p>

        <div class="card"><i class="icon"></i>
            <h2>A heading</h2>

            <td>One</td><td>Two <b>here</b></td>
            <img alt="A picture" src="a.png"><br>
            {{ flow("x") }}
        </div>

        <script>
        const words = "of a program"
        </script>

        <kbd>F1</kbd> begins a sentence
        <b>that</b> goes on.

        <a id="place"></a>

        <figure markdown>
          <figcaption>Below it</figcaption>
        </figure>
        """
    assert told(source) == [
        "Title",
        'A paragraph of two lines with `code` and {{ flow("x") }}.',
        "One",
        "**Two** goes on",
        "para of two",
        "Step",
        "| Head | Other |",
        "| Cell | `code` |",
        "Careful",
        "Inside.",
        "Linux",
        "Run it:",
        "Raw HTML",
        "A heading",
        "One</td><td>Two <b>here</b>",
        '<img alt="A picture" src="a.png"><br>',
        "<kbd>F1</kbd> begins a sentence <b>that</b> goes on.",
        "Below it",
    ]


def test_what_is_not_translated_in_html_is_marked_between_its_elements() -> None:
    table = "<table><tr>\n<td>One</td><td>Two <b>here</b></td>\n</tr></table>\n\n"
    source = f"{table}<script>\nlet one = 1\n</script>\n\n<p><option>Of it</option></p>\n"
    marked = translate(PAGE, source, lambda _context, _text: None, "en")
    assert re.sub("<span lang='en' class='gp-fallback'>(.*?)</span>", r"[\1]", marked) == source.replace("One", "[One]").replace(
        "Two <b>here</b>", "[Two] <b>[here]</b>"
    )


def test_a_title_that_is_left_empty_is_nothing_to_translate() -> None:
    """An empty message id is the header of a catalogue."""
    assert told('!!! note ""\n\n    Text.\n') == ["Text."]


def test_code_is_nothing_to_translate() -> None:
    assert told("Text.\n\n    indented code\n\n```\nfenced code\n```\n") == ["Text."]


def test_a_code_block_inside_a_longer_fence_does_not_end_it() -> None:
    assert told("````\n```\ncode\n```\nmore code\n````\n\nText.\n") == ["Text."]


def test_each_piece_has_a_context_of_its_own() -> None:
    contexts = [piece.context for piece in pieces(PAGE, "Intro.\n\n# A\n\nOne.\n\nTwo.\n\n# A\n\nOne.\n") if piece.context]
    assert contexts == [f"{PAGE}#/1", f"{PAGE}#a", f"{PAGE}#a/1", f"{PAGE}#a/2", f"{PAGE}#a_1", f"{PAGE}#a_1/1"]


def test_pieces_are_replaced_where_they_stand() -> None:
    source = dedent("""\
        ---
        title: Home
        ---
        # Home

        First
        line.

        - Item
          goes on

        | A | B |
        |---|---|
        | c | d |

        !!! note "Mind"

            Inside.
        """)
    korean = {
        "Home": "홈",
        "First line.": "첫 줄.",
        "Item goes on": "항목",
        "| A | B |": "| 가 | 나 |",
        "Mind": "주의",
        "Inside.": "내부.",
    }
    assert translate(PAGE, source, lambda _context, text: korean.get(text)) == dedent("""\
        # 홈 {: #home }

        첫 줄.

        - 항목

        | 가 | 나 |
        |---|---|
        | c | d |

        !!! note "주의"

            내부.
        """)


def test_front_matter_is_no_part_of_the_body_but_counts_its_lines() -> None:
    source = "---\ntitle: Home\ntags: [a]\n---\n\n# Home\n"
    front_matter, body, before = split_front_matter(source)
    assert (front_matter, body.lstrip("\n"), before) == (
        {"title": "Home", "tags": ["a"]},
        "# Home\n",
        source.count("\n", 0, source.index(body)),
    )
    assert [piece.line for piece in pieces(PAGE, source) if piece.heading_id] == [6]


@pytest.mark.parametrize(
    "source",
    [
        "title: Old\ndescription: of\n    two lines\ntags: a\n\n# X\n",
        "Title: Old\ndescription: one\nTitle: again\n# X\n",
        "title: Old\n\nname: no more of it\n",
        "Words: of a sentence\nwith another line\n",
        "words:\n\n- Text\n",
        "\ntitle: no metadata below an empty line\n",
        "Some words: these\n",
        "title: Old",
        "---\nno: end\n",
        "",
    ],
)
def test_metadata_without_rules_is_that_of_mkdocs(source: str) -> None:
    wanted, front_matter = get_data(source)
    told, body, before = split_front_matter(source)
    assert (dict(told), body.lstrip("\n")) == (front_matter, wanted)
    assert source.split("\n")[before:] == body.split("\n") or not body
    assert [piece.line for piece in pieces(PAGE, source) if piece.heading_id] == [
        number for number, line in enumerate(source.split("\n"), 1) if line == "# X"
    ]


@pytest.mark.parametrize("source", ["---\n- a list\n---\nText.\n", "---\n\n---\nText.\n", "---\n{broken: [\n---\nText.\n"])
def test_front_matter_that_is_no_mapping_is_empty(source: str) -> None:
    assert split_front_matter(source)[0] == {}


def test_what_is_left_in_the_source_language_says_so() -> None:
    """Readers of another locale, and their screen readers, are told which words are not in their language."""
    body = "# Home\n\nSome *text*.\n\n- Item\n\n| A | B |\n|---|---|\n| `c` | d |\n\n"
    source = f'{body}!!! note "Mind"\n\n    Inside.\n\n## Code\n\n{{{{ diagram("x") }}}}\n'
    page = html(translate(PAGE, source, lambda _, text: "코드" if text == "Code" else None, "en"))
    mark = '<span class="gp-fallback" lang="en">'
    for shown in (
        f'<h1 id="home">{mark}Home</span></h1>',
        f"<p>{mark}Some <em>text</em>.</span></p>",
        f"<li>{mark}Item</span></li>",
        f"<th>{mark}A</span></th>",
        f"<td>{mark}d</span></td>",
        f'<p class="admonition-title">{mark}Mind</span></p>',
        f"<p>{mark}Inside.</span></p>",
        '<h2 id="code">코드</h2>',
    ):
        assert shown in page.replace("<span lang='en' class='gp-fallback'>", mark).replace('<span lang="en" class="gp-fallback">', mark)
    assert page.count("gp-fallback") == 8, "code and calls are in no language"

"""A page as Markdown says what the page says, and nothing that only a browser needs."""

from __future__ import annotations

import pytest

from groundplan.publish.plain import article_of, markdown_of, markdown_of_part


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<h2 id="a">Ports <a class="headerlink" href="#a">¶</a></h2><p>One <b>and</b> two.</p>', "## Ports\n\nOne **and** two.\n"),
        ("<ul><li>One<ul><li>Two</li></ul></li><li><p>Three</p></li></ul>", "- One\n  - Two\n- Three\n"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two\n"),
        (
            "<table><tr><th>No.</th><th>End</th></tr><tr><td>1</td><td><code>a.b</code><br>c | d<div>e</div></td></tr></table>",
            "| No. | End |\n| --- | --- |\n| 1 | `a.b`<br>c \\| d<br>e |\n",
        ),
        ("<pre><code>a\n  b &lt;c&gt;</code></pre>", "```\na\n  b <c>\n```\n"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a &lt;b> & c\n"),
        ("<p hidden>a</p><p>b <span hidden>c</span></p><button>d</button>", "b\n"),
        ("<figure><svg><text>a</text></svg><details><summary>In words</summary><p>b</p></details></figure>", "**In words**\n\nb\n"),
        ("<dl><div><dt>Term</dt><dd>Meaning</dd></div></dl>", "**Term**\n\nMeaning\n"),
        ("<header>menu</header><main><article class='x'><p>a</p></article></main><footer>f</footer>", "a\n"),
        ("<p>one<p>two", "one\n\ntwo\n"),
        (
            "<p><span><b>Sends</b> <span class='gp-item'>a</span><span class='gp-item'>b</span></span> <span><b>Ports</b> 443</span></p>",
            "Sends: a, b; Ports: 443\n",
        ),
        ("<div>a<details class='gp-more'><summary>Details</summary><p>b</p></details></div>", "a\n\nb\n"),
    ],
)
def test_a_page_as_markdown(page: str, said: str) -> None:
    assert markdown_of(article_of(page)) == said


def test_a_part_of_a_long_list_leads_to_its_own_rows_and_to_pages_and_says_all_else_by_name() -> None:
    part = '<a href="../list/">List</a> <a class="gp-badge" href="./#flow-a">1</a> <a href="../parts-1/#part-b">B</a>'
    assert markdown_of_part(part) == "[List](../list/) [1](./#flow-a) B\n"


def test_a_page_beside_a_long_list_says_by_number_and_name_what_is_in_parts_of_it() -> None:
    number, name = '<a class="gp-badge" href="../list-2/#flow-a">1</a>', '<a href="../other-2.html#component-b">B</a>'
    lead, other = '<a href="../list-2/#from-c">C</a>', '<a href="../glossary/#data-d">D</a>'
    assert markdown_of(f"{number} {name} {lead} {other}", {"list-2", "other-2"}) == "1 B [C](../list-2/#from-c) [D](../glossary/#data-d)\n"
    assert markdown_of(f"{number} {name}", {"list-1"}) == "[1](../list-2/#flow-a) [B](../other-2.html#component-b)\n"


def test_names_and_numbers_in_a_list_are_told_apart() -> None:
    name, number = (
        '<a id="component-{0}" href="../list-2/#component-{0}">{0}</a>',
        '<a id="flow-{0}" href="../list-2/#flow-{0}" title="A">{0}</a>',
    )
    names, numbers = " ".join(map(name.format, "bc")), " ".join(map(number.format, "12"))
    assert markdown_of(f"<ul><li>{names}</li><li>{numbers}</li></ul>", {"list-2"}) == "- b, c\n- 1 2\n"


def test_cells_and_rows_end_without_end_tags() -> None:
    rows = "<tr><td>a<table><tr><td>b<tr><td>c</table><td>d<tr><th>e<td>f"
    assert markdown_of(f"<table><tr><th>x</th><th>y</th></tr>{rows}</table><p>g") == (
        "| x | y |\n| --- | --- |\n| a<br>\\| b \\| \\| --- \\| \\| c \\| | d |\n| e | f |\n\ng\n"
    )

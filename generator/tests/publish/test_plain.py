"""A page as Markdown says what the page says, and nothing that only a browser needs."""

from __future__ import annotations

import pytest

from groundplan.publish.plain import article_of, markdown_of


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
    ],
)
def test_a_page_as_markdown(page: str, said: str) -> None:
    assert markdown_of(article_of(page)) == said

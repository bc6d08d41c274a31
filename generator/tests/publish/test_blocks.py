"""A block of HTML is never in a paragraph, however Markdown came upon it."""

import pytest
from markdown import Markdown

from groundplan.publish.blocks import unwrapped

CLAIM = '<div class="gp-claim"><p>Nothing <em>leaks</em>.</p> <div class="gp-facts">Proven</div></div>'


@pytest.mark.parametrize(
    "source",
    [
        f"!!! note\n\n    Read this.\n\n    {CLAIM}\n\n    And that.\n",
        f"- An item.\n\n    {CLAIM}\n",
        f'=== "Tab"\n\n    {CLAIM}\n',
        f"{CLAIM}\n",
    ],
)
def test_a_block_in_an_indented_place_is_no_text_of_a_paragraph(source: str) -> None:
    markdown = Markdown(extensions=["admonition", "md_in_html", "pymdownx.tabbed"])
    html = unwrapped(markdown.convert(source))
    assert CLAIM in html
    assert f"<p>{CLAIM}" not in html


def test_paragraphs_stay() -> None:
    html = '<p>One <b>bold</b></p>\n<p><a class="gp-ref" href="#x">A reference</a></p>\n<p>Two</p>'
    assert unwrapped(html) == html

"""A page is described by its first prose, and a link tells the language of what it leads to, however both are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.publish.opening import description, told_languages
from groundplan.publish.preview import show_failure


@pytest.mark.parametrize(
    ("content", "described"),
    [
        ("<h1>Title</h1><p>One <b>and</b> two &amp; three.</p><p>Four</p>", "One and two & three."),
        ("<p>Above</p><h1 id='a>b'>Title</h1>\n<p>Below</p>", "Below"),
        ("<h1>Title</h1><!-- <p>No</p> --><p class='gp-note'>No</p><p> </p><p title='a > b'>No</p><p>Yes</p>", "Yes"),
        ("<h1>Title</h1><script>'<p>No</p>'</script><P>Yes</P>", "Yes"),
        ('<h1>Title</h1><p>One <abbr title="a > b">two</abbr></p>', "One two"),
        ("<h1>Title</h1><ul><li>No</li></ul>", ""),
        ("<p>" + "word, " * 60 + "</p>", "word, " * 32 + "word …"),
    ],
)
def test_a_page_is_described_by_its_first_prose(content: str, described: str) -> None:
    assert description(content) == described


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ('<a href="x">', '<a href="x" hreflang="ko">'),
        ("<a class='a > b' HREF='x'>", "<a class='a > b' HREF='x' hreflang=\"ko\">"),
        ("<a\nhref=x>", '<a\nhref=x hreflang="ko">'),
        ('<a href="x" hreflang="ja">', '<a href="x" hreflang="ja">'),
        ('<a data-href="x">', '<a data-href="x">'),
        ('<a title="hreflang=" href="x">', '<a title="hreflang=" href="x" hreflang="ko">'),
        ('<!-- <a href="x"> -->', '<!-- <a href="x"> -->'),
        ('<abbr href="x">', '<abbr href="x">'),
    ],
)
def test_a_link_tells_the_language_of_what_it_leads_to(link: str, told: str) -> None:
    assert told_languages(f"<p>{link}y</a></p>", lambda href: "ko" if href == "x" else None) == f"<p>{told}y</a></p>"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<body><main><article class='x'>a</article></main></body>", "<body><main><article class='x'>BANNERa</article></main></body>"),
        ("<body data-x='<article>'>a</body>", "<body data-x='<article>'>BANNERa</body>"),
        ("<p>a</p>", "BANNER<p>a</p>"),
    ],
)
def test_a_failure_is_told_once_and_first(tmp_path: Path, page: str, said: str) -> None:
    file = tmp_path / "index.html"
    file.write_text(page, encoding="utf-8")
    for _ in range(2):
        show_failure(tmp_path, ["It broke."])
        before, after = said.split("BANNER")
        html = file.read_text(encoding="utf-8")
        assert (html[: len(before)], html[-len(after) :]) == (before, after)
        assert html.count("It broke.") == 1

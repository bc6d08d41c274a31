"""Addresses in HTML that authors write: in every language they lead where they lead on the page that is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import mkdocs_build
from markup import read
from project import FakeSite, write_project

from groundplan.publish.addressing import Places

PLACES = Places(
    ["./", "guide/start/", "img/x.png", "img/a%20b.png", "files/d.txt", "ko/", "ko/guide/start/", "ko/files/own.txt", "flat.html"]
)


@pytest.mark.parametrize(
    ("page", "written", "wanted"),
    [
        ("guide/start/", '<img src="../../img/x.png">', '<img src="../../../img/x.png">'),
        ("guide/start/", "<img src=../../img/x.png alt=a>", '<img src="../../../img/x.png" alt=a>'),
        ("", '<a class="b" href="files/d.txt#top">d</a>', '<a class="b" href="../files/d.txt#top">d</a>'),
        ("", '<a href="files/d.txt?a=1&amp;b=2">d</a>', '<a href="../files/d.txt?a=1&amp;b=2">d</a>'),
        ("", '<video src="img/x.png" poster="img/x.png">', '<video src="../img/x.png" poster="../img/x.png">'),
        ("", '<img srcset="img/x.png 2x, img/a%20b.png 3x">', '<img srcset="../img/x.png 2x, ../img/a%20b.png 3x">'),
        ("", '<img src="img/a b.png">', '<img src="../img/a b.png">'),
        ("", '<a href="guide/start/">in Korean</a>', '<a href="guide/start/">in Korean</a>'),
        ("", '<a href="guide/start/index.html">in Korean</a>', '<a href="guide/start/index.html">in Korean</a>'),
        ("", '<a href="files/own.txt">its own</a>', '<a href="files/own.txt">its own</a>'),
        ("guide/start/", '<img src="../../../img/x.png">', '<img src="../../../img/x.png">'),
        ("guide/start/", '<a href="../../flat.html">a</a>', '<a href="../../../flat.html">a</a>'),
        ("", '<a href="nowhere.txt">a</a>', '<a href="nowhere.txt">a</a>'),
        ("", '<a href="#top">a</a> <a href="/img/x.png">b</a>', '<a href="#top">a</a> <a href="/img/x.png">b</a>'),
        (
            "",
            '<a href="https://img/x.png">a</a> <a href="//img/x.png">b</a>',
            '<a href="https://img/x.png">a</a> <a href="//img/x.png">b</a>',
        ),
        ("", '<a href="mailto:a@b.c">a</a> <a href="https://[">b</a>', '<a href="mailto:a@b.c">a</a> <a href="https://[">b</a>'),
        ("", '<!-- <img src="img/x.png"> --> <p src="img/x.png">', '<!-- <img src="img/x.png"> --> <p src="img/x.png">'),
    ],
)
def test_an_address_leads_where_it_leads_on_the_page_that_is_written(page: str, written: str, wanted: str) -> None:
    assert PLACES.moved(written, f"ko/{page}", page) == wanted


def test_pictures_and_downloads_in_html_are_found_in_every_language(tmp_path: Path) -> None:
    write_project(tmp_path)
    raw = '<p><img src="assets/dot.svg"> <a href="connections/">c</a></p>\n\n<video src="assets/dot.svg"></video>'
    (tmp_path / "docs/index.md").write_text(f"# Home\n\n{raw} ![d](assets/dot.svg)\n", encoding="utf-8")
    (tmp_path / "docs/deep/nested.md").write_text('# Nested\n\n<a href="../../assets/dot.svg">dot</a>\n', encoding="utf-8")
    result = mkdocs_build(tmp_path, FakeSite(), "--strict")
    assert result.exit_code == 0, result.output
    site = tmp_path / "site"
    home, nested = read(site / "ko/index.html").all("article")[0], read(site / "ko/deep/nested/index.html").all("article")[0]
    assert [each.attributes["src"] for name in ("img", "video") for each in home.all(name)] == ["../assets/dot.svg"] * 3
    assert "connections/" in [link.attributes.get("href") for link in home.all("a")]
    assert "../../../assets/dot.svg" in [link.attributes.get("href") for link in nested.all("a")]
    assert read(site / "index.html").all("article")[0].all("img")[0].attributes["src"] == "assets/dot.svg"

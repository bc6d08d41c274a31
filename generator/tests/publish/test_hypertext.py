"""Tags begin and end where they do for a browser, whoever wrote the page, and whatever is asked for."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.hypertext import (
    Change,
    elements_in,
    perhaps_tags,
    replaced,
    tags_and_texts,
    tags_in,
    texts_and_marks,
    unquoted,
    without_elements,
)


class Reader(HTMLParser):
    """What the parser of the standard library makes of a page: each tag with its place and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str, tuple[tuple[str, str], ...]]] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def _note(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        self.found.append((self._lines[line - 1] + column, name, tuple((key, value or "") for key, value in attributes)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note(f"/{tag}", [])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)


_NAMES = st.sampled_from(["p", "a", "div", "td", "svg", "g-x", "H1"])
_TEXTS = st.text("ab <>=/\n&;", max_size=6).filter(lambda text: "<" not in text.rstrip("<"))
_VALUES = st.text("ab <>=/'\n", max_size=6)
_ATTRIBUTES = st.one_of(
    st.tuples(st.sampled_from(["x", "data-y", "HREF"]), _VALUES).map(lambda pair: f' {pair[0]}="{pair[1]}"'),
    st.tuples(st.sampled_from(["x", "style"]), st.text('ab <>="', max_size=4)).map(lambda pair: f"\n{pair[0]} = '{pair[1]}'"),
    st.sampled_from([" hidden", " x=1", " y=a&amp;b"]),
)
_STARTS = st.builds(
    lambda name, given_, end: f"<{name}{''.join(given_)}{end}>", _NAMES, st.lists(_ATTRIBUTES, max_size=3), st.sampled_from(["", " "])
)
_PIECES = st.one_of(
    _TEXTS.map(lambda text: text.replace("<", "&lt;")),
    _STARTS,
    _NAMES.map(lambda name: f"</{name}>"),
    st.sampled_from(["<!-- <p> -->", "<!doctype html>", "<script>if (a<b) '</p><a>'</script>", "<style>a>b{}</style>", "< p>", "a<1"]),
)
PAGES = st.lists(_PIECES, max_size=12).map("".join)


@given(PAGES)
def test_tags_are_those_that_the_standard_library_reads(page: str) -> None:
    read = [
        (tag.start, f"/{tag.name}" if tag.closes else tag.name, tuple((each.name, each.value) for each in tag.attributes()))
        for tag in tags_in(page)
    ]
    assert read == Reader(page).found


class Sayer(HTMLParser):
    """What the parser of the standard library takes for tags and for text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str | tuple[str, dict[str, str]]] = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, {key: value or "" for key, value in reversed(attrs)}), ""]

    def handle_endtag(self, tag: str) -> None:
        self.found += [(f"/{tag}", {}), ""]

    def handle_data(self, data: str) -> None:
        self.found[-1] = f"{self.found[-1]}{data}"


@given(PAGES)
def test_tags_and_texts_are_those_that_the_standard_library_reads(page: str) -> None:
    found: list[str | tuple[str, dict[str, str]]] = [""]
    for node in tags_and_texts(page):
        if isinstance(node, str):
            found[-1] = f"{found[-1]}{node}"
        else:
            found += [(f"/{node.name}" if node.closes else node.name, node.attributes), ""]
    assert found == Sayer(page).found


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<title>a &amp; <b> c</title>d", "a & <b> cd"),
        ("<textarea>&lt;p></textarea>", "<p>"),
        ("<script>a &amp;&amp; b</script>", "a &amp;&amp; b"),
        ("a<!-- b -->c &lt;d", "ac <d"),
        ("<?xml a?>b</ p>c", "bc"),
        ("a <p never closed", "a "),
    ],
)
def test_texts_are_read_as_browsers_read_them(page: str, text: str) -> None:
    assert "".join(node for node in tags_and_texts(page) if isinstance(node, str)) == text


@given(PAGES, st.lists(_NAMES, min_size=1, max_size=2, unique=True))
def test_tags_of_some_names_are_those_among_all(page: str, names: list[str]) -> None:
    wanted = {name.lower() for name in names}
    assert list(tags_in(page, *names)) == [tag for tag in tags_in(page) if tag.name in wanted]


@given(PAGES, st.lists(_NAMES, min_size=1, max_size=2, unique=True))
def test_every_opening_tag_is_among_what_looks_like_one(page: str, names: list[str]) -> None:
    opening = [tag for tag in tags_in(page, *names) if not tag.closes]
    assert [tag for tag in perhaps_tags(page, *names) if tag in opening] == opening


def test_what_looks_like_a_tag_may_be_none() -> None:
    assert [tag and tag.written for tag in perhaps_tags("<!-- <script> --><p title='<style>'><script src=a", "script", "style")] == [
        "<script>",
        "<style>",
        None,
    ]


@given(PAGES)
def test_what_is_cut_is_whole_again(page: str) -> None:
    cut = texts_and_marks(page)
    assert "".join(cut) == page
    assert replaced(page, (Change(tag.start, tag.end, tag.written) for tag in tags_in(page))) == page


@given(PAGES)
def test_without_quotes_a_page_says_the_same(page: str) -> None:
    def told(html: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        return [found[1:] for found in Reader(html).found]

    assert told(unquoted(page)) == told(page)


@pytest.mark.parametrize(
    ("html", "lean"),
    [
        ('<a class="b" href="../c/#d">e="f"</a>', '<a class=b href=../c/#d>e="f"</a>'),
        ('<a href="../c/"><td class="a b"><p id="">', '<a href="../c/"><td class="a b"><p id="">'),
        ('<rect x="1" rx="12"/><a title="a>b" x="y=z">', '<rect x=1 rx="12"/><a title="a>b" x="y=z">'),
        ("""<a title='b="c" d'>""", """<a title='b="c" d'>"""),
    ],
)
def test_quotes_stay_where_a_value_needs_them(html: str, lean: str) -> None:
    assert unquoted(html) == lean


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("<p title='a > b'>c</p>", ["p", "/p"]),
        ("<P\nCLASS=x>c</P >", ["p", "/p"]),
        ('<p a="b"c="d">', ["p"]),
        ("<p a=b'c>d</p>", ["p", "/p"]),
        ("<a href=x/y>z</a>", ["a", "/a"]),
        ("<br/><pre>", ["br", "pre"]),
        ("<title>a <b> c</title><i>", ["title", "/title", "i"]),
        ("<textarea><p></textarea>", ["textarea", "/textarea"]),
        ("<script>'</scripts>'</script><i>", ["script", "/script", "i"]),
        ("<SCRIPT>a</Script><i>", ["script", "/script", "i"]),
        ("<script>never closed <p>", ["script"]),
        ("<!-- <p> --!><i>", ["i"]),
        ("<!--><i>", ["i"]),
        ("<!-- never closed <p>", []),
        ("<?xml a='<p'?><i>", ["i"]),
        ("</ p><i>", ["i"]),
        ("a < b <= c <3 d", []),
        ("<i>a<p never closed", ["i"]),
    ],
)
def test_odd_pages_are_read_as_browsers_read_them(page: str, names: list[str]) -> None:
    found = [f"/{tag.name}" if tag.closes else tag.name for tag in tags_in(page)]
    assert found == names


def test_an_element_goes_to_the_tag_that_closes_it() -> None:
    page = "<p>a</p><div x><div>b</div>c</div><div>d"
    found = [(page[each.opening.start : each.end], each.inner(page)) for each in elements_in(page, "div")]
    assert found == [("<div x><div>b</div>c</div>", "<div>b</div>c"), ("<div>d", "d")]
    assert without_elements(page, "div") == "<p>a</p>"


def test_of_two_attributes_with_one_name_the_first_counts() -> None:
    [tag] = tags_in("<a HREF='x&amp;y' href=z hidden>")
    named = tag.attribute("href")
    assert named is not None
    assert (named.value, tag.written[named.start : named.end]) == ("x&y", "HREF='x&amp;y'")


@pytest.mark.parametrize("bit", ["<", "<p ", "<p a=", '<p a="', "<p a='\"", "<!--", "<script>", "</p", "<p/", "<svg><p>", "<title>"])
def test_whatever_does_not_end_is_read_once(bit: str) -> None:
    """Read again for each of them, these pages would take hours."""
    page = bit * 100_000
    assert len(list(tags_in(page, "p"))) <= 100_000
    assert len(list(tags_in(page, "b"))) == 0
    assert len(list(tags_and_texts(page))) <= 200_000

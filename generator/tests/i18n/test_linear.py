"""Long pages and catalogues are read in one go: a file twice as long takes about twice as long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth import STEEPEST, grows_evenly, steepness

from groundplan.i18n.gettext.quick_po import read_quickly
from groundplan.i18n.texts import fit
from groundplan.i18n.texts.prose import pieces
from groundplan.render.words import markup

TAB = "\t"
HEAD = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n\n'
PAGES: dict[str, Callable[[int], str]] = {
    "rows": lambda many: "| a | b |\n|---|---|\n" + "| x | y |\n" * many,
    "bars": lambda many: "a | b\n" * many,
    "spaces in a heading": lambda many: f"# a{' ' * many}x",
    "tabs in a heading": lambda many: f"# a{TAB * many}x",
    "bars in a rule": lambda many: f"| a |\n{'|' * many}x",
    "calls without an end": lambda many: "{{" * many,
    "texts without an end": lambda many: "{{ '" * many,
    "tags without an end": lambda many: "# " + "{%" * many,
    "braces": lambda many: f"- {'{' * many}",
    "angles": lambda many: f"# {'<' * many}",
    "brackets": lambda many: f"# {'[' * many}",
    "elements": lambda many: "<div>\n\n" * many + "</div>\n" * many,
    "elements without an end": lambda many: "<p>a\n\n" * many,
    "elements in a line": lambda many: "<td>a</td>" * many,
    "words before elements": lambda many: "<td>" * many + "a" + "</td>" * many,
    "ticks": lambda many: f"{'` ' * many}",
    "quotations": lambda many: "> " * many,
    "fences without an end": lambda many: "    ```x\n" * many,
    "fences in items": lambda many: "- ```\n" * many,
    "comments without an end": lambda many: "<!--\n" * many,
    "comments with one end": lambda many: "<!--\n" * many + "-->",
    "mathematics without an end": lambda many: "$$\n\n" * many + "\\[\n" * many,
    "mathematics in items": lambda many: "- \\[ a\n" * many,
    "terms": lambda many: "a\n" * many + ":   b",
    "definitions far below": lambda many: "a\n\n" * many + ":   b",
    "references": lambda many: "[a]: b\n" * many,
    "callouts": lambda many: "> [!a]\n" * many,
    "marks of headings": lambda many: "> - # " * many,
    "code in quotations": lambda many: ">     a\n" * many,
    "metadata": lambda many: "a: b\n" * many,
    "headings": lambda many: "# a\n\n" * many,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_in_one_go(page: str) -> None:
    assert len(list(pieces("docs/page.md", PAGES[page](10)))) >= 1
    assert grows_evenly(lambda many: list(pieces("docs/page.md", PAGES[page](many))))


@pytest.mark.parametrize("letters", ["{{", "{%", "{#", "{", "<", "[", "](", "`", "{{ '", " ", "|", "\\"])
def test_a_translation_is_judged_in_one_go(letters: str) -> None:
    def judge(many: int) -> None:
        wording = letters * many
        fit.fits(wording, f"{wording}x")
        fit.call_problem(wording, f"{wording}x")
        fit.markup_problem(wording, f"{wording}x")
        markup.guarded(wording)

    assert grows_evenly(judge)


def catalogue(many: int) -> bytes:
    entries = "".join(f'msgctxt "a{at}"\nmsgid "x"\nmsgstr "y"\n\n' for at in range(many))
    long = 'msgctxt "long"\nmsgid ""\n' + '"x"\n' * many + 'msgstr ""\n' + '"y"\n' * many
    return (HEAD + entries + long).encode()


def test_a_catalogue_is_read_in_one_go() -> None:
    read = read_quickly(catalogue(100), "ko")
    assert read is not None
    assert len(read) == 101
    assert grows_evenly(lambda many: read_quickly(catalogue(many), "ko"))


def test_what_is_read_again_for_each_part_is_noticed() -> None:
    """The test above can fail: what looks through all for each part is not taken for one reading."""
    assert steepness(lambda many: [sum(range(0, many, 3)) for _ in range(many)]) > STEEPEST


@pytest.mark.parametrize("escape", ["\\a", "\\0", "\\x41", "\\'", "\\b", "\\q", "\\101"])
def test_an_escape_that_is_not_ours_is_left_to_babel(escape: str) -> None:
    assert read_quickly((HEAD + f'msgctxt "a"\nmsgid "x"\nmsgstr "y{escape}"\n').encode(), "ko") is None

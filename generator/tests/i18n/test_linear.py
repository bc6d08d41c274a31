"""Long pages and catalogues are read in one go: a file twice as long takes about twice as long."""

from __future__ import annotations

import time

import pytest

from groundplan.i18n.gettext.quick_po import read_quickly
from groundplan.i18n.texts import fit
from groundplan.i18n.texts.prose import pieces
from groundplan.render.words import markup

MANY, TAB = 20_000, "\t"
HEAD = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n\n'
PAGES = {
    "rows": "| a | b |\n|---|---|\n" + "| x | y |\n" * MANY,
    "bars": "a | b\n" * MANY,
    "spaces in a heading": f"# a{' ' * MANY}x",
    "tabs in a heading": f"# a{TAB * MANY}x",
    "bars in a rule": f"| a |\n{'|' * MANY}x",
    "calls without an end": "{{" * MANY,
    "texts without an end": "{{ '" * MANY,
    "tags without an end": "# " + "{%" * MANY,
    "braces": f"- {'{' * MANY}",
    "angles": f"# {'<' * MANY}",
    "brackets": f"# {'[' * MANY}",
    "elements": "<div>\n\n" * MANY + "</div>\n" * MANY,
    "elements without an end": "<p>a\n\n" * MANY,
    "elements in a line": "<td>a</td>" * MANY,
    "words before elements": "<td>" * MANY + "a" + "</td>" * MANY,
    "ticks": f"{'` ' * MANY}",
    "quotations": "> " * MANY,
    "headings": "# a\n\n" * MANY,
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_in_one_go(page: str) -> None:
    began = time.process_time()
    assert len(list(pieces("docs/page.md", PAGES[page]))) >= 1
    assert time.process_time() - began < 2


@pytest.mark.parametrize("letters", ["{{", "{%", "{#", "{", "<", "[", "](", "`", "{{ '", " ", "|", "\\"])
def test_a_translation_is_judged_in_one_go(letters: str) -> None:
    began = time.process_time()
    wording = letters * MANY
    fit.fits(wording, f"{wording}x")
    fit.call_problem(wording, f"{wording}x")
    fit.markup_problem(wording, f"{wording}x")
    markup.guarded(wording)
    assert time.process_time() - began < 4


def test_a_catalogue_is_read_in_one_go() -> None:
    began = time.process_time()
    many = "".join(f'msgctxt "a{at}"\nmsgid "x"\nmsgstr "y"\n\n' for at in range(MANY))
    long = 'msgctxt "long"\nmsgid ""\n' + '"x"\n' * MANY + 'msgstr ""\n' + '"y"\n' * MANY
    read = read_quickly((HEAD + many + long).encode(), "ko")
    assert read is not None
    assert len(read) == MANY + 1
    assert time.process_time() - began < 3


@pytest.mark.parametrize("escape", ["\\a", "\\0", "\\x41", "\\'", "\\b", "\\q", "\\101"])
def test_an_escape_that_is_not_ours_is_left_to_babel(escape: str) -> None:
    assert read_quickly((HEAD + f'msgctxt "a"\nmsgid "x"\nmsgstr "y{escape}"\n').encode(), "ko") is None

"""The quick reader of PO files reads what Babel reads, or leaves the file to it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from groundplan.i18n.gettext.po import read_carefully
from groundplan.i18n.gettext.quick_po import read_quickly

LOCALES = Path(__file__).parents[3] / "model" / "locales"

HEAD = """\
# Translators: Kim
msgid ""
msgstr ""
"Language: ko\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"POT-Creation-Date: 2026-11-23 10:00+0900\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
PLAIN = (
    HEAD
    + """
# a remark
#. A connection from A to B.
#. facts: 0a1b2c3d
#: model/flows.yaml
msgctxt "flows.a.name"
msgid "Say \\"hello\\"\\tto C:\\\\new"
msgstr "\\"안녕\\"\\n"

#, fuzzy, python-format
#| msgctxt "flows.b.name"
#| msgid "Old \\"words\\" "
#| "in two lines"
msgctxt "flows.b.name"
msgid ""
"New words "
"in two lines"
msgstr ""
"두 줄 "
"낱말"

msgctxt "flows.c.name"
msgid "Untranslated"
msgstr ""

#, fuzzy
#~| msgid "Gone before"
#~ msgctxt "flows.d.name"
#~ msgid "Gone"
#~ msgstr ""
#~ "사라진"
"""
)

SHORT = (
    HEAD
    + """
msgctxt "flows.a.name"
msgid "One"
msgstr "하나"

#. facts: 0a1b2c3d
msgctxt "flows.b.name"
msgid "Two"
msgstr "둘"
msgctxt "flows.c.name"
msgid "Three"
msgstr ""

#. A connection.
#, fuzzy
#. facts: 0a1b2c3d
msgctxt "flows.d.name"
msgid "Four"
msgstr "넷"


#. Of facts: two
#. facts: 4e5f6a7b
#: model/flows.yaml
msgctxt "flows.e.name"
msgid "Five"
msgstr "다섯"
"""
)


@pytest.mark.parametrize("locale", ["ko", "ja"])
def test_the_reference_catalogues_are_read_quickly(locale: str) -> None:
    content = (LOCALES / f"{locale}.po").read_bytes()
    quick = read_quickly(content, locale)
    assert quick is not None
    assert quick == read_carefully(content, locale)
    assert len(quick) > 300


def test_comments_marks_escapes_and_obsolete_messages() -> None:
    quick = read_quickly(PLAIN.encode(), "ko")
    assert quick is not None
    assert quick == read_carefully(PLAIN.encode(), "ko")
    a, b, c = (quick[f"flows.{name}.name"] for name in "abc")
    assert (a.source, a.text, a.digest, a.line) == ('Say "hello"\tto C:\\new', '"안녕"\n', "0a1b2c3d", 14)
    assert (b.source, b.text, b.fuzzy) == ('Old "words" in two lines', "두 줄 낱말", True)
    assert (c.text, c.fuzzy) == ("", False)


@pytest.mark.parametrize(
    ("content", "locale"),
    [
        (b"", "ko"),
        (b"\xff", "ko"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "ko"),
        (PLAIN.replace("\n", "\r\n").encode(), "ko"),
        (PLAIN.encode(), "xx"),
        (PLAIN.encode(), "ja"),
        (PLAIN.replace("utf-8", "euc-kr").encode(), "ko"),
        (PLAIN.replace("2026-11-23", "2026-13-23").encode(), "ko"),
        ((PLAIN + PLAIN.removeprefix(HEAD)).encode(), "ko"),
        ((HEAD + '\nmsgid "No context"\nmsgstr "x"\n').encode(), "ko"),
        ((HEAD + '\nmsgctxt "a"\nmsgid "One"\nmsgid_plural "More"\nmsgstr[0] "x"\n').encode(), "ko"),
        ((HEAD + '\nmsgctxt "a"\nmsgid "Lost"\n').encode(), "ko"),
        ((HEAD + '\nmsgctxt "a"\nmsgid "Cut\nmsgstr "x"\n').encode(), "ko"),
        ((HEAD + "\nwords\n").encode(), "ko"),
    ],
)
def test_anything_unusual_is_left_to_babel(content: bytes, locale: str) -> None:
    assert read_quickly(content, locale) is None


def test_messages_of_one_line_each() -> None:
    quick = read_quickly(SHORT.encode(), "ko")
    assert quick is not None
    assert quick == read_carefully(SHORT.encode(), "ko")
    assert [(t.source, t.text, t.fuzzy, t.digest, t.line) for t in quick.values()] == [
        ("One", "하나", False, "", 10),
        ("Two", "둘", False, "0a1b2c3d", 15),
        ("Three", "", False, "", 18),
        ("Four", "넷", True, "0a1b2c3d", 25),
        ("Five", "다섯", False, "4e5f6a7b", 33),
    ]


INSERTED = [
    "\n", "#\n", '"more"\n', " \n", "#: a\n", "#~\n", "#. facts: 1\n", "#.facts: 1 \n", "#.  facts: 1 2\n", "# facts: 1\n",
    "#, python-format, fuzzy\n", "#,fuzzy\n", "#| msgid \"Old\"\n",
]  # fmt: skip


@pytest.mark.parametrize("whole", [PLAIN, SHORT], ids=["long", "short"])
def test_a_file_with_any_lines_changed_is_never_read_otherwise_than_babel_reads_it(whole: str) -> None:
    rng = random.Random(1)
    quickly = 0
    for _ in range(600):
        lines = whole.splitlines(keepends=True)
        for _ in range(rng.randint(1, 3)):
            at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            match rng.randrange(6):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(other, lines[at])
                case 2:
                    lines[at], lines[other] = lines[other], lines[at]
                case 3:
                    lines[at] = lines[at].replace(rng.choice('"\\#~| ma'), rng.choice(['"', "\\", "#", "~", "", " ", "\\n", "é"]), 1)
                case 4:
                    lines[at] = rng.choice(["#~ ", "# ", "#. ", "#, fuzzy", "#| "]) + lines[at]
                case _:
                    lines.insert(at, rng.choice(INSERTED))
        content = "".join(lines).encode()
        quick = read_quickly(content, "ko")
        if quick is not None:
            quickly += 1
            assert quick == read_carefully(content, "ko"), content.decode()
    assert quickly > 100

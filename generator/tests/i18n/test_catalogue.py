"""The catalogue of a locale: what an update keeps, marks and adds, and whether other programs read it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundplan.i18n.gettext.catalogue import Catalogue, read_catalogue
from groundplan.i18n.gettext.translation import CatalogueError, Source
from groundplan.i18n.texts.update import update

if TYPE_CHECKING:
    from projects import Project

HEADER = """\
msgid ""
msgstr ""
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""
NOTES = "flows.order.notes"


def content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def catalogue(path: Path, locale: str) -> Catalogue:
    return read_catalogue(path.name, path.read_bytes(), locale)


def updated(tmp_path: Path, entries: str, *sources: Source, locale: str = "ko") -> str:
    """What an update to `sources` makes of a catalogue with `entries`, below the header. A second update must change nothing."""
    path = tmp_path / f"{locale}.po"
    path.write_text(f"{HEADER}\n{entries}", encoding="utf-8")
    path.write_bytes(update(content(path), locale, sources).content)
    assert update(content(path), locale, sources).content == path.read_bytes(), "a second update changes the file"
    return path.read_text(encoding="utf-8").partition("\n\n")[2]


MESSAGE = 'msgctxt "flows.order.notes"\nmsgid "Hi."\nmsgstr "안녕."\n'
OBSOLETE = '#~ msgctxt "flows.old.notes"\n#~ msgid "Old."\n#~ msgstr "옛."\n'


@pytest.mark.parametrize("last", [MESSAGE, f"{MESSAGE}\n{OBSOLETE}"], ids=["below a message", "below an obsolete one"])
def test_comments_at_the_end_stay_there(last: str, tmp_path: Path) -> None:
    after = updated(tmp_path, f"{last}\n# vim: set tw=0:\n# Kim, 2026\n", Source(NOTES, "Hi."), Source("flows.new.notes", "New."))
    assert after.endswith('"\n\n# vim: set tw=0:\n# Kim, 2026\n')
    assert after.count("Kim") == 1
    assert after.count("Old.") == last.count("Old.")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_stay_what_they_are(end: str) -> None:
    before = f"# Kim\n{HEADER}\n{MESSAGE}\n# The end.\n".replace("\n", end).encode()
    after = update(before, "ko", [Source(NOTES, "Hi."), Source("flows.new.notes", "New.")]).content
    assert after.count(b"\r\n") == (after.count(b"\n") if end == "\r\n" else 0)
    assert after.startswith(f"# Kim{end}".encode())
    assert after.endswith(f"{end}# The end.{end}".encode())
    assert read_catalogue("ko.po", after, "ko").translations[NOTES].text == "안녕."
    assert update(after, "ko", [Source(NOTES, "Hi."), Source("flows.new.notes", "New.")]).content == after


def test_the_first_update_makes_the_whole_catalogue() -> None:
    made = update(
        b"",
        "ko",
        [
            Source(NOTES, "Orders come in.", "0a1b2c3d", ("A connection from Shopper to Web server.",)),
            Source("docs/index.md#top/1", "Hello."),
        ],
    )
    assert made.content.decode() == (
        HEADER
        + """
#. A connection from Shopper to Web server.
#. facts: 0a1b2c3d
msgctxt "flows.order.notes"
msgid "Orders come in."
msgstr ""

msgctxt "docs/index.md#top/1"
msgid "Hello."
msgstr ""
"""
    )
    assert (made.new, made.stale, made.kept, made.obsolete) == (2, 0, 0, 0)


def test_a_translation_of_unchanged_text_and_facts_is_kept(tmp_path: Path) -> None:
    entry = '#. facts: 0a1b2c3d\nmsgctxt "flows.order.notes"\nmsgid "Orders come in."\nmsgstr "주문이 들어옵니다."\n'
    assert updated(tmp_path, entry, Source(NOTES, "Orders come in.", "0a1b2c3d")) == entry


def test_a_changed_text_marks_its_translation_and_tells_the_earlier_wording_on_one_line(tmp_path: Path) -> None:
    long = "The shoppers place their orders in the browser, and the web server of the shop takes them in and keeps them."
    entry = f'#. facts: 0a1b2c3d\nmsgctxt "flows.order.notes"\nmsgid "{long}"\nmsgstr "주문이 들어옵니다."\n'
    assert (
        updated(tmp_path, entry, Source(NOTES, 'Orders come in by "the door".', "0a1b2c3d"))
        == f"""\
#. facts: 0a1b2c3d
#, fuzzy
#| msgid "{long}"
msgctxt "flows.order.notes"
msgid "Orders come in by \\"the door\\"."
msgstr "주문이 들어옵니다."
"""
    )


def test_a_text_that_changes_twice_tells_the_wording_that_was_translated(tmp_path: Path) -> None:
    path = tmp_path / "ko.po"
    path.write_text(f'{HEADER}\nmsgctxt "a.name"\nmsgid "First"\nmsgstr "하나"\n', encoding="utf-8")
    for text in ("Second", "Third"):
        path.write_bytes(update(content(path), "ko", [Source("a.name", text)]).content)
    assert '#| msgid "First"' in path.read_text(encoding="utf-8")
    assert "Second" not in path.read_text(encoding="utf-8")


def test_a_text_that_changes_back_is_translated_again(tmp_path: Path) -> None:
    entry = 'msgctxt "a.name"\nmsgid "First"\nmsgstr "하나"\n'
    path = tmp_path / "ko.po"
    path.write_text(f"{HEADER}\n{entry}", encoding="utf-8")
    path.write_bytes(update(content(path), "ko", [Source("a.name", "Second")]).content)
    path.write_bytes(update(content(path), "ko", [Source("a.name", "First")]).content)
    assert path.read_text(encoding="utf-8") == f"{HEADER}\n{entry}"


def test_changed_facts_mark_a_translation_whose_text_is_the_same(tmp_path: Path) -> None:
    entry = '#. facts: 0a1b2c3d\nmsgctxt "flows.order.notes"\nmsgid "Orders come in."\nmsgstr "주문이 들어옵니다."\n'
    after = '#. facts: ffffffff\n#, fuzzy\nmsgctxt "flows.order.notes"\nmsgid "Orders come in."\nmsgstr "주문이 들어옵니다."\n'
    assert updated(tmp_path, entry, Source(NOTES, "Orders come in.", "ffffffff")) == after


def test_an_untranslated_text_is_never_marked(tmp_path: Path) -> None:
    entry = '#. facts: 0a1b2c3d\nmsgctxt "flows.order.notes"\nmsgid "Orders come in."\nmsgstr ""\n'
    after = '#. facts: ffffffff\nmsgctxt "flows.order.notes"\nmsgid "Orders go out."\nmsgstr ""\n'
    assert updated(tmp_path, entry, Source(NOTES, "Orders go out.", "ffffffff")) == after


def test_a_mark_stays_until_a_translator_takes_it_away(tmp_path: Path) -> None:
    entry = '#, fuzzy\n#| msgid "Before"\nmsgctxt "a.name"\nmsgid "After"\nmsgstr "뒤"\n'
    assert updated(tmp_path, entry, Source("a.name", "After")) == entry


@pytest.mark.parametrize("obsolete", ["", "#~ "])
def test_a_message_that_counts_leaves_its_first_form_for_review(obsolete: str, tmp_path: Path) -> None:
    lines = ['msgctxt "a.name"', 'msgid "Box"', 'msgid_plural "Boxes"', 'msgstr[0] "상자"']
    found = updated(tmp_path, "\n".join(f"{obsolete}{line}" for line in lines), Source("a.name", "Box"))
    assert '#, fuzzy\nmsgctxt "a.name"\nmsgid "Box"\nmsgstr "상자"\n' in found
    assert "plural" not in found.partition("\n\n")[2]


@pytest.mark.parametrize("blank", ["   ", "\u00a0", "\u200b", "\u3000\\n"])
def test_a_translation_of_blanks_is_none(blank: str, tmp_path: Path) -> None:
    (tmp_path / "ko.po").write_text(f'{HEADER}\nmsgctxt "a.name"\nmsgid "Box"\nmsgstr "{blank}"\n', encoding="utf-8")
    assert catalogue(tmp_path / "ko.po", "ko").translate("a.name", "Box") is None
    assert not catalogue(tmp_path / "ko.po", "ko").translations["a.name"].is_current(Source("a.name", "Box"))
    assert 'msgid "Box"\nmsgstr ""\n' in updated(tmp_path, f'msgctxt "a.name"\nmsgid "Box"\nmsgstr "{blank}"', Source("a.name", "Box"))


def test_the_earlier_wording_goes_with_the_mark(tmp_path: Path) -> None:
    entry = '#| msgid "Before"\nmsgctxt "a.name"\nmsgid "After"\nmsgstr "뒤"\n'
    assert updated(tmp_path, entry, Source("a.name", "After")) == 'msgctxt "a.name"\nmsgid "After"\nmsgstr "뒤"\n'


def test_an_earlier_wording_that_other_tools_broke_into_lines_is_kept(tmp_path: Path) -> None:
    entry = (
        '#, fuzzy\n#| msgctxt "a.name"\n#| msgid ""\n#| "Before \\"noon\\" "\n#| "today"\nmsgctxt "a.name"\nmsgid "After"\nmsgstr "뒤"\n'
    )
    assert '#| msgid "Before \\"noon\\" today"\n' in updated(tmp_path, entry, Source("a.name", "After"))


def test_a_translation_whose_text_is_gone_becomes_obsolete_and_stays(tmp_path: Path) -> None:
    entries = """\
msgctxt "a.name"
msgid "Here"
msgstr "여기"

msgctxt "b.name"
msgid "Gone"
msgstr "사라짐"

msgctxt "c.name"
msgid "Never translated"
msgstr ""

#~ msgctxt "d.name"
#~ msgid "Long gone"
#~ msgstr "오래전에 사라짐"
"""
    assert (
        updated(tmp_path, entries, Source("a.name", "Here"))
        == """\
msgctxt "a.name"
msgid "Here"
msgstr "여기"

#~ msgctxt "b.name"
#~ msgid "Gone"
#~ msgstr "사라짐"

#~ msgctxt "d.name"
#~ msgid "Long gone"
#~ msgstr "오래전에 사라짐"
"""
    )


def test_an_obsolete_translation_stays_when_another_text_takes_its_place(tmp_path: Path) -> None:
    entries = 'msgctxt "b.name"\nmsgid "New"\nmsgstr "새것"\n\n#~ msgctxt "b.name"\n#~ msgid "Old"\n#~ msgstr "옛것"\n'
    assert updated(tmp_path, entries, Source("b.name", "New")) == entries


def test_an_obsolete_translation_forgets_what_it_was_fuzzy_about(tmp_path: Path) -> None:
    entries = """\
msgctxt "a.name"
msgid "Here"
msgstr "여기"

#, fuzzy
#| msgid "Before"
msgctxt "b.name"
msgid "Gone"
msgstr "사라짐"
"""
    assert "Before" not in updated(tmp_path, entries, Source("a.name", "Here"))


def test_an_obsolete_translation_of_gettext_may_tell_an_earlier_wording(tmp_path: Path) -> None:
    entries = '#, fuzzy\n#~| msgid "Before"\n#~ msgctxt "b.name"\n#~ msgid "Gone"\n#~ msgstr "사라짐"\n'
    assert updated(tmp_path, entries) == '#~ msgctxt "b.name"\n#~ msgid "Gone"\n#~ msgstr "사라짐"\n'


def test_a_text_that_comes_back_gets_its_obsolete_translation_for_review(tmp_path: Path) -> None:
    entries = '#~ msgctxt "b.name"\n#~ msgid "Back"\n#~ msgstr "돌아옴"\n'
    assert updated(tmp_path, entries, Source("b.name", "Back")) == '#, fuzzy\nmsgctxt "b.name"\nmsgid "Back"\nmsgstr "돌아옴"\n'


def test_a_paragraph_before_others_moves_them_without_losing_translations(tmp_path: Path) -> None:
    entries = """\
msgctxt "docs/index.md#top/1"
msgid "One."
msgstr "하나."

msgctxt "docs/index.md#top/2"
msgid "Two."
msgstr "둘."
"""
    page = "docs/index.md#top/"
    assert (
        updated(tmp_path, entries, Source(f"{page}1", "Zero."), Source(f"{page}2", "One."), Source(f"{page}3", "Two."))
        == """\
msgctxt "docs/index.md#top/1"
msgid "Zero."
msgstr ""

msgctxt "docs/index.md#top/2"
msgid "One."
msgstr "하나."

msgctxt "docs/index.md#top/3"
msgid "Two."
msgstr "둘."
"""
    )


def test_a_paragraph_under_another_heading_keeps_its_translation(tmp_path: Path) -> None:
    entries = 'msgctxt "docs/index.md#old/1"\nmsgid "One."\nmsgstr "하나."\n'
    after = 'msgctxt "docs/index.md#new/1"\nmsgid "One."\nmsgstr "하나."\n'
    assert updated(tmp_path, entries, Source("docs/index.md#new/1", "One.")) == after


def test_what_translators_write_beside_a_message_is_kept(tmp_path: Path) -> None:
    entry = """\
# 존댓말로 씁니다.
#. facts: 0a1b2c3d
#, no-wrap
msgctxt "flows.order.notes"
msgid "Orders come in."
msgstr "주문이 들어옵니다."
"""
    assert updated(tmp_path, entry, Source(NOTES, "Orders come in.", "0a1b2c3d")) == entry


def test_what_translators_and_tools_write_at_the_head_of_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "ko.po"
    theirs = """\
# 번역: 상점 문서 팀
# 문의: docs@example.com
msgid ""
msgstr ""
"Project-Id-Version: shop\\n"
"PO-Revision-Date: 2026-01-01 00:00+0000\\n"
"Last-Translator: 김하나 <hana@example.com>\\n"
"Language-Team: Korean\\n"
"Language: ko\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"X-Generator: Poedit 3.4\\n"
"""
    path.write_text(theirs, encoding="utf-8")
    assert update(content(path), "ko", [], "Web shop").content.decode() == theirs


def test_a_header_that_a_tool_reordered_and_wrapped_is_put_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ko.po"
    text = 'msgid ""\nmsgstr "X-Generator: Tool\\n"\n"Language: xx\\nPlural-Forms: nplurals=1; "\n"plural=0;\\nLast-Translator: A\\n"\n'
    path.write_text(text, encoding="utf-8")
    assert re.findall(r'^"(.*)\\n"$', update(content(path), "ko", [], "Web shop").content.decode(), re.MULTILINE) == [
        "Project-Id-Version: Web shop",
        "Last-Translator: A",
        "Language: ko",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "Plural-Forms: nplurals=1; plural=0;",
        "X-Generator: Tool",
    ]


def test_a_percentage_is_not_taken_for_a_format(tmp_path: Path) -> None:
    """Babel takes `% o` for a format of Python, and `msgfmt -c` would then refuse every translation."""
    entry = 'msgctxt "a.name"\nmsgid "90 % of {all}"\nmsgstr "전체의 90 %"\n'
    assert updated(tmp_path, entry, Source("a.name", "90 % of {all}")) == entry


@pytest.mark.parametrize("locale", ["pt-BR", "zh-Hant", "sr-Latn-RS", "qps"])
def test_a_locale_may_have_a_script_and_a_region_or_be_unknown(locale: str, tmp_path: Path) -> None:
    path = tmp_path / f"{locale}.po"
    path.write_bytes(update(content(path), locale, [Source("a.name", "Here")]).content)
    assert f'"Language: {locale.replace("-", "_")}\\n"' in path.read_text(encoding="utf-8")
    assert catalogue(path, locale).translations["a.name"].source == "Here"
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        ('msgctxt "a"\nmsgid "Here\nmsgstr "여기"\n', 3),
        ('msgctxt "a"\nmsgid "Here"\nmsgstr "여기\n', 4),
        ('msgctxt "a"\nmsgid "Here"\n<<<<<<< ours\nmsgstr "여기"\n', 4),
        ('msgctxt "a"\nmsgid "He said "no""\nmsgstr "여기"\n', 3),
        ("hello\n", 2),
        ("\ufeff\n", 2),
        ('msgctxt "a"\nmsgid "Here"\nmsgstr[x] "여기"\n', 4),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[7] "c"\n', 2),
        ('msgctxt "a"\nmsgid "Here"\nmsgstr "1"\n\nmsgctxt "a"\nmsgid "Here"\nmsgstr "2"\n', 6),
    ],
)
def test_a_damaged_catalogue_says_where(damage: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "ko.po"
    path.write_text(f"# A catalogue.\n{damage}", encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        catalogue(path, "ko")
    assert error.value.line == line


@pytest.mark.parametrize(
    "damage",
    [
        b"\xff\xfe\x00",
        HEADER.replace("utf-8", "no-such-charset").encode() + b'\nmsgid "a"\nmsgstr "b"\n',
        HEADER.replace("nplurals=1", "nplurals=many").encode() + b'\nmsgid "a"\nmsgstr "b"\n',
    ],
)
def test_a_catalogue_that_is_no_text_is_one_error(damage: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_catalogue("ko.po", damage, "ko")


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)
paths = st.text(st.sampled_from('ab./#"\\가'), min_size=1, max_size=6)


@given(
    sources=st.dictionaries(paths, st.tuples(texts, st.sampled_from(("", "0a1b2c3d"))), max_size=4),
    before=st.dictionaries(paths, st.tuples(texts, texts), max_size=4),
)
@example(sources={"a": ("x\u2028y\x85z\x0c\n\r", "")}, before={"b": ("x\u2028y\x85z\x0c\n\r", "\u2028\\")})
def test_any_update_is_read_back_and_repeats_its_bytes(
    sources: dict[str, tuple[str, str]], before: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "ko.po"
    known = polib.POFile()
    known.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    known.extend(polib.POEntry(msgctxt=context, msgid=text, msgstr=string) for context, (text, string) in before.items())
    known.save(str(path))
    wanted = [Source(context, text, digest) for context, (text, digest) in sources.items()]
    path.write_bytes(update(content(path), "ko", wanted).content)
    assert update(content(path), "ko", wanted).content == path.read_bytes()
    digests = {context: translation.digest for context, translation in catalogue(path, "ko").translations.items()}
    assert digests == {context: digest for context, (_, digest) in sources.items()}
    theirs = {entry.msgctxt: entry.msgid for entry in polib.pofile(str(path)) if not entry.obsolete}
    assert theirs == {context: text for context, (text, _) in sources.items()}


def test_gettext_and_polib_read_the_reference_catalogue_as_we_do(reference_copy: Project, tmp_path: Path) -> None:
    path = reference_copy.root / "model/locales/ko.po"
    subprocess.run(["msgfmt", "-c", "-o", str(tmp_path / "ko.mo"), str(path)], check=True, capture_output=True)
    ours = {t.context: (t.source, t.text) for t in catalogue(path, "ko").translations.values()}
    compiled = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in polib.mofile(str(tmp_path / "ko.mo"))}
    theirs = {entry.msgctxt: (entry.msgid, entry.msgstr) for entry in polib.pofile(str(path)) if not entry.obsolete}
    assert ours == theirs
    assert {context: pair for context, pair in ours.items() if pair[1]} == compiled
    assert len(ours) > 400


def test_a_catalogue_that_polib_saved_is_updated_to_the_same_bytes(reference_copy: Project) -> None:
    """Polib wraps lines and sorts comments in its own way; an update takes that back."""
    path = reference_copy.root / "model/locales/ko.po"
    before = path.read_bytes()
    polib.pofile(str(path), wrapwidth=78).save()
    assert path.read_bytes() != before
    assert reference_copy.run("i18n", "update").code == 0
    assert path.read_bytes() == before


def test_a_catalogue_that_gettext_merged_is_updated_to_the_same_bytes(reference_copy: Project) -> None:
    path = reference_copy.root / "model/locales/ko.po"
    before = path.read_bytes()
    subprocess.run(["msgattrib", "--output-file", str(path), str(path)], check=True, capture_output=True)
    assert path.read_bytes() != before
    assert reference_copy.run("i18n", "update").code == 0
    assert path.read_bytes() == before

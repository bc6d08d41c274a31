"""A locale more, by one command: the author's YAML keeps every other letter."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import polib
import pytest

from groundplan.i18n.locale.tags import UnknownTag, tag_of
from groundplan.load.add_locale import add_locale
from groundplan.load.document import read

if TYPE_CHECKING:
    from projects import Project

PROJECT = "model/project.yaml"


def added(text: str) -> str | None:
    document = read([("model/a.yaml", text.encode())])
    assert document.findings == []
    edited = add_locale(document, "vi")
    return edited and edited[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("project:\n  name: A\n  viewpoint: v\n  locales: [en, ko]  # two\n", "locales: [en, ko, vi]  # two\n"),
        ("project:\n  name: A\n  viewpoint: v\n  locales: []\n", "locales: [en, vi]\n"),
        ("project:\n  name: A\n  viewpoint: v\n  locales: ko\n", "locales: [ko, vi]\n"),
        (
            "project:\n  name: A\n  locales:\n    - en  # ours\n    # theirs\n    - ko # Seoul\n  viewpoint: v\n",
            "    - ko # Seoul\n    - vi\n  viewpoint: v\n",
        ),
        ("project:\n  name: A\n  locales:\n  - en\n  - ko\n  viewpoint: v", "  - ko\n  - vi\n  viewpoint: v"),
        ("project:\r\n  name: A\r\n  viewpoint: v\r\n  locales:\r\n  - ko\r\n", "  - ko\r\n  - vi\r\n"),
        ("project:\n  name: A\n  viewpoint: v # here\n\nparties: {}\n", "  viewpoint: v # here\n  locales: [en, vi]\n\nparties: {}\n"),
        ("project:\n  name: A\n  locale: ko\n  viewpoint: v", "  viewpoint: v\n  locales: [ko, vi]"),
        ("project: {name: A, viewpoint: v}  # all\n", "project: {name: A, viewpoint: v, locales: [en, vi]}  # all\n"),
        ('project:\n  "name": "가\u2028나"\n  viewpoint: v\n  locales: ["en",\n    ko,\n  ]\n', '["en",\n    ko, vi,\n  ]\n'),
    ],
)
def test_one_locale_more_is_written_as_the_author_writes(before: str, after: str) -> None:
    changed = added(before)
    assert changed is not None
    assert changed.endswith(after)
    assert changed.startswith(before[:20])


def test_a_list_that_other_keys_share_is_left_to_the_author() -> None:
    assert added("parties: {a: {role: vendor, tags: &all [ko, ja]}}\nproject:\n  name: A\n  viewpoint: v\n  locales: *all\n") is None


def test_a_mark_of_the_encoding_stays(shop: Project) -> None:
    file = shop.root / "model/shop.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    before = file.read_bytes()
    assert shop.run("i18n", "add", "fr").code == 0
    assert file.read_bytes() == before.replace(b"[en, ko]", b"[en, ko, fr]")


def test_a_locale_is_added_with_its_catalogues(reference_copy: Project) -> None:
    before = reference_copy.read(PROJECT)
    ended = reference_copy.run("i18n", "add", "pt_br")
    assert (ended.code, ended.err) == (0, "")
    assert reference_copy.read(PROJECT) == before.replace("[en, ko, ja]", "[en, ko, ja, pt-BR]")
    for name in ("pt-BR.po", "interface.pt-BR.po"):
        path = reference_copy.root / "model/locales" / name
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True, capture_output=True)
        assert polib.pofile(str(path)).percent_translated() == 0
        assert f"model/locales/{name}" in ended.out
    assert reference_copy.run("check").code == 0
    assert {finding["check"] for finding in reference_copy.findings()} == {"missing-translation"}


def test_own_strings_of_the_interface_are_kept_and_brought_up_to_date(reference_copy: Project) -> None:
    reference_copy.run("i18n", "add", "vi")
    path = "model/locales/interface.vi.po"
    whole = reference_copy.read(path)
    reference_copy.edit(path, 'msgid "Inbound"\nmsgstr ""', 'msgid "Inbound"\nmsgstr "Vào"')
    reference_copy.edit(path, 'msgid "Outbound"\nmsgstr ""\n\n', "")
    ended = reference_copy.run("i18n", "update", "--locale", "vi")
    assert reference_copy.read(path) == whole.replace('msgid "Inbound"\nmsgstr ""', 'msgid "Inbound"\nmsgstr "Vào"')
    strings = len(polib.pofile(str(Path(reference_copy.root, path))))
    assert f"{path}: {strings - 1} strings of the interface to translate" in ended.out


def test_a_locale_that_the_interface_speaks_needs_no_strings_of_its_own(reference_copy: Project) -> None:
    reference_copy.edit(PROJECT, "[en, ko, ja]", "[en, ko]")
    reference_copy.run("i18n", "add", "ja")
    assert not list(reference_copy.root.glob("model/locales/interface.*"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("en", "the project is already published in `en`"),
        ("ko", "the project is already published in `ko`"),
        ("vietnamese", "CLDR knows no locale `vietnamese`. did you mean `vi`?"),
        ("../vi", "CLDR knows no locale `../vi`."),
    ],
)
def test_what_cannot_be_added_says_why_and_changes_nothing(written: str, told: str, reference_copy: Project) -> None:
    before = {path: path.read_bytes() for path in reference_copy.root.rglob("*") if path.is_file()}
    ended = reference_copy.run("i18n", "add", written)
    assert (ended.code, ended.out, ended.err) == (2, "", f"groundplan: {told}\n")
    assert {path: path.read_bytes() for path in reference_copy.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("written", "tag"), [("pt_br", "pt-BR"), ("KO", "ko"), ("zh-hant-hk", "zh-Hant-HK"), ("sr-latn", "sr-Latn")])
def test_a_tag_is_written_as_the_web_does(written: str, tag: str) -> None:
    assert tag_of(written) == tag


@pytest.mark.parametrize(
    ("written", "meant"), [("jp", "ja"), ("kr", "ko"), ("한국어", "ko"), ("German", "de"), ("Deutsch", "de"), ("zh-Hnat", "zh-Hant")]
)
def test_a_name_or_a_country_suggests_its_language(written: str, meant: str) -> None:
    with pytest.raises(UnknownTag, match=rf"did you mean `{meant}`\?"):
        tag_of(written)

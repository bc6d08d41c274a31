"""`groundplan.toml`: what is taken from it, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.diagnostics import Finding, Severity, Span
from groundplan.project.settings import Settings, read_settings


def settings_of(text: str | bytes) -> Settings:
    return read_settings(text if isinstance(text, bytes) else text.encode())


def test_no_file_means_the_defaults() -> None:
    assert read_settings(None) == Settings()


def test_severities() -> None:
    text = '[checks]\nself-flow = "error"\nduplicate-flow = "info"\nunused-term = "off"\nclaim-refuted = "warning"\n'
    read = settings_of(text)
    assert read.findings == ()
    assert read.severities == {
        "self-flow": Severity.ERROR,
        "duplicate-flow": Severity.INFO,
        "unused-term": None,
        "claim-refuted": Severity.WARNING,
    }


def test_severities_are_applied() -> None:
    read = Settings({"self-flow": Severity.ERROR, "unused-term": None})
    found = [Finding(name, Severity.WARNING, "") for name in ("self-flow", "unused-term", "duplicate-flow")]
    assert [(finding.check, finding.severity) for finding in read.apply(found)] == [
        ("self-flow", Severity.ERROR),
        ("duplicate-flow", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        ('"security"', "security/"),
        ('"our docs/the-site"', "our docs/the-site/"),
        ('"/security/"', "security/"),
        ('"a/b"', "a/b/"),
        ('""', ""),
        ('"/"', ""),
    ],
)
def test_the_folder_of_generated_pages(written: str, folder: str) -> None:
    read = settings_of(f"[site]\nfolder = {written}\n")
    assert (read.folder, read.findings) == (folder, ())


@pytest.mark.parametrize(
    ("text", "problem", "span"),
    [
        (b"\xff", "the file is not UTF-8 text", Span("groundplan.toml")),
        ("[checks\n", "Expected ']' at the end of a table declaration", Span("groundplan.toml", 1, 8, 1, 9)),
        ("a = 1\n\nb = = 2", "Invalid value", Span("groundplan.toml", 3, 5, 3, 6)),
        ("checks = []", "`checks` must be a table", Span("groundplan.toml", 1, 1, 1, 7)),
        ("[[site]]", "`site` must be a table", Span("groundplan.toml", 1, 3, 1, 7)),
        ("# site\n[site]\n'folder' = 3", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 3, 2, 3, 8)),
        ("[site]\nfolder = '.'", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 2, 1, 2, 7)),
        ("[site]\nfolder = 'a/../b'", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 2, 1, 2, 7)),
        ("[site]\nfolder = 'a//b'", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 2, 1, 2, 7)),
        ("[site]\nfolder = ' '", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 2, 1, 2, 7)),
        ("[site]\nfolder = 'a\\b'", "`folder` must be a folder below `docs`, such as `security`", Span("groundplan.toml", 2, 1, 2, 7)),
        ("checks.self-flow = 'of'", "`self-flow` must be one of off, error, warning, info", Span("groundplan.toml", 1, 8, 1, 17)),
        ("[checks]\nself-flow = {a = 1}", "`self-flow` must be one of off, error, warning, info", Span("groundplan.toml", 2, 1, 2, 10)),
        ('[checks]\n"self\\u002dflaw" = "off"', "there is no check `self-flaw`", Span("groundplan.toml")),
        ("[checks]\nyaml-syntax = 'off'", "`yaml-syntax` is always an error", Span("groundplan.toml", 2, 1, 2, 12)),
        ("[checks.self-flow]\na = 1", "`self-flow` must be one of off, error, warning, info", Span("groundplan.toml", 1, 9, 1, 18)),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(text: str | bytes, problem: str, span: Span) -> None:
    read = settings_of(text)
    assert [(finding.check, finding.message, finding.span) for finding in read.findings] == [("bad-setting", problem, span)]
    assert read.severities == {}


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert settings_of(b'\xef\xbb\xbf[checks]\nself-flow = "off"\n') == Settings({"self-flow": None})


def test_what_is_sound_counts_beside_a_mistake() -> None:
    read = settings_of('[checks]\nself-flow = "off"\nnothing = "off"\n[site]\nfolder = "a"\n[extra]\n')
    assert (read.severities, read.folder) == ({"self-flow": None}, "a/")
    assert [finding.message for finding in read.findings] == ["there is no table `extra`", "there is no check `nothing`"]


WORDS = st.sampled_from(["checks", "site", "folder", "self-flow", "off", "error", "a", "internal-error", "yaml-syntax", ""])
VALUES = st.recursive(
    WORDS.map(lambda word: f'"{word}"') | st.sampled_from(["1", "true", "1.5", "2026-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.tuples(WORDS, inner).map(lambda pair: f'{{"{pair[0]}" = {pair[1]}}}')
    ),
    max_leaves=4,
)
LINES = WORDS.map(lambda word: f'["{word}"]') | st.tuples(WORDS, VALUES).map(lambda pair: f'"{pair[0]}" = {pair[1]}')


@given(text=st.lists(LINES, max_size=6).map("\n".join) | st.text(max_size=40))
def test_any_settings_can_be_read(text: str) -> None:
    read = settings_of(text.encode("utf-8", "surrogatepass"))
    assert all(finding.check == "bad-setting" and finding.span for finding in read.findings)
    assert {"internal-error", "yaml-syntax"}.isdisjoint(name for name, severity in read.severities.items() if severity != Severity.ERROR)

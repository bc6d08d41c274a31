"""The report for people, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.check.report.run import Run
from groundplan.check.report.text import LONGEST_LINE, MOST_INFOS, report
from groundplan.diagnostics import Finding, Related, Route, Severity, Span

PATH = "model/flows.yaml"


def finding(line: int, column: int, end: int, message: str = "something is wrong", **more: object) -> Finding:
    values: dict[str, object] = {"severity": Severity.ERROR, "span": Span(PATH, line, column, line, end), **more}
    return Finding(check="some-check", message=message, route=Route("flows"), **values)  # type: ignore[arg-type]


def excerpt(line: str, column: int, end: int) -> tuple[str, str]:
    """The line and the carets of a finding on a line, without the margin."""
    text = report(Run((finding(1, column, end),), {PATH: f"{line}\n"}))
    _, _, shown, carets, *_ = text.splitlines()
    return shown.removeprefix("1 | "), carets.removeprefix("  | ")


def test_a_whole_report() -> None:
    files = {PATH: "flows:\n  billing:\n    from: api\n    to: biling-bucket\n" + "\n" * 6 + "  twice: {from: api, to: api}\n"}
    found = (
        Finding("internal-error", Severity.ERROR, "the check `x` crashed: KeyError: 1", hint="please report this"),
        Finding(
            "unknown-reference",
            Severity.ERROR,
            "`flows.billing.to` names `biling-bucket`, which is neither a component nor a boundary",
            Route("flows", "billing", "to"),
            Span(PATH, 4, 9, 4, 22),
            hint="did you mean `billing-bucket`?",
            related=(Related("`billing-bucket` is defined here", span=Span("model/components.yaml", 40, 3, 40, 17)), Related("so it is")),
        ),
        Finding("self-flow", Severity.WARNING, "`twice` starts and ends at `api`", Route("flows"), Span(PATH, 11, 26, 11, 29)),
        Finding("yaml-syntax", Severity.INFO, "not shown", None, Span("gone.yaml", 3, 1, 3, 2), related=(Related("see there"),)),
    )
    assert report(Run(found, files, note="More may follow.")) == (
        "error[internal-error]: the check `x` crashed: KeyError: 1\n"
        "  = please report this\n"
        "\n"
        "model/flows.yaml:4:9: error[unknown-reference]: "
        "`flows.billing.to` names `biling-bucket`, which is neither a component nor a boundary\n"
        "  |\n"
        "4 |     to: biling-bucket\n"
        "  |         ^^^^^^^^^^^^^ did you mean `billing-bucket`?\n"
        "  = `billing-bucket` is defined here (model/components.yaml:40:3)\n"
        "  = so it is\n"
        "\n"
        "model/flows.yaml:11:26: warning[self-flow]: `twice` starts and ends at `api`\n"
        "   |\n"
        "11 |   twice: {from: api, to: api}\n"
        "   |                          ^^^\n"
        "\n"
        "gone.yaml:3:1: info[yaml-syntax]: not shown\n"
        "  = see there\n"
        "\n"
        "More may follow.\n"
        "2 errors, 1 warning, 1 info\n"
    )  # fmt: skip


def test_nothing_to_report() -> None:
    assert report(Run(())) == "no findings\n"


def test_colours_are_on_only_where_they_are_wanted(tmp_path: Path) -> None:
    found = (finding(1, 1, 6), finding(1, 1, 2, severity=Severity.WARNING))
    plain = report(Run(found, {PATH: "flows:\n"}))
    assert "\x1b" not in plain
    coloured = report(Run(found, {PATH: "flows:\n"}, color=True))
    assert coloured.splitlines()[:4] == [
        "\x1b[1mmodel/flows.yaml:1:1\x1b[0m: \x1b[31;1merror[some-check]\x1b[0m: something is wrong",
        "  |",
        "1 | flows:",
        "  | \x1b[31;1m^^^^^\x1b[0m",
    ]
    assert "\x1b[33;1mwarning[some-check]\x1b[0m" in coloured
    linked = report(Run(found, {PATH: "flows:\n"}, color=True, root=tmp_path))
    assert f"\x1b]8;;{(tmp_path / PATH).as_uri()}\x1b\\\x1b[1mmodel/flows.yaml:1:1\x1b[0m\x1b]8;;\x1b\\: " in linked


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("to: x", 5, 6, "    ^"),
        ("to: x", 6, 7, "     ^"),
        ("이름: 상점 가게", 5, 10, "      ^^^^^^^^^"),
        ("a: 店, b: x", 10, 11, "          ^"),
        ("ｆｕｌｌ: x", 7, 8, "          ^"),
        ("\tto: x", 6, 7, "\t    ^"),
        ("a: e\u0301te\u0301, b: x", 13, 14, "          ^"),
        ("a: \u200bx", 5, 6, "   ^"),
        ("🏬: x", 4, 5, "    ^"),
        ("", 1, 2, "^"),
        ("to: |", 5, 5, "    ^"),
    ],
)
def test_carets_stand_below_what_they_mark(line: str, column: int, end: int, carets: str) -> None:
    assert excerpt(line, column, end) == (line, carets)


def test_a_stretch_over_lines_is_marked_to_the_end_of_its_first() -> None:
    found = finding(1, 4, 0, span=Span(PATH, 1, 4, 2, 3))
    assert report(Run((found,), {PATH: "a: one\n  two\n"})).splitlines()[3] == "  |    ^^^"


def test_a_place_behind_the_end_of_the_file_has_no_excerpt() -> None:
    assert report(Run((finding(9, 1, 2),), {PATH: "a\n"})) == "model/flows.yaml:9:1: error[some-check]: something is wrong\n\n1 error\n"


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    line, carets = excerpt("a" * 5000 + "BAD" + "c" * 5000, 5001, 5004)
    assert line == "…" + "a" * 50 + "BAD" + "c" * 50 + "…"
    assert carets == " " * 51 + "^^^"


def test_a_very_long_mark_is_cut_itself() -> None:
    line, carets = excerpt("key: " + "x" * 5000, 6, 5006)
    assert line == "key: " + "x" * 100 + "…"
    assert carets == "     " + "^" * 101


def test_a_line_that_just_fits_is_left_alone() -> None:
    line = "x" * LONGEST_LINE
    assert excerpt(line, 1, 2) == (line, "^")
    assert excerpt(line + "x", 1, 2) == ("x" * 51 + "…", "^")


def test_what_a_terminal_would_obey_is_written_out() -> None:
    found = finding(
        1, 4, 5, "names `a\x1b[31m\nb`, \u202eout", hint="try `\x07`", related=(Related("see\rthere"),), span=Span("a\x1b.yaml", 1, 4, 1, 5)
    )
    text = report(Run((found,), {"a\x1b.yaml": 'a: "\x9b2J\t\u2066z"\n'}))
    assert text == (
        "a\\u{1b}.yaml:1:4: error[some-check]: names `a\\u{1b}[31m\\u{a}b`, \\u{202e}out\n"
        "  |\n"
        '1 | a: "\\u{9b}2J\t\\u{2066}z"\n'
        "  |    ^ try `\\u{7}`\n"
        "  = see\\u{d}there\n"
        "\n"
        "1 error\n"
    )


def test_wide_and_blank_characters_are_shown_as_they_are() -> None:
    assert excerpt("a: \u00a0\u3000값", 6, 7) == ("a: \u00a0\u3000값", "      ^^")


def test_information_does_not_drown_what_is_wrong() -> None:
    infos = tuple(finding(1, 1, 2, f"number {number}", severity=Severity.INFO) for number in range(MOST_INFOS + 3))
    warnings = tuple(finding(1, 1, 2, f"warning {number}", severity=Severity.WARNING) for number in range(MOST_INFOS + 3))
    text = report(Run((*infos, *warnings), {PATH: "a\n"}))
    assert f"number {MOST_INFOS - 1}" in text
    assert f"number {MOST_INFOS}" not in text
    assert "\n\n3 more of info[some-check]; `--format json` lists all\n\n" in text
    assert f"warning {MOST_INFOS + 2}" in text
    assert text.endswith(f"\n\n{MOST_INFOS + 3} warnings, {MOST_INFOS + 3} info\n")

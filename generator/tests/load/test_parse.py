"""One YAML file to data: what values become, and what is refused."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from groundplan.diagnostics import Finding, Span
from groundplan.load import parse as parse_module
from groundplan.load.parse import MAX_DEPTH, RawData, parse

REFERENCE = Path(__file__).parents[3] / "model"


def data_of(text: str) -> RawData:
    parsed = parse("model/a.yaml", text.encode())
    assert parsed.findings == []
    return parsed.data


def only_finding(content: bytes) -> Finding:
    parsed = parse("model/a.yaml", content)
    assert not parsed.readable
    assert len(parsed.findings) == 1
    return parsed.findings[0]


@pytest.mark.parametrize(
    "written",
    ["no", "No", "off", "yes", "on", "true", "y", "1.10", "010", "0x1F", "1_000", "1e3", ".inf", "22:22", "190:20:30", "2026-01-01",
     "2026-01-01T10:00:00Z", "=", "<<", "-1", "+5", "nul", "NuLL", "none"],
)  # fmt: skip
def test_plain_words_stay_the_text_that_is_written(written: str) -> None:
    assert data_of(f"key: {written}") == {"key": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# nothing"])
def test_the_nulls_of_yaml_are_nothing(written: str) -> None:
    assert data_of(f"key: {written}\nother: [{'' if written.startswith('#') else written}]")["key"] is None  # type: ignore[index, call-overload]


@pytest.mark.parametrize("written", ['"null"', "'~'", '""', "''", "! ", "|-\n  null"])
def test_a_null_in_quotes_is_text(written: str) -> None:
    data = data_of(f"key: {written}\n")
    assert isinstance(data, dict)
    assert data["key"] == written.strip("\"'! |-\n")


def test_keys_are_text_whatever_they_look_like() -> None:
    assert data_of("~: a\nno: b\n1: c\n2026-01-01: d\n'': e\nnull: f\n") == {
        "~": "a", "no": "b", "1": "c", "2026-01-01": "d", "": "e", "null": "f",
    }  # fmt: skip


def test_aliases_are_copies() -> None:
    data = data_of("a: &x {list: [1]}\nb: *x\n")
    assert data == {"a": {"list": ["1"]}, "b": {"list": ["1"]}}
    assert isinstance(data, dict)
    assert data["a"]["list"] is not data["b"]["list"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# words\n", b"---\n", b"--- \n...\n", b"\xef\xbb\xbf", b"~\n"])
def test_a_file_with_nothing_in_it_is_readable(content: bytes) -> None:
    parsed = parse("model/a.yaml", content)
    assert parsed.readable
    assert parsed.data is None


def test_a_file_above_the_limit_is_not_even_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_module, "MAX_BYTES", 10)
    assert parse("model/a.yaml", b"a: 1234567").data == {"a": "1234567"}
    finding = only_finding(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
    assert finding.check == "input-too-large"
    assert finding.message == "the file has 11 bytes; at most 10 are read"
    assert finding.span == Span("model/a.yaml")


def test_the_limit_is_64_mebibytes() -> None:
    assert parse_module.MAX_BYTES == 67_108_864


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"a: \xe9\n", 1, 4),
        ("이름: 상점\n".encode() + b"b: \xff\n", 2, 4),
        ("이름: ".encode() + b"\xff\n", 1, 5),
        ("a: b\n".encode("utf-16"), 1, 1),
        (b"\xef\xbb\xbfa: \xc3", 1, 4),
        (b"a: 1\r\nb: \xff", 2, 4),
    ],
)
def test_text_that_is_not_utf8_is_told_at_its_place(content: bytes, line: int, column: int) -> None:
    finding = only_finding(content)
    assert (finding.check, finding.message, finding.hint) == ("yaml-syntax", "the file is not UTF-8 text", "save the file as UTF-8")
    assert parse("model/a.yaml", content).text.splitlines()[line - 1][column - 1] == "\ufffd", "an excerpt shows where"
    assert finding.span == Span("model/a.yaml", line, column, line, column + 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("a: \x00", 1, 4, "U+0000"),
        ("이름: 상점\nb: 값\x1b[31m\n", 2, 5, "U+001B"),
        ("a: b\r\nc: \x7f\r\n", 2, 4, "U+007F"),
        ("a: \u2028\nb: \x01", 2, 4, "U+0001"),
        ("a: \ufffe", 1, 4, "U+FFFE"),
        ("# 주석 \x0c", 1, 6, "U+000C"),
    ],
)
def test_a_control_character_is_told_at_its_place(text: str, line: int, column: int, code: str) -> None:
    finding = only_finding(text.encode())
    assert finding.check == "yaml-syntax"
    assert finding.message == f"the control character {code} must not stand in YAML"
    assert finding.span == Span("model/a.yaml", line, column, line, column + 1)


def test_control_characters_that_are_escapes_are_told_and_left_out() -> None:
    parsed = parse("model/a.yaml", rb'a: "\e[31m\0\x07"')
    assert parsed.data == {"a": "\ufffd[31m\ufffd\ufffd"}
    assert [(finding.check, finding.span) for finding in parsed.findings] == [("control-character", Span("model/a.yaml", 1, 4, 1, 18))]
    assert parsed.readable


@pytest.mark.parametrize("more", ["\x85", "\u2028", "\u2029"])
def test_lines_and_columns_are_those_of_an_editor(more: str) -> None:
    """YAML ends a line there, no editor does."""
    finding = only_finding(f't: "하나{more} two"\r\na: &x [1]\r\n{more}b: *x\r\nc: !!int 3\r\n'.encode())
    assert (finding.check, finding.span) == ("unsafe-yaml", Span("model/a.yaml", 4, 4, 4, 11))
    finding = only_finding(f"a: b{more}\nc: [1\n".encode())
    assert finding.span == Span("model/a.yaml", 2, 6, 2, 7)


@pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
@pytest.mark.parametrize("style", ["flow", "block"])
def test_values_may_be_nested_so_deep_and_no_deeper(depth: int, style: str) -> None:
    text = "[" * depth + "x" + "]" * depth if style == "flow" else "- " * depth + "x"
    parsed = parse("model/a.yaml", text.encode())
    assert [finding.check for finding in parsed.findings] == (["input-too-large"] if depth > MAX_DEPTH else [])


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_a_file_nested_a_million_deep_does_not_end_the_process(opening: str) -> None:
    program = f"from groundplan.load.parse import parse; print(parse('model/a.yaml', {opening.encode()!r} * 1_000_000).findings[0].check)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "input-too-large\n"), done.stderr


def test_aliases_may_repeat_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_module, "MAX_ALIASED", 12)
    assert parse("model/a.yaml", b"a: &x [1, 2, 3]\nb: [*x, *x, *x]\n").readable
    finding = only_finding(b"a: &x [1, 2, 3]\nb: [*x, *x, *x, *x]\n")
    assert (finding.check, finding.message) == ("input-too-large", "aliases repeat more than 12 values")


def test_a_billion_laughs_are_cut_short() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert only_finding("\n".join(lines).encode()).check == "input-too-large"


def test_collecting_garbage_goes_on_after_a_file() -> None:
    assert gc.isenabled()
    parse("model/a.yaml", b"a: [")
    assert gc.isenabled()


# PyYAML without libyaml


@pytest.fixture(scope="module")
def pure() -> ModuleType:
    """The module as it is where PyYAML comes without libyaml."""
    missing = pytest.MonkeyPatch()
    missing.setitem(sys.modules, "yaml.cyaml", None)
    composing, parsing = (_loaded_again(name, missing) for name in ("groundplan.load.compose", "groundplan.load.parse"))
    missing.undo()
    assert not composing._HAS_C
    assert parsing.Loader is composing.Loader
    return parsing


def _loaded_again(name: str, patch: pytest.MonkeyPatch) -> ModuleType:
    """A module of its own, which those that are loaded after it take for the only one."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    patch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


TEXTS = [
    "a: 1\nb: [x, 'y', \"z\", ~]\nc: {d: , e: ''}\n",
    "a: |\n  block\n  text\nb: >-\n  folded\n  text\nc: plain\n  on two lines\n",
    "a: &x {k: v}\nb: *x\n? c\n: - 1\n  - - 2\n    - 3\n",
    "이름: 상점 🏬 가게\nkey: 값 # 주석\n",
    "a: 'it''s'\nb: \"\\u00e9\\n\"\nc: !str x\nd: ! y\n",
    "a: 1\r\nb:\r\n  - c\r\n",
    "",
    "# only words",
    "just a text",
    "- a\n- b: c\n",
]


@pytest.mark.parametrize("text", [*TEXTS, *(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.yaml")))])
def test_both_parsers_read_the_same(text: str, pure: ModuleType) -> None:
    fast, slow = parse("model/a.yaml", text.encode()), pure.parse("model/a.yaml", text.encode())
    assert fast.data == slow.data
    assert fast.findings == slow.findings
    assert _places(fast.root) == _places(slow.root)


@pytest.mark.parametrize(
    "text",
    [
        "a: [", "a:\n\tb: 1", "a: b: c", "a: *x", "a: 1\n---\nb: 2", "a: \x01", "a: {b, c", 'a: "b', "a: 1\n b: 2", "a: 1\na: 2",
        "&a [*a]", "[" * 50,
    ],
)  # fmt: skip
def test_both_parsers_refuse_the_same(text: str, pure: ModuleType) -> None:
    fast, slow = parse("model/a.yaml", text.encode()), pure.parse("model/a.yaml", text.encode())
    assert [finding.check for finding in fast.findings] == [finding.check for finding in slow.findings]
    assert [finding.span and finding.span.line for finding in fast.findings] == [
        finding.span and finding.span.line for finding in slow.findings
    ]


def _places(node: yaml.Node | None) -> object:
    """Every node with its place. Where a collection ends or nothing stands is each parser's own affair: no finding points there."""
    if node is None:
        return None
    start = (node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return ""
    if isinstance(node, yaml.ScalarNode):
        return start, (node.end_mark.line, node.end_mark.column), node.value
    if isinstance(node, yaml.MappingNode):
        return start, [(_places(key), _places(value)) for key, value in node.value]
    return start, [_places(item) for item in node.value]

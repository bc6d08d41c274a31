"""Whatever stands in a file, the pipeline answers with findings, a model or both, and never with an exception."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from groundplan.check.report.run import Run
from groundplan.check.report.text import report
from groundplan.derive.facts import derive
from groundplan.diagnostics import Finding, Span
from groundplan.load.document import SECTIONS, Document, read
from groundplan.resolve.resolve import Resolution, resolve

MODEL = Path(__file__).parents[3] / "model"
REFERENCE = {f"model/{path.name}": path.read_text(encoding="utf-8") for path in sorted(MODEL.glob("*.yaml"))}
PARSED: dict[str, Any] = {}
for _text in REFERENCE.values():
    PARSED |= yaml.load(_text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def outcome(files: dict[str, bytes]) -> tuple[Document, Resolution]:
    """Read and resolve `files`, derive what can be derived, report all of it, and look for contradictions."""
    document = read(files.items())
    resolution = resolve(document)
    findings = [document.locate(finding) for finding in (*document.findings, *resolution.findings)]
    assert findings or resolution.model is not None
    assert bool(findings) >= (not resolution.whole), "something is missing from the model, and nobody is told"
    for finding in findings:
        assert finding.span is not None, finding
        assert _exists(finding.span, document), finding
    if resolution.model is not None:
        assert derive(resolution.model).flows.keys() == resolution.model.flows.keys()
    assert report(Run(tuple(findings), document.files))
    return document, resolution


def _exists(span: Span, document: Document) -> bool:
    """Whether a place is in its file: on a line that there is, at most just behind its end."""
    if span.path not in document.files:
        return span == Span("model")
    lines = re.split("\r\n|[\n\r]", document.files[span.path])
    return 1 <= span.line <= len(lines) and 1 <= span.column <= len(lines[span.line - 1]) + 1 and span.line <= span.end_line


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    outcome({"model/a.yaml": content})


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    outcome({"model/a.yaml": text.encode("utf-8", "surrogatepass")})


SIGNS = st.sampled_from(
    [*"-?:,[]{}#&*!|>'\"%@`~ \n\t\\ab0.", "\r\n", "---", "...", "<<", "&a", "*a", "!!str", "- ", ": ", "{a: b}", "\u2028", "값"]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
def test_any_signs_of_yaml(text: str) -> None:
    outcome({"model/a.yaml": text.encode()})


WORDS = st.sampled_from(
    ["project", *SECTIONS, "name", "viewpoint", "kind", "in", "from", "to", "channel", "by", "when", "default", "choices", "requires",
     "never", "every", "is", "any", "not", "contained", "within", "data", "owner", "steps", "id", "show", "ports", "endpoints", "host",
     "until", "at", "check", "vpc", "a", "b", "443/tcp", "unknown", "inbound", "~", "no", "1", "", "2027-03-31", "[key]", "~mapping",
     "~scalar", "icon"]
)  # fmt: skip
TREES = st.recursive(
    WORDS | st.none(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=30
)


@given(st.dictionaries(WORDS, TREES, max_size=6))
def test_any_tree_of_the_words_of_the_language(tree: dict[str, Any]) -> None:
    outcome({"model/a.yaml": written(tree)})


@given(st.dictionaries(st.sampled_from(list(SECTIONS)), st.dictionaries(st.sampled_from(["a", "b"]), TREES, max_size=2), max_size=5))
def test_any_entries_beside_a_sound_project(sections: dict[str, Any]) -> None:
    sound = {"project": {"name": "Shop", "viewpoint": "vpc"}}
    outcome({"model/a.yaml": written(sound), "model/b.yaml": b"boundaries: {vpc: {kind: vpc}}\n", "model/c.yaml": written(sections)})


@given(st.data())
def test_any_few_changes_of_the_reference_model(data: st.DataObject) -> None:
    tree: Any = _copy(PARSED)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(tree))
        parent, step = places[data.draw(st.integers(0, len(places) - 1))]
        _change(parent, step, data)
    outcome({"model/a.yaml": written(tree)})


@given(st.data())
def test_any_lines_of_the_reference_model_removed_doubled_or_indented(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(REFERENCE)))
    lines = REFERENCE[name].splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["remove", "double", "indent", "cut", "tab", "swap"]))
    match change:
        case "remove":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "indent":
            lines[at] = f" {lines[at]}"
        case "cut":
            lines[at:] = [lines[at][: data.draw(st.integers(0, len(lines[at])))]]
        case "tab":
            lines[at] = f"\t{lines[at]}"
        case _:
            lines[at : at + 2] = reversed(lines[at : at + 2])
    files = {path: text.encode() for path, text in REFERENCE.items()}
    outcome({**files, name: "".join(lines).encode()})


def written(tree: object) -> bytes:
    """`tree` as YAML, every text in quotes unless it is nothing."""
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()


def _copy(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copy(value) for key, value in tree.items()}
    return [_copy(item) for item in tree] if isinstance(tree, list) else tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every collection in `tree` with each of its keys or positions."""
    steps: list[Any] = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    for step in steps:
        yield tree, step
        yield from _places(tree[step])


def _change(parent: Any, step: Any, data: st.DataObject) -> None:
    match data.draw(st.sampled_from(["drop", "rename", "replace", "empty", "wrap", "borrow"])):
        case "drop":
            del parent[step]
        case "rename" if isinstance(parent, dict):
            parent[data.draw(WORDS)] = parent.pop(step)
        case "empty":
            parent[step] = data.draw(st.sampled_from([None, {}, [], ""]))
        case "wrap":
            parent[step] = [parent[step]] if data.draw(st.booleans()) else {data.draw(WORDS): parent[step]}
        case "borrow":
            other = data.draw(st.sampled_from(sorted(SECTIONS)))
            parent[step] = _copy(PARSED.get(other))
        case _:
            parent[step] = data.draw(WORDS)


@pytest.mark.parametrize("text", ["a: {b: \u2028c", "a: {b: c\u2028", "a: '\u0085\nb", "a:\u2029 {b", "a: [\u2028\n", "\u2028a: {"])
def test_a_file_that_ends_too_early_after_a_line_that_no_editor_has(text: str) -> None:
    assert outcome({"model/a.yaml": text.encode()})[0].findings


def test_the_reference_model_itself_is_whole() -> None:
    document, resolution = outcome({path: text.encode() for path, text in REFERENCE.items()})
    assert document.findings == []
    assert resolution.findings == ()
    assert resolution.whole


def test_an_outcome_without_a_place_would_be_noticed() -> None:
    document = read([("model/a.yaml", b"a")])
    assert not _exists(Span("model/a.yaml", 1, 3, 1, 4), document)
    assert not _exists(Span("model/b.yaml", 1, 1, 1, 2), document)
    assert isinstance(document.findings[0], Finding)

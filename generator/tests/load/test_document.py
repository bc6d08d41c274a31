"""Files to one document: which files are read, and how their sections come together."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.diagnostics import Finding
from groundplan.load.document import Document, load, read
from groundplan.project.sources import Sources, read_sources

PROJECT = b"project: {name: Shop, viewpoint: vpc}\n"


def checks(document: Document) -> list[str]:
    return [finding.check for finding in document.findings]


def told(document: Document) -> list[str]:
    located = [document.locate(finding) for finding in document.findings]
    return [f"{_place(finding)} {finding.check}" for finding in located]


def _place(finding: Finding) -> str:
    span = finding.span
    return f"{span.path}:{span.line}:{span.column}" if span else "nowhere"


def test_every_yaml_file_below_the_folder_is_read_in_path_order(tmp_path: Path) -> None:
    for name in ("z.yaml", "a/deep/er.yml", "a.yaml", "a/notes.txt", "b.json", "icons/x.svg", "folder.yaml/b.yaml"):
        file = tmp_path / "model" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"data: {{{name[0]}{len(name)}: }}\n".encode())
    document = load(read_sources(tmp_path))
    assert list(document.files) == ["model/a.yaml", "model/a/deep/er.yml", "model/folder.yaml/b.yaml", "model/z.yaml"]
    assert list(document.sections["data"]) == ["a6", "a13", "f18", "z6"]


def test_a_link_that_leads_nowhere_fails_the_run_instead_of_being_skipped(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "flows.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(FileNotFoundError):
        load(read_sources(tmp_path))


def test_the_lock_of_an_editor_is_no_file_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a.yaml").write_bytes(PROJECT)
    (tmp_path / "model" / ".#a.yaml").symlink_to("somebody@somewhere.1234")
    assert list(load(read_sources(tmp_path)).files) == ["model/a.yaml"]


def test_a_folder_that_is_not_there_is_a_model_without_files(tmp_path: Path) -> None:
    document = load(Sources(tmp_path, {}))
    assert told(document) == ["model:1:1 missing-key"]


def test_sections_are_merged_across_files() -> None:
    document = read(
        [
            ("model/a.yaml", PROJECT + b"data: {logs: }\nterms:\n"),
            ("model/b.yaml", b"terms: {upkeep: }\ndata: {traces: {name: Traces}}\nproject: {description: Sells.}\n"),
        ]
    )
    assert checks(document) == []
    assert list(document.sections["data"]) == ["logs", "traces"]
    assert document.sections["data"]["traces"].name == "Traces"
    assert document.project is not None
    assert (document.project.name, document.project.description) == ("Shop", "Sells.")


@pytest.mark.parametrize("written", ["flows:", "flows: {}", "flows: ~", "flows: # later"])
def test_an_empty_section_is_fine(written: str) -> None:
    document = read([("model/a.yaml", PROJECT + written.encode() + b"\n")])
    assert checks(document) == []
    assert document.readable


@pytest.mark.parametrize(
    "content",
    [b"components: [a]\n", b"component: {a: }\n", b"- a\n", b"text\n", b"data: {a: }\ndata: {b: }\n", b"a: [\n", b"data: !!set {a}\n",
     b"data: !x y\n", b"? [a]\n: b\n", b"\xff", b"--- a\n--- b\n"],
)  # fmt: skip
def test_what_hides_names_makes_the_document_unreadable_with_one_finding(content: bytes) -> None:
    document = read([("model/a.yaml", PROJECT), ("model/b.yaml", content)])
    assert len(document.findings) == 1
    assert not document.readable


def test_a_fault_in_one_entry_leaves_the_document_readable() -> None:
    document = read([("model/a.yaml", PROJECT + b"data: {logs: 5, Traces: , dumps: }\n")])
    assert told(document) == ["model/a.yaml:2:14 wrong-type", "model/a.yaml:2:17 bad-id"]
    assert document.readable
    assert document.broken == {("data", "logs"), ("data", "Traces")}
    assert list(document.sections["data"]) == ["dumps"]


def test_the_same_id_in_two_files_keeps_the_first() -> None:
    document = read([("model/a.yaml", PROJECT + b"data: {logs: {name: One}}\n"), ("model/b.yaml", b"data: {logs: {name: Two}}\n")])
    assert told(document) == ["model/b.yaml:1:8 duplicate-id"]
    assert document.sections["data"]["logs"].name == "One"


def test_two_entries_may_stand_for_one_mapping() -> None:
    document = read([("model/a.yaml", PROJECT + b"data:\n  logs: &logs {sensitivity: intern}\n  traces: *logs\n")])
    assert told(document) == ["model/a.yaml:3:29 wrong-type", "model/a.yaml:3:29 wrong-type"]

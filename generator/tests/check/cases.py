"""Small projects with the findings that they must have, read from `rules/<check>.yml`.

A case is a mapping:

    title      what it shows
    model      the text of `model/case.yaml`
    files      other files of the project: path -> text; "\udce9" stands for a byte that is no UTF-8
    base       false where the case does without `base.yaml`
    today      the day on which the checks run
    crash      a check that is made to crash
    steps      how many steps a claim may take to be judged
    shown      for checks of the built site: locale -> ids of the flows that its pages show
    localized  likewise: locale -> path of a page -> the page in that locale
    undrawn    likewise: ids of the places that no picture shows in detail
    deployed   what `groundplan verify` is given: option -> path of one of the files
    addresses  likewise: what `--address` gives
    findings   all findings of the run, in order; none where the key is left out

A finding is `{SEVERITY: CHECK, at: PLACE, says: FRAGMENT, hint: FRAGMENT, related: ["PLACE FRAGMENT"]}`. A place is
`[PATH:]LINE:COLUMN-END_COLUMN`, the path being `model/case.yaml` if left out; what is left out of a finding must be missing there, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from groundplan.diagnostics import Finding, Severity, Span

HERE = Path(__file__).parent
BASE = (HERE / "base.yaml").read_text(encoding="utf-8")
CASE = "model/case.yaml"
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Case:
    """A project and its findings, as the file says them."""

    check: str
    title: str
    files: Mapping[str, str]
    findings: list[dict[str, Any]]
    today: date = TODAY
    crash: str | None = None
    steps: int | None = None
    extra: frozenset[str] = field(default_factory=frozenset)
    shown: Mapping[str, list[str]] = field(default_factory=dict)
    localized: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    undrawn: tuple[str, ...] = ()
    deployed: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.check}: {self.title}"

    @property
    def fires(self) -> bool:
        """Whether the check that the case is about is expected to find something."""
        return any(self.check in expected.values() for expected in self.findings)


_KEYS = frozenset(
    {"title", "model", "files", "base", "today", "crash", "steps", "shown", "localized", "undrawn", "deployed", "addresses", "findings"}
)


def read_cases() -> list[Case]:
    """Every case, in the order of the files."""
    return [case for path in sorted((HERE / "rules").glob("*.yml")) for case in read_file(path)]


def read_file(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    for raw in _read(path.read_text(encoding="utf-8")):
        files = {"model/base.yaml": BASE} if raw.get("base", True) else {}
        files |= {CASE: raw["model"]} if "model" in raw else {}
        files |= raw.get("files", {})
        yield Case(
            check=path.stem.replace("_", "-"),
            title=raw["title"],
            files=files,
            findings=raw.get("findings", []),
            today=raw.get("today", TODAY),
            crash=raw.get("crash"),
            steps=raw.get("steps"),
            extra=frozenset(raw) - _KEYS,
            shown=raw.get("shown", {}),
            localized=raw.get("localized", {}),
            undrawn=tuple(raw.get("undrawn", ())),
            deployed=raw.get("deployed", {}),
            addresses=tuple(raw.get("addresses", ())),
        )


def _read(text: str) -> list[dict[str, Any]]:
    """By the quick reader, and by the slow one where a text holds half a pair of surrogates, which the quick one refuses."""
    loader = yaml.SafeLoader if re.search(r"\\ud[89a-f]", text, re.IGNORECASE) else yaml.CSafeLoader
    found: list[dict[str, Any]] = yaml.load(text, loader)
    return found


def write_project(root: Path, files: Mapping[str, str]) -> None:
    """Write `files` below `root`, byte for byte; the folders `model` and `docs` are always there."""
    for folder in ("model", "docs"):
        (root / folder).mkdir(exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


def described(finding: Finding, expected: Mapping[str, Any]) -> dict[str, Any]:
    """`finding` in the words of a case file; texts that hold the expected fragment are shortened to it."""
    found: dict[str, Any] = {finding.severity.value: finding.check, "at": place(finding.span)}
    found["says"] = _fragment(finding.message, expected.get("says"))
    if finding.hint:
        found["hint"] = _fragment(finding.hint, expected.get("hint"))
    if finding.related:
        wanted = expected.get("related", [])
        found["related"] = [
            _related(f"{place(related.span, end=False)} {related.message}", wanted[index] if index < len(wanted) else None)
            for index, related in enumerate(finding.related)
        ]
    return found


def place(span: Span | None, *, end: bool = True) -> str:
    """`4:9-12`, with the path in front where it is not that of the case."""
    if span is None:
        return "nowhere"
    path = "" if span.path == CASE else f"{span.path}:"
    last = f"{span.end_column}" if span.line == span.end_line else f"{span.end_line}:{span.end_column}"
    return f"{path}{span.line}:{span.column}" + (f"-{last}" if end else "")


def _fragment(text: str, fragment: str | None) -> str:
    return fragment if fragment and fragment in text else text


def _related(text: str, wanted: str | None) -> str:
    """The place must be exact; of the message, a fragment from its start suffices."""
    return wanted if wanted and text.startswith(wanted) else text


SEVERITIES = frozenset(severity.value for severity in Severity)

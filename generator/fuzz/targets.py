"""What is fuzzed: each reader of what people write, with what must be true of it whatever it is given.

A target takes bytes, and raises AssertionError where something that must hold does not. Any other exception is a crash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import mutations
import yaml
from catalogues import catalogue

from groundplan.check.report.run import Run
from groundplan.check.report.text import report
from groundplan.check.run import run
from groundplan.check.subject import Subject
from groundplan.derive.facts import derive
from groundplan.diagnostics import LINE_END, Finding, Route
from groundplan.i18n.gettext.po import read_carefully
from groundplan.i18n.gettext.quick_po import read_quickly
from groundplan.i18n.gettext.translation import CatalogueError, Translation
from groundplan.i18n.texts.prose import localize, pieces, split_front_matter
from groundplan.load.document import read
from groundplan.load.front_matter import front_matter_findings
from groundplan.project.settings import read_settings
from groundplan.resolve.resolve import resolve
from groundplan.resolve.selectors import Scope, parse_selector, words_to_mapping

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 1, 1)
FEW_STEPS = 50_000
"""Of working out sets of configurations: what is entangled is a finding, and not to be waited for."""


def model(content: bytes) -> None:
    """Findings or a model or both, each finding at a place that there is; no check crashes."""
    document = read([("model/a.yaml", content)])
    resolution = resolve(document)
    found: list[Finding] = [*document.findings, *resolution.findings]
    assert found or resolution.model is not None, "neither a model nor a finding"
    assert found or resolution.whole, "something is missing from the model, and nobody is told"
    if resolution.model is not None:
        facts = derive(resolution.model)
        with facts.space.decisions.within(FEW_STEPS):
            found += run(Subject(facts, {}, TODAY, resolution.whole))
    located = tuple(document.locate(finding) for finding in found)
    assert not [finding for finding in located if finding.check == "internal-error"], located
    _in_their_files(located, document.files)
    report(Run(located, document.files))


def po(content: bytes) -> None:
    """The quick reader reads what Babel reads, or leaves the file to it, which reads it or says why not."""
    quick = read_quickly(content, "ko")
    careful: Mapping[str, Translation] | None
    try:
        careful = read_carefully(content, "ko")
    except CatalogueError as error:
        careful, line = None, error.line
    else:
        line = 1
    assert line >= 1, "at no line"
    assert quick is None or quick == careful, "read otherwise, or only quickly"


def settings(content: bytes) -> None:
    """Settings, with findings at places that there are."""
    found = read_settings(content)
    _in_their_files(found.findings, {"groundplan.toml": content.decode("utf-8-sig", "replace")})


def selector(content: bytes) -> None:
    """A selector, or findings that say why not."""
    written = content.decode("utf-8", "replace")
    scope = replace(_scope(), findings=[])
    try:
        raw: Any = json.loads(written)
    except (ValueError, RecursionError):
        raw = words_to_mapping(written.split())
    meant = parse_selector(raw, Route("where"), scope)
    assert meant is not None or scope.findings, "neither a selector nor a finding"


def page(content: bytes) -> None:
    """Front matter and pieces that together are the page; a page that nobody has translated stays as it is, line for line."""
    source = content.decode("utf-8", "replace").replace("\r\n", "\n")
    _, body, before = split_front_matter(source)
    assert source.endswith(body)
    assert source.count("\n", 0, len(source) - len(body)) == before
    _in_their_files(tuple(front_matter_findings("a.md", source, ("en", "ko"))), {"a.md": source})
    assert all(1 <= piece.line <= source.count("\n") + 1 for piece in pieces("a.md", source))
    untouched = re.sub("[\ufdd0\ufdd1]", "", source)
    template = localize("a.md", untouched, lambda _context, _text: None).template
    assert template.count("\n") == split_front_matter(untouched)[1].count("\n")


def _in_their_files(findings: Iterable[Finding], files: dict[str, str]) -> None:
    for finding in findings:
        span = finding.span
        assert span is not None, finding
        if span.path in files:
            lines = LINE_END.split(files[span.path])
            assert 1 <= span.line <= len(lines), finding
            assert 1 <= span.column <= len(lines[span.line - 1]) + 2, finding


@cache
def _seeds(name: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


@cache
def _scope() -> Scope:
    seed = (CORPUS / "model" / "every-section.yaml").read_bytes()
    return resolve(read([("model/a.yaml", seed)])).scope


@dataclass(frozen=True)
class Target:
    """What is fuzzed, and from which seeds: those in the folder of the corpus with its name."""

    name: str
    judge: Callable[[bytes], None]
    weight: int
    """How many of a hundred cases are its."""

    def seeds(self) -> list[bytes]:
        return _seeds(self.name)

    def case(self, chance: Random) -> bytes:
        """A mutation of a seed."""
        seed = chance.choice(self.seeds())
        kind = chance.random()
        if kind > 0.6 and self.name in MADE:
            return MADE[self.name](chance)
        if kind < 0.1:
            return mutations.octets(seed, chance)
        if kind < 0.6 and self.name in TREES:
            load, dump = TREES[self.name]
            return dump(mutations.tree(load(seed), chance))
        return mutations.text(seed.decode(), chance).encode("utf-8", "surrogatepass")


@cache
def _yaml(seed: bytes) -> Any:
    """The tree of a seed, of which each mutation takes a copy."""
    return yaml.load(seed, yaml.BaseLoader)


def _dumped(tree: object) -> bytes:
    return yaml.dump(tree, allow_unicode=True, sort_keys=False, Dumper=yaml.SafeDumper).encode()


TREES: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], bytes]]] = {
    "model": (_yaml, _dumped),
    "selector": (json.loads, lambda tree: json.dumps(tree).encode()),
}
"""Targets whose input is a tree -> how it is read and written."""

MADE: dict[str, Callable[[Random], bytes]] = {"po": catalogue}
"""Targets whose input is made from nothing, too."""

TARGETS = (
    Target("model", model, 20),
    Target("po", po, 25),
    Target("settings", settings, 20),
    Target("selector", selector, 20),
    Target("page", page, 15),
)

"""What a build would say of a model that breaks a claim: the change is made in memory, and the model is read and judged again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundplan.check.report.run import Run
from groundplan.check.report.text import finding_text
from groundplan.check.rules import claim_refuted
from groundplan.derive.facts import derive
from groundplan.diagnostics import Finding, Route
from groundplan.load.document import Document, load
from groundplan.project.sources import Sources
from groundplan.resolve.resolve import resolve

_NOTES = "notes:"


@dataclass(frozen=True, slots=True)
class Edit:
    """A text of a file of the model that another one takes the place of."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A claim as it is written, without its notes, and what a build says of it after a change."""

    claim: str
    report: str


def rehearse(sources: Sources, claim: str, change: Edit) -> Rehearsal | None:
    """None where the text is not there, or more than once, and where the claim holds after the change, or nothing can be said of it."""
    text = sources.text(change.path) or ""
    if text.count(change.old) != 1:
        return None
    changed = replace(sources, files={**sources.files, change.path: text.replace(change.old, change.new).encode()})
    document = load(changed)
    finding = _refuted(document, claim)
    if finding is None:
        return None
    return Rehearsal(_written(document, claim), finding_text(finding, Run((finding,), document.files)))


def _refuted(document: Document, claim: str) -> Finding | None:
    model = resolve(document).model
    found = claim_refuted.check(derive(model)) if model else iter(())
    return next((document.locate(finding) for finding in found if finding.route == Route("claims", claim)), None)


def _written(document: Document, claim: str) -> str:
    span = document.span(Route("claims", claim), at_key=True)
    if span is None or span.line is None:
        return ""
    lines = document.files[span.path].splitlines()[span.line - 1 :]
    return "\n".join(_entry(lines))


def _entry(lines: list[str]) -> Iterator[str]:
    """The first line and those that are further in, up to the notes, moved to the left edge."""
    depth = _depth(lines[0])
    yield lines[0].strip()
    for line in lines[1:]:
        if not line.strip() or _depth(line) <= depth or line.strip().startswith(_NOTES):
            return
        yield line[depth:]


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())

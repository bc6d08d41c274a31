"""Findings for people: place, fault, the line itself with a caret, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from groundplan.check.report.run import Run
from groundplan.check.report.visible import visible
from groundplan.checks import CLAIM_REFUTED
from groundplan.diagnostics import LINE_END, Finding, Severity, Span

MOST_INFOS = 5
"""How many findings of one check are shown in full when they are only information."""

LONGEST_LINE = 200
"""How many characters of a source line an excerpt shows."""

_NARROW = frozenset({"Mn", "Me", "Cf"})
"""Categories of Unicode whose characters take no column of their own."""

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36;1"}


def report(run: Run) -> str:
    """Every finding with its excerpt, then a line that counts them. Empty lines stand between findings."""
    told, left = _told(run.findings)
    blocks = [finding_text(finding, run) for finding in told]
    blocks += [f"{number} more of info[{check}]; `--format json` lists all" for check, number in left.items()]
    return "\n\n".join([*blocks, "\n".join(_summary(run))]) + "\n"


def _told(findings: Iterable[Finding]) -> tuple[list[Finding], Counter[str]]:
    """The findings to show, and how many of each check are only counted: information must not drown what is wrong."""
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in findings:
        seen[finding.check] += 1
        if finding.severity is Severity.INFO and seen[finding.check] > MOST_INFOS:
            left[finding.check] += 1
        else:
            told.append(finding)
    return told, left


def finding_text(finding: Finding, run: Run) -> str:
    """One finding with its excerpt, without a final newline."""
    return "\n".join(_block(finding, run))


def _summary(run: Run) -> Iterator[str]:
    if run.note:
        yield run.note
    counts = run.summary.counts
    listed = [_count(counts[severity], severity) for severity in Severity if counts[severity]]
    yield f"{', '.join(listed)}" if listed else "no findings"
    if run.revision and any(finding.check == CLAIM_REFUTED.name for finding in run.findings):
        yield f"claims were judged over model {run.revision().name}"


def _count(number: int, severity: Severity) -> str:
    if severity is Severity.INFO:
        return f"{number} info"
    return f"{number} {severity}{'' if number == 1 else 's'}"


def _block(finding: Finding, run: Run) -> Iterator[str]:
    place = f"{_linked(finding.span, run)}: " if finding.span else ""
    label = _paint(f"{finding.severity}[{finding.check}]", _COLORS[finding.severity], run)
    yield f"{place}{label}: {visible(finding.message)}"
    excerpt = list(_excerpt(finding, run))
    yield from excerpt
    indent = len(str(finding.span.line)) + 1 if finding.span and excerpt else 2
    if finding.hint and not excerpt:
        yield f"{' ' * indent}= {visible(finding.hint)}"
    for related in finding.related:
        at = f" ({_place(related.span, run)})" if related.span else ""
        yield f"{' ' * indent}= {visible(related.message)}{at}"


def _excerpt(finding: Finding, run: Run) -> Iterator[str]:
    span = finding.span
    if span is None or span.path not in run.files:
        return
    lines = _lines(run.files[span.path])
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    margin = " " * len(str(span.line))
    end = span.end_column if span.end_line == span.line else len(line) + 1
    before, marked, after = _cropped(line[: span.column - 1], line[span.column - 1 : end - 1], line[end - 1 :])
    carets = "^" * max(1, _width(marked))
    pad = "".join("\t" if char == "\t" else " " * _width(char) for char in before)
    hint = f" {visible(finding.hint)}" if finding.hint else ""
    yield f"{margin} |"
    yield f"{span.line} | {before}{marked}{after}"
    yield f"{margin} | {pad}{_paint(carets, _COLORS[finding.severity], run)}{hint}"


def _cropped(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The parts of a line, visible, and cut down to what fits around the mark if the line is very long."""
    if len(before) + len(marked) + len(after) > LONGEST_LINE:
        side = LONGEST_LINE // 4
        before = before if len(before) <= side else f"…{before[-side:]}"
        marked = marked if len(marked) <= 2 * side else f"{marked[: 2 * side]}…"
        after = after if len(after) <= side else f"{after[:side]}…"
    return visible(before), visible(marked), visible(after)


def _width(text: str) -> int:
    """Columns that a terminal gives to `text`: two for wide East Asian characters, none for marks that combine."""
    return sum(0 if unicodedata.category(char) in _NARROW else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _place(span: Span, run: Run) -> str:
    return f"{visible(run.path(span.path))}:{span.line}:{span.column}"


def _linked(span: Span, run: Run) -> str:
    """A place; in a terminal bold, and a hyperlink to the file (the escape code OSC 8)."""
    place = _paint(_place(span, run), "1", run)
    if not run.color or run.root is None:
        return place
    return f"\x1b]8;;{(run.root / span.path).resolve().as_uri()}\x1b\\{place}\x1b]8;;\x1b\\"


def _paint(text: str, code: str, run: Run) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if run.color and text else text


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Findings come sorted by file: a large one is split once, not for each excerpt."""
    return LINE_END.split(text.removesuffix("\n"))

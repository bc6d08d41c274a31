"""Workflow commands that GitHub Actions turns into annotations at the line."""

from __future__ import annotations

from groundplan.check.report.run import Run, told_beside
from groundplan.diagnostics import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(run: Run) -> str:
    """One line per finding."""
    return "".join(f"{_command(finding, run)}\n" for finding in run.findings)


def _command(finding: Finding, run: Run) -> str:
    properties = {"title": finding.check}
    if span := finding.span:
        at = {"file": run.path(span.path), "line": str(span.line), "col": str(span.column), "endLine": str(span.end_line)}
        properties = {**at, **properties}
        if span.end_line == span.line:
            properties["endColumn"] = str(span.end_column)
    listed = ",".join(f"{key}={_escape(value, property_=True)}" for key, value in properties.items())
    message = "\n".join(filter(None, (finding.message, finding.hint, *told_beside(finding, run))))
    return f"::{_LEVELS[finding.severity]} {listed}::{_escape(message)}"


def _escape(text: str, *, property_: bool = False) -> str:
    """As the runner's own toolkit escapes: percent and line ends everywhere, colon and comma in properties."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text

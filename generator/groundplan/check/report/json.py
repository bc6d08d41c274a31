"""The stable JSON that other programs read. Version 1."""

from __future__ import annotations

import json

from groundplan.check.report.run import Run
from groundplan.diagnostics import Finding, Related, Severity
from groundplan.plain import JsonObject


def report(run: Run) -> str:
    """One JSON object, indented, with a final newline."""
    document = {
        "version": 1,
        **({"model": run.model} if run.revision else {}),
        "findings": [_finding(finding) for finding in run.findings],
        "summary": {severity.value: run.summary.counts[severity] for severity in Severity},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> JsonObject:
    result: JsonObject = {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": finding.message,
        "route": str(finding.route) if finding.route else None,
    }
    if finding.span:
        span = finding.span
        result |= {"path": span.path, "line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}
    if finding.hint:
        result["hint"] = finding.hint
    result["related"] = [_related(item) for item in finding.related]
    return result


def _related(item: Related) -> JsonObject:
    result: JsonObject = {}
    if item.span:
        result |= {"path": item.span.path, "line": item.span.line, "column": item.span.column}
    return {**result, "message": item.message}

"""GitLab's code quality report."""

from __future__ import annotations

import json

from groundplan.check.report.fingerprint import fingerprints
from groundplan.check.report.run import Run, told_beside
from groundplan.diagnostics import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(run: Run) -> str:
    """A JSON list of issues. A finding without a place is put at the head of `model`."""
    issues = []
    for finding, identity in zip(run.findings, fingerprints(run.findings, run.base), strict=True):
        span = finding.span
        issues.append(
            {
                "description": ". ".join(filter(None, (finding.message, finding.hint, "; ".join(told_beside(finding, run))))),
                "check_name": finding.check,
                "fingerprint": identity,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": run.path(span.path if span else "model"), "lines": {"begin": span.line if span else 1}},
            }
        )
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"

"""The stable report for programs."""

from __future__ import annotations

import json

from groundplan.check.report.json import report
from groundplan.check.report.run import Run
from groundplan.diagnostics import Finding, Related, Route, Severity, Span

FOUND = (
    Finding("internal-error", Severity.ERROR, "the check `x` crashed"),
    Finding(
        "unknown-reference",
        Severity.ERROR,
        "`flows.결제.to` names “x”",
        Route("flows", "billing", "through", 0),
        Span("model/flows.yaml", 12, 9, 12, 22),
        hint="did you mean `y`?",
        related=(Related("defined here", span=Span("model/components.yaml", 40, 3, 40, 17)), Related("elsewhere")),
    ),
    Finding("self-flow", Severity.WARNING, "\x1b\n", Route("flows"), Span("model/flows.yaml", 13, 1, 13, 2)),
)


def test_a_whole_report() -> None:
    assert json.loads(report(Run(FOUND))) == {
        "version": 1,
        "findings": [
            {"check": "internal-error", "severity": "error", "message": "the check `x` crashed", "route": None, "related": []},
            {
                "check": "unknown-reference",
                "severity": "error",
                "message": "`flows.결제.to` names “x”",
                "route": "flows.billing.through.0",
                "path": "model/flows.yaml",
                "line": 12,
                "column": 9,
                "end_line": 12,
                "end_column": 22,
                "hint": "did you mean `y`?",
                "related": [
                    {"path": "model/components.yaml", "line": 40, "column": 3, "message": "defined here"},
                    {"message": "elsewhere"},
                ],
            },
            {
                "check": "self-flow",
                "severity": "warning",
                "message": "\x1b\n",
                "route": "flows",
                "path": "model/flows.yaml",
                "line": 13,
                "column": 1,
                "end_line": 13,
                "end_column": 2,
                "related": [],
            },
        ],
        "summary": {"error": 2, "warning": 1, "info": 0},
    }


def test_text_is_written_as_text_and_control_characters_as_escapes() -> None:
    text = report(Run(FOUND))
    assert "결제" in text
    assert "\x1b" not in text
    assert text.endswith("}\n")


def test_nothing_to_report() -> None:
    assert (
        report(Run(()))
        == '{\n  "version": 1,\n  "findings": [],\n  "summary": {\n    "error": 0,\n    "warning": 0,\n    "info": 0\n  }\n}\n'
    )

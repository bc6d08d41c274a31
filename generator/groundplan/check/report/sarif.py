"""SARIF 2.1.0, the OASIS standard format of static analysis results, with the help of every check that fired."""

from __future__ import annotations

import json
from importlib.metadata import version
from urllib.parse import quote

from groundplan.check.pages import page_of
from groundplan.check.report.fingerprint import fingerprints
from groundplan.check.report.run import Run
from groundplan.checks import CHECKS
from groundplan.diagnostics import Check, Finding, Related, Severity, Span
from groundplan.plain import JsonObject

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(run: Run) -> str:
    """One run. Columns count Unicode code points, from 1."""
    fired = {finding.check for finding in run.findings}
    rules = [check for check in CHECKS if check.name in fired]
    index = {check.name: position for position, check in enumerate(rules)}
    identities = fingerprints(run.findings, run.base)
    driver = {"name": "groundplan", "version": version("groundplan"), "rules": [_rule(check) for check in rules]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                **({"properties": {"model": run.model}} if run.revision else {}),
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "Where paths start: the root of the repository."}}},
                "results": [_result(finding, identity, index, run) for finding, identity in zip(run.findings, identities, strict=True)],
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Check) -> JsonObject:
    page = page_of(check.name)
    return {
        "id": check.name,
        "shortDescription": {"text": page.summary},
        "help": {"text": page.text, "markdown": page.text},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(finding: Finding, identity: str, index: dict[str, int], run: Run) -> JsonObject:
    message = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    result: JsonObject = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "partialFingerprints": {"groundplan/v1": identity},
    }
    if finding.check in index:
        result["ruleIndex"] = index[finding.check]
    if finding.span:
        result["locations"] = [_location(finding.span, str(finding.route) if finding.route else "", run)]
    related = [_related(item, number, run) for number, item in enumerate(finding.related, start=1) if item.span]
    if related:
        result["relatedLocations"] = related
    return result


def _location(span: Span, route: str, run: Run) -> JsonObject:
    region = {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}
    location: JsonObject = {
        "physicalLocation": {"artifactLocation": {"uri": quote(run.path(span.path)), "uriBaseId": "%SRCROOT%"}, "region": region}
    }
    if route:
        location["logicalLocations"] = [{"fullyQualifiedName": route}]
    return location


def _related(item: Related, number: int, run: Run) -> JsonObject:
    assert item.span is not None
    return {"id": number, **_location(item.span, str(item.route) if item.route else "", run), "message": {"text": item.message}}

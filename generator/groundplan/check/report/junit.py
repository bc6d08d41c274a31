"""JUnit XML: a test case for each check, which fails where the check fails the run."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from groundplan.check.report import text
from groundplan.check.report.run import Run
from groundplan.checks import CHECKS
from groundplan.diagnostics import Finding, Severity

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(run: Run) -> str:
    """One suite. A check with findings that do not fail the run passes, with the findings as its output."""
    by_check: dict[str, list[Finding]] = {check.name: [] for check in CHECKS}
    for finding in run.findings:
        by_check.setdefault(finding.check, []).append(finding)
    failing = {name for name, findings in by_check.items() if any(_fails(finding, run) for finding in findings)}
    suite = ET.Element("testsuite", name="groundplan", tests=str(len(by_check)), failures=str(len(failing)), errors="0")
    if run.revision:
        properties = ET.SubElement(suite, "properties")
        ET.SubElement(properties, "property", name="model", value=run.revision().name)
    for name, findings in by_check.items():
        case = ET.SubElement(suite, "testcase", classname="groundplan", name=name)
        if not findings:
            continue
        written = _clean("\n\n".join(text.finding_text(finding, run) for finding in findings))
        if name in failing:
            failure = ET.SubElement(case, "failure", message=_clean(findings[0].message), type=findings[0].severity)
            failure.text = written
        else:
            ET.SubElement(case, "system-out").text = written
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _fails(finding: Finding, run: Run) -> bool:
    return finding.severity is Severity.ERROR or (run.strict and finding.severity is Severity.WARNING)


def _clean(value: str) -> str:
    """`value` without the characters that XML cannot hold."""
    return _NOT_XML.sub("�", value)

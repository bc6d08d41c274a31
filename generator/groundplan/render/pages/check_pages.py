"""The pages of all checks as one page."""

from __future__ import annotations

import re

from groundplan.check.pages import page_of
from groundplan.checks import CHECKS
from groundplan.diagnostics import Check

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#+)(\s+.*)$")


def check_pages() -> str:
    """Markdown: a section for each check, by name, below a heading of the second level."""
    return "\n".join(_section(check) for check in sorted(CHECKS, key=lambda check: check.name))


def _section(check: Check) -> str:
    lines = page_of(check.name).text.splitlines()
    body = "\n".join(_without_headings(lines[1:])).strip()
    return f"## `{check.name}` {{: #{check.name} }}\n\n*{check.severity}*\n\n{body}\n"


def _without_headings(lines: list[str]) -> list[str]:
    """`lines` with headings as bold text, so that a table of contents lists the checks alone; what is fenced stays."""
    fence = ""
    result = []
    for line in lines:
        marker = _FENCE.match(line)
        if marker:
            fence = "" if fence else marker[1]
        heading = None if fence else _HEADING.match(line)
        result.append(f"**{heading[2].strip()}**" if heading else line)
    return result

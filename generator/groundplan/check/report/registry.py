"""Every report format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from groundplan.check.report import github, gitlab, json, junit, sarif, text
from groundplan.check.report.run import Run

FORMATS: Mapping[str, Callable[[Run], str]] = {
    "text": text.report,
    "json": json.report,
    "sarif": sarif.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "junit": junit.report,
}
"""Name -> what writes it. The result ends with a newline unless it is empty."""

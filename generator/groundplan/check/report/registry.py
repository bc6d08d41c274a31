"""Every report format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from groundplan.check.report import github, gitlab, json, text
from groundplan.check.report.run import Run


def _sarif(run: Run) -> str:
    from groundplan.check.report import sarif  # it needs every check's page, which the others do without

    return sarif.report(run)


def _junit(run: Run) -> str:
    from groundplan.check.report import junit  # it names every check

    return junit.report(run)


FORMATS: Mapping[str, Callable[[Run], str]] = {
    "text": text.report,
    "json": json.report,
    "sarif": _sarif,
    "github": github.report,
    "gitlab": gitlab.report,
    "junit": _junit,
}
"""Name -> what writes it. The result ends with a newline unless it is empty."""

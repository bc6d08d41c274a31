"""Every format of a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from groundplan.diff.difference import Difference
from groundplan.diff.report import json, markdown, text

REPORTS: Mapping[str, Callable[[Difference], str]] = {"text": text.report, "json": json.report, "markdown": markdown.report}
"""Name -> what writes it. What says nothing is empty; JSON always says something."""

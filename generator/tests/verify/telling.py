"""What `verify` tells of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects import Project


def findings_of(project: Project, path: str, text: str, *words: str) -> list[str]:
    """What is said when `path` of a project holds `text`, by `groundplan verify WORDS`: errors and warnings, each in a line."""
    project.write(path, text)
    ended = project.run("verify", *words)
    assert ended.err == ""
    return re.findall(r"(?:error|warning)\[[a-z-]+\]: .*", ended.out)

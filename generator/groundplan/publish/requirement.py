"""What a pipeline installs to have the Groundplan that is running now."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import NamedTuple

WHEELS = "wheels"
"""The folder of a project that holds what no index has."""


class PipRequirement(NamedTuple):
    """A line for pip, and what else has to be done for it, if anything."""

    line: str
    todo: str = ""


def requirement() -> PipRequirement:
    """The requirement that installs what is installed here: from an index, a repository, or a wheel that the project brings."""
    try:
        installed = distribution("groundplan")
    except PackageNotFoundError:
        return PipRequirement("groundplan")
    return requirement_for(installed.version, json.loads(installed.read_text("direct_url.json") or "null"))


def requirement_for(version: str, origin: object) -> PipRequirement:
    """The requirement for `version`, which came from `origin`: the record of PEP 610, or None for an index."""
    match origin:
        case None:
            return PipRequirement(f"groundplan=={version}")
        case {"vcs_info": {"vcs": vcs, "commit_id": commit}, "url": url}:
            return PipRequirement(f"groundplan @ {vcs}+{url}@{commit}")
        case {"archive_info": dict(), "url": str(url)} if not url.startswith("file:"):
            return PipRequirement(f"groundplan @ {url}")
    wheel = f"{WHEELS}/groundplan-{version}-py3-none-any.whl"
    return PipRequirement(
        f"./{wheel}", f"This Groundplan came from a folder or a file, so a pipeline needs it from you: put its wheel at {wheel}."
    )

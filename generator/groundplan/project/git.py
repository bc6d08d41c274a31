"""Asking git about the repository that a project is in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from groundplan.errors import GroundplanError


def git(folder: Path, *words: str) -> bytes:
    """What `git WORDS` prints in a folder. Raises GroundplanError where it fails or there is no git."""
    try:
        ended = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except OSError as error:
        raise GroundplanError(f"git cannot be run: {error.strerror}") from error
    if ended.returncode:
        raise GroundplanError(f"git {words[0]}: {ended.stderr.decode(errors='replace').strip() or 'failed'}")
    return ended.stdout

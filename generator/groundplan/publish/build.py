"""A whole site through MkDocs, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from groundplan.errors import UsageError


def build_site(root: Path, site: Path | None = None, *, strict: bool = False) -> bool:
    """Build the site of the project at `root` into `site` (as `mkdocs.yml` says if left out). False where MkDocs refuses.

    The same as `mkdocs build` with the plugin on; what it prints goes to stderr. Raises UsageError where there is no
    `mkdocs.yml`.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise UsageError(f"{root} has no mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)]
    command += ["--site-dir", str(site.resolve())] if site else []
    command += ["--strict"] if strict else []
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0

"""A whole site through MkDocs, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from groundplan.errors import UsageError

AUDIENCE, LOCALES = "GROUNDPLAN_AUDIENCE", "GROUNDPLAN_LOCALES"
"""Variables of the environment that go before what `mkdocs.yml` says, so that a shell can ask MkDocs for another site."""


def build_site(
    root: Path, site: Path | None = None, *, strict: bool = False, audience: str | None = None, locales: Iterable[str] = ()
) -> bool:
    """Build the site of the project at `root` into `site`, for `audience`, in `locales`; what is left out is as in `mkdocs.yml`.

    The same as `mkdocs build` with the plugin on; what it prints goes to stderr. False where MkDocs refuses. Raises UsageError
    where there is no `mkdocs.yml`.
    """
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise UsageError(f"{root} has no mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)]
    command += ["--site-dir", str(site.resolve())] if site else []
    command += ["--strict"] if strict else []
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    environment |= {AUDIENCE: audience} if audience else {}
    environment |= {LOCALES: ",".join(locales)} if locales else {}
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0


def asked() -> dict[str, object]:
    """What the environment asks for, by the names of the plugin's options."""
    locales = [tag.strip() for tag in os.environ.get(LOCALES, "").split(",") if tag.strip()]
    audience = os.environ.get(AUDIENCE)
    return {**({"locales": locales} if locales else {}), **({"audience": audience} if audience else {})}

"""A site in one file, to be opened from a disk."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from groundplan.cli.ending import is_coloured, report
from groundplan.document.typst import is_installed
from groundplan.progress import Progress
from groundplan.project.store import write_file
from groundplan.projects import analyse_all, spoken_in
from groundplan.publish.build import asked, build_site
from groundplan.takeaway import offline_bundle as bundle_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the site."""

    config: Path | None
    strict: bool
    audience: str | None
    locales: tuple[str, ...]
    project: str | None
    executor: str


def bundled(root: Path, bundle: Path, want: Wanted, *, docs: Path) -> int:
    """Build the site of the projects at `root`, with their pages in `docs`, into a folder of its own, and pack it. The exit code."""
    with Progress("The model"):
        projects = analyse_all(root, docs=docs, config=want.config, project=want.project)
        run = projects.run(lambda analysis: analysis.run(), strict=want.strict, color=is_coloured(sys.stderr))
    report(run)
    spoken_in(projects.asked, want.locales)
    with TemporaryDirectory(prefix="groundplan-") as folder:
        site = Path(folder) / "site"
        if code := build_site(root, site, **asdict(want), from_disk=True):
            return code
        audience = want.audience or str(asked().get("audience", "public"))
        write_file(bundle, bundle_of(projects.asked, site, audience=audience, locales=want.locales))
    left_out = "" if is_installed() else " It has no documents: `pip install 'groundplan[pdf]'` sets them."
    click.echo(f"The site is in {bundle}. Unpack it, and open index.html.{left_out}", err=True)
    return 0

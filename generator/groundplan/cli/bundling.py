"""A site in one file, to be opened from a disk."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from groundplan.arguments import spoken
from groundplan.cli.ending import report_errors
from groundplan.document.typst import is_installed
from groundplan.pipeline import analyse
from groundplan.progress import Progress
from groundplan.project.store import write_file
from groundplan.publish.build import asked, build_site
from groundplan.takeaway import offline_bundle as bundle_of


def bundled(
    root: Path, bundle: Path, *, docs: Path, config: Path | None, strict: bool, audience: str | None, locales: tuple[str, ...]
) -> int:
    """Build the site of the project at `root`, with its pages in `docs`, into a folder of its own, and pack it. The exit code."""
    with Progress("Reading the model …"):
        analysis = analyse(root, docs=docs, config=config)
        _ = analysis.findings_of_model
    report_errors(analysis, strict=strict)
    if analysis.facts is not None:
        spoken(analysis.facts.model.project, locales)
    with TemporaryDirectory(prefix="groundplan-") as folder:
        site = Path(folder) / "site"
        if code := build_site(root, site, config=config, strict=strict, audience=audience, locales=locales, from_disk=True):
            return code
        wanted = asked()
        write_file(bundle, bundle_of(analysis, site, audience=audience or str(wanted.get("audience", "public")), locales=locales))
    left_out = "" if is_installed() else " It has no documents: `pip install 'groundplan[pdf]'` sets them."
    click.echo(f"The site is in {bundle}. Unpack it, and open index.html.{left_out}", err=True)
    return 0

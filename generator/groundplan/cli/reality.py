"""What is deployed, beside the model."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from groundplan.cli.ending import FINDINGS, is_coloured, report_errors
from groundplan.cli.entry import cli, project_argument, project_option
from groundplan.cli.project import REPORTS, strict_option
from groundplan.progress import Progress

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATH = click.Path(exists=True, path_type=Path)


@cli.command()
@project_argument
@click.option("--plan", "plans", multiple=True, metavar="FILE", type=_FILE, help="A Terraform plan, from `terraform show -json`.")
@click.option("--manifests", multiple=True, metavar="PATH", type=_PATH, help="Kubernetes manifests, a file or a folder.")
@click.option("--rules", multiple=True, metavar="FILE", type=_FILE, help="A ruleset of nftables or iptables of a gateway at the border.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--viewpoint", metavar="PLACE", help="The border; that of the model if left out.")
@click.option("--address", "addresses", multiple=True, metavar="NAME=ADDRESS,…", help="Addresses that the model does not name.")
@click.option("--format", "format_", default="text", show_default=True, type=click.Choice(REPORTS), help="How to report.")
@project_option
@strict_option
def verify(
    *,
    project: Path,
    only: str | None,
    plans: tuple[Path, ...],
    manifests: tuple[Path, ...],
    rules: tuple[Path, ...],
    settings: tuple[str, ...],
    viewpoint: str | None,
    addresses: tuple[str, ...],
    format_: str,
    strict: bool,
) -> None:
    """Compare what is deployed with the model: what is open in one and not in the other, and what is wider than modelled."""
    from groundplan.check.report.registry import FORMATS
    from groundplan.pipeline import analyse
    from groundplan.verifying import verified

    given = {"plan": plans, "manifests": manifests, "rules": rules}
    with Progress("The model"):
        analysis = analyse(project, project=only)
    if not any(given.values()):
        raise click.UsageError("there is nothing to compare with; give `--plan`, `--manifests` or `--rules`")
    if analysis.facts is None or not analysis.resolution.whole:  # what is broken is left out, and would be told as missing
        report_errors(analysis)
    with Progress("What is deployed"):
        run = verified(
            analysis, given, settings=settings, viewpoint=viewpoint, addresses=addresses, strict=strict, color=is_coloured(sys.stdout)
        )
    click.echo(FORMATS[format_](run), nl=False, color=run.color)
    if run.failed:
        sys.exit(FINDINGS)

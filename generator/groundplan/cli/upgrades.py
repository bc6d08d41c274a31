"""Models of an earlier version of the language."""

from __future__ import annotations

from pathlib import Path

import click

from groundplan.cli.ending import report_errors
from groundplan.cli.entry import cli, project_argument, project_option


@cli.command()
@project_argument
@click.option("--write", is_flag=True, help="Change the files, rather than only telling what there is to change.")
@project_option
def migrate(project: Path, *, write: bool, only: str | None) -> None:
    """Bring a model to the latest version of the language, and tell what it says in another way then."""
    from groundplan.domain.model import LANGUAGE
    from groundplan.migration import migrate as migration
    from groundplan.project.store import write_file
    from groundplan.projects import analyse_all

    for analysis in analyse_all(project, project=only).asked:
        report_errors(analysis)
        found = migration(analysis)
        if found is None:
            click.echo(f"{analysis.sources.member.model}: already in version {LANGUAGE} of the language")
            continue
        for line in found.told:
            click.echo(line)
        if write:
            write_file(found.path, found.content)
        click.echo(f"{found.path}: {'now says' if write else 'is to say'} `language: {LANGUAGE}`{'' if write else '; `--write` does that'}")

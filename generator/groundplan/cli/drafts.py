"""Drafts of models from what other tools know."""

from __future__ import annotations

from pathlib import Path

import click

from groundplan.cli.entry import cli
from groundplan.cli.formats import called, list_formats


@cli.command("import")
@click.argument("names", metavar="[FORMAT] [FILE]", nargs=-1)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Write the model below this folder instead of stdout.")
def import_(names: tuple[str, ...], output: Path | None) -> None:
    """Draw up a model from a file of another tool, to be completed. Nothing is overwritten. Without FORMAT, list the formats."""
    from groundplan.check.report.visible import visible
    from groundplan.import_.registry import SOURCES
    from groundplan.import_.yaml import files
    from groundplan.project.sources import content_of
    from groundplan.project.store import write_file
    from groundplan.publish.start import refuse_existing

    if not names:
        click.echo(list_formats(SOURCES), nl=False)
        return
    source = called(names[0], SOURCES)
    if len(names) != 2:
        raise click.UsageError(f"expected a format and a file, but got {len(names)} names")
    path = Path(names[1])
    draft = source.read(path, content_of(path))
    written = files(draft, _said(path.name, source.name))
    if output is None:
        click.echo("\n".join(written.values()), nl=False)
        return
    refuse_existing(output, map(Path, written))
    for name, text in written.items():
        write_file(output / name, text.encode())
        click.echo(output / name)
    for left in draft.left_out:
        click.echo(f"left out: {visible(left)}", err=True)
    click.echo(f"\nNow run `groundplan check {output}`, and decide what `status: planned` marks.")
    click.echo(f"Then `groundplan init {output}` makes a site of it.")


def _said(name: str, format_: str) -> str:
    return (
        f"Drawn up from {name} ({format_}).\n"
        "What was guessed says so in its notes and is `status: planned`: look at each, correct it, and remove both.\n"
        "Parties, purposes, data and promises are yours to add."
    )

"""The commands that tell of a project: its facts, and its diagrams."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli.ending import is_coloured, report
from groundplan.cli.entry import cli, project_argument, project_option
from groundplan.errors import UsageError
from groundplan.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.analysis import Analysis


@cli.command()
@project_argument
@click.option("--where", "wheres", multiple=True, metavar="SELECTOR", help="Only flows that match, such as direction=inbound.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--viewpoint", metavar="PLACE", help="The boundary whose border decides; the model's viewpoint if left out.")
@click.option("--format", "format_", default="table", show_default=True, type=click.Choice(["table", "json", "csv"]), help="How to print.")
@project_option
def facts(
    *, project: Path, only: str | None, wheres: tuple[str, ...], settings: tuple[str, ...], viewpoint: str | None, format_: str
) -> None:
    """Print the derived facts of each flow, and whether each claim holds, of each project of the site."""
    from groundplan.arguments import configuration_of, seen_from, selected, told_of
    from groundplan.export.facts import StateOfFacts, printed
    from groundplan.projects import analyse_all

    projects = analyse_all(project, project=only)
    states, several = {}, len(projects.asked) > 1
    for analysis in projects.asked:
        name = analysis.sources.member.name
        if analysis.facts is not None:
            with told_of(name if several else ""):
                seen = seen_from(analysis.facts, viewpoint)
                chosen = selected(seen, analysis.resolution.scope, wheres) if wheres else None
                states[name] = StateOfFacts(seen, configuration_of(seen, settings), analysis.revision, chosen)
    if states:
        click.echo(printed(states, format_, several=several), nl=False)
    report(projects.run(lambda analysis: analysis.run(), color=is_coloured(sys.stderr)))


@cli.command()
@click.argument("names", metavar="[DIR] VIEW", nargs=-1, required=True)
@click.option("--format", "format_", default="svg", show_default=True, type=click.Choice(["svg", "png", "dot"]), help="What to print.")
@click.option("--locale", metavar="LOCALE", help="The language; that of the model if left out.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--audience", default="public", show_default=True, type=click.Choice(["public", "internal"]), help="Who may see it.")
@click.option("--since", default="", metavar="OLD", help="Let what changed since this revision of git, or this folder, stand out.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of stdout; of several projects, each into this folder.",
)
@project_option
def diagram(
    *,
    names: tuple[str, ...],
    only: str | None,
    format_: str,
    locale: str | None,
    settings: tuple[str, ...],
    audience: str,
    since: str,
    output: Path | None,
) -> None:
    """Draw one diagram that needs nothing else: a view, or the sequence chart of a procedure."""
    from groundplan.arguments import refuse_ending
    from groundplan.drawing import draw
    from groundplan.project.store import write_file
    from groundplan.projects import analyse_all

    *folders, name = names
    if len(folders) > 1:
        raise click.UsageError(f"expected a folder and a view, but got {len(names)} names")
    refuse_ending(output, format_, {other: f"`--format {other}`" for other in ("svg", "png", "dot")})
    if format_ == "png" and output is None:
        raise click.UsageError("png is no text; name a file with `--output`")
    with Progress("The model"):
        projects = analyse_all(Path(*folders), project=only)
    for analysis, file in _drawn_for(projects.asked, name, output, format_):
        if analysis.facts is None:
            continue
        with Progress("The picture"):
            drawn = draw(analysis, name, locale=locale, settings=settings, audience=audience, dot=format_ == "dot", since=since)
        if file is None:
            click.echo(drawn, nl=False)
        else:
            write_file(file, _pixels(drawn, locale or analysis.facts.model.project.locale) if format_ == "png" else drawn.encode())
    report(projects.run(lambda analysis: analysis.run(), color=is_coloured(sys.stderr)))


def _drawn_for(asked: Sequence[Analysis], name: str, output: Path | None, ending: str) -> list[tuple[Analysis, Path | None]]:
    """The projects that have a picture of this name, and where each goes: several into files of their names in the folder `output`."""
    if len(asked) < 2:
        return [(analysis, output) for analysis in asked]
    found = _having(asked, name)
    if len(found) > 1 and output and _can_be_folder(output):
        return [(analysis, output / f"{analysis.sources.member.name}.{ending}") for analysis in found]
    return [(analysis, output) for analysis in _only(found, name)]


def _having(asked: Sequence[Analysis], name: str) -> list[Analysis]:
    """The projects that have a view or a procedure of this name. Raises UsageError where all are sound and none has it."""
    models = {analysis: analysis.facts.model for analysis in asked if analysis.facts}
    found = [analysis for analysis, model in models.items() if name in {*model.views, *model.procedures}]
    if not found and len(models) == len(asked):
        raise UsageError(f"no project of the site has a view or a procedure `{name}`")
    return found


def _can_be_folder(output: Path) -> bool:
    return output.is_dir() or not (output.suffix or output.exists())


def _only(found: list[Analysis], name: str) -> list[Analysis]:
    """The one project that is meant, of those that have a picture of this name; none where none has it."""
    whole = [analysis for analysis in found if not analysis.sources.member.folder] or found
    if len(whole) > 1:
        named = ", ".join(analysis.sources.member.name for analysis in whole)
        raise UsageError(f"`{name}` is in several projects: {named}; name one with `--project`, or a folder for all with `--output`")
    return whole


def _pixels(drawn: str, locale: str) -> bytes:
    from groundplan.document.typst import png

    return png(drawn, locale)

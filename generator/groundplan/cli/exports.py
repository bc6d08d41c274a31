"""What readers take away: the allow-list in the formats of other programs, and what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli.ending import FINDINGS, report_errors
from groundplan.cli.entry import cli, project_option
from groundplan.cli.formats import called, list_formats
from groundplan.errors import UsageError
from groundplan.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.analysis import Analysis
    from groundplan.export.exported import Exported
    from groundplan.export.registry import Form, PageForm
    from groundplan.takeaway import Asked


DIFFERENCES = ("text", "json", "markdown")


@cli.command()
@click.argument("names", metavar="[FORMAT] [DIR]", nargs=-1)
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--all-configurations", "every", is_flag=True, help="The rules of every configuration, each with its condition.")
@click.option("--viewpoint", metavar="PLACE", help="The border; that of the model if left out.")
@click.option("--where", "wheres", multiple=True, metavar="SELECTOR", help="Only what flows that match need, such as purpose=billing.")
@click.option("--address", "addresses", multiple=True, metavar="NAME=ADDRESS,…", help="Addresses that the model does not name.")
@click.option("--locale", metavar="LOCALE", help="The language; that of the model if left out.")
@click.option("--audience", default="public", show_default=True, type=click.Choice(["public", "internal"]), help="Who may see it.")
@click.option("--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A format of your own, in Jinja2.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of stdout; pages, and several projects, into this folder.",
)
@project_option
def export(
    *,
    names: tuple[str, ...],
    only: str | None,
    settings: tuple[str, ...],
    every: bool,
    viewpoint: str | None,
    wheres: tuple[str, ...],
    addresses: tuple[str, ...],
    locale: str | None,
    audience: str,
    template: Path | None,
    output: Path | None,
) -> None:
    """Write what a firewall at the border must allow, in the format of another program. Without FORMAT, list the formats."""
    from groundplan.export.registry import PageForm
    from groundplan.takeaway import Asked

    if not names and template is None:
        from groundplan.export.registry import FORMS

        click.echo(list_formats(FORMS), nl=False)
        return
    folder, format_ = _asked(names, template)
    if every and settings:
        raise click.UsageError("`--all-configurations` and `--set` exclude each other")
    if format_ is not None:
        _agree(format_, every=every, output=output)
    asked = Asked(settings, wheres, viewpoint, locale, audience, addresses)
    with Progress("The model"):
        projects = _projects(folder, only, output, _ending(format_, template))
    for analysis, file in projects:
        if not analysis.is_whole:  # a list from which a broken flow is missing must not be used
            pass
        elif isinstance(format_, PageForm) and file is not None:
            _write_pages(analysis, asked, format_, file)
        else:
            with Progress("The export"):
                content = _exported(analysis, asked, _writer(format_, template, folder), every=every)
            _write(content, file)
        report_errors(analysis)


def _ending(format_: Form | None, template: Path | None) -> str:
    """The ending of a file that is called like its project; that of a folder is none."""
    from groundplan.export.registry import PageForm

    if format_ is None:
        return template.suffix.lstrip(".") if template else ""
    return "" if isinstance(format_, PageForm) else format_.ending


def _projects(folder: Path, only: str | None, output: Path | None, ending: str) -> list[tuple[Analysis, Path | None]]:
    """What is exported, and where to: of several projects, each into a file of its name in the folder `output`."""
    from groundplan.pipeline import analyse
    from groundplan.projects import analyse_all
    from groundplan.site_config import estate_of

    members = estate_of(folder).called(only)
    if output is None or len(members) == 1 or (not output.is_dir() and output.suffix):
        return [(analyse(folder, project=only), output)]
    if output.is_file():
        raise UsageError(f"{output} is a file; name a folder for the files of {len(members)} projects, or one of them with `--project`")
    return [
        (analysis, output / ".".join(filter(None, (analysis.sources.member.name, ending))))
        for analysis in analyse_all(folder, project=only).asked
    ]


def _exported(analysis: Analysis, asked: Asked, write: Callable[[Exported], str | bytes] | None, *, every: bool) -> bytes:
    from groundplan.takeaway import document, export

    return export(analysis, write, asked, every=every) if write else document(analysis, asked)


def _write(content: bytes, output: Path | None) -> None:
    from groundplan.project.store import write_file

    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_file(output, content)


@cli.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--format", "format_", default="text", show_default=True, type=click.Choice(DIFFERENCES), help="How to tell.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Only in configurations that have this choice.")
@click.option("--exit-code", is_flag=True, help="End with 1 where something opened or a promise weakened.")
@project_option
def diff(*, old: str, new: str | None, format_: str, settings: tuple[str, ...], exit_code: bool, only: str | None) -> None:
    """Tell what changed at the border, in facts and in promises, between two folders, revisions of git, or projects of the site.

    OLD..NEW is another way to write both. Without NEW, OLD is compared with the working directory. Nothing is checked out.
    """
    from groundplan.diff.report.registry import REPORTS
    from groundplan.takeaway import between

    with Progress("Comparing"):
        found = between(old, new, Path(), settings, only)
    click.echo(REPORTS[format_](found), nl=False)
    if exit_code and found.is_weaker:
        raise SystemExit(FINDINGS)


@cli.command()
@click.argument("project", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@project_option
def mcp(project: Path, only: str | None) -> None:
    """Answer assistants over standard input and output (Model Context Protocol). Nothing is written."""
    from groundplan.assistant import serve
    from groundplan.site_config import estate_of, sources_of

    sources_of(project, member=estate_of(project).one(only))  # a folder without a model is told before anybody asks
    serve(project, only)


def _asked(names: tuple[str, ...], template: Path | None) -> tuple[Path, Form | None]:
    """The project's folder and the format; with a template, the format is the user's own and has no name."""
    from groundplan.export.registry import FORMS

    most = 1 if template else 2
    if len(names) > most:
        raise click.UsageError(f"expected {'a folder' if template else 'a format and a folder'}, but got {len(names)} names")
    if template:
        return Path(*names), None
    name, *folders = names
    return Path(*folders), called(name, FORMS)


def _agree(format_: Form, *, every: bool, output: Path | None) -> None:
    """Raise UsageError where a format cannot do what is asked of it."""
    from groundplan.export.registry import PageForm

    if every and format_.of_one_configuration:
        raise click.UsageError(f"{format_.name} says what one configuration admits; leave out `--all-configurations`")
    is_folder = isinstance(format_, PageForm)
    if format_.binary and output is None:
        raise click.UsageError(f"{format_.name} is {'many files; name a folder' if is_folder else 'no text; name a file'} with `--output`")
    if output is not None and is_folder and output.exists() and not output.is_dir():
        raise click.UsageError(f"{output} is a file, and {format_.name} goes to a folder")
    if not is_folder:
        _agree_on_ending(format_, output)


def _agree_on_ending(format_: Form, output: Path | None) -> None:
    from groundplan.arguments import refuse_ending
    from groundplan.export.registry import FORMS

    told_by_ending = {other.ending: f"`groundplan export {other.name}`" for other in FORMS if other.ending not in ("txt", "md")}
    refuse_ending(output, format_.ending, told_by_ending)


def _write_pages(analysis: Analysis, asked: Asked, format_: PageForm, folder: Path) -> None:
    from groundplan.project.folder import write_folder
    from groundplan.takeaway import page_folder

    with Progress("The pages"):
        written = write_folder(folder, page_folder(analysis, asked, format_.name))
    click.echo(f"{written} files in {folder}")


def _writer(format_: Form | None, template: Path | None, folder: Path) -> Callable[[Exported], str | bytes] | None:
    """What writes an allow-list; None for what is more than one."""
    from groundplan.export.registry import Format
    from groundplan.exporting import own_format

    if template is not None:
        return own_format(folder, template)
    return format_.write if isinstance(format_, Format) else None

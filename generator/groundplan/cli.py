"""The command line: a thin shell over the pipeline."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from groundplan.collector import paused_collector
from groundplan.diagnostics import Finding
from groundplan.errors import GroundplanError

FINDINGS, FAILURE = 1, 2
REPORTS = ("text", "json", "sarif", "github", "gitlab", "junit")

project_argument = click.argument("project", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail the run, too.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="groundplan", prog_name="groundplan")
def cli() -> None:
    """Architecture documentation that is proven, not promised.

    A project is a folder that holds `model/`. DIR is the working directory if left out.
    """


class Done(SystemExit):
    """The end of a command after which nothing is left to tidy up."""


def program() -> None:
    """What the shell starts: `main`, but a process that is done leaves at once.

    To take a large model apart, object by object, only to end takes longer than to check it.
    """
    try:
        main()
    except Done as done:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:  # who reads has gone away
            raise done from None
        os._exit(done.code if isinstance(done.code, int) else FAILURE)


def main() -> None:
    """Run the program. Failures of the run itself end with exit code 2 and one line, never with a traceback."""
    try:
        cli(prog_name="groundplan", standalone_mode=True)
    except GroundplanError as error:
        click.echo(f"groundplan: {error}", err=True)
        sys.exit(FAILURE)
    except OSError as error:
        click.echo(f"groundplan: {error.strerror or error}: {error.filename or ''}".rstrip(": "), err=True)
        sys.exit(FAILURE)


@cli.command()
@project_argument
@click.option("--template", default="minimal", show_default=True, type=click.Choice(["minimal"]), help="What to start from.")
def init(project: Path, template: str) -> None:
    """Write a working project: a model, pages, mkdocs.yml and a CI workflow. Nothing is overwritten."""
    from groundplan.export.schema import json_schema
    from groundplan.pipeline import analyse
    from groundplan.publish.project import SCHEMA, write_project
    from groundplan.publish.writer import write_file

    written = write_project(project, template)
    write_file(project / SCHEMA, json_schema(analyse(project).facts).encode())
    for path in (*written, SCHEMA):
        click.echo(project / path)
    click.echo(f"\nNow run `mkdocs serve` in {project}, and edit model/project.yaml." if project != Path() else "\nNow run `mkdocs serve`.")


@cli.command()
@project_argument
@click.option("--format", "format_", default="text", show_default=True, type=click.Choice(REPORTS), help="How to report.")
@click.option("--locale-coverage", type=click.IntRange(0, 100), metavar="N", help="Fail where less than N % of the texts are translated.")
@strict_option
@paused_collector()
def check(project: Path, format_: str, locale_coverage: int | None, strict: bool) -> None:
    """Run all checks over the model, its translations and its pages."""
    from groundplan.check.report.registry import FORMATS
    from groundplan.check.report.run import Run

    findings, files, note, _analysis = _findings(project, locale_coverage)
    run = Run(findings, files, strict=strict, color=_color(sys.stdout), root=project, note=note)
    click.echo(FORMATS[format_](run), nl=False, color=run.color)
    raise Done(FINDINGS if run.failed else 0)


@cli.command()
@project_argument
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="Where to put it; as mkdocs.yml says if left out.")
@click.option("--audience", type=click.Choice(["public", "internal"]), help="Whom it is for; as mkdocs.yml says if left out.")
@click.option(
    "--locale", "tags", multiple=True, metavar="LOCALE", help="Only this locale beside the model's, or a pseudo-locale such as qps."
)
@strict_option
def build(project: Path, site: Path | None, audience: str | None, tags: tuple[str, ...], strict: bool) -> None:
    """Check, then build the whole site through MkDocs. A model with errors builds nothing."""
    from groundplan.pipeline import analyse, spoken
    from groundplan.publish.build import build_site

    analysis = analyse(project)
    _report_errors(analysis, strict=strict)
    if analysis.facts is not None:
        spoken(analysis.facts.model.project, tags)
    if not build_site(project, site, strict=strict, audience=audience, locales=tags):
        sys.exit(FINDINGS)


@cli.command()
@project_argument
@click.option("--where", "wheres", multiple=True, metavar="SELECTOR", help="Only flows that match, such as direction=inbound.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--format", "format_", default="table", show_default=True, type=click.Choice(["table", "json", "csv"]), help="How to print.")
def facts(project: Path, wheres: tuple[str, ...], settings: tuple[str, ...], format_: str) -> None:
    """Print the derived facts of each flow, and whether each claim holds."""
    from groundplan.export import facts_json, facts_table
    from groundplan.pipeline import analyse, configuration_of, selected

    analysis = analyse(project)
    if analysis.facts is not None:
        writers: dict[str, Callable[..., str]] = {
            "table": facts_table.facts_table,
            "json": facts_json.facts_json,
            "csv": facts_table.facts_csv,
        }
        configuration = configuration_of(analysis.facts, settings)
        only = selected(analysis, wheres) if wheres else None
        click.echo(writers[format_](analysis.facts, configuration, only), nl=False)
    _report_errors(analysis)


@cli.command()
@click.argument("names", metavar="[DIR] VIEW", nargs=-1, required=True)
@click.option("--format", "format_", default="svg", show_default=True, type=click.Choice(["svg", "dot"]), help="What to print.")
@click.option("--locale", metavar="LOCALE", help="The language; that of the model if left out.")
@click.option("--set", "settings", multiple=True, metavar="OPTION=CHOICE", help="Change a choice of the default configuration.")
@click.option("--audience", default="public", show_default=True, type=click.Choice(["public", "internal"]), help="Who may see it.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of stdout.")
def diagram(
    *, names: tuple[str, ...], format_: str, locale: str | None, settings: tuple[str, ...], audience: str, output: Path | None
) -> None:
    """Draw one diagram that needs nothing else: a view, or the sequence chart of a procedure."""
    from groundplan.pipeline import analyse, draw
    from groundplan.publish.writer import write_file

    *folders, name = names
    if len(folders) > 1:
        raise click.UsageError(f"expected a folder and a view, but got {len(names)} names")
    analysis = analyse(Path(*folders))
    if analysis.facts is not None:
        drawn = draw(analysis, name, locale=locale, settings=settings, audience=audience, dot=format_ == "dot")
        if output is None:
            click.echo(drawn, nl=False)
        else:
            write_file(output, drawn.encode())
    _report_errors(analysis)


@cli.command()
@click.argument("check_name", metavar="CHECK")
def explain(check_name: str) -> None:
    """Print the page of a check: what it means, why it matters, and how to mend it."""
    from groundplan.check.pages import page_of
    from groundplan.check.registry import CHECKS
    from groundplan.load.nearest import did_you_mean

    names = [check.name for check in CHECKS]
    if check_name not in names:
        hint = did_you_mean(check_name, names) or "`groundplan check --help` tells where checks are listed"
        raise GroundplanError(f"there is no check `{check_name}`; {hint}")
    click.echo(page_of(check_name).text, nl=False)


@cli.command()
@click.argument("word")
def icons(word: str) -> None:
    """Find icons by a word in their name."""
    from groundplan.check.icon_names import search_icons

    found = list(search_icons(word))
    for icon in found:
        click.echo(icon)
    if not found:
        click.echo(f"no icon has `{word}` in its name", err=True)
        sys.exit(FINDINGS)


@cli.command()
@project_argument
def schema(project: Path) -> None:
    """Print a JSON Schema of the model language for editors, with the project's own ids as completions."""
    from groundplan.disk import is_there
    from groundplan.export.schema import json_schema
    from groundplan.pipeline import analyse

    if not project.exists():
        raise GroundplanError(f"{project} does not exist")
    if not is_there(project / "model"):
        click.echo(json_schema(), nl=False)
        return
    analysis = analyse(project)
    click.echo(json_schema(analysis.facts), nl=False)
    _report_errors(analysis)


@cli.group()
def i18n() -> None:
    """The translation catalogues."""


@i18n.command()
@project_argument
@click.option("--output", metavar="FILE", help="Where to put it, `-` to print it; model/locales/messages.pot if left out.")
def extract(project: Path, output: str | None) -> None:
    """Write the template catalogue: every text without translations, for translation platforms to start a language from."""
    from groundplan.i18n.catalogue import template_path
    from groundplan.pipeline import analyse
    from groundplan.publish.writer import write_file
    from groundplan.translation import extract_template

    analysis = analyse(project)
    if analysis.facts is not None:
        content = extract_template(analysis)
        if output == "-":
            click.echo(content.decode(), nl=False)
        else:
            path = Path(output) if output else template_path(project)
            write_file(path, content)
            click.echo(f"{path}: {content.count(b'msgctxt ')} texts")
    _report_errors(analysis)


@i18n.command()
@project_argument
@click.option("--locale", "tags", multiple=True, metavar="LOCALE", help="Only this locale; all of the project's if left out.")
def update(project: Path, tags: tuple[str, ...]) -> None:
    """Bring the catalogues up to the model and the pages.

    Translations whose text or facts changed are kept and marked fuzzy, for a translator to look at.
    """
    from groundplan.i18n.catalogue import catalogue_path
    from groundplan.i18n.translation import CatalogueError
    from groundplan.pipeline import analyse
    from groundplan.publish.writer import write_file
    from groundplan.translation import own_interfaces, update_catalogue

    analysis = analyse(project)
    if analysis.facts is None:
        _report_errors(analysis)
        return
    model = analysis.facts.model.project
    translated = tuple(tag for tag in model.locales if tag != model.locale)
    for tag in tags:
        if tag not in translated:
            raise GroundplanError(f"the project is not translated to `{tag}`; `locales` of the project says to which it is")
    updates = {}
    for tag in tags or translated:
        path = catalogue_path(project, tag)
        try:
            updates[path] = update_catalogue(analysis, tag)
        except CatalogueError as error:
            raise GroundplanError(f"{path}:{error.line}: {error}; nothing was written") from error
    for path, updated in updates.items():
        write_file(path, updated.content)
        click.echo(f"{path}: {updated.told}")
    for path, content, told in own_interfaces(analysis):
        write_file(path, content)
        click.echo(f"{path}: {told}")
    _report_errors(analysis)


@i18n.command()
@click.argument("locale")
@project_argument
def add(locale: str, project: Path) -> None:
    """Add a locale such as `vi` or `pt-BR`: to the project's `locales`, with a catalogue to fill in."""
    from groundplan.pipeline import analyse
    from groundplan.publish.writer import write_file
    from groundplan.translation import with_locale

    analysis = analyse(project)
    if analysis.facts is None:
        _report_errors(analysis)
        return
    added = with_locale(analysis, locale)
    for file in added.files:
        write_file(file.path, file.content)
        click.echo(f"{file.path}: {file.told}")
    click.echo(f"\n{added.advice}")
    _report_errors(analysis)


@i18n.command()
@project_argument
@click.option(
    "--format", "format_", default="table", show_default=True, type=click.Choice(["table", "json", "badge"]), help="How to print."
)
def status(project: Path, format_: str) -> None:
    """Tell how far each locale is translated, by part and page: what is done, stale and missing, how many words are to go."""
    from groundplan.pipeline import analyse
    from groundplan.translation import STATUS

    analysis = analyse(project)
    if analysis.facts is not None:
        click.echo(STATUS[format_](analysis), nl=False)
    _report_errors(analysis)


def _findings(project: Path, locale_coverage: int | None) -> tuple[tuple[Finding, ...], Mapping[str, str], str, object]:
    """The findings about a project, the files that they point into, and a note; from memory where nothing has changed.

    The analysis comes along so that it lives until the process ends (see `program`).
    """
    from groundplan.memory import Memory, files_of

    memory = Memory(project, date.today(), locale_coverage)  # noqa: DTZ011 - a waiver ends where its author lives
    remembered = memory.recall()
    if remembered is not None:
        return remembered, files_of(project, remembered), "", None
    from groundplan.pipeline import analyse

    analysis = analyse(project, locale_coverage=locale_coverage)
    run = analysis.run()
    if not run.note:
        memory.keep(run.findings)
    return run.findings, {**files_of(project, run.findings), **run.files}, run.note, analysis


def _report_errors(analysis: Any, *, strict: bool = False) -> None:
    """Print what is wrong to stderr and end with the exit code that it calls for."""
    from groundplan.check.report.registry import FORMATS

    run = analysis.run(strict=strict, color=_color(sys.stderr))
    if run.failed:
        click.echo(FORMATS["text"](run), err=True, nl=False, color=run.color)
        sys.exit(FINDINGS)


def _color(stream: Any) -> bool:
    return not os.environ.get("NO_COLOR") and bool(stream.isatty())


if __name__ == "__main__":
    program()

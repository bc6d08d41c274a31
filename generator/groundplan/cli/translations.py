"""The commands about the translation catalogues."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli.ending import is_coloured, report, report_errors
from groundplan.cli.entry import cli, project_argument, project_option
from groundplan.errors import GroundplanError

if TYPE_CHECKING:
    from groundplan.analysis import Analysis
    from groundplan.i18n.texts.update import Update


@cli.group()
def i18n() -> None:
    """The translation catalogues."""


@i18n.command()
@project_argument
@click.option("--output", metavar="FILE", help="Where to put it, `-` to print it; locales/messages.pot of the model if left out.")
@project_option
def extract(project: Path, output: str | None, only: str | None) -> None:
    """Write the template catalogue: every text without translations, for translation platforms to start a language from."""
    from groundplan.i18n.gettext.catalogue import template_path
    from groundplan.pipeline import analyse
    from groundplan.project.store import refuse_folder, write_file
    from groundplan.projects import analyse_all
    from groundplan.translation import extract_template

    if output and output != "-":
        refuse_folder(Path(output))
    asked = [analyse(project, project=only)] if output else analyse_all(project, project=only).asked
    for analysis in asked:
        if analysis.facts is not None:
            content = extract_template(analysis)
            if output == "-":
                click.echo(content.decode(), nl=False)
            else:
                path = Path(output) if output else project / template_path(analysis.sources.member.model)
                write_file(path, content)
                click.echo(f"{path}: {content.count(b'msgctxt ')} texts")
        report_errors(analysis)


@i18n.command()
@project_argument
@click.option("--locale", "tags", multiple=True, metavar="LOCALE", help="Only this locale; all of the project's if left out.")
@project_option
def update(project: Path, tags: tuple[str, ...], only: str | None) -> None:
    """Bring the catalogues up to the model and the pages, those of models that are used as well.

    Translations whose text or facts changed are kept and marked fuzzy, for a translator to look at.
    """
    from groundplan.projects import analyse_all
    from groundplan.site_config import used_by

    projects = analyse_all(project, project=only)
    names = [member.name for member in projects.estate.members]
    done: set[str] = set()
    for analysis in projects.asked:
        before = projects.estate.members[: names.index(analysis.sources.member.name)]
        done.update(model for member in before for model in used_by(project, member))
        if analysis.facts is not None:
            _update(analysis, project, tags, [model for model in analysis.sources.models if model not in done])
        report_errors(analysis)


def _update(analysis: Analysis, project: Path, tags: tuple[str, ...], models: list[str]) -> None:
    """Bring the catalogues of `models` up to date. What projects share tells translators of the first of them."""
    from groundplan.i18n.gettext.catalogue import catalogue_path
    from groundplan.i18n.gettext.translation import CatalogueError
    from groundplan.project.store import write_file
    from groundplan.translation import update_catalogues, updated_interfaces

    assert analysis.facts is not None
    model = analysis.facts.model.project
    translated = tuple(tag for tag in model.locales if tag != model.locale)
    for tag in tags:
        if tag not in translated:
            raise GroundplanError(f"the project is not translated to `{tag}`; `locales` of the project says to which it is")
    updates: dict[str, Update] = {}
    for tag in tags or translated:
        try:
            updates |= dict(update_catalogues(analysis, tag, models))
        except CatalogueError as error:
            at = analysis.catalogues[tag].path if tag in analysis.catalogues else catalogue_path(tag, analysis.sources.member.model)
            raise GroundplanError(f"{project / at}:{error.line}: {error}; nothing was written") from error
    for path, updated in updates.items():
        write_file(project / path, updated.content)
        click.echo(f"{project / path}: {updated.told}")
    for own, content, told in updated_interfaces(analysis):
        write_file(own, content)
        click.echo(f"{own}: {told}")


@i18n.command()
@click.argument("locale")
@project_argument
@project_option
def add(locale: str, project: Path, only: str | None) -> None:
    """Add a locale such as `vi` or `pt-BR`: to the project's `locales`, with a catalogue to fill in."""
    from groundplan.pipeline import analyse
    from groundplan.project.store import write_file
    from groundplan.translation import with_locale

    analysis = analyse(project, project=only)
    if analysis.facts is None:
        report_errors(analysis)
        return
    added = with_locale(analysis, locale)
    for file in added.files:
        write_file(file.path, file.content)
        click.echo(f"{file.path}: {file.told}")
    click.echo(f"\n{added.advice}")
    report_errors(analysis)


@i18n.command()
@project_argument
@click.option(
    "--format", "format_", default="table", show_default=True, type=click.Choice(["table", "json", "badge"]), help="How to print."
)
@project_option
def status(project: Path, format_: str, only: str | None) -> None:
    """Tell how far each locale is translated, by part and page: what is done, stale and missing, how many words are to go."""
    from groundplan.projects import analyse_all
    from groundplan.translation import status as told_status

    projects = analyse_all(project, project=only)
    told = {analysis.sources.member.name: analysis for analysis in projects.asked if analysis.facts is not None}
    if told:
        click.echo(told_status(told, format_, several=len(projects.asked) > 1), nl=False)
    report(projects.run(lambda analysis: analysis.run(), color=is_coloured(sys.stderr)))

"""The commands about the translation catalogues."""

from __future__ import annotations

from pathlib import Path

import click

from groundplan.cli.ending import report_errors
from groundplan.cli.entry import cli, project_argument
from groundplan.errors import GroundplanError


@cli.group()
def i18n() -> None:
    """The translation catalogues."""


@i18n.command()
@project_argument
@click.option("--output", metavar="FILE", help="Where to put it, `-` to print it; model/locales/messages.pot if left out.")
def extract(project: Path, output: str | None) -> None:
    """Write the template catalogue: every text without translations, for translation platforms to start a language from."""
    from groundplan.i18n.gettext.catalogue import TEMPLATE_PATH
    from groundplan.pipeline import analyse
    from groundplan.project.store import refuse_folder, write_file
    from groundplan.translation import extract_template

    if output and output != "-":
        refuse_folder(Path(output))
    analysis = analyse(project)
    if analysis.facts is not None:
        content = extract_template(analysis)
        if output == "-":
            click.echo(content.decode(), nl=False)
        else:
            path = Path(output) if output else project / TEMPLATE_PATH
            write_file(path, content)
            click.echo(f"{path}: {content.count(b'msgctxt ')} texts")
    report_errors(analysis)


@i18n.command()
@project_argument
@click.option("--locale", "tags", multiple=True, metavar="LOCALE", help="Only this locale; all of the project's if left out.")
def update(project: Path, tags: tuple[str, ...]) -> None:
    """Bring the catalogues up to the model and the pages.

    Translations whose text or facts changed are kept and marked fuzzy, for a translator to look at.
    """
    from groundplan.i18n.gettext.catalogue import catalogue_path
    from groundplan.i18n.gettext.translation import CatalogueError
    from groundplan.pipeline import analyse
    from groundplan.project.store import write_file
    from groundplan.translation import update_catalogue, updated_interfaces

    analysis = analyse(project)
    if analysis.facts is None:
        report_errors(analysis)
        return
    model = analysis.facts.model.project
    translated = tuple(tag for tag in model.locales if tag != model.locale)
    for tag in tags:
        if tag not in translated:
            raise GroundplanError(f"the project is not translated to `{tag}`; `locales` of the project says to which it is")
    updates = {}
    for tag in tags or translated:
        path = project / catalogue_path(tag)
        try:
            updates[path] = update_catalogue(analysis, tag)
        except CatalogueError as error:
            raise GroundplanError(f"{path}:{error.line}: {error}; nothing was written") from error
    for path, updated in updates.items():
        write_file(path, updated.content)
        click.echo(f"{path}: {updated.told}")
    for path, content, told in updated_interfaces(analysis):
        write_file(path, content)
        click.echo(f"{path}: {told}")
    report_errors(analysis)


@i18n.command()
@click.argument("locale")
@project_argument
def add(locale: str, project: Path) -> None:
    """Add a locale such as `vi` or `pt-BR`: to the project's `locales`, with a catalogue to fill in."""
    from groundplan.pipeline import analyse
    from groundplan.project.store import write_file
    from groundplan.translation import with_locale

    analysis = analyse(project)
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
def status(project: Path, format_: str) -> None:
    """Tell how far each locale is translated, by part and page: what is done, stale and missing, how many words are to go."""
    from groundplan.pipeline import analyse
    from groundplan.translation import STATUS

    analysis = analyse(project)
    if analysis.facts is not None:
        click.echo(STATUS[format_](analysis), nl=False)
    report_errors(analysis)

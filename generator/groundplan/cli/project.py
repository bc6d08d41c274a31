"""The commands about a project as a whole."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from groundplan.cli.ending import FINDINGS, Done, is_coloured, report_errors
from groundplan.cli.entry import cli, project_argument, project_option
from groundplan.collector import paused_collector
from groundplan.errors import GroundplanError, UsageError
from groundplan.progress import Progress

REPORTS = ("text", "json", "sarif", "github", "gitlab", "junit")

strict_option = click.option("--strict", is_flag=True, help="Let warnings fail the run, too.")


TEMPLATES = ("minimal", "byoc", "appliance", "agent", "mesh", "shop", "clouds")


@cli.command()
@project_argument
@click.option("--template", default="minimal", show_default=True, type=click.Choice(TEMPLATES), help="What to start from.")
def init(project: Path, template: str) -> None:
    """Write a working project, or take Groundplan into the MkDocs site in DIR. Nothing is overwritten.

    A new project has a model, pages, mkdocs.yml and a CI workflow. A draft of `groundplan import` gets all of that around its
    model. A site that is there gets a model, a page, and the lines of the plugin in its mkdocs.yml; every other letter stays.
    """
    from groundplan.publish.adopt import configuration_in
    from groundplan.publish.requirement import requirement
    from groundplan.publish.start import around_model, started

    needed = requirement()
    config = configuration_in(project)
    if config is None:
        files = started(template, needed)
        _start(project, around_model(project, files) if template == TEMPLATES[0] else files)
    else:
        _adopt(project, config, started(template, needed))
    if needed.todo:
        click.echo(needed.todo)


def _start(project: Path, files: Mapping[Path, bytes]) -> None:
    from groundplan.export.schema import json_schema
    from groundplan.project.store import write_file
    from groundplan.projects import analyse_all
    from groundplan.publish.start import SCHEMA, write_project

    write_project(project, files)
    first = analyse_all(project).asked[0]
    write_file(project / SCHEMA, json_schema(first.facts).encode())
    for path in (*files, SCHEMA):
        click.echo(project / path)
    model = f"{first.sources.member.model}/project.yaml"
    click.echo(f"\nNow run `mkdocs serve` in {project}, and edit {model}." if project != Path() else "\nNow run `mkdocs serve`.")


def _adopt(project: Path, config: Path, files: Mapping[Path, bytes]) -> None:
    from groundplan.project.store import write_file
    from groundplan.publish.adopt import adopt

    adoption = adopt(project, config, files)
    for path, content in adoption.files.items():
        write_file(project / path, content)
    for line in adoption.said:
        click.echo(line)
    click.echo("\nNow run `mkdocs serve`, and edit model/project.yaml. The pages of the model are in the folder network-security/.")


@cli.command()
@project_argument
@click.option("--format", "format_", default="text", show_default=True, type=click.Choice(REPORTS), help="How to report.")
@click.option("--locale-coverage", type=click.IntRange(0, 100), metavar="N", help="Fail where less than N % of the texts are translated.")
@click.option(
    "--relative-to",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="What paths of a report start at; the root of the repository if left out.",
)
@project_option
@strict_option
@paused_collector()
def check(*, project: Path, only: str | None, format_: str, locale_coverage: int | None, relative_to: Path | None, strict: bool) -> None:
    """Run all checks over the model, its translations and its pages."""
    from groundplan.check.report.registry import FORMATS
    from groundplan.cli.checking import checked
    from groundplan.project.repository import place_in_repository

    base = place_in_repository(project, relative_to)
    with Progress("Checking"):
        found, _projects = checked(project, locale_coverage, only)
    run = replace(found, strict=strict, color=is_coloured(sys.stdout), root=project, base=base)
    click.echo(FORMATS[format_](run), nl=False, color=run.color)
    raise Done(FINDINGS if run.failed else 0)


@cli.command()
@project_argument
@click.option(
    "-f",
    "--config-file",
    "config",
    metavar="CONFIG",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The configuration of MkDocs; mkdocs.yml or mkdocs.yaml if left out.",
)
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="Where to put it; as mkdocs.yml says if left out.")
@click.option("--audience", type=click.Choice(["public", "internal"]), help="Whom it is for; as mkdocs.yml says if left out.")
@click.option(
    "--locale", "tags", multiple=True, metavar="LOCALE", help="Only this locale beside the model's, or a pseudo-locale such as qps."
)
@click.option("--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Put it into this zip, to be opened from a disk.")
@click.option(
    "--executor",
    default="local",
    show_default=True,
    metavar="local|dask:ADDRESS",
    help="What lays out pictures and renders pages.",
)
@project_option
@strict_option
def build(
    *,
    project: Path,
    executor: str,
    only: str | None,
    config: Path | None,
    site: Path | None,
    audience: str | None,
    tags: tuple[str, ...],
    bundle: Path | None,
    strict: bool,
) -> None:
    """Check, then build the whole site through MkDocs. A model with errors builds nothing; nor is anything done where nothing changed."""
    from groundplan.site_config import config_of

    if not all(tag.strip() for tag in tags):
        raise click.UsageError("`--locale` is empty; name a locale, or leave it out for all")
    root = _beside(config, project) if config else project
    configured = config_of(root, config)
    if bundle is not None:
        if site:
            raise click.UsageError("`--bundle` and `--site` exclude each other")
        from groundplan.cli.bundling import Wanted, bundled

        wanted = Wanted(config=config, strict=strict, audience=audience, locales=tags, project=only, executor=executor)
        sys.exit(bundled(root, bundle, wanted, docs=configured.docs))
    from groundplan.cli.building import built

    where = site or configured.site
    if code := built(root, site, where, config=config, strict=strict, audience=audience, locales=tags, project=only, executor=executor):
        sys.exit(code)


@cli.command()
@click.argument("check_name", metavar="CHECK")
def explain(check_name: str) -> None:
    """Print the page of a check: what it means, why it matters, and how to mend it."""
    from groundplan.check.pages import page_of
    from groundplan.checks import CHECKS
    from groundplan.nearest import did_you_mean, near

    names = [check.name for check in CHECKS]
    if check_name not in names:
        raise GroundplanError(f"there is no check `{check_name}`; {did_you_mean(check_name, names) or near(check_name, names)}")
    click.echo(page_of(check_name).text, nl=False)


@cli.command()
@click.argument("words", metavar="WORD …", nargs=-1, required=True)
def icons(words: tuple[str, ...]) -> None:
    """Find icons by the words in their name, in any order: `nat gateway` finds NATGateway."""
    from groundplan.check.icon_names import search_icons

    wanted = " ".join(words)
    found = list(search_icons(wanted))
    for icon in found:
        click.echo(icon)
    if not found:
        click.echo(f"no icon has `{wanted}` in its name", err=True)
        sys.exit(FINDINGS)


@cli.command()
@project_argument
@project_option
def schema(project: Path, only: str | None) -> None:
    """Print a JSON Schema of the model language for editors, with the project's own ids as completions."""
    from groundplan.export.schema import json_schema
    from groundplan.pipeline import analyse
    from groundplan.project.sources import is_there
    from groundplan.site_config import estate_of

    if not project.exists():
        raise GroundplanError(f"{project} does not exist")
    if not any(is_there(project / member.model) for member in estate_of(project).called(only)):
        click.echo(json_schema(), nl=False)
        return
    analysis = analyse(project, project=only)
    click.echo(json_schema(analysis.facts), nl=False)
    report_errors(analysis)


def _beside(config: Path, project: Path) -> Path:
    """The folder of a configuration, which is that of its project; DIR may say so, too."""
    if project != Path() and project.resolve() != config.resolve().parent:
        raise UsageError(f"{config} must lie in {project}, beside the model")
    return config.parent

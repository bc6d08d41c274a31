"""A site in a folder, built where the last build would not do."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from groundplan.project.sources import content_of, require_folder, require_model
from groundplan.publish.unchanged import NOTHING_TO_DO, BuildOrder, LastBuild, words_of
from groundplan.site_config import config_of, estate_of


def built(
    root: Path,
    site: Path | None,
    where: Path,
    *,
    config: Path | None,
    strict: bool,
    audience: str | None,
    locales: tuple[str, ...],
    project: str | None,
    executor: str,
) -> int:
    """Build the site into the folder `where`, which is `site` if that is named, and say where it is. The exit code."""
    for member in estate_of(root, config).called(project):
        require_model(root, member.model)
        require_folder(root / member.model)
    require_folder(config_of(root, config).docs)
    order = BuildOrder(root, where, words_of(config, strict=strict, audience=audience, locales=locales, project=project))
    last = LastBuild(order)
    said = last.unchanged()
    if said is not None:
        click.echo("\n".join((*said, NOTHING_TO_DO, order.place)), err=True)
        return 0
    _judge_what_no_plugin_does(root, config, strict=strict)
    from groundplan.publish.build import build_site

    spread = partial(build_site, project=project, executor=executor)
    code = spread(root, site, config=config, strict=strict, audience=audience, locales=locales, trace=last.trace)
    if not code:
        last.keep(configured=site is None)
        click.echo(order.place, err=True)
    return code


def _judge_what_no_plugin_does(root: Path, config: Path | None, *, strict: bool) -> None:
    """Refuse a model with errors where the site does without the plugin, which would."""
    configured = config_of(root, config)
    files = (*filter(None, [configured.path]), *configured.above)
    if any(b"groundplan" in content_of(path) for path in files):
        return
    from groundplan.cli.ending import is_coloured, report
    from groundplan.projects import analyse_all

    projects = analyse_all(root, docs=configured.docs, config=config)
    report(projects.run(lambda analysis: analysis.run(), strict=strict, color=is_coloured(sys.stderr)))

"""A site of one project, or of several: findings, pages, pictures and files, each made when it is asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Executor
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from groundplan.analysis import Analysis
from groundplan.arguments import reader
from groundplan.cluster import LOCAL, executor_of
from groundplan.derive.audience import secrets
from groundplan.documenting import documents_of_site
from groundplan.domain.entry import Audience
from groundplan.draw import Awaited
from groundplan.export.downloads import downloads
from groundplan.i18n.texts.prose import Ids
from groundplan.project.memo import Memo, versions
from groundplan.projects import Projects, analyse_all, spoken_in
from groundplan.publish.site import Site
from groundplan.render.kept_pages import HeadingIds, KeptPages
from groundplan.render.pages.pages import Pages
from groundplan.render.project import RenderedProject, lay_out_ahead
from groundplan.render.site import RenderedSite, broken_site
from groundplan.site_pages import kept_pages
from groundplan.spreading import PageSpread


def open_site(
    root: Path,
    *,
    strict: bool = False,
    audience: str = Audience.PUBLIC,
    locales: Iterable[str] = (),
    locale_coverage: int | None = None,
    docs: Path | None = None,
    config: Path | None = None,
    ids: Ids = lambda _: None,
    project: str | None = None,
    executor: str = LOCAL,
    awaited: Awaited | None = None,
) -> Site:
    """The projects at `root`, or the one called `project`, as a site, or, where a model does not resolve, the findings.

    It has pages in the model's locale and in `locales`, which may name pseudo-locales, or in all that the project is translated
    to. Pictures are laid out and pages rendered by `executor`, as `executor_of` knows it; pictures that are `awaited`, later. `ids` are
    those that the site gives to headings.
    Raises UsageError where it is not translated to one of `locales`.
    """

    projects = analyse_all(root, locale_coverage=locale_coverage, docs=docs, config=config, project=project)
    run = projects.run(lambda analysis: analysis.run(), strict=strict)
    if not projects.are_sound:
        return broken_site(run)
    readers, tags_of, headings = reader(audience), spoken_in(projects.asked, tuple(locales)), HeadingIds(ids)
    tags = tuple(dict.fromkeys(chain(*tags_of)))
    pages: dict[str, Pages] = {}
    beside = pages if len(projects.asked) > 1 else {}
    for analysis in projects.asked:
        name = analysis.sources.member.name
        pages[name] = analysis.rendered_pages(readers, tags, analysis.texts_by_page, headings, beside)
    spread = executor_of(executor)
    told = zip(projects.asked, pages.values(), tags_of, strict=True)
    kept = _keeping(projects, headings, spread, awaited)
    made = tuple(_rendered(analysis, shown, own, spread, awaited=awaited, kept=kept) for analysis, shown, own in told)
    if spread and not awaited:
        lay_out_ahead(made, spread)
    absent = {member.folder + projects.asked[0].settings.folder: member for member in projects.estate.members if member.name not in pages}
    elsewhere = PageSpread(tuple(zip(projects.asked, made, strict=True)), spread) if spread and not awaited else None
    return RenderedSite(made, run, absent, elsewhere)


def _keeping(projects: Projects, ids: HeadingIds, *by_others: Executor | Awaited | None) -> Callable[[Analysis, Pages], KeptPages] | None:
    """What keeps pages; nothing does where some are made elsewhere or later, or where projects of the site are left out."""

    is_all_here = all(each is None for each in by_others) and len(projects.asked) == len(projects.estate.members)
    return partial(kept_pages, ids) if is_all_here else None


def _rendered(
    analysis: Analysis,
    pages: Pages,
    locales: tuple[str, ...],
    executor: Executor | None,
    *,
    awaited: Awaited | None,
    kept: Callable[[Analysis, Pages], KeptPages] | None,
) -> RenderedProject:

    assert analysis.facts is not None
    member = analysis.sources.member
    hidden = {**_hidden_pages(analysis.pages, pages.own), **secrets(analysis.facts.model, pages.audience, analysis.wordings)}
    model = next((path for path in analysis.document.files if path.startswith(f"{member.model}/")), None)
    files = downloads(pages.facts, analysis.revision, member)
    inputs = analysis.inputs(pages.audience, *pages.words, versions("babel", "diagrams", "graphviz-pure"))
    return RenderedProject(
        pages,
        analysis.settle,
        locales=locales,
        secrets=hidden,
        downloads=files,
        documents=documents_of_site(analysis, pages),
        model=model,
        executor=executor,
        awaited=awaited,
        drawings=Memo(analysis.sources.root, posixpath.join("drawings", member.name), inputs),
        kept=kept(analysis, pages) if kept else None,
    )


def _hidden_pages(pages: Collection[str], shown: Collection[str]) -> dict[str, str]:
    """The file names that only pages have which are not `shown`: what links to one of them gives it away."""
    known = {PurePosixPath(path).name for path in shown}
    return {name: path for path in pages if path not in shown and (name := PurePosixPath(path).name) not in known}

"""All pages of a project in all its locales, as far as functions and templates go: what a build would refuse, found without drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from groundplan.check.rules import missing_anchor
from groundplan.diagnostics import Finding
from groundplan.i18n.texts.prose import is_template, split_front_matter, translate
from groundplan.i18n.texts.sources import is_published
from groundplan.load.publishing import audience_of
from groundplan.project.sources import DOCS, TEMPLATES

if TYPE_CHECKING:
    from groundplan.analysis import Analysis


def proofread(analysis: Analysis) -> tuple[Finding, ...]:
    """The findings about the pages of a project, for the audience that the configuration of its site names.

    A project without pages has no site. Where pages call nothing, and the generated ones are ours, which show every flow, nobody
    waits for Jinja and Markdown.
    """
    if analysis.facts is None or not analysis.pages:
        return ()
    calling = {path: source for path, source in analysis.pages.items() if is_template(source)}
    findings = [*_lost_anchors(analysis, analysis.pages.keys() - calling.keys())]
    if calling or _brings_templates(analysis):
        findings += _rendered(analysis, calling)
    return tuple(findings)


def _lost_anchors(analysis: Analysis, paths: set[str]) -> Iterator[Finding]:
    """What translations lose of pages that are no templates."""
    assert analysis.facts is not None
    source_locale = analysis.facts.model.project.locale
    for path in sorted(paths):
        front_matter, body, above = split_front_matter(analysis.pages[path])
        source = "\n" * above + body
        for tag, catalogue in analysis.catalogues.items():
            if is_published(front_matter, tag, source_locale):
                yield from missing_anchor.of(path, source, translate(path, source, catalogue.translate), tag)


def _rendered(analysis: Analysis, calling: Mapping[str, str]) -> tuple[Finding, ...]:
    from groundplan.check.site import Review
    from groundplan.export.downloads import PATHS
    from groundplan.render.pages.links import Links
    from groundplan.render.translations.status import Translations

    assert analysis.facts is not None
    project = analysis.facts.model.project
    tags = tuple(dict.fromkeys((project.locale, *project.locales)))
    translations = Translations(analysis.catalogues, cache(analysis.texts), lambda _: {})
    pages = analysis.rendered_pages(audience_of(analysis.sources), tags, PATHS, translations)
    review, links = Review(pages.facts), Links(str, pages.folder)
    own = {path.removeprefix(f"{DOCS}/"): source for path, source in analysis.pages.items()}
    changed = _brings_templates(analysis) or any(path in own for path in pages.generated())
    called = {path: source for path, source in own.items() if f"{DOCS}/{path}" in calling}
    for path, source in {**(pages.generated() if changed else {}), **called}.items():
        if path in own and path not in called:  # it takes the place of ours, and calls nothing
            continue
        front_matter, body, _ = split_front_matter(source)
        for tag in tags:
            if pages.is_published(front_matter, tag):
                review.page(pages.render(path, body, tag, links))
    if changed and analysis.resolution.whole:
        review.site()
    return review.findings


def _brings_templates(analysis: Analysis) -> bool:
    return any(path.startswith(f"{TEMPLATES}/") for path in analysis.sources.files)

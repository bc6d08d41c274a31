"""All pages of a project in all its locales, as far as functions and templates go: what a build would refuse, found without drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from groundplan.check.rules import missing_anchor
from groundplan.diagnostics import Finding
from groundplan.i18n.texts.prose import is_template, split_front_matter, translate
from groundplan.i18n.texts.sources import is_published
from groundplan.progress import counted
from groundplan.project.sources import TEMPLATES
from groundplan.render.pages.including import Includes

if TYPE_CHECKING:
    from groundplan.analysis import Analysis


def proofread(analysis: Analysis) -> tuple[Finding, ...]:
    """The findings about the pages of a project, for the audience that the configuration of its site names.

    A project without pages has no site. Where pages call nothing, and the generated ones are ours, which show every flow, nobody
    waits for Jinja and Markdown.
    """
    if analysis.facts is None or not analysis.pages:
        return ()
    includes = Includes(analysis.prose.snippets, analysis.prose.parts)
    calling = {
        path: source
        for path, source in analysis.pages.items()
        if any(map(is_template, includes.texts(path, source))) and not analysis.prose.is_plain(path, source)
    }
    findings = [*_lost_anchors(analysis, analysis.pages.keys() - calling.keys())]
    if calling or _brings_templates(analysis):
        findings += _rendered(analysis, calling)
    return tuple(findings)


def _lost_anchors(analysis: Analysis, paths: set[str]) -> Iterator[Finding]:
    """What translations lose of pages that are no templates."""
    assert analysis.facts is not None
    source_locale, flavour = analysis.facts.model.project.locale, analysis.prose.flavour.without_metadata()
    for path in sorted(paths):
        front_matter, body, above = split_front_matter(analysis.pages[path])
        source = "\n" * above + body
        for tag, catalogue in analysis.catalogues.items():
            if is_published(front_matter, tag, source_locale):
                localized = translate(path, source, catalogue.translate, flavour=flavour)
                yield from missing_anchor.of(path, source, localized, tag, flavour)


def _rendered(analysis: Analysis, calling: Mapping[str, str]) -> tuple[Finding, ...]:
    """What is wrong with the pages that call something, and with the generated ones where the project has changed any of them."""
    from groundplan.check.site import Review
    from groundplan.render.pages.links import Links

    assert analysis.facts is not None
    project = analysis.facts.model.project
    tags = tuple(dict.fromkeys((project.locale, *project.locales)))
    pages = analysis.rendered_pages(analysis.prose.site.audience, tags)
    own = {path.removeprefix(f"{analysis.sources.docs}/") for path in analysis.pages}
    called = {path.removeprefix(f"{analysis.sources.docs}/"): source for path, source in calling.items()}
    generated = {path: source for path, source in pages.generated().items() if path not in own}
    changed = _brings_templates(analysis) or len(generated) < len(pages.generated())
    review, links = Review(pages.facts), Links(str, pages.folder)
    read = {**(generated if changed else {}), **called}
    for path, source in counted(read.items(), "page", len(read)):
        front_matter, body, _ = split_front_matter(source)
        for tag in filter(partial(pages.is_published, front_matter), pages.words):
            page = pages.render(path, body, tag, links)
            review.page(page)
            if page.subject in {None, pages.member.name}:
                review.show(tag, page.flows)
    if changed and analysis.resolution.whole:
        review.site()
    return review.findings


def _brings_templates(analysis: Analysis) -> bool:
    return any(path.startswith(f"{TEMPLATES}/") for path in analysis.sources.files)

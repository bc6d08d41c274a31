"""Whom a prose page is for, in which languages: what its front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from groundplan.checks import LOCALE_FOLDER
from groundplan.diagnostics import Finding, Span
from groundplan.domain.entry import Audience
from groundplan.i18n.texts.prose import FrontMatter, inherited_by, split_front_matter
from groundplan.load.front_matter import front_matter_findings
from groundplan.load.publishing import Publishing
from groundplan.load.records import ProjectRecord
from groundplan.load.wording import not_one_of

_KEY = "audience"
_LINE = re.compile(rf"^{_KEY}\s*:", re.MULTILINE)


def is_for(audience: Audience, front_matter: FrontMatter) -> bool:
    """Whether `audience` may see a page. What says neither `public` nor `internal` may only be seen by colleagues."""
    return audience is Audience.INTERNAL or front_matter.get(_KEY, Audience.PUBLIC) == Audience.PUBLIC


def _says(source: str) -> bool:
    """Whether a page may name its audience; most do not."""
    return _KEY in source or _KEY in inherited_by(source)


def pages_for(audience: Audience, pages: Mapping[str, str]) -> dict[str, str]:
    """The pages that `audience` may see, each with its source."""
    return {path: source for path, source in pages.items() if not _says(source) or is_for(audience, split_front_matter(source)[0])}


def audience_findings(pages: Mapping[str, str]) -> Iterator[Finding]:
    """Findings about pages that name an audience that there is not."""
    for path, source in pages.items():
        if not _says(source):
            continue
        front_matter = split_front_matter(source)[0]
        if (named := front_matter.get(_KEY, Audience.PUBLIC)) not in list(Audience):
            found = _LINE.search(source)
            line = source.count("\n", 0, found.start()) + 1 if found else 1
            yield replace(not_one_of((_KEY,), Audience, named), route=None, span=Span(path, line, 1, line, 1 + len(_KEY)))


def settled(pages: dict[str, str], docs: str, site: Publishing, project: ProjectRecord | None) -> tuple[dict[str, str], list[Finding]]:
    """The pages below `docs` that the site of a project has, and a finding for each that stands where its pages in another language do.

    So do pages such as `ko.md`, where the address of a page is a folder.
    """
    tags = [tag for tag in project.locales if tag != project.locale] if project else []
    found: dict[str, Finding] = {}
    for tag in tags:
        taken = {path for path in pages if path.startswith(f"{docs}/{tag}/") or (site.has_folder_addresses and path == f"{docs}/{tag}.md")}
        problem = f"the page is left out of the site: at `{tag}/` stand the pages in {tag}, which are made from the others"
        found |= {path: LOCALE_FOLDER.at(None, span=Span(path), problem=problem, locale=tag) for path in taken}
    return {path: source for path, source in pages.items() if path not in found}, list(found.values())


def page_findings(pages: Mapping[str, str], locale: str, locales: Iterable[str]) -> Iterator[Finding]:
    """What else is wrong above the pages of a project in `locale` and `locales`."""
    known = tuple(dict.fromkeys((locale, *locales)))
    for path, source in pages.items():
        yield from front_matter_findings(path, source, known)

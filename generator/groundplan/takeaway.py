"""From an analysed project to what readers take away from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.arguments import choices_of, configuration_of, reader, seen_from, selected, spoken
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Severity
from groundplan.diff.difference import Difference, difference
from groundplan.domain.entry import Audience
from groundplan.errors import GroundplanError
from groundplan.export.exported import Exported
from groundplan.exporting import exported
from groundplan.pipeline import analyse
from groundplan.project.revision import revision_of
from groundplan.render.words.words import Words


def export(
    analysis: Analysis,
    write: Callable[[Exported], str | bytes],
    *,
    settings: Iterable[str] = (),
    wheres: Iterable[str] = (),
    viewpoint: str | None = None,
    locale: str | None = None,
    audience: str = Audience.PUBLIC,
    addresses: Iterable[str] = (),
    every: bool = False,
) -> bytes:
    """The allow-list as `write` puts it: under the default configuration, changed by `settings`, or with `every` under all of them.

    Raises UsageError for a choice, a place, a locale or a flow that does not exist for this audience.
    """

    assert analysis.facts is not None
    seen, scope = analysis.seen_by(reader(audience))
    facts, project = seen_from(seen, viewpoint), seen.model.project
    tag = locale or project.locale
    spoken(project, [tag])
    [speech] = analysis.speeches((tag,))
    words = Words(speech, project.locale)
    configuration = None if every else configuration_of(facts, settings)
    only = selected(facts, scope, wheres) if wheres else None
    content = write(exported(facts, words, revision_of(analysis.sources), configuration, only=only, addresses=addresses))
    return content.encode() if isinstance(content, str) else content


def compared(old: Path, new: Path, settings: Iterable[str], names: tuple[str, str]) -> Difference:
    """What changed between the models of two projects. `names` are what people call them. Raises GroundplanError where one is broken."""
    before, after = (_facts(path, name) for path, name in zip((old, new), names, strict=True))
    return difference(before, after, choices_of(settings))


def _facts(path: Path, name: str) -> Facts:
    analysis = analyse(path)
    if analysis.facts is None or not analysis.is_whole:  # what is broken is left out, and would be told as gone
        first = next((finding for finding in analysis.findings if finding.severity is Severity.ERROR and finding.span), None)
        where = f"{first.span.path}:{first.span.line}: {first.message}" if first and first.span else "it does not resolve"
        raise GroundplanError(f"the model of `{name}` is broken, so that nothing can be compared: {where}")
    return analysis.facts

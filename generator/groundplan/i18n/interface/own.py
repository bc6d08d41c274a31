"""What is wrong with the interface's translations that a project brings itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from babel.messages.catalog import Catalog, Message

from groundplan.checks import BAD_CATALOGUE, OTHER_MARKUP, OTHER_PLACEHOLDERS, WRONG_PLURALS
from groundplan.diagnostics import Finding, Span
from groundplan.i18n.gettext.placeholders import BadMessage, placeholders
from groundplan.i18n.gettext.po import parse_po
from groundplan.i18n.gettext.translation import CatalogueError
from groundplan.i18n.interface.interface import compiled, forms, inventions
from groundplan.i18n.interface.paths import own_interface_path
from groundplan.load.parse import control_character, control_finding


def own_interface_findings(own_interfaces: Mapping[str, bytes]) -> Iterator[Finding]:
    """Findings about the catalogue `model/locales/interface.<tag>.po` of each tag that has one."""
    for tag, content in own_interfaces.items():
        yield from _findings(content, own_interface_path(tag), tag)


def _findings(content: bytes, name: str, locale: str) -> Iterator[Finding]:
    try:
        catalog = parse_po(content, locale)
        compiled(catalog)
    except CatalogueError as error:
        yield BAD_CATALOGUE.at(None, span=_span(name, error.line), problem=str(error))
    except ValueError as error:  # a formula of the header
        yield BAD_CATALOGUE.at(None, span=_span(name, 1), problem=f"`Plural-Forms`: {error}")
    else:
        for message in catalog:
            if message.id and not message.fuzzy:
                yield from _message_findings(message, catalog, name, locale)


def _message_findings(message: Message, catalog: Catalog, name: str, locale: str) -> Iterator[Finding]:
    sources, wordings = forms(message.id), [*filter(None, forms(message.string))]
    if not wordings:
        return
    span = _span(name, message.lineno or 1)
    counts = {len(wordings), len(forms(message.string)), catalog.num_plurals}
    if len(sources) > 1 and len(counts) > 1:
        yield WRONG_PLURALS.at(None, span=span, message=sources[0], found=len(wordings), wanted=catalog.num_plurals)
    for character in filter(None, map(control_character, wordings)):
        yield control_finding(character, span)
    if problem := next(filter(None, (_problem(sources[-1], wording) for wording in wordings)), ""):
        yield OTHER_PLACEHOLDERS.at(None, span=span, locale=locale, message=sources[0], problem=problem)
    elif invented := inventions(message):
        yield OTHER_MARKUP.at(None, span=span, locale=locale, message=sources[0], problem=invented[0])


def _problem(source: str, wording: str) -> str:
    """What is wrong with the placeholders of `wording`; nothing, if they are those of `source`."""
    try:
        expected, found = Counter(placeholders(source)), Counter(placeholders(wording))
    except BadMessage as error:
        return f"cannot be filled in: {error}"
    return _difference(expected - found, found - expected)


def _difference(lost: Counter[str], invented: Counter[str]) -> str:
    for verb, which in (("loses", lost), ("invents", invented)):
        if which:
            return f"{verb} {', '.join(f'`{{{placeholder}}}`' for placeholder in which)}"
    return ""


def _span(name: str, line: int) -> Span:
    return Span(name, line, 1, line, 2)

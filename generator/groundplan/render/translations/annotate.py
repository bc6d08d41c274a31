"""What a translator reads beside each text: its facts, the pages that show it, the terms in it, the file it is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from groundplan.derive.facts import Facts
from groundplan.derive.notes import notes
from groundplan.diagnostics import Route
from groundplan.i18n.gettext.translation import Source
from groundplan.i18n.texts.glossary import Glossary

MOST_PAGES = 4
"""How many pages a comment names. It does not count the others: one page more would change every comment."""

_CALL = re.compile(r"(?<!\.)\b(?P<function>flow|component|claim|term|procedure)\(\s*[\"'](?P<id>[\w-]+)[\"']")
_SECTIONS = {"flow": "flows", "component": "components", "claim": "claims", "term": "terms", "procedure": "procedures"}
_SHOWN_TEXT = {"claims": "statement"}


def annotated(
    sources: Iterable[Source], facts: Facts, glossary: Glossary, pages: Mapping[str, tuple[str, ...]], file: Callable[[Route], str]
) -> Iterator[Source]:
    """`sources` with comments and files. `pages` maps a context to the pages that show it; `file` finds where a route is written."""
    told = notes(facts)
    for source in sources:
        comments = [*source.comments, *([told[source.context]] if source.context in told else ()), *_called(source.text, told)]
        if source.context in pages:
            comments.append(_shown(pages[source.context]))
        comments += _terms(source, glossary)
        yield source._replace(comments=tuple(comments), file=source.file or file(Route.parse(source.context)))


def _called(text: str, told: Mapping[str, str]) -> Iterator[str]:
    """The facts of the entries that a piece of a page calls."""
    for call in dict.fromkeys(match.group("function", "id") for match in _CALL.finditer(text)):
        section = _SECTIONS[call[0]]
        note = told.get(f"{section}.{call[1]}.{_SHOWN_TEXT.get(section, 'name')}")
        if note:
            yield f'{call[0]}("{call[1]}"): {note}'


def _shown(pages: tuple[str, ...]) -> str:
    named = ", ".join(page.removesuffix(".md") for page in pages[:MOST_PAGES])
    return f"Shown on {named}{' and more pages' if len(pages) > MOST_PAGES else ''}."


def _terms(source: Source, glossary: Glossary) -> Iterator[str]:
    """The names to keep, each term with its approved rendering, and what must not stand for it."""
    used = sorted(glossary.used_in(source.text), key=lambda wording: wording.term.id)
    names = [wording.term.name.source for wording in used if not wording.term.translate]
    if names:
        yield f"Keep as it is: {', '.join(names)}."
    for wording in used:
        itself = source.context == f"{wording.term.route}.name"  # needs no reminder of itself
        told = [f"= {wording.approved}"] if wording.approved and wording.term.translate and not itself else []
        told += [f"not {', '.join(wording.avoided)}"] if wording.avoided else []
        if wording.term.translate and (told or not itself):
            yield f"Term: {' '.join([wording.term.name.source, ', '.join(told)]).strip()}"

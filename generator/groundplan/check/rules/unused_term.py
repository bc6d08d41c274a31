"""A term that is no purpose and stands in no text."""

from collections.abc import Iterator

from groundplan.check.subject import Subject
from groundplan.checks import UNUSED_TERM
from groundplan.diagnostics import Finding


def check(subject: Subject) -> Iterator[Finding]:
    model = subject.facts.model
    purposes = {flow.purpose.id for flow in model.flows.values() if flow.purpose}
    for term in model.terms.values():
        if term.id not in purposes and not _is_written(term.id, term.name.source, subject):
            yield UNUSED_TERM.at(term.route, term=term.id)


def _is_written(id_: str, name: str, subject: Subject) -> bool:
    elsewhere = (f"terms.{id_}.", "waivers.")  # its own definition, and words that no reader sees
    word = name.casefold()
    if any(word in text.source.casefold() for text in subject.texts if not f"{text.route}.".startswith(elsewhere)):
        return True
    return any(word in page.casefold() or f"term('{id_}')" in page or f'term("{id_}")' in page for page in subject.pages.values())

"""The translatable texts of a model, with the facts that each was written about."""

from __future__ import annotations

from collections.abc import Container, Iterator

from groundplan.derive.digest import facts_digest
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Route
from groundplan.domain.entry import Entry, Text
from groundplan.domain.model import FOR_COLLEAGUES, Model
from groundplan.domain.option import Option
from groundplan.domain.procedure import Procedure
from groundplan.i18n.gettext.translation import Source

_OWN = ("name", "statement", "description", "notes", "text")


def texts_of(entry: Entry) -> Iterator[Text]:
    """The texts of `entry` itself, without those of its steps or choices."""
    for name in _OWN:
        text = getattr(entry, name, None)
        if isinstance(text, Text):
            yield text


def within(entry: Entry) -> Iterator[Entry]:
    """`entry` and the steps or choices in it."""
    yield entry
    match entry:
        case Procedure(steps=steps):
            yield from steps
        case Option(choices=choices):
            yield from choices.values()


def texts(facts: Facts) -> Iterator[Text]:
    """Every text of the model, in its order."""
    project = facts.model.project
    yield from (text for text in (project.name, project.description) if text)
    for _, entries in facts.model.sections():
        for entry in entries.values():
            for part in within(entry):
                yield from texts_of(part)


def model_sources(facts: Facts, *, digests: bool = True, known: Container[str] = ()) -> Iterator[Source]:
    """Every text that an author wrote and somebody translates: what it is about and, with `digests`, a digest of its facts.

    A name that is made of an id is none of these, unless somebody has translated it: its context is among the `known` ones.
    """
    project, fixed = facts.model.project, fixed_names(facts.model)
    yield from (Source(str(text.route), text.source) for text in (project.name, project.description) if text)
    for section, entries in facts.model.sections():
        if section in FOR_COLLEAGUES:
            continue
        for entry in entries.values():
            for part in within(entry):
                fingerprint = facts_digest(part, facts) if digests else ""
                for text in texts_of(part):
                    if text.route in fixed or (text.made and str(text.route) not in known):
                        continue
                    yield Source(str(text.route), text.source, fingerprint)


def fixed_names(model: Model) -> frozenset[Route]:
    """The places of names that stay as they are in every language."""
    return frozenset(term.name.route for term in model.terms.values() if not term.translate)

"""What is not for the public: entries, steps and choices. A public entry must still be one without them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from groundplan import checks
from groundplan.diagnostics import Finding, Related, Route
from groundplan.domain.entry import Audience
from groundplan.load.document import Document
from groundplan.load.entry import EntryRecord
from groundplan.load.mentions import ChosenRecord, Depends, KeyPath
from groundplan.load.records import OptionRecord, ProcedureRecord

Id = tuple[str, str]
"""A section and an id in it."""


def is_internal(record: EntryRecord | None) -> bool:
    """Whether an entry, a step or a choice is not for the public."""
    return record is not None and record.audience is Audience.INTERNAL


class Hidden:
    """What of a document the public does not see, and the findings about what names it all the same."""

    def __init__(self, document: Document) -> None:
        self._document = document
        entries = (*_of(document.sections), *document.partial.items())
        self._records: dict[Id, EntryRecord] = {}
        for id_, record in entries:
            self._records.setdefault(id_, record)
        self._internal = frozenset(id_ for id_, record in entries if is_internal(record))

    def naming(self, user: Id, route: Route, named: Id) -> Iterator[Finding]:
        """A public entry that names an internal one would give it away, or leave a hole where it was."""
        if named in self._internal and self._is_public(user):
            related = (Related(f"`{named[1]}` is internal", Route(*named, "audience")),)
            yield checks.INTERNAL_LEAK.at(route, related=related, public=user[1], internal=named[1])

    def places(self, user: Id, record: EntryRecord) -> Iterator[KeyPath]:
        """Where in an entry only internal steps and choices are spoken of: the public sees none of it."""
        if isinstance(record, ProcedureRecord):
            yield from ((*user, "steps", at) for at, step in enumerate(record.steps or ()) if is_internal(step))
        for mention in record.mentions(record, user):
            if isinstance(mention, Depends):
                yield from self._choices_within(mention.steps, mention.chosen)

    def _choices_within(self, at: KeyPath, chosen: ChosenRecord[object]) -> Iterator[KeyPath]:
        for choice, value in chosen.values.items():
            if self._is_internal_choice(chosen.option or "", choice):
                yield (*at, choice)
            elif isinstance(value, ChosenRecord):
                yield from self._choices_within((*at, choice), value)

    def left_out(self, user: Id, record: EntryRecord) -> Iterator[Finding]:
        """Whether nothing, or no default, is left of a public entry without its internal steps or choices."""
        if record.audience is not Audience.PUBLIC:
            return
        match record:
            case ProcedureRecord(steps=steps) if steps and all(map(is_internal, steps)):
                yield checks.NOTHING_LEFT.at(Route(*user, "steps"), public=user[1], parts="steps")
            case OptionRecord(default=default) if default and self._is_internal_choice(user[1], default):
                yield self._choice(user[1], Route(*user, "default"), user[1], default)

    def condition(self, user: Id, route: Route, option: str, chosen: Sequence[str]) -> Iterator[Finding]:
        """Whether a condition of a public entry is still one without the internal choices that it names."""
        record = self._records.get(user)
        if record is None or record.audience is not Audience.PUBLIC or _is_in_internal_choice(record, route):
            return
        yield from self.naming(user, route / option, ("options", option))
        seen = ("options", option) not in self._internal and route[-1] != "excludes"  # what is never chosen need not be forbidden
        if seen and chosen and all(self._is_internal_choice(option, choice) for choice in chosen):
            yield self._choice(user[1], route / option / 0, option, chosen[0])

    def _choice(self, public: str, route: Route, option: str, choice: str) -> Finding:
        related = (Related(f"`{choice}` is internal", Route("options", option, "choices", choice, "audience")),)
        return checks.INTERNAL_LEAK.at(route, related=related, public=public, internal=choice)

    def _is_public(self, id_: Id) -> bool:
        record = self._records.get(id_)
        return record is not None and record.audience is Audience.PUBLIC

    def _is_internal_choice(self, option: str, choice: str) -> bool:
        record = self._records.get(("options", option))
        return isinstance(record, OptionRecord) and is_internal((record.choices or {}).get(choice))


def is_within(steps: KeyPath, places: Collection[KeyPath]) -> bool:
    """Whether the way `steps` leads into one of `places`."""
    return any(steps[: len(place)] == place for place in places)


def _is_in_internal_choice(record: EntryRecord, route: Route) -> bool:
    return isinstance(record, OptionRecord) and is_internal(record.choices.get(str(route[3])))


def _of(sections: Mapping[str, Mapping[str, EntryRecord]]) -> Iterator[tuple[Id, EntryRecord]]:
    return (((section, id_), record) for section, records in sections.items() for id_, record in records.items())

"""Entries that came and went, facts that nothing else tells, and what only looks different."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from groundplan.diff.changes import EntryChange, FactChange
from groundplan.diff.pair import Comparison
from groundplan.diff.structure import WORDS, EntryRef, comparable, structure
from groundplan.domain.entry import Entry, Text
from groundplan.domain.flow import Flow
from groundplan.domain.option import each

_LOOKS = frozenset({"terms", "views"})
"""Entries that no fact depends on."""
_ELSEWHERE = frozenset({"claims"})
_OF_THE_BORDER = frozenset({"ports", "endpoints", "when"})
_ENDS = frozenset({"sources", "targets"})
"""What a rule at the border says of a flow, too, where nothing is passed on the way."""
_TOLD_BY = {"exposure": {"channel"}, "encryption": {"channel"}, "controls": {"channel", "controls"}}
_SAID = {"sources": "from", "targets": "to", "boundary": "in", "parent": "in", "whole": "part-of"}
"""Fields that the model language calls otherwise."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """How much changed that alters no fact."""

    texts: int
    renamed: int
    others: int

    @property
    def count(self) -> int:
        return self.texts + self.renamed + self.others


def entry_changes(pair: Comparison, at_border: Collection[str], facts: Collection[FactChange]) -> Iterator[EntryChange]:
    """Entries that came, then those that went, then those that changed in something that no other change tells."""
    if pair.old_id(pair.old.viewpoint) != pair.new.viewpoint.id:
        yield EntryChange("changed", "project", pair.new.model.project.name.source, ("viewpoint",))
    yield from _not_in(pair.before, pair.after, "added")
    yield from _not_in(pair.after, pair.before, "removed")
    for ref, entry in pair.after.items():
        if ref in pair.before and _counts(ref):
            fields = tuple(_changed(pair, ref, entry) - _told(pair, ref, at_border, facts))
            if fields:
                yield EntryChange("changed", _route(ref), entry.name.source, tuple(sorted(map(said, fields))))


def said(name: str) -> str:
    """What the model language calls a field."""
    return _SAID.get(name, name.replace("_", "-"))


def _not_in(others: Collection[EntryRef], entries: Mapping[EntryRef, Entry], kind: str) -> Iterator[EntryChange]:
    return (EntryChange(kind, _route(ref), entry.name.source) for ref, entry in entries.items() if ref not in others and _counts(ref))


def _counts(ref: EntryRef) -> bool:
    return ref.section not in _LOOKS | _ELSEWHERE


def _route(ref: EntryRef) -> str:
    if ref.section == "choices":
        option, _, choice = ref.id.partition(".")
        return f"options.{option}.choices.{choice}"
    return f"{ref.section}.{ref.id}"


def _changed(pair: Comparison, ref: EntryRef, entry: Entry) -> set[str]:
    was, now = structure(ref, pair.before[ref]), structure(ref, entry)
    return {
        name
        for name in now
        if comparable(was.get(name), lambda old: pair.renamed.get(old, old)) != comparable(now[name], lambda new: new)
        and not (name == "option" or (ref.section == "options" and name == "choices"))  # choices are entries of their own
    }


def _told(pair: Comparison, ref: EntryRef, at_border: Collection[str], facts: Collection[FactChange]) -> set[str]:
    if ref.section == "channels":
        return {change.fact for change in facts}
    if ref.section != "flows":
        return set()
    told = _told_at_border(pair.before[ref], pair.after[ref]) if ref.id in at_border else set()
    for change in facts:
        if change.subject == f"flows.{ref.id}":
            told |= _TOLD_BY.get(change.fact, set())
    return told


def _told_at_border(was: Entry, now: Entry) -> set[str]:
    """A rule names what it leads from and to, which is what is passed at the border where anything is passed."""
    assert isinstance(was, Flow)
    assert isinstance(now, Flow)
    return {*_OF_THE_BORDER, *(() if was.through or now.through else _ENDS)}


def reworded(pair: Comparison) -> Reworded:
    """What changed in words, ids and looks alone."""
    texts = others = 0
    for ref, entry in pair.after.items():
        before = pair.before.get(ref)
        if before is not None:
            texts += sum(_differs(before, entry, name, ref) for name in WORDS) + _calls_ports_otherwise(before, entry)
            others += ref.section in _LOOKS and bool(_changed(pair, ref, entry))
        else:
            others += ref.section in _LOOKS
    others += sum(ref.section in _LOOKS and ref not in pair.after for ref in pair.before)
    project_was, project_is = pair.old.model.project, pair.new.model.project
    texts += sum(_text(getattr(project_was, name)) != _text(getattr(project_is, name)) for name in ("name", "description"))
    renamed = sum(_own(was) != _own(now) for was, now in pair.renamed.items())
    return Reworded(texts, renamed, others)


def _calls_ports_otherwise(before: Entry, after: Entry) -> bool:
    names = _port_names(after)
    return any(names.get(port, name) != name for port, name in _port_names(before).items())


def _port_names(entry: Entry) -> dict[str, str | None]:
    """What readers call the ports of a flow."""
    return {str(port): port.name for ports in each(entry.ports) for port in ports or ()} if isinstance(entry, Flow) else {}


def _own(ref: EntryRef) -> str:
    """The id itself; that of a choice without its option's."""
    return ref.id.rpartition(".")[2]


def _differs(before: Entry, after: Entry, name: str, ref: EntryRef) -> bool:
    if name == "statement" and ref.section == "claims":
        return False  # it is told with the claims
    said, says = getattr(before, name, None), getattr(after, name, None)
    if name == "name" and said is not None and before.id != after.id and _text(said) == before.id and _text(says) == after.id:
        return False  # no name but the id
    return _text(said) != _text(says)


def _text(value: object) -> object:
    if isinstance(value, Text):
        return " ".join(value.source.split())
    if isinstance(value, tuple):
        return tuple(item.id if isinstance(item, Entry) else item for item in value)
    return value

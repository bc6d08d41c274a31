"""What changed between editions of a model that its settings name, in the words of a locale."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, TypeVar

from groundplan.derive.facts import Facts
from groundplan.diff.border import End
from groundplan.diff.changes import BorderChange, EntryChange, FactChange
from groundplan.diff.difference import Difference, difference
from groundplan.diff.promises import ClaimChange, Fate
from groundplan.diff.report.lines import verb
from groundplan.domain.channel import Encryption, Exposure
from groundplan.domain.entry import Audience, Entry
from groundplan.domain.flow import Direction
from groundplan.domain.option import Conditions
from groundplan.edition_models import EarlierModel
from groundplan.i18n.interface.marking import _
from groundplan.render.pages.changes import ChangedEnd, ChangedItem, ChangedPart, ChangedRule, EditionChange
from groundplan.render.words.fields import FIELDS
from groundplan.render.words.words import Words

T = TypeVar("T")
Known: TypeAlias = Sequence[tuple[Facts, Words]]
"""What is told of, with its words, the newest first."""


@dataclass(frozen=True, slots=True)
class EditionStep:
    """From the edition `old` to `new`, which is empty for the model as it is."""

    old: str
    new: str
    found: Difference
    facts: Facts
    """Those of the newer one."""
    before: Facts
    """Those of the older one."""
    anchor: str = ""
    """What links to it lead to; made of the older one where it is left out."""
    spoken: Callable[[Words], Words] = lambda words: words
    """What the older one says in the locale of some words."""

    @property
    def id(self) -> str:
        """What stands for it in addresses."""
        return self.anchor or "since-" + re.sub(r"[^\w-]", "-", self.old)

    def title(self, words: Words) -> str:
        """Between which editions it is."""
        return words.gettext(_("From {old} to {new}") if self.new else _("Since {old}"), old=self.old, new=self.new)

    def known(self, words: Words) -> Known:
        """What is told of, with its words."""
        return (self.facts, words), (self.before, self.spoken(words))


def steps(editions: Iterable[EarlierModel], now: Facts, audience: Audience) -> list[EditionStep]:
    """What changed from each of the `editions`, oldest first, to the next, and from the last one until now; the newest first."""
    states = [*((edition.name, edition.facts(audience), edition.words) for edition in editions), ("", now, None)]
    return [
        EditionStep(old, new, difference(before, after), after, before, spoken=spoken or _as_now)
        for (old, before, spoken), (new, after, _words) in pairwise(states)
    ][::-1]


def _as_now(words: Words) -> Words:
    return words


def compared_projects(projects: Sequence[tuple[str, Facts, Words]]) -> list[EditionChange]:
    """What differs between the first of the projects of a site and each of the others, told as a change from the first to the other.

    Each comes with its name and with its words in the language of the page.
    """
    (_id, facts, words), *others = projects
    name, told = words.text(facts.model.project.name), []
    for id_, theirs, said in others:
        step = EditionStep(name, said.text(theirs.model.project.name), difference(facts, theirs), theirs, facts, f"beside-{id_}")
        told.append(_change(step, words, ((theirs, said), (facts, words))))
    return told


def changes(told: Iterable[EditionStep], words: Words) -> list[EditionChange]:
    """The same in the words of a locale."""
    return [_change(step, words, step.known(words)) for step in told]


def told_of_flows(step: EditionStep, words: Words) -> Mapping[str, list[str]]:
    """What there is to tell of each connection, in lines."""
    return _Teller(step, words, step.known(words)).of_flows()


def _change(step: EditionStep, words: Words, known: Known) -> EditionChange:
    number = step.found.cosmetic
    cosmetic = words.ngettext("{n} change that alters no fact", "{n} changes that alter no fact", number) if number else ""
    return EditionChange(step.id, step.title(words), tuple(_Teller(step, words, known).parts()), cosmetic)


class _Teller:
    """Tells one difference in one locale."""

    def __init__(self, step: EditionStep, words: Words, known: Known) -> None:
        self._found, self._words = step.found, words
        self._names: dict[tuple[str, str], str] = {}
        self._earlier: dict[tuple[str, str], str] = {}
        """What the older of two projects calls its entries."""
        self._statements: dict[str, str] = {}
        self._wordings: dict[str, str] = {}
        """What promises said once, in the words of the reader."""
        for facts, said in reversed(known):
            for section, entries in facts.model.sections():
                self._names |= {(section, id_): said.name(entry) for id_, entry in entries.items() if isinstance(entry, Entry)}
            for option in facts.model.options.values():
                self._names |= {(option.id, id_): said.name(choice) for id_, choice in option.choices.items()}
            self._statements |= {id_: said.text(claim.statement) for id_, claim in facts.model.claims.items()}
            self._wordings |= {claim.statement.source: said.text(claim.statement) for claim in facts.model.claims.values()}
            self._earlier = self._earlier or dict(self._names)

    def parts(self) -> Iterator[ChangedPart]:
        """The parts that have anything to tell, heaviest first."""
        return (part for part in self._every_part() if part.rules or part.items)

    def _every_part(self) -> Iterator[ChangedPart]:
        found, say = self._found, self._words.gettext
        weaker, others = _parted(found.facts, lambda change: change.is_weaker)
        broken, kept = _parted(found.claims, lambda change: change.is_weaker)
        yield ChangedPart(say(_("Opened at the border")), rules=self._rules(found.opened, opened=True))
        yield ChangedPart(say(_("Promises that weakened")), items=tuple(self._claims(broken)))
        yield ChangedPart(say(_("Weaker")), items=tuple(map(self._fact, weaker)))
        yield ChangedPart(say(_("Closed at the border")), rules=self._rules(found.closed, opened=False))
        yield ChangedPart(say(_("Stronger, and other facts")), items=tuple(map(self._fact, others)))
        yield ChangedPart(say(_("Other promises")), items=tuple(self._claims(kept)))
        yield ChangedPart(say(_("Options, components and connections")), items=tuple(map(self._entry, found.entries)))

    def _rules(self, changes: Iterable[BorderChange], *, opened: bool) -> tuple[ChangedRule, ...]:
        return tuple(self._rule(change, opened=opened) for change in changes)

    def _rule(self, change: BorderChange, *, opened: bool) -> ChangedRule:
        words = self._words
        names = self._names if opened else {**self._names, **self._earlier}
        inside, outside = (self._end(change.inside, names),), tuple(self._end(end, names) for end in change.outside)
        source, target = (outside, inside) if change.direction is Direction.INBOUND else (inside, outside)
        flows = tuple((flow, self._name("flows", flow)) for flow in change.flows)
        what = words.row(words.label(change.direction), words.gettext(_BECAME[verb(change, "+" if opened else "-", self._found)]))
        return ChangedRule(what, source, target, ", ".join(change.ports), self._when(change.when), flows)

    def _end(self, end: End, names: Mapping[tuple[str, str], str]) -> ChangedEnd:
        kind, _, boundary = end.kind.partition(" ")
        if kind not in ("own", "fill-in"):
            return ChangedEnd(end.id, is_address=True)
        place = names.get(("boundaries" if boundary else "components", end.id)) or self._found.places.get(end.id, end.id)
        return ChangedEnd(self._words.gettext(_ADDRESSES, place=place) if kind == "fill-in" else place)

    def _claims(self, changes: Iterable[ClaimChange]) -> Iterator[ChangedItem]:
        """Each promise once, with all that became of it."""
        found: dict[str, list[ClaimChange]] = {}
        for change in changes:
            found.setdefault(change.claim, []).append(change)
        for claim, several in found.items():
            told = tuple(line for change in several for line in self._fate(change))
            yield ChangedItem(self._statements.get(claim, several[0].statement), told)

    def _fate(self, change: ClaimChange) -> Iterator[str]:
        broken = self._words.list([self._name("flows", flow) for flow in change.flows])
        before = self._wordings.get(change.before, change.before)
        yield self._words.gettext(_FATES[change.fate])
        yield from filter(None, (self._labelled("Before", before), self._labelled("Broken by", broken)))

    def of_flows(self) -> Mapping[str, list[str]]:
        """What there is to tell of each connection, in lines."""
        found: dict[str, list[str]] = {}
        rules = [(change, False) for change in self._found.closed] + [(change, True) for change in self._found.opened]
        for change, opened in reversed(rules):
            rule = self._rule(change, opened=opened)
            source, target = (self._words.list([end.text for end in ends]) for ends in (rule.source, rule.destination))
            ends = self._words.row(f"{source} → {target}", rule.ports)
            for flow in change.flows:
                found.setdefault(flow, []).append(self._words.gettext("{option}: {choices}", option=rule.what, choices=ends))
        for fact in self._found.facts:
            if fact.subject.startswith("flows."):
                found.setdefault(fact.subject.removeprefix("flows."), []).append(self._fact(fact).text)
        return found

    def _fact(self, change: FactChange) -> ChangedItem:
        section, _, id_ = change.subject.partition(".")
        subject, fact = self._name(section, id_), self._words.gettext(_FACTS.get(change.fact, change.fact))
        if change.fact in ("enters", "leaves"):
            gone = "" if change.after == "yes" else f" ({self._words.gettext('Gone')})"
            return ChangedItem(self._words.gettext("{option}: {choices}", option=fact, choices=f"{subject}{gone}"))
        value = f"{fact} {self._value(change.fact, change.before)} → {self._value(change.fact, change.after)}"
        text = self._words.gettext("{option}: {choices}", option=subject, choices=value)
        return ChangedItem(text, self._only_with(change.when), id_ if section == "flows" else "")

    def _value(self, fact: str, value: str) -> str:
        kinds = {"exposure": Exposure, "encryption": Encryption}
        if fact in kinds and value in tuple(kinds[fact]):
            return self._words.label(kinds[fact](value))
        return ", ".join(self._name("controls", part) for part in value.split(", ")) or "–"

    def _entry(self, change: EntryChange) -> ChangedItem:
        name = self._named(change)
        became = {"added": "Added", "removed": "Gone"}.get(change.kind, "Changed")
        section, _, id_ = change.entry.partition(".")
        told = (self._words.list([self._words.gettext(FIELDS.get(field, field)) for field in change.fields]),) if change.fields else ()
        return ChangedItem(self._words.row(name, self._words.gettext(became)), told, id_ if section == "flows" else "")

    def _only_with(self, when: tuple[Conditions, ...]) -> tuple[str, ...]:
        told = self._when(when)
        return (self._labelled("Only with", told),) if told else ()

    def _when(self, when: tuple[Conditions, ...]) -> str:
        ways = [self._words.list([self._chosen(option, picked) for option, picked in cube.items()]) for cube in when]
        return self._words.either(ways) if ways else ""

    def _chosen(self, option: str, picked: Iterable[str]) -> str:
        name = self._names.get(("options", option), option)
        named = [self._names.get((option, each), each) for each in picked]
        return self._words.gettext("{option}: {choices}", option=name, choices=self._words.choice(named))

    def _labelled(self, name: str, value: str) -> str:
        return self._words.gettext("{option}: {choices}", option=self._words.gettext(name), choices=value) if value else ""

    def _name(self, section: str, id_: str) -> str:
        called = self._found.flows if section == "flows" else self._found.places
        return self._names.get((section, id_)) or called.get(id_, id_)

    def _named(self, change: EntryChange) -> str:
        """What an entry is called; a choice is named with its option."""
        section, _, id_ = change.entry.partition(".")
        option, _, choice = id_.partition(".choices.")
        if choice:
            name = self._names.get((option, choice), change.name)
            return self._words.gettext("{option}: {choices}", option=self._names.get((section, option), option), choices=name)
        return self._names.get((section, id_), change.name)


def _parted(changes: Iterable[T], holds: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """Those for which it holds, and the others."""
    parts: tuple[list[T], list[T]] = ([], [])
    for change in changes:
        parts[not holds(change)].append(change)
    return parts


_ADDRESSES = _("addresses of {place}")
_BECAME = {"new": _("new"), "wider": _("wider"), "gone": _("gone"), "narrower": _("narrower"), "changed": _("changed")}
_FATES = {
    Fate.BROKEN: _("is false now"),
    Fate.REMOVED: _("was removed"),
    Fate.CONDITION: _("is judged by another condition"),
    Fate.EXTENDED: _("holds with more choices"),
    Fate.REWORDED: _("was reworded"),
    Fate.MENDED: _("holds again"),
    Fate.ADDED: _("is new"),
}
_FACTS = {"exposure": "Exposure", "encryption": "Encryption", "controls": "Controls", "enters": "Enters", "leaves": "Leaves"}

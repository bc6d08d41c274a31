"""Which entries of an old model go by another id in the new one: those of the same facts.

First those of the same name. Then, where everything about an entry is the same but its id and its name: what it says and what
says something of it. Colours tell entries apart by both, round by round (colour refinement, after B. Weisfeiler and A. Leman);
where entries of one model look the same, the first is fixed to the first of the other, and the rest are looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from groundplan.diff.structure import EntryRef, Structure, comparable, entries, references, structure
from groundplan.domain.entry import Entry
from groundplan.domain.model import Model

_MOST_ROUNDS = 12
_MOST_TIES = 200
_TELLING = frozenset({"flows", "claims", "procedures"})
"""What says much by itself, though nothing may refer to it."""


@dataclass
class _Side:
    """One of the two models, with the entries that the other has no id for."""

    entries: dict[EntryRef, Entry]
    facts: dict[EntryRef, dict[str, Structure]]
    waiting: list[EntryRef] = field(default_factory=list)
    colours: dict[EntryRef, Hashable] = field(default_factory=dict)
    referrers: dict[EntryRef, list[tuple[EntryRef, tuple[str | int, ...]]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, model: Model) -> _Side:
        found = dict(entries(model))
        side = cls(found, {ref: structure(ref, entry) for ref, entry in found.items()})
        for ref, facts in side.facts.items():
            for name, value in facts.items():
                for target, path in references(value):
                    side.referrers[target].append((ref, (name, *path)))
        return side

    def colour(self, ref: EntryRef) -> Hashable:
        return self.colours.get(ref, ref)

    def refined(self, *, around: bool) -> dict[EntryRef, Hashable]:
        """The colours of a round more: by what each says, and with `around` by what is said of it."""
        found: dict[EntryRef, Hashable] = {}
        for ref in self.waiting:
            own = tuple((name, comparable(value, self.colour)) for name, value in self.facts[ref].items())
            said = tuple(sorted(repr((self.colour(other), path)) for other, path in self.referrers[ref])) if around else ()
            found[ref] = hash((self.colours[ref], repr(own), said))
        return found


def renames(old: Model, new: Model) -> Mapping[EntryRef, EntryRef]:
    """Old entry -> new entry, for those that have changed their id and no fact."""
    before, after = _Side.of(old), _Side.of(new)
    before.waiting = [ref for ref in before.entries if ref not in after.entries]
    after.waiting = [ref for ref in after.entries if ref not in before.entries]
    found: dict[EntryRef, EntryRef] = {}
    _match(before, after, found, named=True)
    _match(before, after, found, named=False)
    return found


def _match(before: _Side, after: _Side, found: dict[EntryRef, EntryRef], *, named: bool) -> None:
    for _ in range(_MOST_TIES):
        _paint(before, after, named=named)
        classes = [both for both in _classes(before, after) if named or _is_told(before, both[0][0])]
        certain = [(old[0], new[0]) for old, new in classes if len(old) == len(new) == 1]
        if not certain and (named or not classes):
            return
        for one, other in certain or [(classes[0][0][0], classes[0][1][0])]:
            _fix(before, after, found, one, other)


def _is_told(side: _Side, ref: EntryRef) -> bool:
    """Whether enough is known of an entry to know it again without its name."""
    return ref.section in _TELLING or bool(side.referrers[ref])


def _fix(before: _Side, after: _Side, found: dict[EntryRef, EntryRef], one: EntryRef, other: EntryRef) -> None:
    found[one] = other
    before.waiting.remove(one)
    after.waiting.remove(other)
    before.colours[one] = after.colours[other] = ("fixed", other)


def _paint(before: _Side, after: _Side, *, named: bool) -> None:
    for side in (before, after):
        for ref in side.waiting:
            side.colours[ref] = hash((ref.section, side.entries[ref].name.source if named else ""))
    shades = 0
    for _ in range(_MOST_ROUNDS):
        for side in (before, after):
            side.colours.update(side.refined(around=not named))
        now = len({side.colours[ref] for side in (before, after) for ref in side.waiting})
        if now == shades:
            return
        shades = now


def _classes(before: _Side, after: _Side) -> list[tuple[list[EntryRef], list[EntryRef]]]:
    """The entries of each colour that both models have, in the old model's order."""
    classes: dict[Hashable, tuple[list[EntryRef], list[EntryRef]]] = {}
    for index, side in enumerate((before, after)):
        for ref in side.waiting:
            classes.setdefault(side.colours[ref], ([], []))[index].append(ref)
    return [(old, new) for old, new in classes.values() if old and new]

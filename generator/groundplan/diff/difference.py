"""All that changed between two models, by weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from groundplan.derive.allow_list import allow_list
from groundplan.derive.facts import Facts
from groundplan.diff.border import border_pieces, boxes
from groundplan.diff.changes import BorderChange, EntryChange, FactChange, joined_pieces
from groundplan.diff.entries import Reworded, entry_changes, reworded
from groundplan.diff.flows import data_changes, flow_changes
from groundplan.diff.joint import Joint
from groundplan.diff.pair import Comparison
from groundplan.diff.promises import ClaimChange, claim_changes
from groundplan.diff.renames import renames
from groundplan.diff.structure import entries


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from an old to a new model."""

    opened: tuple[BorderChange, ...]
    closed: tuple[BorderChange, ...]
    facts: tuple[FactChange, ...]
    """What became weaker or stronger, and data that newly enters or leaves or no longer does."""
    claims: tuple[ClaimChange, ...]
    entries: tuple[EntryChange, ...]
    """Options, components, parties and so on that came, went or changed in what nothing else tells."""
    configurations: tuple[int, int]
    words: Reworded
    places: Mapping[str, str]
    """What each component and boundary is called, by its id; what is gone by what it was called."""
    flows: Mapping[str, str]
    """Likewise for flows."""
    names: Mapping[str, str]
    """Likewise for all entries, by section and id, such as `options.region`; a choice is `choices.region.near`."""

    @property
    def cosmetic(self) -> int:
        """How many changes alter no fact: texts, ids that were exchanged for others, looks."""
        return self.words.count

    @property
    def is_empty(self) -> bool:
        return not (self.opened or self.closed or self.facts or self.claims or self.entries or self.cosmetic)

    @property
    def is_weaker(self) -> bool:
        """Whether something opened, or a promise weakened."""
        return bool(self.opened) or any(change.is_weaker for change in self.facts) or any(change.is_weaker for change in self.claims)


def difference(old: Facts, new: Facts, settings: Mapping[str, str] | None = None) -> Difference:
    """What changed; with `settings`, in the configurations that have these choices."""
    renamed = renames(old.model, new.model)
    joint = Joint(old.space, new.space, renamed, settings or {})
    pair = Comparison(old, new, renamed, joint)
    before = boxes(allow_list(old), pair.old_id, joint.old)
    after = boxes(allow_list(new), pair.new_id, joint.new)
    opened = joined_pieces(border_pieces(after, before, joint.new_valid), pair, opened=True)
    closed = joined_pieces(border_pieces(before, after, joint.old_valid), pair, opened=False)
    facts = (*flow_changes(pair), *data_changes(pair))
    told = {flow for change in (*opened, *closed) for flow in change.flows}
    return Difference(
        tuple(sorted(opened, key=lambda change: change.weight)),
        tuple(sorted(closed, key=lambda change: change.weight)),
        tuple(sorted(facts, key=lambda change: change.weight)),
        tuple(sorted(claim_changes(pair), key=lambda change: change.weight)),
        tuple(entry_changes(pair, told, facts)),
        (old.space.valid.count(), new.space.valid.count()),
        reworded(pair),
        _called(pair, "components", "boundaries"),
        _called(pair, "flows"),
        _names(pair),
    )


def _names(pair: Comparison) -> Mapping[str, str]:
    old = {f"{ref.section}.{ref.id}": entry.name.source for ref, entry in entries(pair.old.model)}
    both = {**pair.before, **pair.after}
    return old | {f"{ref.section}.{ref.id}": entry.name.source for ref, entry in both.items()}


def _called(pair: Comparison, *sections: str) -> Mapping[str, str]:
    """The names of entries by id: those of the new model, and those of the old one under both of their ids."""
    old = {ref.id: entry.name.source for ref, entry in entries(pair.old.model) if ref.section in sections}
    both = {**pair.before, **pair.after}
    return old | {ref.id: entry.name.source for ref, entry in both.items() if ref.section in sections}

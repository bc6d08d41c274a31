"""Two models side by side, under the ids of the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diff.joint import Joint
from groundplan.diff.structure import EntryRef, entries
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Place
from groundplan.domain.entry import Entry


class Comparison:
    """The facts of an old and of a new model, what was renamed, and the space in which both are compared."""

    def __init__(self, old: Facts, new: Facts, renamed: Mapping[EntryRef, EntryRef], joint: Joint) -> None:
        self.old, self.new, self.renamed, self.joint = old, new, renamed, joint

    def id(self, section: str, old: str) -> str:
        """The id in the new model of an entry of the old one."""
        ref = EntryRef(section, old)
        return self.renamed.get(ref, ref).id

    def old_id(self, place: Place) -> str:
        """The id in the new model of a place of the old one."""
        return self.id("boundaries" if isinstance(place, Boundary) else "components", place.id)

    def new_id(self, place: Place) -> str:
        return place.id

    @cached_property
    def before(self) -> Mapping[EntryRef, Entry]:
        """The entries of the old model, by what the new one calls them."""
        return {self.renamed.get(ref, ref): entry for ref, entry in entries(self.old.model)}

    @cached_property
    def after(self) -> Mapping[EntryRef, Entry]:
        return dict(entries(self.new.model))

    def flows(self) -> Iterator[tuple[FlowFacts, FlowFacts]]:
        """The flows that both models have: as it was, as it is."""
        was = {self.id("flows", id_): flow for id_, flow in self.old.flows.items()}
        yield from ((was[id_], flow) for id_, flow in self.new.flows.items() if id_ in was)

    def both(self, before: Condition, after: Condition) -> Condition:
        """Where something was so and something is so: conditions of the old and of the new model."""
        return self.joint.old(before) & self.joint.new(after) & self.joint.old_valid & self.joint.new_valid

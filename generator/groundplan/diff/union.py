"""A model with what a newer one has lost: both in one picture need places for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.diff.renames import renames
from groundplan.diff.structure import EntryRef
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow, Hop
from groundplan.domain.model import Model
from groundplan.domain.party import Party


def with_lost_flows(old: Facts, new: Facts) -> tuple[Model, tuple[str, ...]]:
    """The new model with the flows of the old one that it has no more, and with the places that these need; and their ids in it.

    A lost flow is as it was under the default choices, or else under the first that had it. Nothing carries it, and no option
    decides about it: the options of then may be others.
    """
    union = _Union(old, new)
    lost = {id_: flow.flow for id_, flow in old.flows.items() if union.id("flows", id_) not in new.model.flows}
    added = {union.free("flows", id_): union.flow(flow) for id_, flow in lost.items()}
    flows = {**new.model.flows, **{id_: replace(flow, id=id_) for id_, flow in added.items()}}
    model = replace(new.model, flows=flows, components=union.components, boundaries=union.boundaries, parties=union.parties)
    return model, tuple(added)


class _Union:
    """Finds the places of an old model in a new one, and brings along those that are not there."""

    def __init__(self, old: Facts, new: Facts) -> None:
        self._old, self._new = old, new
        self._renamed: Mapping[EntryRef, EntryRef] = renames(old.model, new.model)
        self.components = dict(new.model.components)
        self.boundaries = dict(new.model.boundaries)
        self.parties = dict(new.model.parties)
        self._brought: dict[Place, Place] = {}

    def id(self, section: str, old: str) -> str:
        """What the new model calls an entry of the old one."""
        ref = EntryRef(section, old)
        return self._renamed.get(ref, ref).id

    def free(self, section: str, id_: str) -> str:
        """An id that the new model has no entry by."""
        while id_ in getattr(self._new.model, section):
            id_ = f"{id_}-before"
        return id_

    def flow(self, flow: Flow) -> Flow:
        """A flow between the places of the union."""
        facts = self._old.flows[flow.id]
        configuration = self._configuration(flow)
        state = facts.under(configuration)
        assert state is not None
        purpose = flow.purpose and self._new.model.terms.get(self.id("terms", flow.purpose.id))
        return replace(
            flow,
            sources=tuple(self._place(place, configuration) for place in flow.sources),
            targets=tuple(self._place(place, configuration) for place in flow.targets),
            through=tuple(self._hop(hop, configuration) for hop in state.through),
            channel=replace(state.channel, carried_by=(), controls=()),
            purpose=purpose,
            ports=state.ports,
            protocol=state.protocol,
            endpoints=state.endpoints,
            carries=(),
            returns=(),
            controls=(),
            when={},
            expect=None,
        )

    def _configuration(self, flow: Flow) -> Configuration:
        default, exists = self._old.default.configuration, self._old.flows[flow.id].exists
        return default if exists.holds_in(default) else exists.first() or default

    def _hop(self, hop: Hop, configuration: Configuration) -> Hop:
        component = self._place(hop.component, configuration)
        assert isinstance(component, Component)
        return replace(hop, component=component)

    def _place(self, place: Place, configuration: Configuration) -> Place:
        if place not in self._brought:
            there: Mapping[str, Place] = self.boundaries if isinstance(place, Boundary) else self.components
            found = there.get(self.id("boundaries" if isinstance(place, Boundary) else "components", place.id))
            self._brought[place] = found or self._bring(place, configuration)
        return self._brought[place]

    def _bring(self, place: Place, configuration: Configuration) -> Place:
        if isinstance(place, Boundary):
            parent = self._boundary(place.parent, configuration) if place.parent else None
            owner, manager = self._party(place.owner), self._party(place.manager)
            boundary = replace(place, id=self.free("boundaries", place.id), parent=parent, owner=owner, manager=manager)
            self.boundaries[boundary.id] = boundary
            return boundary
        home = self._boundary(self._old.home(place, configuration), configuration)
        owner = self._party(self._old.owner(place, configuration))
        component = replace(
            place, id=self.free("components", place.id), boundary=home, owner=owner, manager=owner, stores=(), produces=(), icon=None
        )
        self.components[component.id] = component
        return component

    def _boundary(self, boundary: Boundary, configuration: Configuration) -> Boundary:
        found = self._place(boundary, configuration)
        assert isinstance(found, Boundary)
        return found

    def _party(self, party: Party | None) -> Party | None:
        if party is None:
            return None
        return self.parties.setdefault(self.id("parties", party.id), party)

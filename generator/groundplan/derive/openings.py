"""What a firewall at the viewpoint's border must allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from groundplan.derive.carriers import carriers_first
from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.flow import Flow

Openings = Mapping[Flow, Condition]
"""The flows that need an opening of their own, in the model's order, with the configurations in which they do."""


class OpeningFinder:
    """Finds the openings of flows; those of carriers are worked out once."""

    def __init__(
        self,
        flows: Mapping[str, Flow],
        channels: Mapping[str, Cases[Channel]],
        crossed: Mapping[str, tuple[Boundary, ...]],
        viewpoint: Boundary,
    ) -> None:
        self._flows = flows
        self._channels = channels
        self._crossed = crossed
        self._viewpoint = viewpoint
        self._order = {id_: index for index, id_ in enumerate(flows)}
        self._known: dict[str, Openings] = {}

    def openings(self, flow: Flow) -> Openings:
        """The openings of `flow`: itself where it crosses the border on an underlay, those of its existing carriers on an overlay."""
        for id_ in carriers_first(flow.id, self._carriers, self._known):
            self._known[id_] = self._find(self._flows[id_])
        return self._known[flow.id]

    def _carriers(self, flow: str) -> Iterator[str]:
        return (carrier for channel, _ in self._channels[flow] for carrier in channel.carried_by)

    def _find(self, flow: Flow) -> Openings:
        found: dict[Flow, Condition] = {}
        for channel, condition in self._channels[flow.id]:
            if not channel.carried_by:
                if self._viewpoint in self._crossed[flow.id]:
                    found[flow] = found[flow] | condition if flow in found else condition
                continue
            for carrier in channel.carried_by:
                for opening, opened in self._known[carrier].items():
                    both = condition & opened
                    if both:
                        found[opening] = found[opening] | both if opening in found else both
        if len(found) < 2:
            return found
        return dict(sorted(found.items(), key=lambda item: self._order[item[0].id]))

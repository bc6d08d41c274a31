"""What a firewall at the viewpoint's border must allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from groundplan.derive.carriers import Carriers, carriers_first
from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.derive.way import Pair
from groundplan.domain.boundary import Boundary
from groundplan.domain.flow import Flow

Openings = Mapping[Flow, Condition]
"""The flows that need an opening of their own, in the model's order, with the configurations in which they do."""


class OpeningFinder:
    """Finds the openings of flows; those of carriers are worked out once."""

    def __init__(
        self, flows: Iterable[str], crossed: Mapping[Pair, Cases[tuple[Boundary, ...]]], carriers: Carriers, viewpoint: Boundary
    ) -> None:
        self._crossed = crossed
        self._carriers = carriers
        self._viewpoint = viewpoint
        self._order = {id_: index for index, id_ in enumerate(flows)}
        self._known: dict[Pair, Openings] = {}

    def openings(self, pairs: Iterable[Pair]) -> Openings:
        """The openings of the flow that stands for `pairs`: itself where it crosses the border on an underlay, those of its
        carriers on an overlay.
        """
        found: dict[Flow, Condition] = {}
        for pair in pairs:
            for each in carriers_first(pair, self._carriers.of, self._known):
                self._known[each] = self._find(each)
            _add(found, self._known[pair])
        if len(found) < 2:
            return found
        return dict(sorted(found.items(), key=lambda item: self._order[item[0].id]))

    def _find(self, pair: Pair) -> Openings:
        found: dict[Flow, Condition] = {}
        for channel, condition in pair.channel:
            if not channel.carried_by:
                through = condition & self._crossing(pair, condition)
                _add(found, {pair.flow: through} if through else {})
        for carrier, condition in self._carriers.of(pair).items():
            _add(found, {opening: condition & opened for opening, opened in self._known[carrier].items() if condition & opened})
        return found

    def _crossing(self, pair: Pair, condition: Condition) -> Condition:
        return self._crossed[pair].where(lambda crossed: self._viewpoint in crossed, condition.space.never)


def _add(found: dict[Flow, Condition], more: Openings) -> None:
    for flow, condition in more.items():
        found[flow] = found[flow] | condition if flow in found else condition

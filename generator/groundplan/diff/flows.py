"""What became of the facts of flows: exposure, encryption, controls; and of data at the border."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diff.changes import FactChange, Trend
from groundplan.diff.pair import Comparison
from groundplan.domain.channel import Encryption, Exposure

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_STRENGTH = {Encryption.NONE: 0, Encryption.PROVIDER: 1, Encryption.TLS: 2, Encryption.MTLS: 3, Encryption.END_TO_END: 4}
_SECLUSION = {Exposure.PUBLIC: 0, Exposure.PRIVATE: 1}


def flow_changes(pair: Comparison) -> Iterator[FactChange]:
    """Flows that both models have, in configurations in which both have them."""
    for was, now in pair.flows():
        fact = partial(_FlowFact, pair, f"flows.{now.flow.id}")
        yield from fact("exposure").changes(was.exposure, now.exposure, _SECLUSION.__getitem__)
        yield from fact("encryption").changes(was.encryption, now.encryption, _STRENGTH.__getitem__)
        yield from fact("controls").changes_of_sets(_controls(was, partial(pair.id, "controls")), _controls(now, str))


def _controls(facts: FlowFacts, name: Callable[[str], str]) -> Cases[tuple[str, ...]]:
    return facts.controls.map(lambda controls: tuple(sorted(name(control.id) for control in controls)))


@dataclass(frozen=True, slots=True)
class _FlowFact:
    """What is said of a flow in both models."""

    pair: Comparison
    subject: str
    fact: str

    def changes(self, was: Cases[E], now: Cases[E], rank: Callable[[E], int]) -> Iterator[FactChange]:
        """Changes of a value of which a higher `rank` is a stronger one."""
        for before, after, where in _compared(self.pair, was, now):
            yield self._change(str(before), str(after), where, weaker=rank(after) < rank(before))

    def changes_of_sets(self, was: Cases[tuple[str, ...]], now: Cases[tuple[str, ...]]) -> Iterator[FactChange]:
        """Changes of a set. One less is a loss, whatever came in its place."""
        for before, after, where in _compared(self.pair, was, now):
            said, says = (", ".join(each) or "none" for each in (before, after))
            yield self._change(said, says, where, weaker=bool(set(before) - set(after)))

    def _change(self, before: str, after: str, where: Condition, *, weaker: bool) -> FactChange:
        when = self.pair.joint.when(where, self.pair.joint.new_valid)
        return FactChange(self.subject, self.fact, before, after, Trend.WEAKER if weaker else Trend.STRONGER, when)


def _compared(pair: Comparison, was: Cases[T], now: Cases[T]) -> Iterator[tuple[T, T, Condition]]:
    for before, then in was:
        for after, today in now:
            where = pair.both(then, today) if before != after else pair.joint.space.never
            if where:
                yield before, after, where


def data_changes(pair: Comparison) -> Iterator[FactChange]:
    """Classes of data that newly enter or leave, or no longer do."""
    joint = pair.joint
    for fact, more, less in (("enters", Trend.OTHER, Trend.OTHER), ("leaves", Trend.WEAKER, Trend.STRONGER)):
        was = {pair.id("data", id_): joint.old(condition) for id_, condition in _crossing(pair.old, fact).items()}
        now = {id_: joint.new(condition) for id_, condition in _crossing(pair.new, fact).items()}
        for id_ in dict.fromkeys((*now, *was)):
            before, after = was.get(id_, joint.space.never), now.get(id_, joint.space.never)
            for gained, valid, trend, (said, says) in (
                (after & ~before, joint.new_valid, more, ("no", "yes")),
                (before & ~after, joint.old_valid, less, ("yes", "no")),
            ):
                if gained & valid:
                    yield FactChange(f"data.{id_}", fact, said, says, trend, joint.when(gained & valid, valid))


def _crossing(facts: Facts, fact: str) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    for flow in facts.flows.values():
        for classes, where in flow.enters if fact == "enters" else flow.leaves:
            for data in classes:
                found[data.id] = found.get(data.id, facts.space.never) | where
    return found

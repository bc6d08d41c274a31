"""What became of the facts of flows: exposure, encryption, controls; and of data at the border."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from groundplan.derive.cases import Cases
from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts
from groundplan.diff.changes import FactChange, Trend
from groundplan.diff.pair import Comparison
from groundplan.domain.channel import Encryption, Exposure

_STRENGTH = {Encryption.NONE: 0, Encryption.PROVIDER: 1, Encryption.TLS: 2, Encryption.MTLS: 3, Encryption.END_TO_END: 4}
_SECLUSION = {Exposure.PUBLIC: 0, Exposure.PRIVATE: 1}


def flow_changes(pair: Comparison) -> Iterator[FactChange]:
    """Flows that both models have, in configurations in which both have them."""
    for was, now in pair.flows():
        subject = f"flows.{now.flow.id}"
        for fact, before, after, gain in (
            ("exposure", was.exposure, now.exposure, _seclusion),
            ("encryption", was.encryption, now.encryption, _strength),
            ("controls", _controls(was, partial(pair.id, "controls")), _controls(now, str), _kept),
        ):
            for change in _compared(pair, before, after):
                trend = Trend.WEAKER if gain(change.before, change.after) < 0 else Trend.STRONGER
                when = pair.joint.when(change.where, pair.joint.new_valid)
                yield FactChange(subject, fact, _said(change.before), _said(change.after), trend, when)


def _controls(facts: FlowFacts, name: Callable[[str], str]) -> Cases[tuple[str, ...]]:
    return facts.controls.map(lambda controls: tuple(sorted(name(control.id) for control in controls)))


def _seclusion(before: Any, after: Any) -> int:
    return _SECLUSION[after] - _SECLUSION[before]


def _strength(before: Any, after: Any) -> int:
    return _STRENGTH[after] - _STRENGTH[before]


def _kept(before: Any, after: Any) -> int:
    """A control less is a loss, whatever came in its place."""
    return -1 if set(before) - set(after) else 1


@dataclass(frozen=True, slots=True)
class _Changed:
    before: object
    after: object
    where: Condition


def _compared(pair: Comparison, was: Cases[Any], now: Cases[Any]) -> Iterator[_Changed]:
    for before, then in was:
        for after, today in now:
            where = pair.both(then, today) if before != after else pair.joint.space.never
            if where:
                yield _Changed(before, after, where)


def _said(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


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

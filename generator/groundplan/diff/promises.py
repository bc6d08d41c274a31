"""What became of the claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundplan.derive.claims import Verdict
from groundplan.diff.pair import Comparison
from groundplan.diff.structure import EntryRef, comparable, structure


class Fate(StrEnum):
    """What became of a claim, gravest first."""

    BROKEN = "broken"
    REMOVED = "removed"
    CONDITION = "condition"
    REWORDED = "reworded"
    MENDED = "mended"
    ADDED = "added"


_WEAKER = frozenset({Fate.BROKEN, Fate.REMOVED, Fate.CONDITION})
"""That another condition promises less cannot be ruled out: somebody must look at it."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim, what became of it, and what it says, or said where it is gone."""

    claim: str
    fate: Fate
    statement: str
    before: str = ""
    """What it said, where it says something else."""
    flows: tuple[str, ...] = ()
    """The flows that break it."""

    @property
    def is_weaker(self) -> bool:
        return self.fate in _WEAKER

    @property
    def weight(self) -> int:
        return list(Fate).index(self.fate)


def claim_changes(pair: Comparison) -> Iterator[ClaimChange]:
    """Claims whose verdict or condition changed, that came, went or were reworded; one may change in several ways."""
    was = {pair.id("claims", id_): verdict for id_, verdict in pair.old.verdicts.items()}
    for id_, verdict in pair.new.verdicts.items():
        if id_ in was:
            yield from _changed(pair, was[id_], verdict)
        else:
            yield ClaimChange(id_, Fate.ADDED, verdict.claim.statement.source)
            if not verdict.holds:
                yield ClaimChange(id_, Fate.BROKEN, verdict.claim.statement.source, flows=_breaking(verdict))
    for id_, verdict in was.items():
        if id_ not in pair.new.verdicts:
            yield ClaimChange(verdict.claim.id, Fate.REMOVED, verdict.claim.statement.source)


def _changed(pair: Comparison, was: Verdict, now: Verdict) -> Iterator[ClaimChange]:
    id_, said, says = now.claim.id, was.claim.statement.source, now.claim.statement.source
    if was.holds != now.holds:
        yield ClaimChange(id_, Fate.MENDED if now.holds else Fate.BROKEN, says, flows=_breaking(now))
    before = comparable(tuple(structure(EntryRef("claims", was.claim.id), was.claim).values()), lambda ref: pair.renamed.get(ref, ref))
    after = comparable(tuple(structure(EntryRef("claims", id_), now.claim).values()), lambda ref: ref)
    if before != after:
        yield ClaimChange(id_, Fate.CONDITION, says)
    if said.split() != says.split():
        yield ClaimChange(id_, Fate.REWORDED, says, said)


def _breaking(verdict: Verdict) -> tuple[str, ...]:
    return tuple(flow.id for flow in verdict.refuted_by.flows) if verdict.refuted_by else ()

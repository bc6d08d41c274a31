"""What became of the claims."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundplan.derive.claims import Verdict
from groundplan.diff.pair import Comparison
from groundplan.diff.structure import EntryRef, Structure, comparable, structure
from groundplan.domain.claim import Claim


class Fate(StrEnum):
    """What became of a claim, gravest first."""

    BROKEN = "broken"
    REMOVED = "removed"
    CONDITION = "condition"
    EXTENDED = "extended"
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
    before = {name: comparable(value, lambda ref: pair.renamed.get(ref, ref)) for name, value in _structure(was.claim).items()}
    after = {name: comparable(value, lambda ref: ref) for name, value in _structure(now.claim).items()}
    if before != after:
        yield ClaimChange(id_, Fate.EXTENDED if _holds_more_often(was.claim, now.claim, before, after) else Fate.CONDITION, says)
    if said.split() != says.split():
        yield ClaimChange(id_, Fate.REWORDED, says, said)


def _structure(claim: Claim) -> dict[str, Structure]:
    return structure(EntryRef("claims", claim.id), claim)


def _holds_more_often(was: Claim, now: Claim, before: Mapping[str, Hashable], after: Mapping[str, Hashable]) -> bool:
    """Whether the same is promised under all choices under which it was, and under others, too."""
    if any(before[name] != after[name] for name in before if name != "when"):
        return False
    return all(set(was.when.get(option, ())) & set(choices) == set(was.when.get(option, ("",))) for option, choices in now.when.items())


def _breaking(verdict: Verdict) -> tuple[str, ...]:
    return tuple(flow.id for flow in verdict.refuted_by.flows) if verdict.refuted_by else ()

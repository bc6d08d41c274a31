"""What text and Markdown have in common: the parts of a difference in words, heaviest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from groundplan.diff.border import End
from groundplan.diff.changes import BorderChange, EntryChange, FactChange, Trend
from groundplan.diff.difference import Difference
from groundplan.diff.promises import ClaimChange, Fate
from groundplan.domain.flow import Direction
from groundplan.domain.option import Conditions

T = TypeVar("T")


OPENED, CLOSED = "Opened at the border", "Closed at the border"
WEAKENED, WEAKER = "Promises that weakened", "Weaker"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One change. `told` says more about it."""

    mark: str
    """`+` for what opened or came, `-` for what closed or went, `!` for what became weaker, `~` for the rest."""
    text: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Changes of one kind."""

    title: str
    lines: tuple[ReportLine, ...]


def parts(found: Difference) -> list[ReportPart]:
    """The parts that have anything to tell."""
    weaker, others = parted(found.facts, lambda change: change.trend is Trend.WEAKER)
    broken, kept = parted(found.claims, lambda change: change.is_weaker)
    every = (
        ReportPart(OPENED, tuple(_border(change, "+", found) for change in found.opened)),
        ReportPart(WEAKENED, tuple(map(_claim, broken))),
        ReportPart(WEAKER, tuple(_facts(weaker))),
        ReportPart(CLOSED, tuple(_border(change, "-", found) for change in found.closed)),
        ReportPart("Stronger, and other facts", tuple(_facts(others))),
        ReportPart("Other promises", tuple(map(_claim, kept))),
        ReportPart("Options, components and connections", tuple(_entries(found))),
    )
    return [part for part in every if part.lines]


def parted(changes: Iterable[T], is_weaker: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """The changes for the worse, and the others."""
    both: tuple[list[T], list[T]] = ([], [])
    for change in changes:
        both[0 if is_weaker(change) else 1].append(change)
    return both


def cosmetic(found: Difference) -> str:
    """The changes that alter no fact, as one number; empty where there is none."""
    return in_number(found.cosmetic, "cosmetic change", "cosmetic changes") if found.cosmetic else ""


def summary(found: Difference) -> str:
    """The whole in one line."""
    weaker = sum(change.is_weaker for change in found.claims)
    counts = (
        (len(found.opened), "opening at the border", "openings at the border"),
        (len(found.closed), "closed", "closed"),
        (weaker, "promise weakened", "promises weakened"),
    )
    told = [in_number(count, one, many) for count, one, many in counts if count]
    return ", ".join(told) or "Nothing changed at the border, and no promise weakened"


def in_number(number: int, one: str, many: str) -> str:
    """A number with what it counts."""
    return f"{number} {one if number == 1 else many}"


def _border(change: BorderChange, mark: str, found: Difference) -> ReportLine:
    inside, outside = end(change.inside), _joined([end(each) for each in change.outside])
    way = f"{outside} -> {inside}" if change.direction is Direction.INBOUND else f"{inside} -> {outside}"
    told = [f"{verb(change, mark, found)}: {', '.join(change.flows)}", *_only_with(change.when)]
    return ReportLine(mark, f"{change.direction} {', '.join(change.ports)}: {way}", tuple(told))


def verb(change: BorderChange, mark: str, found: Difference) -> str:
    """What became of the rule; one that opens here and closes there has changed."""
    whole, part = {"+": ("new", "wider"), "-": ("gone", "narrower")}[mark]
    if change.whole:
        return whole
    others = (other.flows for other in (found.closed if mark == "+" else found.opened) if other.direction is change.direction)
    return "changed" if any(flows == change.flows for flows in others) else part


def end(told: End) -> str:
    """An end of an opening."""
    kind = told.kind.partition(" ")[0]
    return f"addresses of {told.id}" if kind == "fill-in" else told.id


def _joined(items: Sequence[str]) -> str:
    return ", ".join(items)


def when(alternatives: Sequence[Conditions]) -> list[str]:
    """Each alternative in words."""
    return [", ".join(f"{option} = {' or '.join(choices)}" for option, choices in cube.items()) for cube in alternatives]


def _only_with(alternatives: Sequence[Conditions]) -> Iterator[str]:
    if alternatives:
        yield f"only with {'; or '.join(when(alternatives))}"


def _facts(changes: Iterable[FactChange]) -> Iterator[ReportLine]:
    """The same change of several flows is one line."""
    alike: dict[str, list[FactChange]] = {}
    for change in changes:
        alike.setdefault(repr((change.fact, change.before, change.after, change.trend, change.when)), []).append(change)
    for same in alike.values():
        change, subjects = same[0], _joined([each.subject for each in same])
        mark = "!" if change.trend is Trend.WEAKER else "~"
        yield ReportLine(mark, f"{fact_said(change)}: {subjects}", tuple(_only_with(change.when)))


def fact_said(change: FactChange) -> str:
    """What a fact became."""
    match change.fact, change.after:
        case ("enters" | "leaves") as verb, "yes":
            return f"now {verb}"
        case ("enters" | "leaves") as verb, _:
            return f"no longer {verb}"
        case _:
            return f"{change.fact} {change.before} -> {change.after}"


FATES = {
    Fate.BROKEN: ("!", "is false now"),
    Fate.REMOVED: ("!", "was removed"),
    Fate.CONDITION: ("!", "is judged by another condition"),
    Fate.EXTENDED: ("~", "holds with more choices"),
    Fate.REWORDED: ("~", "was reworded"),
    Fate.MENDED: ("~", "holds again"),
    Fate.ADDED: ("+", "is new"),
}


def _claim(change: ClaimChange) -> ReportLine:
    mark, said = FATES[change.fate]
    told = [f"was: {change.before}", f"is: {change.statement}"] if change.before else [change.statement]
    if change.flows:
        told.append(f"broken by {', '.join(change.flows)}")
    return ReportLine(mark, f"claims.{change.claim} {said}", tuple(told))


def configurations(found: Difference) -> Iterator[str]:
    """How many there were and are, where that changed."""
    before, after = found.configurations
    if before != after:
        yield f"{before} -> {after} configurations"


def _entries(found: Difference) -> Iterator[ReportLine]:
    yield from (ReportLine("~", told) for told in configurations(found))
    yield from map(_entry, found.entries)


def _entry(change: EntryChange) -> ReportLine:
    match change.kind:
        case "added":
            return ReportLine("+", f"{change.entry}: {change.name}")
        case "removed":
            return ReportLine("-", f"{change.entry}: {change.name}")
        case _:
            return ReportLine("~", f"{change.entry}: {', '.join(change.fields)}")

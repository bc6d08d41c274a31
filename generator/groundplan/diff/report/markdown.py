"""A difference as a comment on a merge request: what matters in sight, in the words of the model, the rest folded up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from groundplan.diff.border import End
from groundplan.diff.changes import BorderChange, EntryChange, FactChange
from groundplan.diff.difference import Difference
from groundplan.diff.promises import ClaimChange
from groundplan.diff.report.lines import (
    CLOSED,
    FATES,
    OPENED,
    WEAKENED,
    WEAKER,
    configurations,
    cosmetic,
    fact_said,
    in_number,
    parted,
    verb,
)
from groundplan.domain.flow import Direction
from groundplan.domain.option import Conditions

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")
_HEAD = "| | Connection | From | To | Ports | Only with |\n| --- | --- | --- | --- | --- | --- |"


def report(found: Difference) -> str:
    """Nothing where nothing changed."""
    return _Comment(found).text() if not found.is_empty else ""


class _Comment:
    """One difference, told to whoever reviews it."""

    def __init__(self, found: Difference) -> None:
        self._found = found
        replaced = [(change, old) for change in found.opened for old in found.closed if _replaces(change, old)]
        self._before = {id(change): old for change, old in reversed(replaced)}
        self._closed = [old for old in found.closed if all(old is not other for other in self._before.values())]

    def text(self) -> str:
        blocks = [f"### {self._headline()}", *self._in_sight(), *self._folded()]
        if told := cosmetic(self._found):
            blocks.append(f"<sub>{told}</sub>")
        return "\n\n".join(blocks) + "\n"

    def _headline(self) -> str:
        """What a reviewer must know, in one line."""
        changed = len(self._before)
        counts = (
            (len(self._found.opened) - changed, "opening at the border", "openings at the border"),
            (changed, "rule exchanged for another", "rules exchanged for others"),
            (len(self._closed), "closed", "closed"),
            (sum(change.is_weaker for change in self._found.claims), "promise weakened", "promises weakened"),
            (sum(change.is_weaker for change in self._found.facts), "fact weaker", "facts weaker"),
        )
        told = [in_number(count, one, many) for count, one, many in counts if count]
        return ", ".join(told) or "Nothing changed at the border, and no promise weakened"

    def _in_sight(self) -> Iterator[str]:
        weaker, _ = parted(self._found.facts, lambda change: change.is_weaker)
        broken, _ = parted(self._found.claims, lambda change: change.is_weaker)
        for title, body in ((OPENED, self._rules(self._found.opened, "+")), (WEAKENED, _list(broken, self._claim))):
            if body:
                yield f"**{title}**\n\n{body}"
        if weaker:
            yield f"**{WEAKER}**\n\n{_list(weaker, self._fact)}"

    def _folded(self) -> Iterator[str]:
        _, others = parted(self._found.facts, lambda change: change.is_weaker)
        _, kept = parted(self._found.claims, lambda change: change.is_weaker)
        entries = [*(told.replace("->", "→") for told in configurations(self._found)), *map(self._entry, self._found.entries)]
        for title, number, body in (
            (CLOSED, len(self._closed), self._rules(self._closed, "-")),
            ("Stronger, and other facts", len(others), _list(others, self._fact)),
            ("Other promises", len(kept), _list(kept, self._claim)),
            ("Options, components and connections", len(entries), _list(entries, str)),
        ):
            if number:
                yield f"<details>\n<summary>{title} ({number})</summary>\n\n{body}\n\n</details>"

    def _rules(self, changes: Sequence[BorderChange], mark: str) -> str:
        rows = [f"| {' | '.join(self._row(change, mark))} |" for change in changes]
        return "\n".join([_HEAD, *rows]) if rows else ""

    def _row(self, change: BorderChange, mark: str) -> tuple[str, ...]:
        before = self._before.get(id(change)) if mark == "+" else None
        inside = self._end(change.inside)
        outside = _became(self._ends(before) if before else "", self._ends(change))
        source, target = (outside, inside) if change.direction is Direction.INBOUND else (inside, outside)
        ports = _became(_ports(before) if before else "", _ports(change))
        flows = "; ".join(_text(self._found.flows.get(flow, flow)) for flow in change.flows)
        what = f"**{verb(change, mark, self._found).capitalize()}**, {change.direction}"
        return what, flows, source, target, ports, self._when(change.when) or "always"

    def _ends(self, change: BorderChange) -> str:
        return ", ".join(map(self._end, change.outside))

    def _end(self, end: End) -> str:
        kind = end.kind.partition(" ")[0]
        if kind in ("own", "fill-in"):
            name = _text(self._found.places.get(end.id, end.id))
            return f"addresses of {name}" if kind == "fill-in" else name
        return _code(end.id)

    def _when(self, alternatives: Iterable[Conditions]) -> str:
        """Under which choices, by their names."""
        ways = (
            ", ".join(f"{self._name(f'options.{option}')}: {self._choices(option, picked)}" for option, picked in cube.items())
            for cube in alternatives
        )
        return "; or ".join(ways)

    def _choices(self, option: str, picked: Iterable[str]) -> str:
        return " or ".join(self._name(f"choices.{option}.{choice}") for choice in picked)

    def _name(self, entry: str) -> str:
        return _text(self._found.names.get(entry, entry.rpartition(".")[2]))

    def _claim(self, change: ClaimChange) -> str:
        lines = [f"**{FATES[change.fate][1].capitalize()}:** {_text(change.statement)} ({_code(f'claims.{change.claim}')})"]
        if change.before:
            lines.append(f"before: {_text(change.before)}")
        if change.flows:
            lines.append(f"broken by {'; '.join(self._name(f'flows.{flow}') for flow in change.flows)}")
        return "\n  - ".join(lines)

    def _fact(self, change: FactChange) -> str:
        only = f", only with {told}" if (told := self._when(change.when)) else ""
        return f"**{self._name(change.subject)}** {_text(fact_said(change))}{only} ({_code(change.subject)})"

    def _entry(self, change: EntryChange) -> str:
        became = {"added": "new", "removed": "gone"}.get(change.kind, f"changed: {', '.join(change.fields)}")
        return f"**{_text(change.name)}** {became} ({_code(change.entry)})"


def _replaces(new: BorderChange, old: BorderChange) -> bool:
    """Whether one rule stands where another one stood: the same connections need it."""
    both = ((change.direction, change.inside, change.flows, change.when, change.whole) for change in (new, old))
    return not new.whole and len(set(map(repr, both))) == 1


def _became(before: str, now: str) -> str:
    return f"{before} → {now}" if before and before != now else now


def _ports(change: BorderChange) -> str:
    return ", ".join(map(_code, change.ports))


def _list(items: Sequence[object], say: Callable[..., str]) -> str:
    return "\n".join(f"- {say(item)}" for item in items)


def _code(text: str) -> str:
    """`text` as it is, in a code span that nothing in it can end, not even the cell of a table."""
    text = text.replace("|", "\u00a6")
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _text(text: str) -> str:
    """`text` with nothing in it taken for Markdown or HTML; a name with @ calls nobody."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("\\@", "@\u200b")

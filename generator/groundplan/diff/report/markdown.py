"""A difference as a comment on a merge request: what matters in sight, in the words of the model, the rest folded up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundplan.diff.border import End
from groundplan.diff.changes import BorderChange
from groundplan.diff.difference import Difference
from groundplan.diff.report.lines import CLOSED, OPENED, WEAKENED, WEAKER, ReportLine, ReportPart, cosmetic, parts, summary, verb, when
from groundplan.domain.flow import Direction

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@])")
_GRAVE = frozenset({OPENED, WEAKENED, WEAKER})
_HEAD = "| | From | To | Ports | For | Only with |\n| --- | --- | --- | --- | --- | --- |"


def report(found: Difference) -> str:
    """Nothing where nothing changed."""
    if found.is_empty:
        return ""
    blocks = [f"**{summary(found)}.**", *(_part(part, found) for part in parts(found))]
    if said := cosmetic(found):
        blocks.append(f"{said}.")
    return "\n\n".join(blocks) + "\n"


def _part(part: ReportPart, found: Difference) -> str:
    told = {OPENED: found.opened, CLOSED: found.closed}.get(part.title)
    body = _rules(told, found, part.lines[0].mark) if told else _list(part)
    if part.title in _GRAVE:
        return f"### {part.title}\n\n{body}"
    return f"<details>\n<summary>{part.title} ({len(part.lines)})</summary>\n\n{body}\n\n</details>"


def _rules(changes: Iterable[BorderChange], found: Difference, mark: str) -> str:
    return "\n".join([_HEAD, *(f"| {' | '.join(_row(change, found, mark))} |" for change in changes)])


def _row(change: BorderChange, found: Difference, mark: str) -> tuple[str, ...]:
    inside, outside = _end(change.inside, found), ", ".join(_end(end, found) for end in change.outside)
    source, target = (outside, inside) if change.direction is Direction.INBOUND else (inside, outside)
    flows = ", ".join(_text(found.flows.get(flow, flow)) for flow in change.flows)
    ports = ", ".join(map(_code, change.ports))
    return f"**{verb(change, mark, found)}**, {change.direction}", source, target, ports, flows, _text("; or ".join(when(change.when)))


def _end(end: End, found: Difference) -> str:
    kind = end.kind.partition(" ")[0]
    if kind in ("own", "fill-in"):
        name = _text(found.places.get(end.id, end.id))
        return f"addresses of {name}" if kind == "fill-in" else name
    return _code(end.id)


def _list(part: ReportPart) -> str:
    return "\n".join(_item(line) for line in part.lines)


def _item(line: ReportLine) -> str:
    return "\n".join([f"- `{line.mark}` {_code(line.text)}", *(f"  - {_text(told)}" for told in line.told)])


def _code(text: str) -> str:
    """`text` as it is, in a code span that nothing in it can end, not even the cell of a table."""
    text = text.replace("|", "\u00a6")
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _text(text: str) -> str:
    """`text` with nothing in it taken for Markdown or HTML; a name with @ calls nobody."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("\\@", "@\u200b")

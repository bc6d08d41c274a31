"""The derived facts as rows: an aligned table for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping

from groundplan.check.wording import judged_over
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowFacts, FlowState
from groundplan.domain.flow import Flow
from groundplan.load.values import UNKNOWN_PORTS
from groundplan.project.revision import Revision

COLUMNS = ("number", "flow", "direction", "exposure", "layer", "channel", "crosses", "enters", "leaves", "openings")

MORE_COLUMNS = (
    "from", "to", "through", "ports", "protocol", "endpoints", "carries", "returns", "controls", "purpose", "condition",
    "viewpoint", "model",
)  # fmt: skip
"""What only the CSV has: too wide for a screen."""


def facts_table(facts: Facts, configuration: Configuration, revision: Revision, only: Collection[str] | None = None) -> str:
    """Columns aligned with spaces; a flow that does not exist has dashes."""
    rows = [COLUMNS, *(row[: len(COLUMNS)] for row in _rows(facts, configuration, only, " "))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    claims = list(_claims(facts, revision))
    seen = [] if facts.viewpoint is facts.model.project.viewpoint else [f"seen from {facts.viewpoint.id}", ""]
    return "\n".join([*seen, *lines, *([""] if claims else []), *claims]) + "\n"


def _claims(facts: Facts, revision: Revision) -> Iterator[str]:
    """The verdicts, each with how much it was judged over, and the state of the model that all of them are about."""
    width = max(map(len, facts.verdicts), default=0)
    for id_, verdict in facts.verdicts.items():
        yield f"{'holds' if verdict.holds else 'FALSE'}  {id_.ljust(width)}  {judged_over(verdict)}"
    if facts.verdicts:
        yield f"judged over model {revision.name}"


def facts_csv(facts: Facts, configuration: Configuration, revision: Revision, only: Collection[str] | None = None) -> str:
    """RFC 4180 with a header row; lists are separated by semicolons. Each row says which state of the model it is of."""
    return _written([(*COLUMNS, *MORE_COLUMNS), *_whole_rows(facts, configuration, revision, only)])


def facts_csv_of_projects(states: Mapping[str, tuple[Facts, Configuration, Revision, Collection[str] | None]]) -> str:
    """The same of several projects, with the name of each in front of its rows."""
    rows = ((name, *row) for name, state in states.items() for row in _whole_rows(*state))
    return _written([("project", *COLUMNS, *MORE_COLUMNS), *rows])


def _written(rows: Iterable[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _whole_rows(facts: Facts, configuration: Configuration, revision: Revision, only: Collection[str] | None) -> Iterator[tuple[str, ...]]:
    return ((*row, revision.name) for row in _rows(facts, configuration, only, ";"))


def _rows(facts: Facts, configuration: Configuration, only: Collection[str] | None, separator: str) -> list[tuple[str, ...]]:
    flows = (flow for flow in facts.flows.values() if only is None or flow.flow.id in only)
    return [_row(flow, configuration, separator) for flow in flows]


def _row(flow: FlowFacts, configuration: Configuration, separator: str) -> tuple[str, ...]:
    state = flow.under(configuration)
    if state is None:
        told = (separator.join(items) or "-" for items in _anyhow(flow))
        return (str(flow.number), flow.flow.id, *["-"] * (len(COLUMNS) - 2), *told)
    lists = (state.crosses, state.enters, state.leaves, state.openings)
    joined = (separator.join(item.id for item in items) or "-" for items in lists)
    short = (str(flow.number), flow.flow.id, state.direction, state.exposure, state.layer, state.channel.id, *joined)
    return (*short, *(separator.join(items) or "-" for items in _more(state)))


def _anyhow(flow: FlowFacts) -> Iterator[Iterable[str]]:
    """What is so of a flow that the configuration does not have, in the columns of `_more`."""
    for column in MORE_COLUMNS[:-1]:
        match column:
            case "from" | "to":
                yield (end.id for end in (flow.flow.sources if column == "from" else flow.flow.targets))
            case "purpose":
                yield (flow.flow.purpose.id,) if flow.flow.purpose else ()
            case "condition":
                yield _condition(flow.flow)
            case _:
                yield ()


def _condition(flow: Flow) -> Iterator[str]:
    return (f"{option}={'|'.join(choices)}" for option, choices in flow.when.items())


def _more(state: FlowState) -> Iterator[Iterable[str]]:
    flow = state.flow
    for entries in (flow.sources, flow.targets, [hop.component for hop in state.through]):
        yield (entry.id for entry in entries)
    yield () if state.ports is None else list(map(str, state.ports)) or [UNKNOWN_PORTS]
    yield () if state.protocol is None else (state.protocol,)
    yield (endpoint.value for endpoint in state.endpoints)
    for named in (state.carries, state.returns, state.controls, (flow.purpose,) if flow.purpose else ()):
        yield (entry.id for entry in named)
    yield _condition(flow)
    yield (state.facts.border.viewpoint.id,)

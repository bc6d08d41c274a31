"""The facts of one project or of several, in each form in which they are printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeAlias

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.export.facts_json import facts_json, facts_json_of_projects
from groundplan.export.facts_table import facts_csv, facts_csv_of_projects, facts_table
from groundplan.project.revision import Revision


class StateOfFacts(NamedTuple):
    """What is printed of a project: its facts under a configuration (which names every option), for all flows or those in `only`."""

    facts: Facts
    configuration: Configuration
    revision: Revision
    only: Collection[str] | None = None


States: TypeAlias = Mapping[str, StateOfFacts]


def _tables(states: States) -> str:
    return "\n".join(f"{name}:\n{facts_table(*state)}" for name, state in states.items())


ONE: Mapping[str, Callable[..., str]] = {"table": facts_table, "json": facts_json, "csv": facts_csv}
SEVERAL: Mapping[str, Callable[[States], str]] = {"table": _tables, "json": facts_json_of_projects, "csv": facts_csv_of_projects}


def printed(states: States, form: str, *, several: bool) -> str:
    """The facts of each project by its name, as `table`, `json` or `csv`. Of `several` projects, each part names its own."""
    return SEVERAL[form](states) if several else "".join(ONE[form](*state) for state in states.values())

"""What pages tell the viewer, and what its sources expect, are one thing."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from browser.page import facts, links, words

from groundplan.render.figures.atlas import WHOLE
from groundplan.render.tables.claims import claim_row
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.viewer import records
from groundplan.render.viewer.facts import viewer_data
from groundplan.render.viewer.schema import schema

VIEWER = Path(__file__).parents[3] / "viewer"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The facts of the reference model, as a page with the explorer has them."""
    found: dict[str, Any] = json.loads(viewer_data(facts(), words("en"), links(), {WHOLE: {"byoc-vpc": "a.js"}}))
    return found


def faults(document: object) -> list[str]:
    from jsonschema import Draft202012Validator

    return [error.json_path for error in Draft202012Validator(schema()).iter_errors(document)]


def test_the_types_of_the_viewer_are_those_of_the_records() -> None:
    program = runpy.run_path(str(VIEWER / "write_types.py"))
    assert program["types"](schema()) == program["TYPES"].read_text(encoding="utf-8"), "run `python generator/viewer/write_types.py`"


def test_the_facts_of_a_page_are_what_the_schema_says(document: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())
    assert len(document["flows"]) > 30
    assert set(document["views"]) > {WHOLE}
    assert faults(document) == []


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [("flows", "number", "1"), ("flows", "direction", "sideways"), ("flows", "colour", "red"), ("options", "choices", None)],
)
def test_the_schema_refuses_what_no_record_holds(document: dict[str, Any], section: str, key: str, value: object) -> None:
    first, *others = document[section]
    assert len(faults({**document, section: [{**first, key: value}, *others]})) == 1


def test_the_schema_demands_what_records_always_hold(document: dict[str, Any]) -> None:
    assert faults({key: value for key, value in document.items() if key != "claims"}) == ["$"]


def test_what_is_empty_is_left_out_where_it_may_be() -> None:
    assert records.written(records.Choice(id="a", name="")) == {"id": "a", "name": ""}
    assert records.written(records.Choice(id="a", name="A", requires={"b": ("c",)})) == {"id": "a", "name": "A", "requires": {"b": ["c"]}}


def test_every_optional_key_of_a_flow_occurs_in_the_reference_model(document: dict[str, Any]) -> None:
    """So that the comparison with the schema has something to look at. No flow of it has several ends."""
    known = {key for flow in document["flows"] for key in flow}
    assert known | {"ways"} == set(schema()["$defs"][records.Flow.__name__]["properties"])


def test_an_overlay_of_the_reference_model_is_carried_by_the_tunnels_of_its_own_agents(document: dict[str, Any]) -> None:
    carriers = {flow["id"]: {id_ for id_, _ in flow.get("carriers", ())} for flow in document["flows"]}
    assert {"tunnel-direct-engineer", "cluster-agent-coordinates"} <= carriers["troubleshoot-clickhouse"]
    assert "tunnel-direct-vendor" in carriers["read-metrics"]
    assert carriers["read-metrics"].isdisjoint({"tunnel-direct-engineer", "engineer-agent-coordinates"})


def test_a_promise_leads_to_the_picture_where_that_lights_something_up(document: dict[str, Any]) -> None:
    """What was judged over all that there is would light up all of it, and tell nothing of any of it."""
    rows = FlowRows(facts(), words("en"), links())
    led = {id_ for id_, verdict in facts().verdicts.items() if claim_row(verdict, facts(), rows).shown}
    assert led == {claim for flow in document["flows"] for claim in flow.get("claims", ())}
    assert "crossings-encrypted" in led
    assert "tailscale-opens-nothing-inbound" not in led

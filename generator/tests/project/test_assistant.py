"""Assistants ask about a project through a client of theirs, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from projects import Project

Question = tuple[str, dict[str, Any]]


def answers(project: Project, *questions: Question | Callable[[], object]) -> list[Any]:
    """What `groundplan mcp` answers a client, an error as its text; what is no question is done in between."""
    found: list[Any] = []

    import mcp  # half a second, for the worker that runs these

    async def session() -> None:
        server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "groundplan.cli", "mcp", str(project.root)])
        async with mcp.stdio_client(server) as (read, write), mcp.ClientSession(read, write) as client:
            await client.initialize()
            found.append((await client.list_tools()).tools)
            for question in questions:
                if callable(question):
                    question()
                    continue
                result = await client.call_tool(*question)
                text = result.content[0].text  # type: ignore[union-attr]
                found.append(text if result.is_error else json.loads(text))

    with ThreadPoolExecutor() as alone:  # where a browser drives tests, too, this thread has a loop already
        alone.submit(asyncio.run, session()).result()
    return found


def test_a_client_learns_what_the_model_says(shop: Project) -> None:
    facts = json.loads(shop.run("facts", "--format", "json", "--where", "direction=outbound", "--set", "payment-link=peering").out)
    rules = json.loads(shop.run("export", "json", "--audience", "internal").out)["rules"]
    findings = json.loads(shop.run("check", "--format", "json").out)
    tools, overview, told, allowed, entry, found, why, changed = answers(
        shop,
        ("overview", {}),
        ("facts", {"where": "direction=outbound", "choices": {"payment-link": "peering"}}),
        ("allow_list", {}),
        ("entry", {"id": "shopper"}),
        ("findings", {}),
        ("why", {"claim": "database-private"}),
        lambda: shop.edit("model/shop.yaml", "ports: [443/tcp]\n    carries: [orders", "ports: [8443/tcp]\n    carries: [orders"),
        ("allow_list", {}),
    )
    assert [tool.name for tool in tools] == ["overview", "facts", "allow_list", "entry", "findings", "why", "diff"]
    assert [tool.name for tool in tools if not (tool.annotations.read_only_hint and tool.description)] == []
    assert (overview["project"], overview["viewpoint"], overview["configurations"]) == ("Web shop", "shop-vpc", 2)
    assert [option["id"] for option in overview["options"]] == ["payment-link"]
    assert told == facts
    assert allowed["rules"] == rules
    assert (entry["section"], entry["name"]) == ("components", "Shopper")
    assert found == findings
    assert (why["holds"], why["refuted_by"], why["broken_by"]) == (True, None, [])
    assert why["evidence"], "a claim is proven on something"
    assert changed["rules"][0]["ports"] == ["8443/tcp"], "files are read when somebody asks"


def test_what_cannot_be_answered_is_said(shop: Project) -> None:
    _, claim, entry, choice, folder, overview, findings = answers(
        shop,
        ("why", {"claim": "nothing"}),
        ("entry", {"id": "shoper"}),
        ("facts", {"choices": {"payment-link": "barter"}}),
        ("diff", {"old": "model"}),
        lambda: shop.edit("model/shop.yaml", "viewpoint: shop-vpc", "viewpoint: nowhere"),
        ("overview", {}),
        ("findings", {}),
    )
    assert "there is no claim `nothing`" in claim
    assert "did you mean `shopper`?" in entry
    assert "`payment-link` has no choice `barter`" in choice
    assert "name revisions of git" in folder
    assert "nothing follows from a model that is not sound" in overview
    assert findings["summary"]["error"] > 0


def test_entries_of_several_kinds_that_share_an_id_are_told_apart(shop: Project) -> None:
    shop.edit(
        "model/shop.yaml", "  selling: {name: Selling", "  shopper: {name: A shopper, description: Somebody.}\n  selling: {name: Selling"
    )
    _, both, component, term, nothing = answers(
        shop,
        ("entry", {"id": "shopper"}),
        ("entry", {"id": "components.shopper"}),
        ("entry", {"id": "terms.shopper"}),
        ("entry", {"id": "flows.shopper"}),
    )
    assert "ask for `components.shopper` or `terms.shopper`" in both
    assert (component["section"], term["section"]) == ("components", "terms")
    assert "there is no entry `flows.shopper`" in nothing


def test_who_has_no_mcp_is_told_how_to_get_it(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    ended = shop.run("mcp")
    assert (ended.code, ended.out) == (2, "")
    assert "pip install 'groundplan[mcp]'" in ended.err

"""Nesting as deep as no author writes it, but a program that writes models might: facts, not a traceback."""

from __future__ import annotations

from typing import Any

from derive.models import facts_from, text_of
from groundplan.derive.facts import Facts

DEPTH = 2000


def model(**sections: dict[str, Any]) -> Facts:
    raw: dict[str, Any] = {
        "project": {"name": "Deep", "viewpoint": "home"},
        "boundaries": {"home": {"kind": "vpc"}, "away": {"kind": "vpc"}},
        "components": {"inside": {"kind": "service", "in": "home"}, "outside": {"kind": "service", "in": "away"}},
        "channels": {"web": {"exposure": "public", "encryption": "tls"}},
        "flows": {"ground": {"from": "inside", "to": "outside", "channel": "web"}},
    }
    for section, entries in sections.items():
        raw[section] = {**raw.get(section, {}), **entries}
    return facts_from(text_of(raw))


def test_overlays_in_overlays() -> None:
    overlays = {f"overlay-{n}": {"exposure": "private", "carried-by": [f"ride-{n - 1}" if n else "ground"]} for n in range(DEPTH)}
    rides = {f"ride-{n}": {"from": "inside", "to": "outside", "channel": f"overlay-{n}"} for n in range(DEPTH)}
    public = {"rides-on": {"exposure": "public"}}
    claims = {
        "over": {"statement": "All goes over the web.", "every": {}, "is": {"over": "web"}},
        "rides": {"statement": "All overlays ride on the internet.", "every": {"layer": "overlay"}, "is": public},
    }
    facts = model(channels=overlays, flows=rides, claims=claims)
    assert [flow.id for flow in facts.flows[f"ride-{DEPTH - 1}"].openings] == ["ground"]
    assert [verdict.holds for verdict in facts.verdicts.values()] == [True, True]
    assert len(facts.verdicts["rides"].evidence) == DEPTH


def test_overlays_in_overlays_written_from_the_top() -> None:
    overlays = {f"overlay-{n}": {"exposure": "private", "carried-by": [f"ride-{n + 1}"]} for n in range(DEPTH)}
    rides = {f"ride-{n}": {"from": "inside", "to": "outside", "channel": f"overlay-{n}"} for n in range(DEPTH)}
    rides[f"ride-{DEPTH}"] = {"from": "inside", "to": "outside", "channel": "web"}
    facts = model(channels=overlays, flows=rides)
    assert [flow.id for flow in facts.flows["ride-0"].openings] == [f"ride-{DEPTH}"]


def test_boundaries_in_boundaries() -> None:
    boundaries = {f"b-{n}": {"kind": "cluster", "in": f"b-{n - 1}" if n else "home"} for n in range(DEPTH)}
    facts = model(boundaries=boundaries, components={"inside": {"kind": "service", "in": f"b-{DEPTH - 1}"}})
    crossed = [boundary.id for boundary in facts.flows["ground"].crosses.values()[0]]
    assert crossed[:2] == [f"b-{DEPTH - 1}", f"b-{DEPTH - 2}"]
    assert crossed[-3:] == ["b-0", "home", "away"]


def test_data_in_data() -> None:
    data = {f"d-{n}": {"part-of": f"d-{n - 1}"} if n else {"sensitivity": "internal"} for n in range(DEPTH)}
    flow = {"from": "inside", "to": "outside", "channel": "web", "carries": [f"d-{DEPTH - 1}"]}
    claim = {"statement": "It stays.", "contained": {"data": "d-0", "within": "home"}}
    facts = model(data=data, flows={"ground": flow}, claims={"stays": claim})
    assert not facts.verdicts["stays"].holds


def test_options_that_require_each_other_in_a_chain() -> None:
    """Choosing `on` for one asks for `on` at all before it, so there are as many configurations as options, and one more."""
    options = {
        f"o-{n}": {"choices": {"off": {}, "on": {"requires": {f"o-{n - 1}": "on"}} if n else {}}, "default": "off"} for n in range(DEPTH)
    }
    flow = {"from": "inside", "to": "outside", "channel": "web", "when": {f"o-{DEPTH - 1}": "on"}}
    facts = model(options=options, flows={"ground": flow})
    assert facts.space.valid.count() == DEPTH + 1
    assert facts.flows["ground"].exists.count() == 1

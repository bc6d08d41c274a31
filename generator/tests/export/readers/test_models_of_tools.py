"""Models for threat modellers, compliance tools and LikeC4, as these read them, and as we read them again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import AWKWARD, REFERENCE, Project, run
from sharing import made_once

OTHER_WAYS = pytest.mark.parametrize("options", [(), ("--set", "api-access=private"), ("--locale", "ja"), ("--where", "direction=inbound")])
NEEDED = {
    "project": ("name", "id"),
    "trustZones": ("id", "name", "risk"),
    "components": ("id", "name", "type", "parent"),
    "dataflows": ("id", "name", "source", "destination"),
    "assets": ("id", "name", "risk"),
}
"""What the Open Threat Model 0.2.0 asks of each thing."""
TEXTS = {key: {"type": "string"} for key in ("id", "name", "type", "source", "destination")}
RISKS = {key: {"type": "number"} for key in ("trustRating", "confidentiality", "integrity", "availability")}
THING = {
    "properties": {**TEXTS, "risk": {"properties": RISKS}, "bidirectional": {"type": "boolean"}, "tags": {"items": {"type": "string"}}}
}
THREAT_MODEL = {
    "required": ["otmVersion", *NEEDED],
    "properties": {
        key: {"type": "array", "items": {**THING, "required": list(needed)}}
        if key != "project"
        else {"type": "object", **THING, "required": list(needed)}
        for key, needed in NEEDED.items()
    },
}


def exported(project: Project, format_: str, *options: str) -> str:
    ended = project.run("export", format_, *options)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def threat_model(project: Project, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported(project, "otm", *options))
    from jsonschema import Draft202012Validator

    Draft202012Validator(THREAT_MODEL).validate(found)
    return found


@OTHER_WAYS
def test_a_threat_model_names_nothing_twice_and_nothing_that_is_not_there(options: tuple[str, ...], reference: Project) -> None:
    found = threat_model(reference, *options)
    zones, components = ({each["id"] for each in found[key]} for key in ("trustZones", "components"))
    counted = Counter(each["id"] for key in ("trustZones", "components", "dataflows", "assets") for each in found[key])
    assert {id_: count for id_, count in counted.items() if count > 1 and id_ not in {each["id"] for each in found["assets"]}} == {}
    assert all(each["parent"]["trustZone"] in zones for each in (*found["components"], *(z for z in found["trustZones"] if "parent" in z)))
    assert {flow[end] for flow in found["dataflows"] for end in ("source", "destination")} <= components
    assert {asset for flow in found["dataflows"] for asset in flow["assets"]} <= {each["id"] for each in found["assets"]}
    assert len(found["dataflows"]) > 5


SAME_IDS = """
project: {name: Twins, viewpoint: vpc}
boundaries: {vpc: {kind: vpc}, away: {kind: vpc}}
components: {twin: {kind: service, in: vpc, stores: [twin]}, other: {kind: service, in: away}}
data: {twin: {sensitivity: internal}, third: {sensitivity: internal}}
channels: {twin: {exposure: public, encryption: tls}}
flows:
  twin: {from: twin, to: other, channel: twin, ports: [443/tcp], carries: [twin]}
  third: {from: other, to: twin, channel: twin, ports: [443/tcp], carries: [third]}
"""


def test_entries_of_several_kinds_with_one_id_have_several_in_a_threat_model(tmp_path: Path) -> None:
    twins = Project(tmp_path)
    twins.write("model/twins.yaml", SAME_IDS)
    found = threat_model(twins)
    ids = [each["id"] for key in ("trustZones", "components", "dataflows", "assets") for each in found[key]]
    assert sorted(ids) == ["away", "data/twin", "flow/third", "flow/twin", "other", "third", "twin", "vpc"]
    assert [flow["assets"] for flow in found["dataflows"]] == [["data/twin"], ["third"]]
    assert found["components"][0]["assets"] == {"stored": ["data/twin"], "processed": []}


def test_a_threat_model_rates_zones_by_where_they_lie(reference: Project) -> None:
    zones = {zone["id"]: zone["risk"]["trustRating"] for zone in threat_model(reference)["trustZones"]}
    assert (zones["internet"], zones["vendor-account"], zones["byoc-vpc"], zones["eks-cluster"]) == (0, 50, 100, 100)


def definition(project: Project, folder: Path, *options: str) -> dict[str, Any]:
    """The component definition, read by the program for such documents."""
    path = folder / "component-definition.json"
    path.write_text(exported(project, "oscal", *options), encoding="utf-8")
    from trestle.oscal.component import ComponentDefinition

    assert ComponentDefinition.oscal_read(path) is not None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["component-definition"]
    return found


def identifiers(value: Any) -> list[str]:
    match value:
        case dict():
            own = [value["uuid"]] if "uuid" in value else []
            return own + [uuid for each in value.values() for uuid in identifiers(each)]
        case list():
            return [uuid for each in value for uuid in identifiers(each)]
    return []


@OTHER_WAYS
def test_a_component_definition_is_read_and_every_link_in_it_leads_somewhere(
    options: tuple[str, ...], reference: Project, tmp_path: Path
) -> None:
    found = definition(reference, tmp_path, *options)
    known = identifiers(found)
    assert len(known) == len(set(known)) > 50
    links = [link["href"] for component in found["components"] for link in component.get("links", [])]
    assert len(links) > 10
    assert {link.removeprefix("#") for link in links} <= set(known)
    parties = {uuid for each in found["components"] for role in each.get("responsible-roles", []) for uuid in role["party-uuids"]}
    assert parties <= {party["uuid"] for party in found["metadata"]["parties"]}


def test_a_component_definition_passes_the_validator(reference: Project, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("trestle")
    subprocess.run([program, "init", "--local"], cwd=tmp_path, check=True, capture_output=True)
    folder = tmp_path / "component-definitions" / "reference"
    folder.mkdir(parents=True)
    definition(reference, folder)
    ended = subprocess.run(
        [program, "validate", "-f", folder / "component-definition.json"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "VALID: " in ended.stdout + ended.stderr) == (0, True), ended.stdout + ended.stderr


def test_a_component_definition_says_every_verdict_and_each_port(reference: Project, tmp_path: Path) -> None:
    found = definition(reference, tmp_path)
    facts = json.loads(reference.run("facts", "--format", "json").out)
    system = found["components"][0]
    requirements = system["control-implementations"][0]["implemented-requirements"]
    assert [each["control-id"] for each in requirements] == [claim["id"] for claim in facts["claims"]]
    assert {prop["value"] for each in requirements for prop in each["props"] if prop["name"] == "verdict"} == {"proven"}
    by_id = {prop["value"]: each for each in found["components"] for prop in each.get("props", []) if prop["name"] == "id"}
    ranges = [span for protocol in by_id["kubernetes-api"]["protocols"] for span in protocol.get("port-ranges", [])]
    assert {"start": 443, "end": 443, "transport": "TCP"} in ranges


def test_documents_are_the_same_for_the_same_model_and_others_for_another(reference: Project, tmp_path: Path) -> None:
    one = definition(reference, tmp_path)
    assert definition(reference, tmp_path) == one
    assert definition(reference, tmp_path, "--set", "api-access=private")["uuid"] != one["uuid"]


LIKEC4 = REFERENCE / ".cache/tests/likec4/node_modules/.bin/likec4"
needs_likec4 = pytest.mark.skipif(not (LIKEC4.exists() and shutil.which("node")), reason="LikeC4 is not installed for tests")


def model_of_likec4(project: Project, folder: Path, *options: str) -> dict[str, Any]:
    """The model as LikeC4 understands it; it has validated it before."""
    (folder / "model").mkdir()
    (folder / "model" / "model.c4").write_text(exported(project, "likec4", *options), encoding="utf-8")
    path = folder / "likec4.json"
    words = ("export", "json", "--skip-layout", "-o", str(path), str(folder / "model"))
    ended = subprocess.run([LIKEC4, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def in_likec4(reference: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The reference model as LikeC4 understands it, asked once."""
    folder = made_once(tmp_path_factory, "in-likec4", partial(model_of_likec4, reference))
    found: dict[str, Any] = json.loads((folder / "likec4.json").read_text(encoding="utf-8"))
    return found


@needs_likec4
def test_likec4_finds_every_connection_and_draws_every_place(reference: Project, in_likec4: dict[str, Any]) -> None:
    found = in_likec4
    facts = json.loads(reference.run("facts", "--format", "json").out)
    there = {flow["id"] for flow in facts["flows"] if flow.get("exists", True)}
    told = {each["metadata"]["flow"] for each in found["relations"].values()}
    assert len(told) > 20
    assert told <= there
    nodes = {node["id"] for node in found["views"]["index"]["nodes"]}
    assert nodes == set(found["elements"])


@needs_likec4
def test_likec4_reads_names_that_mean_something_to_it(awkward: Project, tmp_path: Path) -> None:
    text = awkward.read("model/shop.yaml").replace("web-server", "component").replace("shop-vpc", "1model")
    awkward.write("model/shop.yaml", text)
    found = model_of_likec4(awkward, tmp_path)
    titles = {element["title"] for element in found["elements"].values()}
    assert AWKWARD in titles
    assert {"component_", "_1model"} <= {part for id_ in found["elements"] for part in id_.split(".")}


@pytest.mark.parametrize("format_", ["otm", "likec4"])
def test_what_was_exported_comes_back_with_its_ends_ports_and_boundaries(
    format_: str, reference: Project, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if format_ == "likec4" and not LIKEC4.exists():
        pytest.skip("LikeC4 is not installed for tests")
    text = json.dumps(request.getfixturevalue("in_likec4")) if format_ == "likec4" else exported(reference, format_)
    (tmp_path / "model.json").write_text(text, encoding="utf-8")
    ended = run("import", format_, "model.json", "--output", "draft", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    model: dict[str, Any] = {}
    for path in sorted((tmp_path / "draft" / "model").glob("*.yaml")):
        model |= yaml.safe_load(path.read_text(encoding="utf-8"))
    names = {id_: entry["name"] for section in ("components", "boundaries") for id_, entry in model[section].items()}
    homes = {
        names[id_]: names[each["in"]] for section in ("components", "boundaries") for id_, each in model[section].items() if "in" in each
    }
    drawn = Counter((names[flow["from"]], names[flow["to"]], str(flow["ports"])) for flow in model["flows"].values())
    told = threat_model(reference)
    known = {each["id"]: each["name"] for each in (*told["components"], *told["trustZones"])}
    assert sum("443/tcp" in ports for _, _, ports in drawn) > 5
    assert drawn == Counter((known[flow["source"]], known[flow["destination"]], stated(flow)) for flow in told["dataflows"])
    assert homes == {
        known[each["id"]]: known[each["parent"]["trustZone"]]
        for each in (*told["components"], *told["trustZones"])
        if "parent" in each and not each["id"].startswith("boundary:")
    }


def stated(flow: dict[str, Any]) -> str:
    found = re.findall(r"\b\d+(?:-\d+)?/[a-z]+|\bicmp\b", flow["attributes"]["ports"])
    return str(list(dict.fromkeys(found)) or "unknown")

"""Drafts from files of other tools: what was found, what was guessed, and that it is a model to go on with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from projects import Project, run

from groundplan.import_ import sources
from groundplan.import_.draft import Draft
from groundplan.import_.registry import SOURCES
from groundplan.import_.yaml import files

COMPOSE = """
name: web_shop
services:
  front: {image: "nginx:1.27", ports: ["443:8443", "127.0.0.1:9000:9000", {published: "53", target: 53, protocol: udp}], depends_on: [api], networks: [edge, inner]}
  api:
    image: registry.example:5000/shop/api:2
    expose: ["8080"]
    environment:
      DATABASE_URL: postgres://shop:secret-word@db:5433/shop
      CACHE: cache
      BROKER: "amqp://queue"
      PAYMENTS: "https://key:word@Pay.example.com/v1, http://10.0.0.1/"
      METRICS: "https://metrics.example.net:8443"
      ODD: "postgres://shop.user:an/other@db/shop"
      GREETING: hello api and db
    networks: [inner]
  db: {image: "bitnami/postgresql:16@sha256:0", networks: [inner]}
  cache: {image: redis, networks: [inner]}
  queue: {image: rabbitmq, networks: [inner]}
"""  # noqa: E501
MANIFESTS = """
kind: Deployment
metadata: {name: front, namespace: shop}
spec: {template: {metadata: {labels: {app: front}}, spec: {containers: [{image: web, ports: [{name: https, containerPort: 443}]}]}}}
---
kind: StatefulSet
metadata: {name: db, namespace: data}
spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{image: "postgres:16", ports: [{name: sql, containerPort: 5432}]}]}}}
---
kind: NetworkPolicy
metadata: {name: db, namespace: data}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - from:
    - {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, podSelector: {matchLabels: {app: front}}}
    - ipBlock: {cidr: 10.9.0.0/16}
    ports: [{port: sql}]
---
kind: Service
metadata: {name: front, namespace: shop}
spec: {type: LoadBalancer, selector: {app: front}, ports: [{port: 443}]}
"""
OTM = {
    "otmVersion": "0.2.0",
    "project": {"name": "Shop", "id": "shop"},
    "trustZones": [
        {"id": "z1", "name": "Internet", "risk": {"trustRating": 1}},
        {"id": "z2", "name": "Inside", "risk": {"trustRating": 9}},
    ],
    "components": [
        {"id": "c3", "name": "Orders", "type": "postgresql", "parent": {"component": "c2"}},
        {"id": "c1", "name": "Browser", "type": "web-client", "parent": {"trustZone": "z1"}},
        {"id": "c2", "name": "Rack", "type": "generic", "parent": {"trustZone": "z2"}},
    ],
    "assets": [{"id": "a1", "name": "Order data", "risk": {}}],
    "dataflows": [{"id": "f1", "name": "Ordering", "source": "c1", "destination": "c3", "assets": ["a1"]}],
}


def drawn_up(folder: Path, format_: str, name: str, content: str) -> tuple[Project, dict[str, Any]]:
    """A project made of a file, with its whole model."""
    (folder / name).write_text(content, encoding="utf-8")
    ended = run("import", format_, name, "--output", "draft", folder=folder)
    assert (ended.code, ended.err) == (0, "")
    project = Project(folder / "draft")
    found: dict[str, Any] = {}
    for path in sorted((project.root / "model").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    errors = [line for line in project.told() if "error[" in line]
    assert errors == []
    return project, found


def ends(model: dict[str, Any]) -> dict[str, Any]:
    return {f"{flow['from']} > {flow['to']}": flow["ports"] for flow in model["flows"].values()}


def test_a_compose_file(tmp_path: Path) -> None:
    project, model = drawn_up(tmp_path, "compose", "compose.yaml", COMPOSE)
    assert ends(model) == {
        "outside > front": ["443/tcp", "53/udp"],
        "front > api": ["8080/tcp"],
        "api > db": ["5433/tcp"],
        "api > cache": ["6379/tcp"],
        "api > queue": ["5672/tcp"],
        "api > pay-example-com": ["443/tcp"],
        "api > metrics-example-net": ["8443/tcp"],
    }
    assert model["flows"]["api-to-metrics-example-net"]["endpoints"] == [{"host": "metrics.example.net"}]
    others = dict.fromkeys(("outside", "pay-example-com", "metrics-example-net"), "other")
    kinds = {id_: component["kind"] for id_, component in model["components"].items()}
    assert kinds == {
        "front": "gateway",
        "api": "service",
        "db": "datastore",
        "cache": "datastore",
        "queue": "queue",
        **others,
    }
    assert model["components"]["front"]["in"] == "edge"
    assert model["project"] == {"name": "Web shop", "viewpoint": "host"}
    written = "".join(path.read_text(encoding="utf-8") for path in (project.root / "model").glob("*.yaml"))
    assert [word for word in ("secret-word", "key", "word", "shop.user", "an/other", "10.0.0.1") if word in written] == []


def test_every_guess_says_so(tmp_path: Path) -> None:
    _, model = drawn_up(tmp_path, "compose", "compose.yaml", COMPOSE)
    for entry in (*model["components"].values(), *model["flows"].values()):
        assert ("notes" in entry) == (entry.get("status") == "planned")
    assert all(flow["notes"] for flow in model["flows"].values())
    assert "status" not in model["components"]["api"]


def test_manifests_of_kubernetes(tmp_path: Path) -> None:
    _, model = drawn_up(tmp_path, "kubernetes", "manifests.yaml", MANIFESTS)
    assert ends(model) == {"front > db": ["5432/tcp"], "10-9-0-0-16 > db": ["5432/tcp"], "outside > front": ["443/tcp"]}
    assert model["components"]["db"]["kind"] == "datastore"
    assert {id_: each["in"] for id_, each in model["components"].items()}["10-9-0-0-16"] == "private-network"
    assert model["flows"]["10-9-0-0-16-to-db"]["endpoints"] == [{"cidr": "10.9.0.0/16"}]
    assert model["bindings"] == {"front": ["Deployment/shop/front"], "db": ["StatefulSet/data/db"]}


def left_out(folder: Path, format_: str, name: str, content: str) -> tuple[dict[str, Any], str]:
    """The model drawn up of a file that says what a model cannot, and what was told of that; the model has no errors."""
    (folder / name).write_text(content, encoding="utf-8")
    ended = run("import", format_, name, "--output", "draft", folder=folder)
    assert ended.code == 0
    project = Project(folder / "draft")
    assert [line for line in project.told() if "error[" in line] == []
    model: dict[str, Any] = yaml.safe_load(project.read("model/connections.yaml"))
    return model["flows"], ended.err


def test_ranges_are_as_wide_as_in_the_manifests(tmp_path: Path) -> None:
    manifests = MANIFESTS.replace("cidr: 10.9.0.0/16", "cidr: 10.9.0.1/16, except: [10.9.128.0/17, 10.9.0.0/18]").replace(
        "{type: LoadBalancer,", '{type: LoadBalancer, loadBalancerSourceRanges: ["192.0.2.1/24", nowhere],'
    )
    flows, told = left_out(tmp_path, "kubernetes", "manifests.yaml", manifests)
    assert flows["10-9-0-0-16-to-db"]["endpoints"] == [{"cidr": "10.9.64.0/18"}]
    assert "Without 10.9.128.0/17, 10.9.0.0/18." in flows["10-9-0-0-16-to-db"]["notes"]
    assert flows["192-0-2-0-24-to-front"]["endpoints"] == [{"cidr": "192.0.2.0/24"}]
    assert "outside-to-front" not in flows
    assert told == "left out: a range of `Service/shop/front`, which is none: `nowhere`\n"


def test_what_is_excepted_in_one_rule_and_admitted_by_another_is_admitted(tmp_path: Path) -> None:
    block = "    - ipBlock: {cidr: 10.9.0.0/16}\n"
    twice = block.replace("/16}", "/16, except: [10.9.0.0/17]}") + block.replace("/16}", "/16, except: [10.9.128.0/18]}")
    flows, _ = left_out(tmp_path, "kubernetes", "manifests.yaml", MANIFESTS.replace(block, twice))
    found = [each["cidr"] for each in flows["10-9-0-0-16-to-db"]["endpoints"]]
    assert found == ["10.9.128.0/17", "10.9.0.0/17", "10.9.192.0/18"]


def test_a_range_of_which_all_is_excepted_admits_nothing(tmp_path: Path) -> None:
    manifests = MANIFESTS.replace("cidr: 10.9.0.0/16", "cidr: 10.9.0.0/16, except: [10.0.0.0/8]")
    assert set(left_out(tmp_path, "kubernetes", "manifests.yaml", manifests)[0]) == {"front-to-db", "outside-to-front"}


def test_ports_that_are_none_are_left_out_and_told(tmp_path: Path) -> None:
    compose = 'services: {a: {image: x, ports: ["99999:99999", "443:443", "90-80:90-80"]}, b: {image: x, ports: ["0:80"]}}'
    flows, told = left_out(tmp_path, "compose", "compose.yaml", compose)
    assert {id_: flow["ports"] for id_, flow in flows.items()} == {"outside-to-a": ["443/tcp"], "outside-to-b": "unknown"}
    named = ("99999/tcp` of `outside-to-a", "90-80/tcp` of `outside-to-a", "0/tcp` of `outside-to-b")
    assert told == "".join(f"left out: the port `{each}`, which is none\n" for each in named)


def test_what_is_drawn_up_of_manifests_agrees_with_them(tmp_path: Path) -> None:
    project, _ = drawn_up(tmp_path, "kubernetes", "manifests.yaml", MANIFESTS)
    ended = project.run("verify", "--manifests", str(tmp_path / "manifests.yaml"))
    told = re.findall(r"error\[[a-z-]+\]: `(.*?)` (admits everything)?", ended.out)
    assert set(told) == {("Deployment/shop/front", "admits everything"), ("StatefulSet/data/db", "admits everything")}


def test_an_open_threat_model(tmp_path: Path) -> None:
    _, model = drawn_up(tmp_path, "otm", "model.json", json.dumps(OTM))
    assert ends(model) == {"browser > orders": "unknown"}
    assert {id_: (each["kind"], each["in"]) for id_, each in model["components"].items()} == {
        "orders": ("datastore", "rack"),
        "browser": ("device", "internet"),
    }
    assert model["boundaries"]["rack"]["in"] == "inside"
    assert model["flows"]["ordering"]["carries"] == ["order-data"]


def test_what_a_source_says_of_nothing_is_left_out_and_told(tmp_path: Path) -> None:
    flow = {"id": "f2", "name": "Lost", "source": "c1", "destination": "gone"}
    (tmp_path / "shop.json").write_text(json.dumps({**OTM, "dataflows": [*OTM["dataflows"], flow]}), encoding="utf-8")
    ended = run("import", "otm", "shop.json", "--output", "draft", folder=tmp_path)
    said = "the data flow `Lost`, whose destination `gone` is not there"
    assert (ended.code, ended.err) == (0, f"left out: {said}\n")
    project = (tmp_path / "draft/model/project.yaml").read_text(encoding="utf-8")
    assert f"# Left out: {said}.\n" in project
    assert yaml.safe_load(project)["project"] == {"name": "Shop", "viewpoint": "inside"}


def test_policies_that_were_exported_keep_ends_ports_and_boundaries(reference: Project, tmp_path: Path) -> None:
    exported = reference.run("export", "kubernetes", "--address", "kubernetes-api=10.0.0.10").out
    _, model = drawn_up(tmp_path, "kubernetes", "policies.yaml", exported)
    facts = json.loads(reference.run("facts", "--format", "json").out)["flows"]
    original = {}
    for path in (reference.root / "model").glob("*.yaml"):
        original |= yaml.safe_load(path.read_text(encoding="utf-8")).get("components", {})
    inside = {id_: component["in"] for id_, component in model["components"].items() if component["in"].endswith("-namespace")}
    assert len(inside) > 8
    assert inside == {id_: original[id_]["in"] for id_ in inside}
    found = ends(model)
    compared = 0
    for flow in (flow for flow in facts if flow.get("exists", True) and flow["layer"] == "underlay" and not flow["through"]):
        if {flow["from"], flow["to"]} <= inside.keys():
            stated = flow["ports"] if isinstance(flow["ports"], list) else []
            assert set(stated) <= set(found[f"{flow['from']} > {flow['to']}"]), flow["id"]
            compared += 1
    assert compared > 5


def test_every_module_of_the_folder_is_a_source() -> None:
    modules = {path.stem for path in Path(str(sources.__file__)).parent.glob("*.py")} - {"__init__"}
    assert modules == {source.name for source in SOURCES} == {source.read.__module__.rpartition(".")[2] for source in SOURCES}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    drawn_up(tmp_path, "compose", "compose.yaml", COMPOSE)
    before = (tmp_path / "draft/model/places.yaml").read_bytes()
    ended = run("import", "compose", "compose.yaml", "--output", "draft", folder=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "exists already; nothing was written" in ended.err
    assert (tmp_path / "draft/model/places.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compos", "x"), "did you mean `compose`?"),
        (("compose",), "expected a format and a file"),
        (("compose", "a", "b"), "expected a format and a file"),
        (("compose", "missing.yaml"), "missing.yaml"),
    ],
)
def test_wrong_words_end_with_a_line(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    ended = run("import", *words, folder=tmp_path)
    assert ended.code == 2
    assert says in ended.err


@pytest.mark.parametrize("format_", [source.name for source in SOURCES])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"a: [",
        b"- 1\n",
        b"services: 5\n",
        b"services: {}\n",
        b"[" * 5000,
        b"otmVersion: 1\ntrustZones: [1]\n",
        b"kind: Pod\n",
    ],
)
def test_odd_files_end_in_no_accident(format_: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(content)
    ended = run("import", format_, "odd.yaml", folder=tmp_path)
    assert ended.code in (0, 2)
    assert "the program itself failed" not in ended.err


KEYS = (
    "name", "image", "ports", "networks", "environment", "depends_on", "expose", "kind", "spec", "metadata", "template", "rules", "from",
    "to", "ingress", "egress", "podSelector", "matchLabels", "ipBlock", "cidr", "source", "target", "model", "parent", "trustZone",
    "component", "id", "assets",
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ODD = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@given(ODD)
def test_whatever_stands_in_a_file_is_no_accident(odd: object) -> None:
    from groundplan.errors import GroundplanError

    kinds = ("Deployment", "NetworkPolicy", "Service", "Ingress")
    trees: dict[str, object] = {
        "compose": {"services": {"a": odd, "b": odd}},
        "kubernetes": {"kind": "List", "items": [{"kind": kind, "spec": odd, "metadata": odd} for kind in kinds]},
        "likec4": {"elements": {"a": odd, "a.b": {"kind": odd, "title": odd}, "c": {"metadata": odd}}, "relations": {"r": odd}},
        "otm": {"otmVersion": "0.2.0", "trustZones": [{"id": "z"}], "components": odd, "dataflows": odd, "assets": odd},
    }
    ended = []
    for source in (each for each in SOURCES if each.name in trees):
        try:
            texts = files(source.read(Path("odd.json"), json.dumps(trees[source.name]).encode()), "")
            ended.append(all(yaml.safe_load(text) for text in texts.values()))
        except GroundplanError as error:
            ended.append("odd.json" in str(error))
    assert ended == [True] * len(trees)


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_a_thing_is_called_is_written_as_it_is(name: str, note: str) -> None:
    draft = Draft(name, "here", components={"one": {"kind": "service", "in": "here", "notes": note}})
    found = {key: value for text in files(draft, "").values() for key, value in (yaml.load(text, yaml.BaseLoader) or {}).items()}
    shown = ["".join(letter if letter.isprintable() else " " for letter in text) for text in (name, note)]
    assert [found["project"]["name"], found["components"]["one"]["notes"]] == shown

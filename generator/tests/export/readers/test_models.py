"""Exports of a model's connections, as the programs that they are for read them."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from projects import AWKWARD, REFERENCE

if TYPE_CHECKING:
    from projects import Project

MERMAID = REFERENCE / ".cache/tests/mermaid/node_modules"
"""`.ci/test` puts it there."""
PARSE = """
import { JSDOM } from "jsdom";
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");
let text = "";
for await (const chunk of process.stdin) text += chunk;
console.log(JSON.stringify(await mermaid.parse(text)));
"""


def bill(project: Project, *options: str) -> dict[str, Any]:
    from cyclonedx.schema import SchemaVersion  # more than a second, for the worker that runs these
    from cyclonedx.validation.json import JsonStrictValidator

    ended = project.run("export", "cyclonedx", *options)
    assert (ended.code, ended.err) == (0, "")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(ended.out) is None
    found: dict[str, Any] = json.loads(ended.out)
    return found


@pytest.mark.parametrize("options", [(), ("--set", "api-access=private"), ("--locale", "ko"), ("--where", "direction=inbound")])
def test_a_bill_of_materials_is_valid_and_names_nothing_that_is_not_there(options: tuple[str, ...], reference: Project) -> None:
    found = bill(reference, *options)
    defined = {service["bom-ref"] for service in found["services"]} | {"project"}
    assert len(defined) == len(found["services"]) + 1 > 5
    assert {each["ref"] for each in found["dependencies"]} == defined
    assert {needed for each in found["dependencies"] for needed in each["dependsOn"]} <= defined


def test_a_bill_tells_of_each_service_what_it_exchanges(shop: Project) -> None:
    services = {service["bom-ref"]: service for service in bill(shop)["services"]}
    server = services["component:web-server"]
    assert server["x-trust-boundary"] is True
    assert {(each["flow"], each["name"]) for each in server["data"]} >= {("inbound", "Orders")}


ENDPOINTS = """
project: {name: P, viewpoint: vpc}
boundaries: {office: {kind: network}, vpc: {kind: vpc}}
components:
  scanner: {kind: service, in: office}
  web: {kind: service, in: vpc}
  proxy: {kind: gateway, in: office}
  store: {kind: datastore, in: vpc}
  mail: {kind: service, in: office}
  api: {kind: service, in: office}
channels: {pub: {exposure: public, encryption: tls}}
flows:
  scan: {from: scanner, to: web, channel: pub, ports: 22/tcp, protocol: ssh, endpoints: [{host: scanner.vendor.net}]}
  send: {from: web, to: mail, channel: pub, ports: 25/tcp, protocol: smtp, endpoints: [{host: mail.vendor.net}]}
  ask: {from: web, to: api, channel: pub, ports: [443/tcp, 8443/tcp], protocol: HTTPS, endpoints: [{host: api.vendor.net}, {host: "*.a.b"}]}
  guess: {from: web, to: api, channel: pub, ports: 443/tcp, endpoints: [{host: old.vendor.net}]}
  scale: {from: web, to: api, channel: pub, ports: 8000-8100/tcp, protocol: https, endpoints: [{host: many.vendor.net}]}
  keep: {from: web, through: [proxy], to: store, channel: pub, ports: 443/tcp, protocol: https, endpoints: [{host: proxy.vendor.net}]}
"""


def test_a_bill_says_where_a_service_accepts_connections_and_not_what_an_initiator_is_called(empty: Project) -> None:
    empty.write("model/model.yaml", ENDPOINTS)
    assert {service["name"]: service["endpoints"] for service in bill(empty)["services"] if "endpoints" in service} == {
        "Mail": ["mail.vendor.net"],
        "Api": ["https://api.vendor.net", "https://api.vendor.net:8443", "many.vendor.net", "old.vendor.net"],
    }


def test_a_bill_is_the_same_for_the_same_model_and_another_for_another(reference: Project) -> None:
    one, again = bill(reference), bill(reference)
    assert one == again
    assert bill(reference, "--set", "api-access=private")["serialNumber"] != one["serialNumber"]
    assert "timestamp" not in json.dumps(one)


def test_awkward_names_come_through_a_bill(awkward: Project) -> None:
    assert AWKWARD.replace("\\\\", "\\\\") in {service["name"] for service in bill(awkward)["services"]}


def chart(project: Project, *options: str) -> str:
    ended = project.run("export", "mermaid", *options)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_a_flowchart_has_every_leg_of_every_flow(reference: Project) -> None:
    text = chart(reference)
    facts = json.loads(reference.run("facts", "--format", "json").out)
    for number, flow in enumerate(facts["flows"], start=1):
        if flow.get("exists", True):
            assert f'|"{number} ' in text, flow["id"]
    assert text.count("subgraph ") == text.count("  end\n")


def test_nothing_in_a_flowchart_can_end_a_quotation(awkward: Project) -> None:
    quoted = chart(awkward).split('"')[1::2]
    assert "end #quot;of#quot; (it) [x] {y} #35;1; #lt;b#gt;#amp;amp;#lt;/b#gt; #96;c#96; #92;#92; | %% subgraph" in quoted


@pytest.mark.skipif(not (MERMAID.is_dir() and shutil.which("node")), reason="Mermaid is not installed for tests")
@pytest.mark.parametrize("options", [(), ("--locale", "ja"), ("--set", "api-access=private")])
def test_mermaid_reads_a_flowchart(options: tuple[str, ...], reference: Project) -> None:
    assert "flowchart" in parsed(chart(reference, *options))


@pytest.mark.skipif(not (MERMAID.is_dir() and shutil.which("node")), reason="Mermaid is not installed for tests")
def test_mermaid_reads_awkward_names(awkward: Project) -> None:
    assert "flowchart" in parsed(chart(awkward))


def parsed(text: str) -> str:
    script = MERMAID.parent / "parse.mjs"
    script.write_text(PARSE, encoding="utf-8")
    ended = subprocess.run(["node", str(script)], input=text, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout

"""Manifests of Kubernetes beside the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verify.telling import findings_of

from .test_rulesets import ADDRESSES

if TYPE_CHECKING:
    from projects import Project

MODEL = """
project: {name: Shop, viewpoint: cluster}
boundaries:
  internet: {kind: internet}
  cluster: {kind: cluster}
  shop: {kind: namespace, in: cluster}
  data: {kind: namespace, in: cluster}
components:
  shopper: {kind: device, in: internet}
  web: {kind: service, in: shop}
  api: {kind: service, in: shop}
  store: {kind: datastore, in: data}
channels:
  open: {exposure: public, encryption: tls}
  inner: {exposure: private, encryption: tls}
flows:
  visit: {from: shopper, to: web, channel: open, ports: [443/tcp], endpoints: [{cidr: 0.0.0.0/0}, {cidr: "::/0"}]}
  call: {from: web, to: api, channel: inner, ports: [8080/tcp]}
  query: {from: api, to: store, channel: inner, ports: [5432/tcp]}
bindings:
  web: [Deployment/shop/front]
  api: [Deployment/shop/api]
"""
PODS = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: front, namespace: shop}
spec: {template: {metadata: {labels: {app: front}}, spec: {containers: [{name: a, ports: [{name: https, containerPort: 443}]}]}}}
---
apiVersion: v1
kind: List
items:
- kind: Deployment
  metadata: {name: api, namespace: shop}
  spec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]}}}
---
"""
API = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: api, namespace: shop}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [api]}]}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {app: front}}}]
    ports: [{port: http}]
  egress:
  - to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}
      podSelector: {matchLabels: {app.kubernetes.io/name: store}}
    ports: [{port: 5432}]
---
"""
FRONT = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: front, namespace: shop}
spec:
  podSelector: {matchLabels: {app: front}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: "::/0"}}]
    ports: [{port: https}]
  egress:
  - to: [{podSelector: {matchLabels: {app: api}}}]
    ports: [{port: 8080, protocol: TCP}]
---
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    from projects import Project

    found = Project(tmp_path)
    found.write("model/shop.yaml", MODEL)
    return found


def told(project: Project, text: str) -> list[str]:
    return findings_of(project, "manifests/shop.yaml", text, "--manifests", "manifests")


def test_manifests_that_agree(project: Project) -> None:
    assert told(project, PODS + API + FRONT) == []


WIDER, NOT_TOLD = "error[wider-opening]: `NetworkPolicy/shop/api` admits", "warning[unknown-opening]: `NetworkPolicy/shop/"
CHANGES = [
    ("port: 5432", "port: 5400, endPort: 5432", [f"{WIDER} tcp 5400-5431 from `api` to `store`"]),
    ("port: http}", "port: 8081}", [f"{WIDER} tcp 8081", "warning[missing-opening]: `call` needs"]),
    ("port: http}", "port: metrics}", [f"{NOT_TOLD}api` does not tell which port `metrics` is"]),
    ("  - from: [{podSelector: {matchLabels: {app: front}}}]\n", "  - from:\n", [f"{WIDER} tcp 8080 from anywhere (IPv4) to `api`"]),
    ("{matchLabels: {kubernetes.io/metadata.name: data}}", "{}", [f"{WIDER} tcp 5432 from `api` to any pod of the cluster besides"]),
    ("app: front}}}]", "app: nobody}}}]", [f"{NOT_TOLD}api` does not tell who is meant"]),
    ("{cidr: 0.0.0.0/0}", "{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}", ["warning[missing-opening]: `visit` needs tcp 443"]),
    ("{cidr: 0.0.0.0/0}", "{cidr: nowhere}", [f"{NOT_TOLD}front` does not tell one of its `ipBlock`s"]),
    ("policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]", ["`Deployment/shop/api` admits everything from `api` to anywhere"]),
]


@pytest.mark.parametrize(("old", "new", "says"), CHANGES)
def test_what_differs_is_found(old: str, new: str, says: list[str], project: Project) -> None:
    text = PODS + API + FRONT
    assert text.count(old) >= 1
    found = told(project, text.replace(old, new, 1))
    for each in says:
        assert any(each in line for line in found), found


def test_pods_without_a_policy_are_open(project: Project) -> None:
    found = told(project, PODS + API)
    assert any("`Deployment/shop/front` admits everything from" in line and "to `web`" in line for line in found), found
    assert any("`Deployment/shop/front` admits everything from `web` to anywhere" in line for line in found), found


def test_ways_in_from_outside_need_a_flow_over_their_ports(project: Project) -> None:
    service = """
kind: Service
metadata: {name: front, namespace: shop}
spec: {type: LoadBalancer, selector: {app: front}, ports: [{port: 443, targetPort: 443}]}
---
"""
    whole = PODS + API + FRONT + service
    assert told(project, whole) == []
    assert any(
        "`Service/shop/front` admits tcp 22" in line for line in told(project, whole.replace("port: 443, targetPort: 443", "port: 22"))
    )
    inner = whole.replace("selector: {app: front}", "selector: {app: api}").replace(
        "name: front, namespace: shop}\nspec: {type", "name: x, namespace: shop}\nspec: {type"
    )
    assert any("`Service/shop/x` admits tcp 443" in line for line in told(project, inner))
    narrow = whole.replace("type: LoadBalancer,", "type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24],")
    assert told(project, narrow) == []


def test_what_is_exported_agrees_with_its_model(reference: Project, tmp_path: Path) -> None:
    for options in ((), ("--set", "api-access=private")):
        exported = tmp_path / "policies.yaml"
        exported.write_text(reference.run("export", "kubernetes", *ADDRESSES, *options).out, encoding="utf-8")
        ended = reference.run("verify", "--manifests", str(exported), *ADDRESSES, *options)
        assert (ended.code, ended.out.strip()) == (0, "no findings")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "shop.yaml:2:1"),
        ("kind: NetworkPolicy\nspec: 7\n", ""),
        ("- 1\n- 2\n", ""),
        ("kind: NetworkPolicy\nmetadata: {name: [a]}\nspec: {podSelector: text, ingress: 7, egress: [1, {to: 5, ports: [a]}]}\n", ""),
        ("kind: Service\nspec: {type: LoadBalancer, ports: 5, selector: a}\n", ""),
        ("kind: Deployment\nspec: {template: 5}\n", ""),
    ],
)
def test_odd_manifests_end_in_no_accident(text: str, says: str, project: Project) -> None:
    project.write("manifests/shop.yaml", text)
    ended = project.run("verify", "--manifests", "manifests")
    assert ended.code == (2 if says else ended.code)
    assert says in ended.err
    assert "the program itself failed" not in ended.err


def test_a_folder_without_manifests_is_refused(project: Project) -> None:
    (project.root / "empty").mkdir()
    ended = project.run("verify", "--manifests", "empty")
    assert (ended.code, "holds no manifests" in ended.err) == (2, True)


def test_there_must_be_something_to_compare_with(project: Project) -> None:
    ended = project.run("verify")
    assert (ended.code, "there is nothing to compare with" in ended.err) == (2, True)

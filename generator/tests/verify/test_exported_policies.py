"""What is exported for a cluster is what its model needs: places by the namespace around them, and ids that a label cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project

LONG = "a-service-with-a-name-that-is-much-longer-than-any-label-may-be-in-a-cluster"
MODEL = """
project: {name: Shop, viewpoint: eks}
boundaries:
  eks: {kind: cluster}
  APPS: {kind: namespace, in: eks}
  data: {kind: namespace, in: eks}
components:
  WEB: {kind: service, in: APPS}
  WEB-two: {kind: service, in: APPS}
  db: {kind: datastore, in: data}
channels:
  tls: {exposure: private, encryption: tls}
flows:
  store: {from: FROM, to: db, channel: tls, ports: 5432/tcp}
"""


@pytest.mark.parametrize("apps", ["apps", LONG])
@pytest.mark.parametrize("web", ["web", LONG.replace("service", "server")])
@pytest.mark.parametrize("source", ["APPS", "WEB"])
def test_what_is_exported_agrees_with_its_model(source: str, web: str, apps: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("model/shop.yaml", MODEL.replace("FROM", source).replace("APPS", apps).replace("WEB", web))
    assert project.run("export", "kubernetes", "--output", "policies.yaml").code == 0
    text = project.read("policies.yaml")
    assert text.count("kind: NetworkPolicy") == 3
    ended = project.run("verify", "--manifests", "policies.yaml")
    assert (ended.code, ended.out.strip()) == (0, "no findings"), ended.out
    lines = text.splitlines(keepends=True)
    project.write("policies.yaml", "".join(line.replace("5432", "5433") for line in lines))
    assert "wider-opening" in project.run("verify", "--manifests", "policies.yaml").out

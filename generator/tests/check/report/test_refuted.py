"""A claim that is false is told with all flows that break it, each with its own condition, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

BASE = (Path(__file__).parents[1] / "base.yaml").read_text(encoding="utf-8")
MORE = """
options:
  site: {name: Site, choices: {eu: {name: EU}, us: {name: US}}, default: eu}
flows:
  report-eu: {name: Report, from: api, to: console, channel: public-tls, ports: 443/tcp, endpoints: [{service: eu}], when: {site: eu}}
  report-us: {name: Reports, from: api, to: console, channel: public-tls, ports: 443/tcp, endpoints: [{service: us}], when: {site: us}}
claims:
  quiet: {statement: The API opens nothing., never: {direction: outbound}}
"""
TOLD = (
    "`report-eu` goes from `api` to `console`, and breaks it under site=eu",
    "`report-us` goes from `api` to `console`, and breaks it under site=us",
)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_every_format_tells_each_flow_that_breaks_a_claim_with_its_own_condition(form: str, empty: Project) -> None:
    empty.write("model/base.yaml", BASE)
    empty.write("model/more.yaml", MORE)
    ended = empty.run("check", "--format", form)
    assert ended.code == 1
    assert [told for told in TOLD if told not in ended.out] == []


def test_facts_tell_the_same(empty: Project) -> None:
    empty.write("model/base.yaml", BASE)
    empty.write("model/more.yaml", MORE)
    [claim] = json.loads(empty.run("facts", "--format", "json").out)["claims"]
    assert claim["broken_by"] == [{"flow": "report-eu", "when": {"site": ["eu"]}}, {"flow": "report-us", "when": {"site": ["us"]}}]

"""The rulesets of the reference model at a real gateway: what is allowed passes, and nothing else does."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from export.readers.network import Connection, gateway, needs_root

if TYPE_CHECKING:
    from projects import Project

pytestmark = [needs_root, pytest.mark.slow]

INSIDE = {
    "kubernetes-api": "10.0.0.1",
    "ingress-load-balancer": "10.0.0.2",
    "s3-gateway-endpoint": "10.0.0.3",
    "alertmanager": "10.0.0.4",
    "state-exporter": "10.0.0.5",
    "cert-manager": "10.0.0.6",
    "cluster-tailscale-agent": "10.0.0.7",
}
OUTSIDE = {
    "client-application": "172.16.0.1",
    "remote-client": "172.16.0.2",
    "s3.us-east-1.amazonaws.com": "172.16.0.3",
    "com.amazonaws.us-east-1.s3": "172.16.0.4",
    "alerts.example.com": "172.16.0.5",
    "sqs.us-east-1.amazonaws.com": "172.16.0.6",
    "acme-v02.api.letsencrypt.org": "172.16.0.7",
    "controlplane.tailscale.com": "172.16.0.8",
    "derp*.tailscale.com": "172.16.0.9",
}
NAT_GATEWAY, ENGINEER = "203.0.113.17", "198.51.100.200"
"""Within the ranges that the model names."""
STRANGERS = {"inside": "10.0.0.99", "outside": "203.0.113.32"}
"""One inside that takes no part, and one outside, next to the range of the NAT gateway."""
PORTS = ("443/tcp", "8443/tcp", "9440/tcp", "22/tcp", "41641/udp", "3478/udp", "443/udp")

ALWAYS = """
    client-application ingress-load-balancer 8443/tcp 9440/tcp
    s3-gateway-endpoint s3.us-east-1.amazonaws.com 443/tcp
    s3-gateway-endpoint com.amazonaws.us-east-1.s3 443/tcp
    alertmanager alerts.example.com 443/tcp
    state-exporter sqs.us-east-1.amazonaws.com 443/tcp
    cert-manager acme-v02.api.letsencrypt.org 443/tcp
    cluster-tailscale-agent controlplane.tailscale.com 443/tcp
    cluster-tailscale-agent derp*.tailscale.com 443/tcp 3478/udp
    203.0.113.17 kubernetes-api 443/tcp
"""
DEFAULT = """
    remote-client ingress-load-balancer 8443/tcp 9440/tcp
    cluster-tailscale-agent 198.51.100.200 41641/udp
    cluster-tailscale-agent 203.0.113.17 41641/udp
"""
PRIVATE = ("api-access=private", "private-connectivity=privatelink", "public-ingress=disabled", "tunnel-mode=relayed")
"""Urgent investigation keeps the way of the NAT gateway open, and the relayed tunnel uses the port of path discovery."""

PROGRAMS = {"nftables": ("nft", "-f", "-"), "iptables": ("iptables-restore",)}


def expected(table: str) -> set[Connection]:
    addresses = {**INSIDE, **OUTSIDE}
    rows = [line.split() for line in table.split("\n") if line.strip()]
    return {(addresses.get(a, a), addresses.get(b, b), port) for a, b, *ports in rows for port in ports}


def options(settings: tuple[str, ...]) -> list[str]:
    known = [f"--address={name}={address}" for name, address in {**INSIDE, **OUTSIDE}.items()]
    wanted = [f"--set={setting}" for setting in settings]
    return [*wanted, *(option for option in known if not (settings and "remote-client" in option))]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(("settings", "table"), [((), ALWAYS + DEFAULT), (PRIVATE, ALWAYS)], ids=["default", "private"])
def test_what_is_allowed_passes_and_nothing_else(reference: Project, program: str, settings: tuple[str, ...], table: str) -> None:
    ended = reference.run("export", program, *options(settings))
    assert (ended.code, ended.err) == (0, "")
    inside = [*INSIDE.values(), STRANGERS["inside"]]
    outside = [*OUTSIDE.values(), NAT_GATEWAY, ENGINEER, STRANGERS["outside"]]
    tried = {(a, b, port) for one, other in ((inside, outside), (outside, inside)) for a, b, port in product(one, other, PORTS)}
    allowed = expected(table)
    assert allowed < tried
    with gateway(inside, outside) as between:
        assert between.passing(allowed) == allowed, "without a filter, everything passes"
        between.filter(*PROGRAMS[program], ruleset=ended.out)
        assert between.passing(tried) == allowed


def test_a_ruleset_to_fill_in_admits_nothing_yet(reference: Project) -> None:
    ended = reference.run("export", "nftables")
    with gateway([INSIDE["alertmanager"]], [OUTSIDE["alerts.example.com"]]) as between:
        connection = (INSIDE["alertmanager"], OUTSIDE["alerts.example.com"], "443/tcp")
        between.filter("nft", "-f", "-", ruleset=ended.out)
        assert between.passing([connection]) == set()
        for name in ("alertmanager", "alerts.example.com"):
            element = {**INSIDE, **OUTSIDE}[name]
            between.filter("nft", "add", "element", "inet", "groundplan", f"at-{name}-4", f"{{ {element} }}", ruleset="")
        assert between.passing([connection]) == {connection}

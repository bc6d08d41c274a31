"""Rulesets of a gateway beside the model: those that are exported agree with it, and what is changed in them is found."""

from __future__ import annotations

import ipaddress
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.verify.boxes import Atom, ConnectionBox, without
from groundplan.verify.realities import iptables, nftables
from groundplan.verify.realities.filters import openings
from groundplan.verify.reality import Reality

if TYPE_CHECKING:
    from projects import Project

GIVEN = (
    "kubernetes-api=10.0.0.10", "client-application=198.51.100.0/28", "ingress-load-balancer=10.0.1.0/24",
    "remote-client=198.51.100.64/27,2001:db8:1::/64", "s3-gateway-endpoint=10.0.2.5", "s3.us-east-1.amazonaws.com=192.0.2.0/26",
    "com.amazonaws.us-east-1.s3=192.0.2.64/26", "alertmanager=10.0.3.1", "alerts.example.com=192.0.2.200", "state-exporter=10.0.3.2",
    "sqs.us-east-1.amazonaws.com=192.0.2.201", "cert-manager=10.0.3.3", "acme-v02.api.letsencrypt.org=192.0.2.202",
    "cluster-tailscale-agent=10.0.3.4", "controlplane.tailscale.com=192.0.2.203", "derp*.tailscale.com=192.0.2.204/31",
)  # fmt: skip
CONFIGURATIONS: dict[str, tuple[str, ...]] = {
    "default": (),
    "closed": ("--set", "public-ingress=disabled", "--set", "private-connectivity=vpc-peering"),
}
ADDRESSES = [word for given in GIVEN for word in ("--address", given)]


def verify(project: Project, rules: Path, *options: str) -> tuple[int, list[str]]:
    ended = project.run("verify", "--rules", str(rules), *ADDRESSES, *options)
    assert ended.err == ""
    return ended.code, re.findall(r"(?:error|warning)\[[a-z-]+\]: .*", ended.out)


@pytest.fixture(scope="module")
def exported(reference: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rulesets of the reference model, by format and configuration."""
    folder = tmp_path_factory.mktemp("rules")
    for name, options in CONFIGURATIONS.items():
        for format_ in ("nftables", "iptables", "ip6tables"):
            ended = reference.run("export", format_, *_asked_for(name), *options)
            assert ended.code == 0, ended.err
            (folder / f"{name}.{format_}").write_text(ended.out, encoding="utf-8")
    return folder


def _asked_for(name: str) -> list[str]:
    """An export refuses addresses that no rule asks for."""
    return ADDRESSES if name == "default" else [word for given in GIVEN if "remote" not in given for word in ("--address", given)]


@pytest.mark.parametrize("format_", ["nftables", "iptables", "ip6tables"])
@pytest.mark.parametrize("name", sorted(CONFIGURATIONS))
def test_what_is_exported_agrees_with_its_model(name: str, format_: str, exported: Path, reference: Project) -> None:
    assert verify(reference, exported / f"{name}.{format_}", *CONFIGURATIONS[name]) == (0, [])


@pytest.mark.parametrize("format_", ["nftables", "iptables"])
def test_the_rules_of_another_configuration_do_not_agree(format_: str, exported: Path, reference: Project) -> None:
    code, told = verify(reference, exported / f"default.{format_}", *CONFIGURATIONS["closed"])
    assert code == 1
    assert any("admits tcp 8443, 9440 from 198.51.100.64/27" in line for line in told)


ADMITS, NOT_TOLD = "error[wider-opening]: `changed:.*` admits", "warning[unknown-opening]: `changed:.*` does not tell"
CHANGES = [
    ("iptables", "--dports 8443,9440", "--dports 8400:8443,9440", f"{ADMITS} tcp 8400-8442 from 198.51.100.0/28"),
    ("iptables", "-s 203.0.113.16/28 ", "-s 203.0.113.16/27 ", ADMITS),
    ("iptables", "-s 203.0.113.16/28 ", "", f"{ADMITS} tcp 443 from"),
    ("iptables", "-p tcp --dport 443 ", "", ADMITS),
    ("iptables", ":FORWARD DROP", ":FORWARD ACCEPT", "error[unmodelled-opening]: `changed:.*` admits everything"),
    ("iptables", "-A FORWARD -s 203", "-A FORWARD -p tcp -j DROP\n-A FORWARD -s 203", "warning[missing-opening]: `operate-cluster` needs"),
    ("iptables", "-A FORWARD -s 203", "-A FORWARD -i eth0 -p udp -j ACCEPT\n-A FORWARD -s 203", NOT_TOLD),
    ("nftables", "tcp dport 443 accept", "tcp dport { 22, 443 } accept", f"{ADMITS} tcp 22 from 203"),
    ("nftables", "policy drop", "policy accept", "error[unmodelled-opening]: `changed:.*` admits everything"),
    ("nftables", "tcp dport 443 accept", "drop", "warning[missing-opening]: `operate-cluster` needs tcp 443"),
    ("nftables", "elements = { 198.51.100.0/28 }", "elements = { 198.51.0.0/16 }", ADMITS),
    ("nftables", "tcp dport 443 accept", "tcp dport vmap { 443 : accept, 22 : accept }", f"{ADMITS} tcp 22 from 203"),
    ("nftables", "tcp dport 443 accept", "tcp dport . tcp sport vmap { 443 . 1 : accept }", NOT_TOLD),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]}: {change[2][:40]}")
def test_what_is_changed_is_found(change: tuple[str, str, str, str], exported: Path, reference: Project, tmp_path: Path) -> None:
    format_, old, new, says = change
    text = (exported / f"default.{format_}").read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "changed"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    _, told = verify(reference, changed)
    pattern = re.escape(says).replace(r"changed:\.\*", ".*changed:[0-9]+")
    assert any(re.match(pattern, line) for line in told), told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is no ruleset of nftables or iptables"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"*filter\n:INPUT DROP [0:0]\nCOMMIT\n", "holds no chain that sees what is forwarded"),
        (b"table inet x { chain input { type filter hook input priority 0; policy drop; } }", "holds no chain that sees what is forwarded"),
        (b"table inet x {", "holds no chain that sees what is forwarded"),
    ],
)
def test_what_is_no_ruleset_ends_the_run_with_a_line(text: bytes, says: str, reference: Project, tmp_path: Path) -> None:
    (tmp_path / "rules").write_bytes(text)
    ended = reference.run("verify", "--rules", str(tmp_path / "rules"))
    assert ended.code == 2
    assert says in ended.err
    assert ended.err.count("\n") == 1


PACKETS = [
    (source, target, transport, port)
    for source in ("10.0.0.1", "10.0.0.9", "192.0.2.1")
    for target in ("10.0.0.1", "203.0.113.7")
    for transport in ("tcp", "udp")
    for port in (22, 80, 443)
]
RULE = st.tuples(
    st.sampled_from([None, "10.0.0.0/29", "10.0.0.0/8", "192.0.2.1/32"]),
    st.sampled_from([None, "203.0.113.0/24", "10.0.0.1/32"]),
    st.sampled_from([None, "tcp", "udp"]),
    st.sampled_from([None, (80, 80), (22, 443)]),
    st.sampled_from(["accept", "drop", "jump", "goto", "return"]),
)


def decided(rules: list[Any], other: list[Any], packet: tuple[str, str, str, int], *, inner: bool = False) -> str | None:
    """What becomes of a packet, rule by rule, as a filter goes about it; None where a chain ends without a verdict."""
    for source, target, transport, ports, verdict in rules:
        matched = (
            (source is None or ipaddress.ip_address(packet[0]) in ipaddress.ip_network(source))
            and (target is None or ipaddress.ip_address(packet[1]) in ipaddress.ip_network(target))
            and (transport is None or packet[2] == transport)
            and (transport is None or ports is None or ports[0] <= packet[3] <= ports[1])
        )
        if not matched:
            continue
        if verdict in ("accept", "drop"):
            return str(verdict)
        if verdict == "return":
            return None
        if not inner:
            found = decided(other, [], packet, inner=True)
            if found is not None or verdict == "goto":
                return found
    return None


def as_iptables(rules: list[Any], chain: str) -> list[str]:
    lines = []
    for source, target, transport, ports, verdict in rules:
        words = [f"-A {chain}"]
        words += [f"-s {source}"] * (source is not None) + [f"-d {target}"] * (target is not None)
        if transport is not None:
            words.append(f"-p {transport}")
            words += [f"--dport {ports[0]}:{ports[1]}"] if ports else []
        words.append({"jump": "-j OTHER", "goto": "-g OTHER"}.get(verdict, f"-j {verdict.upper()}"))
        lines.append(" ".join(words))
    return lines


def as_nftables(rules: list[Any]) -> list[str]:
    lines = []
    for source, target, transport, ports, verdict in rules:
        words = [f"ip saddr {source}"] * (source is not None) + [f"ip daddr {target}"] * (target is not None)
        if transport is not None:
            words.append(f"{transport} dport {{ {ports[0]}-{ports[1]} }}" if ports is not None else f"meta l4proto {transport}")
        words.append({"jump": "jump other", "goto": "goto other"}.get(verdict, verdict))
        lines.append("    " + " ".join(words))
    return lines


def is_open(reality: Reality, packet: tuple[str, str, str, int]) -> bool:
    source, target = (Atom("4", range=(int(ipaddress.ip_address(each)),) * 2) for each in packet[:2])
    box = ConnectionBox(source, target, packet[2], (packet[3], packet[3]))
    return not without([box], [each for opening in reality.openings for each in opening.boxes])


@given(
    st.lists(RULE, max_size=6),
    st.lists(RULE.filter(lambda rule: rule[4] not in ("jump", "goto")), max_size=4),
    st.sampled_from(["accept", "drop"]),
)
def test_filters_are_read_as_they_work(rules: list[Any], other: list[Any], policy: str) -> None:
    chains = f"*filter\n:FORWARD {policy.upper()} [0:0]\n:OTHER - [0:0]"
    text = [chains, *as_iptables(rules, "FORWARD"), *as_iptables(other, "OTHER"), "COMMIT"]
    one = Reality()
    openings(iptables.read("rules", "\n".join(text)), one)
    text = ["table ip x {", "  chain other {", *as_nftables(other), "  }", "  chain forward {",
            f"    type filter hook forward priority 0; policy {policy};", *as_nftables(rules), "  }", "}"]  # fmt: skip
    two = Reality()
    openings(nftables.read("rules", "\n".join(text)), two)
    assert not one.unjudged
    assert not two.unjudged
    for packet in PACKETS:
        expected = (decided(rules, other, packet) or policy) == "accept"
        assert is_open(one, packet) == expected, (packet, "iptables")
        assert is_open(two, packet) == expected, (packet, "nftables")


RANGE = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair)))
BOX = st.builds(lambda a, b, c: ConnectionBox(Atom("4", range=a), Atom("4", range=b), "tcp", c), RANGE, RANGE, RANGE)


@given(st.lists(BOX, max_size=4), st.lists(BOX, max_size=4))
def test_boxes_are_taken_away_point_by_point(boxes: list[ConnectionBox], taken: list[ConnectionBox]) -> None:
    left = without(boxes, taken)
    sample = random.Random(1)
    for _ in range(60):
        a, b, c = (sample.randint(0, 6) for _ in range(3))
        point = ConnectionBox(Atom("4", range=(a, a)), Atom("4", range=(b, b)), "tcp", (c, c))
        assert any(point in box for box in left) == (any(point in box for box in boxes) and not any(point in box for box in taken))

"""The rulesets as the programs that load them read them, and as an independent program compares them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from export.readers.network import needs_root, sh
from export.readers.test_packets import options

if TYPE_CHECKING:
    from projects import Project

SHOP_ADDRESSES = ("web-server=10.1.0.1", "agent=10.1.0.2", "shopper=198.51.100.1", "api.payments.example.com=2001:db8::1,192.0.2.128/25",
                  "coordinator.example.com=203.0.113.9")  # fmt: skip


@needs_root
@pytest.mark.parametrize("locale", ["en", "ko", "ja"])
def test_programs_load_them_as_they_stand(reference: Project, locale: str) -> None:
    for format_, command in (
        ("nftables", ["nft", "-c", "-f", "-"]),
        ("iptables", ["iptables-restore", "--test"]),
        ("ip6tables", ["ip6tables-restore", "--test"]),
    ):
        ruleset = reference.run("export", format_, "--locale", locale).out
        assert ruleset.count("\n") > 20
        sh(*command, stdin=ruleset)
        sh(*command, stdin=reference.run("export", format_, "--locale", locale, *options(())).out)


@needs_root
def test_awkward_models_load_too(shop: Project) -> None:
    """Names with line ends and quotes, ranges that overlap, host bits, many ports, IPv6 and protocols without ports."""
    shop.edit("model/shop.yaml", "    name: Orders\n    purpose", '    name: "Orders\\nflush ruleset; \\"} #"\n    purpose')
    ports = ", ".join(f"{port}/tcp" for port in range(1000, 1040, 2))
    shop.edit("model/shop.yaml", "    ports: [443/tcp]\n    carries: [orders]", f"    ports: [{ports}, 80-90/tcp, 85-95/tcp, 53/udp, icmp]")
    shop.edit("model/shop.yaml", "{cidr: 192.0.2.0/24}", "{cidr: 192.0.2.0/24}, {cidr: 192.0.2.0/25}, {cidr: 2001:db8::/32}")
    known = [f"--address={address}" for address in (*SHOP_ADDRESSES, "web-server=2001:db8:1::1")]
    for format_, command in (
        ("nftables", ["nft", "-c", "-f", "-"]),
        ("iptables", ["iptables-restore", "--test"]),
        ("ip6tables", ["ip6tables-restore", "--test"]),
    ):
        ended = shop.run("export", format_, *known)
        assert (ended.code, ended.err) == (0, "")
        assert "\nflush" not in ended.out
        sh(*command, stdin=ended.out)


def compare(first: Path, second: Path) -> int:
    """What fwshift says of an nftables and an iptables ruleset: 0 where they are equal, 3 where they differ."""
    command = [sys.executable, "-m", "fwshift", "compare", "--from", "nftables", "--from-second", "iptables", str(first), str(second)]
    return subprocess.run(command, capture_output=True, text=True, check=False).returncode


@pytest.mark.parametrize("settings", [(), ("api-access=private", "tunnel-mode=relayed")], ids=["default", "private"])
def test_both_rulesets_say_the_same(reference: Project, tmp_path: Path, settings: tuple[str, ...]) -> None:
    first, second = tmp_path / "a.nft", tmp_path / "a.rules"
    known = [f"--set={setting}" for setting in settings] + [option for option in options(()) if option.startswith("--address")]
    first.write_text(reference.run("export", "nftables", *known).out, encoding="utf-8")
    ruleset = reference.run("export", "iptables", *known).out
    second.write_text(ruleset, encoding="utf-8")
    assert ruleset.count("-j ACCEPT") > 10
    assert compare(first, second) == 0
    second.write_text(ruleset.replace("203.0.113.16/28 -d 10.0.0.1", "203.0.113.16/27 -d 10.0.0.1"), encoding="utf-8")
    assert compare(first, second) == 3, "a wider source is noticed"
    second.write_text(ruleset.replace("8443,9440", "8443,9441", 1), encoding="utf-8")
    assert compare(first, second) == 3, "another port is noticed"
    lost = next(line for line in ruleset.splitlines() if line.startswith("-A FORWARD -s"))
    second.write_text(ruleset.replace(f"{lost}\n", ""), encoding="utf-8")
    assert compare(first, second) == 3, "a lost rule is noticed"

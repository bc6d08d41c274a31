"""Rules that open the border, planted one by one into a ruleset that agrees with its model: each must be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project

from verify.telling import findings_of

MODEL = """
project: {name: Shop, viewpoint: vpc}
boundaries:
  net: {kind: internet}
  vpc: {kind: vpc}
components:
  user: {kind: person, in: net}
  web: {kind: service, in: vpc}
channels:
  open: {exposure: public, encryption: tls}
flows:
  visit: {from: user, to: web, channel: open, ports: 443/tcp, endpoints: [{cidr: 0.0.0.0/0}]}
"""
NOT_MODELLED, NOT_KNOWN = "error[unmodelled-opening]", "warning[unknown-opening]"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.write("model/shop.yaml", MODEL)
    return found


def told(project: Project, text: str) -> list[str]:
    return findings_of(project, "rules", text, "--rules", "rules", "--address", "web=10.0.0.1")


def saved(*rules: str) -> str:
    """A ruleset of iptables with `rules` after the one that the model needs."""
    return "\n".join(["*filter", ":FORWARD DROP [0:0]", "-A FORWARD -d 10.0.0.1/32 -p tcp -m tcp --dport 443 -j ACCEPT", *rules, "COMMIT"])


STATES = [
    ("--ctstate RELATED,ESTABLISHED", ""),
    ("--ctstate established", ""),
    ("! --ctstate NEW,INVALID,UNTRACKED", ""),
    ("--ctstate RELATED,ESTABLISHED,DNAT", NOT_KNOWN),
    ("--ctstate SNAT", NOT_KNOWN),
    ("--ctstate INVALID", NOT_KNOWN),
    ("--ctstate ESTABLISHED,UNTRACKED", NOT_KNOWN),
    ("! --ctstate NEW", NOT_KNOWN),
    ("! --ctstate DNAT", NOT_KNOWN),
    ("! --ctstate INVALID", NOT_MODELLED),
    ("! --ctstate ESTABLISHED,RELATED", NOT_MODELLED),
    ("--ctstate NEW,DNAT", NOT_MODELLED),
]


@pytest.mark.parametrize(("states", "finding"), STATES)
def test_only_established_and_related_connections_are_answers(states: str, finding: str, project: Project) -> None:
    agree(told(project, saved(f"-A FORWARD -m conntrack {states} -j ACCEPT")), finding)


@pytest.mark.parametrize("states", ["--ctstate INVALID", "--ctstate UNTRACKED", "--ctstate DNAT", "! --ctstate NEW"])
def test_what_drops_some_states_closes_nothing_that_begins(states: str, project: Project) -> None:
    rules = saved(f"-A FORWARD -m conntrack {states} -j DROP", "-A FORWARD -p tcp --dport 22 -j ACCEPT")
    agree(told(project, rules), NOT_MODELLED)


def test_counters_before_rules_are_passed_over(project: Project) -> None:
    counted = saved("-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT").replace("-A ", "[12:3456] -A ")
    assert told(project, counted) == []
    assert told(project, counted.replace("--dport 443", "--dport 22")) == [
        "error[wider-opening]: `rules:3` admits tcp 22 from anywhere (IPv4) to 10.0.0.1/32 besides what `visit` needs",
        "warning[missing-opening]: `visit` needs tcp 443 from anywhere (IPv4) to 10.0.0.1/32, which `rules` does not admit",
    ]


CHANGES = [
    ("-P FORWARD ACCEPT", NOT_MODELLED),
    ("--policy FORWARD ACCEPT", NOT_MODELLED),
    ("-P FORWARD DROP", ""),
    ("-I FORWARD -p tcp --dport 22 -j ACCEPT", NOT_MODELLED),
    ("[1:60] --insert FORWARD 1 -p tcp --dport 22 -j ACCEPT", NOT_MODELLED),
    ("-I FORWARD -p tcp -j DROP", "warning[missing-opening]"),
    ("-I FORWARD 2 -p tcp -j DROP", ""),
    ("-N OTHER", ""),
    ("-R FORWARD 1 -p tcp -j ACCEPT", NOT_KNOWN),
    ("-D FORWARD 1", NOT_KNOWN),
    ("-F FORWARD", NOT_KNOWN),
]


@pytest.mark.parametrize(("line", "finding"), CHANGES)
def test_every_line_that_changes_chains_is_read_or_told(line: str, finding: str, project: Project) -> None:
    agree(told(project, saved(line)), finding)


def table(*rules: str, chains: str = "") -> str:
    """A ruleset of nftables with `rules` after the one that the model needs."""
    own = "\n".join(["type filter hook forward priority 0; policy drop;", "ip daddr 10.0.0.1 tcp dport 443 accept", *rules])
    return f"table inet f {{\n{chains}\nchain forward {{\n{own}\n}}\n}}\n"


OPENS = [
    ("ct state established,related accept", ""),
    ("ct state { established, related } accept", ""),
    ("ct state != { new, invalid, untracked } accept", ""),
    ("ct state vmap { established : accept, related : accept, invalid : drop }", ""),
    ("ct state != invalid accept", NOT_MODELLED),
    ("ct state != { established, related } accept", NOT_MODELLED),
    ("ct state vmap { established : accept, new : accept }", NOT_MODELLED),
    ("ct state vmap { established : accept, new : jump x }", NOT_MODELLED),
    ("ct state vmap { invalid : accept, new : drop }", NOT_KNOWN),
    ("ct state != new accept", NOT_KNOWN),
    ("ct state untracked accept", NOT_KNOWN),
    ("ct state & (established | new) != 0 accept", NOT_KNOWN),
    ("ct state @states accept", NOT_KNOWN),
    ("tcp dport vmap { 22 : accept, 23 : drop }", NOT_MODELLED),
    ("tcp dport vmap { 22 : jump x, 23 : drop }", NOT_MODELLED),
    ("tcp dport vmap { 443 : drop, 23 : drop }", ""),
    ("tcp dport vmap { * : accept, 23 : drop }", NOT_KNOWN),
    ("ip saddr vmap { 192.0.2.0/24 : accept, 198.51.100.1 : drop }", "error[wider-opening]"),
    ("meta l4proto vmap { udp : accept, tcp : drop }", NOT_MODELLED),
    ("iifname vmap { lan0 : accept, wan0 : drop }", NOT_KNOWN),
    ("tcp sport vmap { 1 : accept, 2 : drop }", NOT_KNOWN),
    ("ip saddr . tcp dport vmap { 192.0.2.1 . 22 : accept, 192.0.2.1 . 23 : drop }", NOT_KNOWN),
    ("tcp dport vmap @named", NOT_MODELLED),
    ("tcp dport vmap @nowhere", NOT_KNOWN),
    ("tcp dport vmap { 22 : continue, 23 : drop }", ""),
    ("tcp dport 22 log accept", NOT_MODELLED),
    ('tcp dport 22 log prefix "ssh " level info accept', NOT_MODELLED),
    ("tcp dport 22 jump { accept }", NOT_KNOWN),
    ("jump nowhere", NOT_KNOWN),
    ("meta l4proto tcp # xt_conntrack counter packets 0 bytes 0 accept", NOT_KNOWN),
    ("meta l4proto tcp xt match conntrack counter packets 0 bytes 0 accept", NOT_KNOWN),
    ("# meta l4proto tcp accept", ""),
    ("drop # xt is not asked", ""),
    ('iifname "lan0" accept', NOT_KNOWN),
    ('iifname "lan0" drop', ""),
]
NAMED = """
map named { type inet_service : verdict
elements = { 22 : accept, 23 : drop } }
chain x { tcp dport 22 accept
tcp dport 443 ip daddr 10.0.0.1 accept }
"""


@pytest.mark.parametrize(("rule", "finding"), OPENS)
def test_every_rule_of_nftables_that_opens_is_told(rule: str, finding: str, project: Project) -> None:
    agree(told(project, table(rule, chains=NAMED)), finding)


def test_what_is_rejected_with_an_answer_is_closed(project: Project) -> None:
    agree(told(project, table("meta l4proto tcp reject with tcp reset", "tcp dport 22 accept")), "")


@pytest.mark.parametrize(
    "rule", ["-m limit --limit 3/min -j LOG --log-prefix x", "-p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu", "-i eth0"]
)
def test_a_rule_of_iptables_that_decides_nothing_opens_nothing(rule: str, project: Project) -> None:
    agree(told(project, saved(f"-A FORWARD {rule}")), "")
    agree(told(project, saved(f"-A FORWARD {rule}", "-A FORWARD -i eth0 -j ACCEPT")), NOT_KNOWN)


@pytest.mark.parametrize("target", ["NFQUEUE", "QUEUE", "NOWHERE"])
def test_what_another_program_decides_is_told(target: str, project: Project) -> None:
    agree(told(project, saved(f"-A FORWARD -p tcp -j {target}")), NOT_KNOWN)


V4, V6 = "from anywhere (IPv4) to anywhere (IPv4)", "from anywhere (IPv6) to anywhere (IPv6)"
VERSIONS = [
    ("meta l4proto udp accept", f"{V4}; every port of udp {V6}"),
    ("ip protocol udp accept", V4),
    ("ip6 nexthdr udp accept", V6),
    ("ip protocol vmap { udp : accept, 6 : drop }", V4),
    ("meta nfproto ipv4 meta l4proto udp accept", V4),
    ("meta l4proto udp meta protocol ip6 accept", V6),
]


@pytest.mark.parametrize(("rule", "between"), VERSIONS)
def test_a_rule_opens_the_version_that_it_speaks_of(rule: str, between: str, project: Project) -> None:
    what = f"error[unmodelled-opening]: `rules:6` admits every port of udp {between}, which no flow of the model needs"
    assert told(project, table(rule)) == [what]


@pytest.mark.parametrize("rule", ["meta protocol ip accept", "meta nfproto ipv6 accept"])
def test_a_whole_version_is_open_where_a_rule_asks_for_nothing_else(rule: str, project: Project) -> None:
    agree(told(project, table(rule)), NOT_MODELLED)


def test_a_version_that_a_rule_drops_is_closed_alone(project: Project) -> None:
    found = told(project, table("ip protocol udp drop", "meta l4proto udp accept"))
    assert found == [f"error[unmodelled-opening]: `rules:7` admits every port of udp {V6}, which no flow of the model needs"]


def test_each_version_has_the_tables_that_see_it(project: Project) -> None:
    """As iptables leaves them that work with nftables: a table for each version."""
    four = table().replace("table inet f", "table ip filter")
    six = table("tcp dport 22 accept").replace("table inet f", "table ip6 filter").replace("ip daddr 10.0.0.1", "ip6 daddr ::2")
    assert told(project, four + six) == [
        "error[unmodelled-opening]: `rules:12` admits tcp 443 from anywhere (IPv6) to ::2/128, which no flow of the model needs",
        f"error[unmodelled-opening]: `rules:13` admits tcp 22 {V6}, which no flow of the model needs",
    ]


def test_what_two_tables_see_both_must_let_through(project: Project) -> None:
    second = table("tcp dport 22 accept").replace("table inet f", "table ip g")
    assert told(project, table() + second) == []
    agree(told(project, table("tcp dport 22 accept") + second), NOT_MODELLED)


CLOSES_LESS = [
    ("meta l4proto igmp drop", "everything"),
    ("meta l4proto $protocols drop", "everything"),
    ("meta l4proto 6-17 drop", "everything"),
    ("meta l4proto igmp jump closed", "everything"),
    ("ip saddr 10.0.0.0/8 ip saddr != 10.0.0.5 drop", "everything"),
    ("ip saddr @growing drop", "everything"),
    ("limit rate 5/second tcp dport { 23, 24 } drop", "everything"),
    ("counter tcp dport { 23, 24 } drop", "tcp 0-22, 25-65535, every port of udp"),
    ("th dport 23 drop", "tcp 0-22, 24-65535, udp 0-22, 24-65535"),
]


@pytest.mark.parametrize(("rule", "what"), CLOSES_LESS)
def test_what_closes_something_else_hides_no_opening(rule: str, what: str, project: Project) -> None:
    chains = "set growing { type ipv4_addr; flags dynamic; }\nchain closed { drop\n}"
    found = told(project, table(rule, "ip saddr 192.0.2.1 accept", chains=chains))
    opened = [line for line in found if line.startswith("error[wider-opening]") and "from 192.0.2.1/32 to anywhere (IPv4)" in line]
    assert [line.partition(" admits ")[2].startswith(what) for line in opened] == [True], found


@pytest.mark.parametrize("match", ["-m socket", "-m limit", "-m rpfilter", "-p igmp", "-p 2"])
def test_what_closes_something_else_hides_no_opening_of_iptables(match: str, project: Project) -> None:
    found = told(project, saved(f"-A FORWARD {match} -j DROP", "-A FORWARD -s 192.0.2.1 -j ACCEPT"))
    assert found == ["error[wider-opening]: `rules:5` admits everything from 192.0.2.1/32 to anywhere (IPv4) besides what `visit` needs"]


OPENS_MORE = [
    ("set growing { type ipv4_addr; flags dynamic; }", "ip saddr @growing accept", NOT_KNOWN),
    ("set two { type ipv4_addr; elements = { 192.0.2.1 } }\nset two { type ipv4_addr; }", "ip saddr @two accept", "error[wider-opening]"),
    ("set none { type ipv4_addr; flags interval; }", "ip saddr @none accept", ""),
    ("", "meta l4proto $protocols accept", NOT_KNOWN),
    ("", "meta l4proto 6-17 accept", NOT_KNOWN),
    ("", "meta l4proto < 20 accept", NOT_KNOWN),
    ("", "meta l4proto @transports accept", NOT_KNOWN),
    ("", "counter tcp dport { 22, 23 } accept", NOT_MODELLED),
]


@pytest.mark.parametrize(("chains", "rule", "finding"), OPENS_MORE)
def test_what_may_be_more_than_it_says_is_told(chains: str, rule: str, finding: str, project: Project) -> None:
    agree(told(project, table(rule, chains=chains)), finding)


@pytest.mark.parametrize("name", ["all", "ip", "ALL", "0"])
def test_every_protocol_has_several_names(name: str, project: Project) -> None:
    what = f"error[unmodelled-opening]: `rules:4` admits everything {V4}, which no flow of the model needs"
    assert told(project, saved(f"-A FORWARD -p {name} -j ACCEPT")) == [what]


def test_counters_of_a_rule_are_passed_over(project: Project) -> None:
    assert told(project, saved("-A FORWARD -c 1 2 -p tcp --dport 443 -d 10.0.0.1 -j ACCEPT")) == []


COMMANDS = [
    ("flush ruleset", ""),
    ("table inet f\ndelete table inet f", ""),
    ("define web = 10.0.0.1", ""),
    ("add rule inet f forward tcp dport 22 accept", NOT_KNOWN),
    ("insert rule inet f forward tcp dport { 22, 23 } accept", NOT_KNOWN),
    ("add element inet f allowed { 192.0.2.1 }", NOT_KNOWN),
    ("add table inet f { chain forward { tcp dport 22 accept; }; }", NOT_KNOWN),
    ('include "more.nft"', NOT_KNOWN),
    ("redefine web = 10.0.0.2", NOT_KNOWN),
]


@pytest.mark.parametrize(("command", "finding"), COMMANDS)
def test_commands_beside_tables_are_told(command: str, finding: str, project: Project) -> None:
    agree(told(project, f"{command}\n{table()}"), finding)


def test_what_a_table_takes_in_from_another_file_is_told(project: Project) -> None:
    agree(told(project, table(chains='include "more.nft"')), NOT_KNOWN)
    agree(told(project, table('include "more.nft"')), NOT_KNOWN)


def agree(found: list[str], finding: str) -> None:
    """Whether there is one finding of that kind and no other; none at all where it is empty."""
    assert [line.partition(":")[0] for line in found] == [finding] * bool(finding), found

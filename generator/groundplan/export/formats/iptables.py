"""Rulesets of iptables and ip6tables for a gateway at the border, as `iptables-restore` reads them.

A rule with an address that nobody has given is a comment: left out rather than widened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from groundplan.derive.allow_list import Address, Rule
from groundplan.export.addresses import key_of
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import heading, row
from groundplan.export.ruleset import Family, Match, is_portless, matches, of_family

_MOST_PORTS = 15
"""As many as the match `multiport` takes; a range counts twice."""


def write(exported: Exported) -> str:
    """The rules for IPv4."""
    return _ruleset(exported, Family.V4)


def write_v6(exported: Exported) -> str:
    """The rules for IPv6."""
    return _ruleset(exported, Family.V6)


def _ruleset(exported: Exported, family: Family) -> str:
    lines = [f"# {line}" for line in heading(exported)]
    lines += ["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"]
    lines.append("-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT")
    lines += (line for rule in exported.rules for line in _rule(rule, exported, family))
    return "\n".join([*lines, "COMMIT"]) + "\n"


def _rule(rule: Rule, exported: Exported, family: Family) -> Iterator[str]:
    words, told = exported.words, row(rule, exported)
    yield f"# {told.number} {told.direction}: {told.name} ({told.condition})"
    if is_portless(rule):
        yield f"# {words.gettext('No rule can be made: the ports are not stated.')}"
        return
    missing = [address for address in (*rule.source, *rule.destination) if not exported.book.networks(address)]
    for address in dict.fromkeys(missing):
        yield f"# {words.gettext('Fill in {name}: {what}', name=key_of(address), what=one_line(words.address(address)))}"
    for source in _networks(rule.source, exported, family):
        for destination in _networks(rule.destination, exported, family):
            for match in matches(rule.ports or (), family):
                yield from _lines(source, destination, match, rule.id)


def _networks(addresses: Sequence[Address], exported: Exported, family: Family) -> list[str]:
    found = (network for address in addresses for network in exported.book.networks(address))
    return [str(network) for network in of_family(found, family)]


def _lines(source: str, destination: str, match: Match, name: str) -> Iterator[str]:
    for ports in _portions(match.ports):
        condition = f" -m multiport --dports {ports}" if "," in ports else f" --dport {ports}" if ports else ""
        yield f'-A FORWARD -s {source} -d {destination} -p {match.protocol}{condition} -m comment --comment "{name}" -j ACCEPT'


def _portions(ports: tuple[tuple[int, int], ...]) -> list[str]:
    """The ports in lists that are short enough; one empty list for a protocol without ports."""
    lists: list[list[str]] = [[]]
    room = _MOST_PORTS
    for first, last in ports:
        cost = 1 if first == last else 2
        if cost > room:
            lists.append([])
            room = _MOST_PORTS
        room -= cost
        lists[-1].append(str(first) if first == last else f"{first}:{last}")
    return [",".join(items) for items in lists]

"""Rules of AWS security groups as a file of Terraform (`.tf.json`). What the model does not name is a variable.

A security group cannot name hosts; their addresses are given like those of other places. Services are prefix lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from groundplan.derive.allow_list import Address, Rule
from groundplan.domain.flow import Direction, Endpoint, EndpointKind, Port, Transport
from groundplan.export.addresses import Network, key_of
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import cannot_say, heading, row
from groundplan.export.ruleset import Family, Match, matches, of_family
from groundplan.plain import JsonObject

_ALLOWED = re.compile(r"[0-9A-Za-z_ .:/()#,@\[\]+=&;{}!$*-]+")
"""What AWS takes as a description. It refuses others, but not before the rules are applied."""
_MOST_SAID = 255
_NUMBERS = {"sctp": "132", "esp": "50", "ah": "51", "gre": "47", "ipv6-icmp": "icmpv6"}
_WHOLE, _EVERY_PORT = frozenset({Transport.SCTP}), (1, 65535)
"""The transports of which AWS takes no ports although they have some: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>."""
_KINDS = {Direction.INBOUND: "aws_vpc_security_group_ingress_rule", Direction.OUTBOUND: "aws_vpc_security_group_egress_rule"}


def write(exported: Exported) -> str:
    """The file: variables for what to fill in, and a resource for each range of ports from or to each address."""
    resources: dict[str, JsonObject] = {}
    joined = _joined(exported)
    for made in joined:
        resources.setdefault(made.kind, {})[made.name] = {**made.content, "description": _description(made.rules)}
    document = {
        "//": [*heading(exported), *_left_out(exported)],
        "terraform": {"required_version": ">= 1.5", "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.0"}}},
        "variable": _variables(list(dict.fromkeys(rule for made in joined for rule in made.rules)), exported),
        "resource": resources,
    }
    return json.dumps({key: value for key, value in document.items() if value}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Made:
    """A resource without its description, and the rules of the model that need it."""

    kind: str
    name: str
    content: JsonObject
    rules: list[Rule]


def _joined(exported: Exported) -> list[_Made]:
    """What is alike is one resource, named after the first rule that needs it: AWS refuses a second one."""
    found: dict[tuple[str, str], _Made] = {}
    for rule in exported.rules:
        kind = _KINDS[rule.direction]
        for number, content in enumerate(_resources(rule, exported), start=1):
            made = found.setdefault((kind, json.dumps(content)), _Made(kind, _name(rule, number), content, []))
            made.rules.append(rule)
    return list(found.values())


def _left_out(exported: Exported) -> Iterator[str]:
    """The rules that cannot be made, each with why."""
    for rule in exported.rules:
        if why := _why_not(rule, exported):
            told = row(rule, exported)
            yield one_line(f"{told.number} {told.direction}: {told.name}. {why}")


def _why_not(rule: Rule, exported: Exported) -> str:
    """Why a rule or a part of it cannot be made; empty for one that is made whole."""
    if not rule.ports:
        return exported.words.gettext("No rule can be made: the ports are not stated.")
    return cannot_say([port for port in rule.ports if not _can_say(port)], exported.words)


def _can_say(port: Port) -> bool:
    """Whether AWS can be told of some ports alone: it takes them for TCP and UDP, and admits all of any other protocol."""
    return port.transport not in _WHOLE or (port.first, port.last) == _EVERY_PORT


def _name(rule: Rule, number: int) -> str:
    return f"rule_{rule.id.replace('/', '_leg_')}_{number}"


def _asked(rules: Iterable[Rule], exported: Exported) -> tuple[list[str], list[str]]:
    """The names of what the model has no addresses of, and of services likewise."""
    asked = [address for rule in rules for address in rule.outside if not exported.book.networks(address)]
    services = {key_of(address) for address in asked if _is_service(address)}
    return sorted({key_of(address) for address in asked if not _is_service(address)}), sorted(services)


def _variables(rules: Iterable[Rule], exported: Exported) -> JsonObject:
    """What to fill in for the rules that are made."""
    near = sorted({place.id for rule in rules for place in rule.near})
    addresses, services = _asked(rules, exported)
    listed = f"alltrue([for name in {json.dumps(near)} : contains(keys(var.security_group_ids), name)])"
    wanted = {
        "condition": f"${{{listed}}}",
        "error_message": f"A security group is missing; there must be one for each of: {', '.join(near)}.",
    }
    variables: JsonObject = {
        "security_group_ids": {
            "type": "map(string)",
            "description": f"The security group of each component: {', '.join(near)}.",
            "validation": [wanted],
        },
    }
    if addresses:
        variables["addresses"] = _filling_in("CIDR blocks of what the model does not name", addresses)
    if services:
        variables["prefix_list_ids"] = _filling_in("Prefix lists of services", services)
    return variables if near else {}


def _filling_in(what: str, keys: list[str]) -> JsonObject:
    return {"type": "map(list(string))", "default": {}, "description": f"{what}: {_literal_text(', '.join(keys))}."}


def _resources(rule: Rule, exported: Exported) -> Iterator[JsonObject]:
    """None without ports: there is no rule without them that would not admit too much."""
    sayable = [port for port in rule.ports or () if _can_say(port)]
    by_family = {family: matches(sayable, family) for family in Family}
    for address in rule.outside:
        if networks := exported.book.networks(address):
            yield from _to_networks(rule, networks, by_family)
        else:
            yield from _to_be_filled_in(rule, address, by_family)


def _to_networks(rule: Rule, networks: Iterable[Network], by_family: dict[Family, list[Match]]) -> Iterator[JsonObject]:
    for family, found in by_family.items():
        for match, network in product(found, of_family(networks, family)):
            yield from _each_range(rule, match, {f"cidr_ipv{family.value}": str(network)})


def _to_be_filled_in(rule: Rule, address: Address, by_family: dict[Family, list[Match]]) -> Iterator[JsonObject]:
    for family, found in by_family.items():
        for match in found:
            if _is_first(match, family, by_family):
                yield from _each_range(rule, match, _filled_in(address, match, family, by_family))


def _is_first(match: Match, family: Family, by_family: dict[Family, list[Match]]) -> bool:
    """What both families have in common is one resource, named with the first."""
    return family is Family.V4 or match not in by_family[Family.V4]


def _each_range(rule: Rule, match: Match, end: dict[str, str]) -> Iterator[JsonObject]:
    for near, ports in product(rule.near, match.ports or (None,)):
        yield {
            **({"for_each": end["for_each"]} if "for_each" in end else {}),
            "security_group_id": f"${{var.security_group_ids[{json.dumps(near.id)}]}}",
            "ip_protocol": _NUMBERS.get(match.protocol, match.protocol),
            **_ports(match, ports),
            **{key: value for key, value in end.items() if key != "for_each"},
        }


def _ports(match: Match, ports: tuple[int, int] | None) -> JsonObject:
    if ports and match.protocol not in _WHOLE:
        return {"from_port": ports[0], "to_port": ports[1]}
    return {"from_port": -1, "to_port": -1} if "icmp" in match.protocol else {}


def _filled_in(address: Address, match: Match, family: Family, by_family: dict[Family, list[Match]]) -> dict[str, str]:
    """For each address that a variable gives; none until it does."""
    if _is_service(address):
        return {"for_each": f"${{toset(lookup(var.prefix_list_ids, {_quoted(key_of(address))}, []))}}", "prefix_list_id": "${each.value}"}
    given = f"lookup(var.addresses, {_quoted(key_of(address))}, [])"
    if any(match not in found for found in by_family.values()):
        only = 'strcontains(cidr, ":")' if family is Family.V6 else '!strcontains(cidr, ":")'
        given = f"[for cidr in {given} : cidr if {only}]"
    return {
        "for_each": f"${{toset({given})}}",
        "cidr_ipv4": '${strcontains(each.value, ":") ? null : each.value}',
        "cidr_ipv6": '${strcontains(each.value, ":") ? each.value : null}',
    }


def _is_service(address: Address) -> bool:
    return isinstance(address, Endpoint) and address.kind not in (EndpointKind.CIDR, EndpointKind.HOST)


def _description(rules: Iterable[Rule]) -> str:
    """The flows' names where AWS takes them, their ids otherwise; these cut where there are too many."""
    names = "; ".join(dict.fromkeys(map(_said, rules)))
    return _literal_text(names if len(names) <= _MOST_SAID else "; ".join(rule.id for rule in rules)[:_MOST_SAID])


def _said(rule: Rule) -> str:
    name = rule.flow.name.source
    return name if _ALLOWED.fullmatch(name) else rule.id


def _quoted(text: str) -> str:
    """A string within an expression."""
    return _literal_text(json.dumps(text, ensure_ascii=False))


def _literal_text(text: str) -> str:
    """`text` with what Terraform would take for an expression made harmless."""
    return text.replace("${", "$${").replace("%{", "%%{")

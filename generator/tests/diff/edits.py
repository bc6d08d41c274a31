"""Random edits of random models, and a border as points that a person could try one by one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from derive.models import Raw, conditions, models, text_of
from hypothesis import assume
from hypothesis import strategies as st

from groundplan.derive.allow_list import Address, FillIn, Own, allow_list
from groundplan.derive.facts import Facts, derive
from groundplan.domain.flow import EndpointKind
from groundplan.load.document import read
from groundplan.resolve import resolve

CIDRS = ("192.0.2.0/24", "192.0.2.64/26", "192.0.2.64/32", "198.51.100.0/30", "2001:db8::/64", "2001:db8::/48")
HOSTS = ("api.example.com", "*.example.org")
PORTS = ("443/tcp", "440-445/tcp", "445-450/tcp", "443/udp", "53/udp", "icmp")
ADDRESSES = tuple(
    str(address)
    for cidr in CIDRS
    for network in [ip_network(cidr)]
    for address in (network[0] - 1, network[0], network[-1], network[-1] + 1)
)
NUMBERS = tuple(f"{number}/{transport}" for transport in ("tcp", "udp") for number in (53, 439, 440, 443, 445, 446, 450, 451))
SECTIONS = ("boundaries", "components", "data", "controls", "terms", "channels", "options", "flows")

Point = tuple[str, str, str, str]
"""Direction, the place inside, what is outside, the port."""

_endpoints = st.lists(st.sampled_from([*({"cidr": cidr} for cidr in CIDRS), *({"host": host} for host in HOSTS)]), min_size=1, max_size=3)
_ports = st.lists(st.sampled_from(PORTS), min_size=1, max_size=3, unique=True) | st.just("unknown")


@st.composite
def borders(draw: st.DrawFn) -> Raw:
    """A model without claims and views, whose flows have endpoints and ports."""
    raw = draw(models())
    raw["views"], raw["claims"] = {}, {}
    for flow in raw["flows"].values():
        if draw(st.booleans()):
            flow["endpoints"] = draw(_endpoints)
        if draw(st.booleans()):
            flow["ports"] = draw(_ports)
    facts_or_none(raw)
    return raw


@st.composite
def edited(draw: st.DrawFn, raw: Raw) -> Raw:
    """`raw` after one to four edits."""
    new = copy.deepcopy(raw)
    for _ in range(draw(st.integers(1, 4))):
        flow = new["flows"][draw(st.sampled_from(sorted(new["flows"])))]
        places = st.sampled_from([*new["components"], *new["boundaries"]])
        match draw(st.sampled_from(("ports", "endpoints", "when", "from", "to", "new", "away", "carrier"))):
            case "ports":
                flow["ports"] = draw(_ports)
            case "endpoints":
                flow["endpoints"] = draw(_endpoints)
            case "when":
                flow["when"] = draw(conditions(new["options"]))
            case ("from" | "to") as end:
                flow[end] = draw(places)
            case "new":
                new["flows"][f"g{len(new['flows'])}"] = {**copy.deepcopy(flow), "ports": draw(_ports)}
            case "away" if len(new["flows"]) > 1:
                _remove(new, next(id_ for id_, other in new["flows"].items() if other is flow))
            case "carrier":
                channel = new["channels"][draw(st.sampled_from(sorted(new["channels"])))]
                channel["carried-by"] = [draw(st.sampled_from(sorted(new["flows"])))]
    assume(facts_or_none(new) is not None)
    return new


def _remove(raw: Raw, flow: str) -> None:
    del raw["flows"][flow]
    for channel in raw["channels"].values():
        left = [carrier for carrier in channel.get("carried-by", ()) if carrier != flow]
        channel.pop("carried-by", None)
        if left:
            channel["carried-by"] = left


def facts_or_none(raw: Raw) -> Facts | None:
    """The facts of a model, or None where an edit has made it unsound."""
    resolution = resolve(read([("model/model.yaml", text_of(raw).encode())]))
    return derive(resolution.model) if resolution.model is not None and resolution.whole else None


def other_ids(raw: Raw) -> Raw:
    """`raw` with another id for every entry and choice."""
    ids = {id_ for section in SECTIONS for id_ in raw[section]}
    ids |= {choice for option in raw["options"].values() for choice in option["choices"]}

    def renamed(value: Any) -> Any:
        match value:
            case dict():
                return {f"z-{key}" if key in ids else key: renamed(item) for key, item in value.items()}
            case list():
                return [renamed(item) for item in value]
            case str() if value in ids:
                return f"z-{value}"
            case _:
                return value

    return {key: renamed(value) for key, value in raw.items()}


def shuffled(raw: Raw, order: st.DataObject) -> Raw:
    """`raw` with its entries in another order."""
    found = dict(raw)
    for section in ("components", "boundaries", "channels", "flows", "data", "controls"):
        ids = order.draw(st.permutations(list(raw[section])))
        found[section] = {id_: raw[section][id_] for id_ in ids}
    return found


def border(facts: Facts, configuration: dict[str, str]) -> set[Point]:
    """The points that are open under a configuration."""
    rules = (rule for rule in allow_list(facts) if rule.condition.holds_in(configuration))
    return {
        (rule.direction, near.id, far, port)
        for rule in rules
        for near in rule.near
        for address in rule.outside
        for far in _points(address)
        for port in (_numbers([str(port) for port in rule.ports]) if rule.ports else ["unknown" if rule.ports == () else "not stated"])
    }


def _points(address: Address) -> list[str]:
    match address:
        case Own(place) | FillIn(place, _, _):
            return [f"place {place.id}"]
        case _ if address.kind is EndpointKind.CIDR:
            return within(address.value)
        case _:
            return [f"{address.kind.value} {address.value}"]


def within(cidr: str) -> list[str]:
    """The addresses worth trying that are in a range."""
    return [address for address in dict.fromkeys(ADDRESSES) if ip_address(address) in ip_network(cidr)]


def _numbers(ports: list[str]) -> Iterator[str]:
    for written in ports:
        numbers, _, transport = written.partition("/")
        if not transport:
            yield written
            continue
        first, _, last = numbers.partition("-")
        inside = range(int(first), int(last or first) + 1)
        yield from (point for point in NUMBERS if point.endswith(f"/{transport}") and int(point.split("/")[0]) in inside)


def told(changes: list[Any], configuration: dict[str, str]) -> set[Point]:
    """The points that the JSON of a difference speaks of under a configuration."""
    found = set()
    for change in changes:
        if change["when"] and not any(all(configuration[o] in c for o, c in cube.items() if o in configuration) for cube in change["when"]):
            continue
        near, far = ("destination", "source") if change["direction"] == "inbound" else ("source", "destination")
        (inside,) = change[near]
        for end in change[far]:
            if "cidr" in end:
                outside = within(end["cidr"])
            elif place := end.get("component") or end.get("boundary"):
                outside = [f"place {place}"]
            else:
                outside = [f"{kind} {value}" for kind, value in end.items()]
            found |= {
                (change["direction"], inside.get("component") or inside.get("boundary"), point, port)
                for point in outside
                for port in _numbers(change["ports"])
            }
    return found

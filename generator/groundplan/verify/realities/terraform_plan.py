"""What a Terraform plan opens on AWS: security groups with their rules, and VPC endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from groundplan.domain.component import Place
from groundplan.domain.flow import TRANSPORTS_BY_NAME, Direction
from groundplan.domain.range import Range
from groundplan.load.security_groups import GROUPS, RULES, icmp_codes
from groundplan.load.terraform_plan import Resource, TerraformPlan, plan_of
from groundplan.load.trees import JsonTree, trees
from groundplan.plain import Plain
from groundplan.project.sources import content_of
from groundplan.verify.boxes import EVERY_PORT, WITH_CODES, WITH_PORTS, Atom, ConnectionBox, every_transport, of_place, over
from groundplan.verify.realities.aws_groups import SecurityGroups
from groundplan.verify.realities.aws_peers import Peers
from groundplan.verify.reality import Closing, KnownModel, Opening, Reality

_SIDES = {"ingress": Direction.INBOUND, "egress": Direction.OUTBOUND}
_OTHER_FILTERS = re.compile(
    r"\w*(firewall|network_acl|security_?group|secgroup|security_list|security_rule|security_policy|network_policy|network_security)\w*"
    r"(?<!_association)(?<!_attachment)(?<!_exclusive)"
)
"""What filters packets, too, and is not read, of whatever cloud; not what only ties a filter to something."""
_DATA = re.compile(r"(.*\.)?data\.[^.]+\.[^.]+")
"""The address of what is there already and only looked at."""


def read(path: Path, known: KnownModel) -> Reality:
    """What the plan in `path` opens. Raises GroundplanError for what is no plan, and OSError."""
    return _Reader(plan_of(path, content_of(path)), known).read()


class _Reader:
    def __init__(self, plan: TerraformPlan, known: KnownModel) -> None:
        self.plan = plan
        self.known = known
        self.reality = Reality(plan.path, nameable=known.names.bound)
        self.groups = SecurityGroups(plan, known)
        self.peers = Peers(self.groups, self.reality)

    def read(self) -> Reality:
        for group in self.groups.all:
            self._group(group)
        for resource in self.plan.resources:
            if resource.type in RULES:
                self._rule(resource)
            elif resource.type == "aws_vpc_endpoint":
                self._endpoint(resource)
            elif resource.type not in GROUPS and _OTHER_FILTERS.fullmatch(resource.type) and not _DATA.fullmatch(resource.address):
                self.reality.unknown(resource.address, "what it admits: rules of this kind are not read")
        return self.reality

    def _group(self, group: Resource) -> None:
        places = self.groups.places(group)
        if _DATA.fullmatch(group.address):
            self._exists_already(group, places)
            return
        for place in places:
            for direction in _SIDES.values():
                self.reality.bounded.setdefault((place, direction), Closing(group.address))
        for key, direction in _SIDES.items():
            blocks = trees(group.values.get(key))
            if group.awaits(key) and key in group.expressions:
                self._tell_what_is_not_known(group, key, blocks, places)
            for block in blocks:
                self._open(group, places, direction, block, self.peers.of_block(group, key, block, places))

    def _exists_already(self, group: Resource, places: Sequence[Place]) -> None:
        """Its rules are in no plan: only those that are added to it."""
        for place in places:
            problem = "what it admits: it is there already, and its rules are not in the plan"
            self.reality.unknown(group.address, problem, place=place)

    def _tell_what_is_not_known(self, group: Resource, key: str, blocks: Sequence[Plain], places: Sequence[Place]) -> None:
        if not blocks:
            self.peers.later(group, key, places)
        for unknown in trees(group.unknown.get(key)):
            later = sorted(name for name, value in unknown.items() if value is True and name not in ("security_groups", "description"))
            if later:
                self.peers.later(group, f"{key}.{later[0]}", places)

    def _rule(self, rule: Resource) -> None:
        places = self._places(rule)
        if places is None:
            return
        direction = _SIDES.get(str(rule.values.get("type")), Direction.OUTBOUND if "egress" in rule.type else Direction.INBOUND)
        for key in ("from_port", "to_port", "protocol", "ip_protocol"):
            if rule.awaits(key):
                self.peers.later(rule, key, places)
                return
        for place in places:
            self.reality.bounded.setdefault((place, direction), Closing(rule.address))
        self._open(rule, places, direction, rule.values, self.peers.of_rule(rule, places))

    def _places(self, rule: Resource) -> tuple[Place, ...] | None:
        """The places that a rule is of: by the id of its group, by what it refers to, or by its own binding. None where nobody knows."""
        id_ = rule.values.get("security_group_id")
        if bound := self.known.names.of(rule.address, *([id_] if isinstance(id_, str) else [])):
            return bound
        if isinstance(id_, str):
            group = self.groups.of_id(id_)
            return self.groups.places(group) if group else ()
        found = self.groups.instances(rule, rule.references("security_group_id").resources)
        if len(found) == 1:
            return self.groups.places(found[0])
        problem = "whose rule it is: its `security_group_id` is known only after the plan is applied"
        self.reality.unknown(rule.address, problem, "bind the rule itself in `bindings`")
        return None

    def _open(self, resource: Resource, places: Sequence[Place], direction: Direction, values: JsonTree, peers: Sequence[Atom]) -> None:
        ranges = list(_ranges(values))
        if not places and ranges:
            self.reality.unbind(resource.address)
        for place in places:
            near = of_place(place)
            ends = [(peer, near) if direction is Direction.INBOUND else (near, peer) for peer in peers]
            boxes = tuple(ConnectionBox(source, target, transport, ports) for source, target in ends for transport, ports in ranges)
            self.reality.openings.append(Opening(resource.address, boxes, place=place))

    def _endpoint(self, endpoint: Resource) -> None:
        places, service = self.known.names.of(endpoint.address), endpoint.values.get("service_name")
        if not places:
            self.reality.unbind(endpoint.address)
        elif not isinstance(service, str):
            self.peers.later(endpoint, "service_name", places)
        else:
            self.reality.services += ((endpoint.address, place, service) for place in places)


def _ranges(values: JsonTree) -> Iterator[tuple[str, Range]]:
    """What of which transport a rule admits."""
    written = str(values.get("ip_protocol") or values.get("protocol") or "").lower()
    if written in ("-1", "all"):
        yield from every_transport()
    elif TRANSPORTS_BY_NAME.get(written) in WITH_PORTS:
        yield from over([written], [_ports(values.get("from_port"), values.get("to_port"))])
    elif TRANSPORTS_BY_NAME.get(written) in WITH_CODES and (codes := icmp_codes(values)) is not None:
        yield TRANSPORTS_BY_NAME[written], codes
    elif written:
        yield from over([written])


def _ports(first: object, last: object) -> Range:
    if not isinstance(first, int) or not isinstance(last, int) or first < 0:
        return EVERY_PORT
    return first, last

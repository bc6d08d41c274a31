"""A plan of Terraform or OpenTofu as JSON (`terraform show -json`): VPCs of AWS, what security groups guard, and what they admit.

A plan holds secrets. Of its values only addresses, ports and names are looked at; of the names none that is marked as sensitive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import PORTLESS, TRANSPORTS_BY_NAME
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft, DraftEntry, plain_range, source_key
from groundplan.load.security_groups import GROUP_KEYS, GROUPS, LIST_KEYS, RANGE_KEYS, RULES, PlannedGroups, icmp_codes, text_list
from groundplan.load.terraform_plan import Resource, TerraformPlan, plan_of, without_indices
from groundplan.load.trees import JsonTree, tree, trees

_KINDS = {
    "db_instance": ComponentKind.DATASTORE, "rds": ComponentKind.DATASTORE, "elasticache": ComponentKind.DATASTORE,
    "opensearch": ComponentKind.DATASTORE, "elasticsearch": ComponentKind.DATASTORE, "redshift": ComponentKind.DATASTORE,
    "docdb": ComponentKind.DATASTORE, "neptune": ComponentKind.DATASTORE, "memorydb": ComponentKind.DATASTORE,
    "efs": ComponentKind.DATASTORE, "msk": ComponentKind.QUEUE, "mq_broker": ComponentKind.QUEUE, "lb": ComponentKind.GATEWAY,
    "alb": ComponentKind.GATEWAY, "elb": ComponentKind.GATEWAY, "vpc_endpoint": ComponentKind.GATEWAY, "instance": ComponentKind.SERVICE,
    "ecs": ComponentKind.SERVICE, "eks": ComponentKind.SERVICE, "lambda": ComponentKind.SERVICE, "apprunner": ComponentKind.SERVICE,
}  # fmt: skip
"""How the type of a resource begins after `aws_` -> the sort of thing that it is."""
_NAMES = ("name", "identifier", "cluster_identifier", "function_name", "cluster_id", "domain_name")
"""Where resources of different types hold their own name."""
_NO_NAMES = frozenset({"this", "main", "default", "self"})
"""What people call the only resource of its type in a module."""
_EVERYWHERE = frozenset({"0.0.0.0/0", "::/0"})
_ALL = ("1-65535/tcp", "1-65535/udp", "1-65535/sctp", "icmp", "icmpv6", "esp", "ah", "gre")
"""What the protocol `-1` admits, as far as the language has words for it."""


def read(path: Path, content: bytes) -> Draft:
    """The draft of the plan in a file. Raises GroundplanError where it has no security group."""
    draft = _Reader(plan_of(path, content)).read()
    if not draft.components:
        raise GroundplanError(f"{path} has no security group of AWS, so that there is nothing to draw up")
    return draft


@dataclass(frozen=True, slots=True)
class _Admission:
    """A rule, or a block of a group: whom the group `own` lets in or out."""

    resource: Resource
    own: Resource
    is_inwards: bool
    values: JsonTree
    key: str = ""
    """The block's, if it is one."""


class _Reader:
    def __init__(self, plan: TerraformPlan) -> None:
        self.plan = plan
        self.groups = PlannedGroups(plan)
        self.draft = Draft("Deployment", "")
        self.vpc_ranges: dict[str, str] = {}
        self.endpoints: dict[str, str] = {}
        """Name of a service -> the VPC endpoint that leads to it."""
        self.ends: dict[str, list[str]] = {}
        """Address of a group -> the components that it guards."""

    def read(self) -> Draft:
        vpcs = {each.address: self._vpc(each) for each in self.plan.resources if each.type == "aws_vpc"}
        self.draft.viewpoint = next(iter(vpcs.values()), "") or self.draft.boundary("boundary/vpc", BoundaryKind.VPC, said="VPC")
        for group in self.groups.all:
            self.ends[group.address] = list(self._guarded(group, self._home(group, vpcs)))
        for endpoint in (each for each in self.plan.resources if each.type == "aws_vpc_endpoint"):
            id_ = self._component(endpoint, ComponentKind.GATEWAY, self._home(endpoint, vpcs), "")
            self.endpoints.setdefault(str(endpoint.values.get("service_name")), id_)
        for admission in self._admissions():
            self._admit(admission)
        return self.draft

    def _vpc(self, vpc: Resource) -> str:
        name = _name(vpc, "VPC")
        id_ = self.draft.boundary(source_key(vpc.address, name), BoundaryKind.VPC, said=name)
        self.vpc_ranges |= dict.fromkeys(text_list(vpc.values.get("cidr_block")), id_)
        return id_

    def _home(self, resource: Resource, vpcs: Mapping[str, str]) -> str:
        """The VPC that a resource says it is in, or the first one."""
        id_ = resource.values.get("vpc_id")
        if isinstance(id_, str):
            found = [each for each in self.plan.resources if each.type == "aws_vpc" and each.values.get("id") == id_]
        else:
            found = self.groups.instances(resource, resource.references("vpc_id").resources)
        return next((vpcs[each.address] for each in found if each.address in vpcs), self.draft.viewpoint)

    def _guarded(self, group: Resource, home: str) -> Iterator[str]:
        """What a group guards, or where the plan does not tell, whatever that may be."""
        resources = self.groups.guarded(group)
        for resource in {without_indices(each.address): each for each in resources}.values():
            kind = _kind(resource)
            guess = "" if kind else f"A `{resource.type}`, which is taken for a service."
            yield self._component(resource, kind or ComponentKind.SERVICE, home, guess)
        if not resources:
            guess = "Whatever this security group guards; nothing in the plan names it."
            yield self._component(group, ComponentKind.OTHER, home, guess)

    def _component(self, resource: Resource, kind: ComponentKind, home: str, guess: str) -> str:
        """One for all instances of a resource."""
        plain = without_indices(resource.address)
        name = _name(resource, resource.type.removeprefix("aws_").replace("_", " ").capitalize())
        id_ = self.draft.component(source_key(plain, name), kind, home, guess, said=name)
        self.draft.bindings[id_] = [plain]
        return id_

    def _admissions(self) -> Iterator[_Admission]:
        for group in self.groups.all:
            for key in ("ingress", "egress"):
                yield from (_Admission(group, group, key == "ingress", block, key) for block in trees(group.values.get(key)))
        for rule in self.plan.resources:
            if rule.type in RULES:
                is_inwards = rule.values.get("type") == "ingress" or "ingress" in rule.type
                yield from (_Admission(rule, group, is_inwards, rule.values) for group in self._groups_of(rule))

    def _groups_of(self, rule: Resource) -> list[Resource]:
        id_ = rule.values.get("security_group_id")
        if isinstance(id_, str):
            found = self.groups.of_id(id_)
            return [found] if found else []
        return [each for each in self.groups.instances(rule, rule.references("security_group_id").resources) if each.type in GROUPS]

    def _admit(self, admission: _Admission) -> None:
        own, ports = self.ends[admission.own.address], _ports(admission.values)
        if ports[:1] in (("icmp",), ("icmpv6",)) and icmp_codes(admission.values) is not None:
            self.draft.leave_out(f"that `{admission.resource.address}` admits only some messages of {ports[0]}")
        said = f"Admitted by `{admission.resource.address}`; whether it is used is not said."
        for peer, endpoints in self._peers(admission):
            for mine in own:
                source, target = (peer, mine) if admission.is_inwards else (mine, peer)
                self.draft.flow(source, target, ports, said)
                passed = [self.endpoints[each["service"]] for each in endpoints if each.get("service") in self.endpoints]
                stated: DraftEntry = {"endpoints": endpoints, "through": passed}
                self.draft.flows[f"{source}-to-{target}"] |= {key: value for key, value in stated.items() if value}

    def _peers(self, admission: _Admission) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Each end that is admitted, with the addresses that it is known by."""
        yield from self._ranges(admission)
        if admission.values.get("self"):
            yield from ((each, []) for each in self.ends[admission.own.address])
        for group in self._groups(admission):
            yield from ((each, []) for each in self.ends.get(group.address, ()))
        yield from self._services(admission)

    def _ranges(self, admission: _Admission) -> Iterator[tuple[str, list[dict[str, str]]]]:
        resource = admission.resource
        for key in RANGE_KEYS:
            written = text_list(admission.values.get(key))
            if not written and key in resource.expressions and resource.awaits(admission.key or key):
                yield self._later(resource, key), []
            if not resource.hides(admission.key or key):
                yield from (self._range(text, is_inwards=admission.is_inwards) for text in written if _is_range(text))

    def _range(self, text: str, *, is_inwards: bool) -> tuple[str, list[dict[str, str]]]:
        if text in _EVERYWHERE:
            return (self.draft.outside if is_inwards else self.draft.internet), []
        if text in self.vpc_ranges:
            return self.vpc_ranges[text], []
        return self.draft.range(plain_range(text)), [{"cidr": plain_range(text)}]

    def _groups(self, admission: _Admission) -> list[Resource]:
        """The groups that are admitted: by their ids, or where these are not known yet, by what the configuration refers to."""
        keys = ("security_groups",) if admission.key else GROUP_KEYS
        ids = [id_ for key in keys for id_ in text_list(admission.values.get(key))]
        if ids:
            return list(filter(None, map(self.groups.of_id, ids)))
        named = self._named(admission.resource, admission.key, keys)
        return [each for each in self.groups.instances(admission.resource, named) if each.type in GROUPS]

    def _named(self, resource: Resource, block: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        if block:
            return self.groups.inline(resource, block).resources if resource.awaits(block) else ()
        return tuple(name for key in keys if resource.awaits(key) for name in self.groups.referred(resource, key).resources)

    def _services(self, admission: _Admission) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """The services whose lists of addresses are named."""
        resource = admission.resource
        for key in LIST_KEYS:
            named = self.groups.instances(resource, resource.references(key).resources) if resource.awaits(key) else []
            listed = [str(each.values.get("service_name") or each.values.get("name") or "") for each in named]
            for service in filter(None, (*listed, *text_list(admission.values.get(key)))):
                home = self.draft.boundary("boundary/aws", BoundaryKind.CLOUD, said="AWS")
                id_ = self.draft.component(f"service/{service}", ComponentKind.SERVICE, home, said=service)
                yield id_, [{"service": service}]

    def _later(self, resource: Resource, key: str) -> str:
        names = ", ".join(resource.references(key).resources) or resource.address
        guess = f"Whoever has the addresses of `{names}`, which are known only after the plan is applied."
        return self.draft.component(f"later/{names}", ComponentKind.OTHER, self.draft.internet, guess, said=names)


def _kind(resource: Resource) -> ComponentKind | None:
    said = resource.type.partition("_")[2]
    return next((kind for start, kind in _KINDS.items() if said == start or said.startswith(f"{start}_")), None)


def _name(resource: Resource, otherwise: str) -> str:
    """What people call a resource: its tag `Name`, its own name, or what the configuration calls it or its module."""
    of_one = resource.index is None
    said = {"tags": tree(resource.values.get("tags")).get("Name"), **{key: resource.values.get(key) for key in _NAMES}}
    for key, value in said.items():
        if of_one and isinstance(value, str) and value and not resource.hides(key):
            return value
    *around, _, name = without_indices(resource.address).split(".")
    modules = [part for part in around if part != "module"]
    return name if name not in _NO_NAMES else modules[-1] if modules else otherwise


def _is_range(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _ports(values: JsonTree) -> tuple[str, ...]:
    """The ports of a rule, as a model writes them; none where they are not known."""
    written = str(values.get("ip_protocol") or values.get("protocol") or "").lower()
    if written in ("-1", "all"):
        return _ALL
    transport = TRANSPORTS_BY_NAME.get(written, "")
    if transport in PORTLESS:
        return (transport,)
    first, last = values.get("from_port"), values.get("to_port")
    if not transport or not isinstance(first, int) or not isinstance(last, int):
        return ()
    return (f"{max(first, 1)}-{last}/{transport}" if first != last else f"{first}/{transport}",)

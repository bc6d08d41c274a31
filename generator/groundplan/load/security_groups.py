"""Security groups of a Terraform plan: which there are, what they guard, and what rules refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.domain.range import Range
from groundplan.load.terraform_plan import Resource, TerraformPlan, without_indices
from groundplan.load.terraform_references import References, expression_references
from groundplan.load.trees import JsonTree, tree

GROUPS = ("aws_security_group", "aws_default_security_group")
RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
RANGE_KEYS = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6")
GROUP_KEYS = ("source_security_group_id", "referenced_security_group_id")
LIST_KEYS = ("prefix_list_ids", "prefix_list_id")
"""By what keys a rule names whom it admits: addresses, other groups, lists of addresses."""
_ATTACHED = frozenset({"vpc_security_group_ids", "security_groups", "security_group_ids", "security_group_id"})
"""By what keys other resources name the groups that guard them."""
_WHAT = ("ip_protocol", "protocol", "from_port", "to_port", "type")
"""What a rule admits, whoever it admits."""


class PlannedGroups:
    """The groups of a plan, by address and by id."""

    def __init__(self, plan: TerraformPlan) -> None:
        self.plan = plan
        self.all = [each for each in plan.resources if each.type in GROUPS]
        self._by_id = {id_: each for each in self.all if isinstance(id_ := each.values.get("id"), str) and id_}
        self._guarded = self._attachments()

    def of_id(self, id_: str) -> Resource | None:
        return self._by_id.get(id_)

    def guarded(self, group: Resource) -> tuple[Resource, ...]:
        """The resources that name a group as theirs."""
        found = (*self._guarded.get(group.address, ()), *self._guarded.get(without_indices(group.address), ()))
        return tuple({each.address: each for each in found}.values())

    def _attachments(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.plan.resources:
            if resource.type not in (*GROUPS, *RULES):
                for group in self._named_by(resource):
                    found.setdefault(group, []).append(resource)
        return found

    def _named_by(self, resource: Resource) -> Iterator[str]:
        for key, value in _keyed(resource.values):
            if key in _ATTACHED:
                yield from (self._by_id[id_].address for id_ in text_list(value) if id_ in self._by_id)
        for key, value in _keyed(resource.expressions):
            if key in _ATTACHED:
                yield from expression_references(value, resource.module).resources

    def referred(self, rule: Resource, key: str) -> References:
        """What a rule refers to. Of a loop over groups, each instance stands for all of them: together they admit no more and no less."""
        found = rule.references(key)
        if not found.is_of_loop:
            return found
        looped = expression_references(rule.loop, rule.module)
        instances = self.plan.by_plain_address[without_indices(rule.address)]
        alike = len({tuple(str(each.values.get(name)) for name in _WHAT) for each in instances}) == 1
        return References((*found.resources, *looped.resources), looped.is_whole and alike and len(looped.resources) == len(instances))

    def inline(self, group: Resource, key: str) -> References:
        """The groups that the blocks `key` of a group refer to; the plan does not tell of which block each is."""
        named = expression_references(group.expressions.get(key), group.module).resources
        return References(tuple(name for name in named if name.rpartition(".")[0].endswith(GROUPS)))

    def instances(self, resource: Resource, addresses: Iterable[str]) -> list[Resource]:
        """The resources behind names without indices; of several, that with the index of whoever names it."""
        found = []
        for address in addresses:
            instances = self.plan.by_plain_address.get(address, [])
            same = [each for each in instances if resource.index is not None and each.index == resource.index]
            found += same or instances
        return found


def icmp_codes(values: JsonTree) -> Range | None:
    """The messages of ICMP that a rule admits, each type with its 256 codes in a row; None where it admits them all.

    AWS takes the type as the first port and the code as the last, and -1 for all of them:
    <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>.
    """
    type_, code = values.get("from_port"), values.get("to_port")
    if not isinstance(type_, int) or not isinstance(code, int) or not 0 <= type_ < 256 or code > 255:
        return None
    first = type_ * 256
    return (first, first + 255) if code < 0 else (first + code, first + code)


def text_list(value: object) -> list[str]:
    """The texts in a list, or a text alone."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]


def _keyed(value: object) -> Iterator[tuple[str, object]]:
    """Every key with its value, at any depth of blocks."""
    for key, inner in tree(value).items():
        yield key, inner
        yield from (pair for block in (inner if isinstance(inner, list) else [inner]) for pair in _keyed(block))

"""Whom a rule of a security group admits: ranges of addresses, other groups, prefix lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundplan.domain.component import Place
from groundplan.domain.flow import EndpointKind
from groundplan.load.security_groups import GROUP_KEYS, GROUPS, LIST_KEYS, RANGE_KEYS, text_list
from groundplan.load.terraform_plan import Resource
from groundplan.load.terraform_references import References
from groundplan.load.trees import JsonTree, trees
from groundplan.verify.boxes import Atom, of_cidr, of_place
from groundplan.verify.realities.aws_groups import SecurityGroups
from groundplan.verify.reality import Reality


class Peers:
    """Who is admitted. What cannot be told is noted in `reality`."""

    def __init__(self, groups: SecurityGroups, reality: Reality) -> None:
        self._groups = groups
        self._reality = reality

    def of_rule(self, rule: Resource, places: Sequence[Place]) -> list[Atom]:
        """Whom a resource admits that is one rule; `places` are its own."""
        peers = self._same(rule, rule.values, places)
        for key in GROUP_KEYS:
            if ids := text_list(rule.values.get(key)):
                peers += self._by_ids(rule, ids)
            elif rule.awaits(key):
                peers += self._by_name(rule, self._groups.referred(rule, key), key)
        for key in LIST_KEYS:
            if rule.awaits(key):
                peers += self._lists_by_name(rule, key)
        for key in RANGE_KEYS:
            if rule.awaits(key) and key in rule.expressions:
                self.later(rule, key, places)
        return peers

    def of_block(self, group: Resource, key: str, block: JsonTree, places: Sequence[Place]) -> list[Atom]:
        """Whom a block `ingress` or `egress` of a group admits."""
        peers = self._same(group, block, places, block_of=key)
        if ids := text_list(block.get("security_groups")):
            peers += self._by_ids(group, ids)
        elif group.awaits(key):
            peers += self._by_name(group, self._groups.inline(group, key), "security_groups")
        return peers

    def _same(self, resource: Resource, values: JsonTree, places: Sequence[Place], block_of: str = "") -> list[Atom]:
        """What rules and blocks say alike. Of blocks, one that holds something sensitive hides the ranges of all."""
        peers = self._networks(resource, values, RANGE_KEYS, block_of)
        if values.get("self"):
            peers += map(of_place, places)
        return peers + [atom for key in LIST_KEYS for id_ in text_list(values.get(key)) for atom in self._prefix_list(resource, id_)]

    def later(self, resource: Resource, what: str, places: Sequence[Place] = ()) -> None:
        """Note that something is known only after the plan is applied."""
        problem = f"its `{what}`, which is known only after the plan is applied"
        place = places[0] if places else None
        self._reality.unknown(resource.address, problem, "apply it, or give the value as a constant", place=place)

    def _networks(self, resource: Resource, values: JsonTree, keys: Iterable[str], block_of: str = "") -> list[Atom]:
        found = []
        for key in keys:
            if resource.hides(block_of or key) and values.get(key):
                self._reality.unknown(resource.address, f"its `{key}`, which is marked as sensitive")
                continue
            for text in text_list(values.get(key)):
                try:
                    found.append(of_cidr(text))
                except ValueError:
                    self._reality.unknown(resource.address, f"its `{key}`: it is no range of addresses")
        return found

    def _by_ids(self, resource: Resource, ids: Iterable[str]) -> list[Atom]:
        found: list[Atom] = []
        for id_ in ids:
            group = self._groups.of_id(id_)
            places = self._groups.places(group) if group else self._groups.known.names.of(id_)
            found += self._bound(resource, group.address if group else id_, places)
        return found

    def _by_name(self, resource: Resource, referred: References, key: str) -> list[Atom]:
        """The places of groups that are known only by name."""
        found: list[Atom] = []
        for address in referred.resources:
            instances = self._groups.instances(resource, (address,))
            places = [place for each in instances if each.type in GROUPS for place in self._groups.places(each)]
            found += self._bound(resource, address, places or self._groups.known.names.of(address))
        if not referred.resources or not referred.is_whole:
            self.later(resource, key)
        return found

    def _bound(self, resource: Resource, peer: str, places: Sequence[Place]) -> list[Atom]:
        if not places:
            problem = f"who `{peer}` is, which it admits: it is bound to nothing"
            self._reality.unknown(resource.address, problem, "name it in `bindings`")
        return [of_place(place) for place in places]

    def _prefix_list(self, resource: Resource, id_: str) -> list[Atom]:
        """What a prefix list stands for: the service whose list it is, its own entries, or what it is bound to."""
        for each in self._groups.plan.resources:
            if id_ in (each.values.get("id"), each.values.get("prefix_list_id")):
                return self._listed(each)
        return self._bound(resource, id_, self._groups.known.names.of(id_))

    def _lists_by_name(self, resource: Resource, key: str) -> list[Atom]:
        referred = resource.references(key)
        found = [atom for each in self._groups.instances(resource, referred.resources) for atom in self._listed(each)]
        if not found:
            self.later(resource, key)
        return found

    def _listed(self, resource: Resource) -> list[Atom]:
        entries = [str(entry.get("cidr")) for entry in trees(resource.values.get("entry"))]
        service = resource.values.get("service_name") or resource.values.get("name")
        found = self._networks(resource, {"entry": entries}, ("entry",))
        found += map(of_place, self._groups.known.names.of(resource.address))
        if isinstance(service, str) and not entries:
            found.append(Atom(EndpointKind.SERVICE.value, service))
        return found

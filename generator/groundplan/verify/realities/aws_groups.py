"""Which places the security groups of a plan guard."""

from __future__ import annotations

from groundplan.domain.component import Place
from groundplan.load.security_groups import PlannedGroups
from groundplan.load.terraform_plan import Resource, TerraformPlan
from groundplan.verify.reality import KnownModel


class SecurityGroups(PlannedGroups):
    """The groups of a plan with the places that they are bound to."""

    def __init__(self, plan: TerraformPlan, known: KnownModel) -> None:
        super().__init__(plan)
        self.known = known
        for resource in plan.resources:  # what is there is no typing error in the bindings, whether a group guards it or not
            known.names.of(resource.address)

    def places(self, group: Resource) -> tuple[Place, ...]:
        """The places that a group guards: those that it is bound to, and those of the resources that name it."""
        bound = self.known.names.of(group.address, str(group.values.get("id") or group.address))
        attached = (place for resource in self.guarded(group) for place in self.known.names.of(resource.address))
        return tuple(dict.fromkeys((*bound, *attached)))

"""What stands for a place of the model in reality."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.domain.component import Place
from groundplan.domain.entry import Entry


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Binding(Entry):
    """The resources that are `place`, by their addresses: `aws_eks_cluster.main`, `Deployment/shop/api`."""

    place: Place
    resources: tuple[str, ...]

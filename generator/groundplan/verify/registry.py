"""Every source of what is deployed. A test compares them with the folder `realities/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundplan.verify.realities import kubernetes, rules, terraform_plan
from groundplan.verify.reality import KnownModel, Reality


@dataclass(frozen=True, slots=True)
class RealitySource:
    """A kind of files: by what option they are given, what they are, and what reads one."""

    option: str
    purpose: str
    read: Callable[[Path, KnownModel], Reality]


SOURCES = (
    RealitySource("plan", "The plan of Terraform or OpenTofu as JSON: security groups and VPC endpoints of AWS.", terraform_plan.read),
    RealitySource("manifests", "Manifests of Kubernetes, a file or a folder: NetworkPolicies, Services, Ingresses.", kubernetes.read),
    RealitySource("rules", "A ruleset of nftables, iptables or ip6tables, of a gateway at the border.", rules.read),
)
"""In the order in which people are told of them."""

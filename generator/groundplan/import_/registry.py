"""Every source that a draft can be made from. A test compares them with the folder `sources/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundplan.import_.draft import Draft
from groundplan.import_.sources import compose, kubernetes, likec4, otm, terraform


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A kind of files: its name, what it is, and what reads one."""

    name: str
    purpose: str
    read: Callable[[Path, bytes], Draft]


SOURCES = (
    ImportSource("compose", "A Docker Compose file: services, networks, published ports.", compose.read),
    ImportSource("kubernetes", "Manifests in one file: workloads, NetworkPolicies, ways in from outside.", kubernetes.read),
    ImportSource("likec4", "A model of LikeC4 as JSON: elements, relationships.", likec4.read),
    ImportSource("otm", "An Open Threat Model, JSON or YAML: trust zones, components, data flows.", otm.read),
    ImportSource("terraform", "A plan of Terraform or OpenTofu as JSON: VPCs, security groups of AWS, what they guard.", terraform.read),
)
"""In the order in which people are told of them."""

"""Every format that an allow-list can be exported in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from groundplan.export.exported import Exported
from groundplan.export.formats import csv, iptables, json, kubernetes, nftables, terraform_aws, txt, xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is for, the ending of its files, and what writes it."""

    name: str
    purpose: str
    ending: str
    write: Callable[[Exported], str | bytes]
    binary: bool = False
    of_one_configuration: bool = True
    """Whether it says what one configuration admits, so that the rules of all configurations at once must not be put into it."""


FORMATS = (
    Format("csv", "The rules as a table for spreadsheets and scripts.", "csv", csv.write, of_one_configuration=False),
    Format("xlsx", "The rules as a workbook, a sheet for each direction.", "xlsx", xlsx.write, binary=True, of_one_configuration=False),
    Format("json", "The rules for programs, with ids and conditions.", "json", json.write, of_one_configuration=False),
    Format("txt", "The rules as plain text, for reading, tickets and comparison.", "txt", txt.write, of_one_configuration=False),
    Format("nftables", "A ruleset for a Linux gateway at the border: `nft -f`.", "nft", nftables.write),
    Format("iptables", "The same for iptables, IPv4: `iptables-restore`.", "rules", iptables.write),
    Format("ip6tables", "The same for iptables, IPv6: `ip6tables-restore`.", "rules6", iptables.write_v6),
    Format("kubernetes", "NetworkPolicies for the components in clusters.", "yaml", kubernetes.write),
    Format("terraform-aws", "Rules of AWS security groups, as Terraform reads them.", "tf.json", terraform_aws.write),
)
"""In the order in which people are told of them."""

"""Every format that can be exported: of the allow-list, and of the connections of a configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from groundplan.export.exported import Exported
from groundplan.export.formats import (
    csv,
    cyclonedx,
    iptables,
    json,
    kubernetes,
    likec4,
    mermaid,
    nftables,
    oscal,
    otm,
    terraform_aws,
    txt,
    xlsx,
)


@dataclass(frozen=True, slots=True)
class Form:
    """What can be taken away: its name, what it is for, and the ending of its files."""

    name: str
    purpose: str
    ending: str
    binary: bool
    of_one_configuration: bool
    """Whether it says what one configuration admits, so that the rules of all configurations at once must not be put into it."""


@dataclass(frozen=True, slots=True)
class Format(Form):
    """A format of the allow-list, and what writes it."""

    write: Callable[[Exported], str | bytes]


Writer: TypeAlias = Callable[[Exported], str | bytes]


def _format(name: str, purpose: str, ending: str, write: Writer, *, binary: bool = False, of_one_configuration: bool = True) -> Format:
    return Format(name, purpose, ending, binary, of_one_configuration, write)


FORMATS = (
    _format("csv", "The rules as a table for spreadsheets and scripts.", "csv", csv.write, of_one_configuration=False),
    _format("xlsx", "The rules as a workbook, a sheet for each direction.", "xlsx", xlsx.write, binary=True, of_one_configuration=False),
    _format("json", "The rules for programs, with ids and conditions.", "json", json.write, of_one_configuration=False),
    _format("txt", "The rules as plain text, for reading, tickets and comparison.", "txt", txt.write, of_one_configuration=False),
    _format("nftables", "A ruleset for a Linux gateway at the border: `nft -f`.", "nft", nftables.write),
    _format("iptables", "The same for iptables, IPv4: `iptables-restore`.", "rules", iptables.write),
    _format("ip6tables", "The same for iptables, IPv6: `ip6tables-restore`.", "rules6", iptables.write_v6),
    _format("kubernetes", "NetworkPolicies for the components in clusters.", "yaml", kubernetes.write),
    _format("terraform-aws", "Rules of AWS security groups, as Terraform reads them.", "tf.json", terraform_aws.write),
    _format("mermaid", "The connections as a flowchart, for pages of other tools.", "mmd", mermaid.write),
    _format("cyclonedx", "The services with their data and trust zones, as a bill of materials.", "cdx.json", cyclonedx.write),
    _format("oscal", "The same with every verdict, as an OSCAL component definition.", "oscal.json", oscal.write),
    _format("otm", "The same as an Open Threat Model, for threat modellers.", "otm.json", otm.write),
    _format("likec4", "The same as a model of LikeC4.", "c4", likec4.write),
)
"""In the order in which people are told of them."""

PDF = Form("pdf", "The pages as one document.", "pdf", binary=True, of_one_configuration=True)
"""More than the allow-list: `takeaway.document` makes it."""


@dataclass(frozen=True, slots=True)
class PageForm(Form):
    """The pages as files in a folder, for another generator of sites: `takeaway.page_folder` makes them."""


def _pages(name: str, purpose: str) -> PageForm:
    return PageForm(name, purpose, "md", binary=True, of_one_configuration=True)


PAGE_FORMS = (
    _pages("gfm", "The pages as Markdown of GitHub, with their pictures, in a folder."),
    _pages("docusaurus", "The pages for Docusaurus, with their pictures, in a folder."),
)
FORMS: tuple[Form, ...] = (*FORMATS, PDF, *PAGE_FORMS)

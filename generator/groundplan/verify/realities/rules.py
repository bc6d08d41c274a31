"""Rulesets of packet filters: which program's they are, and what of the border they decide."""

from __future__ import annotations

from pathlib import Path

from groundplan.errors import GroundplanError
from groundplan.project.sources import content_of
from groundplan.verify.realities import iptables, nftables
from groundplan.verify.realities.filters import openings
from groundplan.verify.reality import KnownModel, Reality

_HOW = "`nft list ruleset`, `iptables-save` and `ip6tables-save` write one"


def read(path: Path, _known: KnownModel) -> Reality:
    """What the ruleset in `path` lets a gateway forward. Raises GroundplanError for what is no ruleset, and OSError."""
    try:
        text = content_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GroundplanError(f"{path} is not UTF-8 text; {_HOW}") from error
    name = str(path)
    if iptables.is_iptables(text):
        filters = iptables.read(name, text)
    elif nftables.is_nftables(text):
        filters = nftables.read(name, text)
    else:
        raise GroundplanError(f"{path} is no ruleset of nftables or iptables; {_HOW}")
    reality = Reality(name, texts={name: text})
    filters = [each for each in filters if each.entries]
    if not filters:
        raise GroundplanError(f"{path} holds no chain that sees what is forwarded, which is what a border is about")
    reality.borders = {version: name for each in filters for version in each.versions}
    openings(filters, reality)
    return reality

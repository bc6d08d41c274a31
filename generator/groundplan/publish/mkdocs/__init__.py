"""The adapter to MkDocs: with `plugin.py` the only one that knows it."""

from groundplan.publish.mkdocs.anchors import AnchorRules
from groundplan.publish.mkdocs.command import follow, forgive, guard, level, rebuild, strict_warnings
from groundplan.publish.mkdocs.configuration import adapt
from groundplan.publish.mkdocs.converting import Converting
from groundplan.publish.mkdocs.ending import Refused, explain, hush
from groundplan.publish.mkdocs.options import Options
from groundplan.publish.mkdocs.publication import Publication
from groundplan.publish.mkdocs.renewable import can_renew
from groundplan.publish.mkdocs.renewal import Renewal
from groundplan.publish.mkdocs.staged import StagedBuild
from groundplan.publish.mkdocs.telling import Telling

__all__ = [
    "AnchorRules",
    "Converting",
    "Options",
    "Publication",
    "Refused",
    "Renewal",
    "StagedBuild",
    "Telling",
    "adapt",
    "can_renew",
    "explain",
    "follow",
    "forgive",
    "guard",
    "hush",
    "level",
    "rebuild",
    "strict_warnings",
]

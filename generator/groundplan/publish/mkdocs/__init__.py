"""The adapter to MkDocs: with `plugin.py` the only one that knows it."""

from groundplan.publish.mkdocs.command import forgive, guard, strict_warnings
from groundplan.publish.mkdocs.configuration import adapt
from groundplan.publish.mkdocs.publication import Publication

__all__ = ["Publication", "adapt", "forgive", "guard", "strict_warnings"]

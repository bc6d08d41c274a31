"""YAML to records, with the place of every key and value kept. The only importer of the YAML library."""

from groundplan.load.document import Document, load

__all__ = ["Document", "load"]

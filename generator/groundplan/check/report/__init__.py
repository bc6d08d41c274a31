"""Findings as text and as the formats that other programs read."""

from groundplan.check.report.registry import FORMATS

__all__ = ["FORMATS"]

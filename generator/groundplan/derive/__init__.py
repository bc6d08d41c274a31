"""Facts that follow from a model: pure functions, a module per fact."""

from groundplan.derive.facts import Facts, derive

__all__ = ["Facts", "derive"]

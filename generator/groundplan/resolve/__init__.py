"""Records to a model: every name becomes the thing it names."""

from groundplan.resolve.resolve import Resolution, resolve
from groundplan.resolve.selectors import Scope, parse_selector

__all__ = ["Resolution", "Scope", "parse_selector", "resolve"]

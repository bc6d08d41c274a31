"""What templates are given: texts, rows, drawings, by the names that they use."""

from collections.abc import Mapping
from typing import TypeAlias

Values: TypeAlias = Mapping[str, object]
"""Values for a template, which prints whatever it knows."""

"""Attributes and numbers as SVG writes them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape


def number(value: float) -> str:
    """At most two decimals, no trailing zeros: the same text for the same value everywhere."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(values: Mapping[str, str | None]) -> str:
    """The attributes with a leading space each; those that are None are left out."""
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items() if value is not None)

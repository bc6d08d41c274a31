"""Addresses and ports in the tables of documents."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.document.unbroken import parts_of_addresses, with_whole_addresses


def span(text: str, *styles: str) -> dict[str, Any]:
    return {"text": text, "styles": [*styles], "target": ""}


def in_table(*spans: dict[str, Any]) -> Any:
    return {"kind": "table", "titles": [[span("1.2.3.4/8")]], "rows": [[[{"text": [*spans], "style": ""}]]]}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("sqs.us-east-1.amazonaws.com", ["sqs.us-east-1.amazonaws.com"]),
        ("*.{region}.relay.example.com:443", ["*.{region}.relay.example.com:443"]),
        ("*.{region}.example.com and 203.0.113.16/28", ["*.{region}.example.com", "203.0.113.16/28"]),
        ("2001:db8::/32, ::1", ["2001:db8::/32"]),
        ("443/tcp (DERP), 3478-3480/udp", ["443/tcp", "3478-3480/udp"]),
        ("end-to-end, TLS/mTLS, v1.2, and/or 2026-03-31", []),
        ("nothing of the sort.", []),
    ],
)
def test_addresses_are_found_in_cells_alone(text: str, whole: list[str]) -> None:
    found = with_whole_addresses(in_table(span(text, "code")))
    pieces = found["rows"][0][0][0]["text"]
    assert "".join(piece["text"] for piece in pieces) == text
    assert [piece["text"] for piece in pieces if piece["styles"] == ["code", "whole"]] == whole
    assert found["titles"] == [[span("1.2.3.4/8")]]
    assert with_whole_addresses({"kind": "passage", "text": [span(text)]}) == {"kind": "passage", "text": [span(text)]}


def test_a_part_that_is_wider_than_a_column_may_be_broken() -> None:
    text = f"{'long-' * 8}name.example.com"
    assert with_whole_addresses(in_table(span(text))) == in_table(span(text))
    assert [*parts_of_addresses("see api.example.com on 443/tcp")] == ["api", "example", "com", "443/tcp"]

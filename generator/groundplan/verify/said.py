"""Boxes in words: `tcp 22 from 0.0.0.0/0 to web-server`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundplan.diff.border import cidrs
from groundplan.domain.range import Range
from groundplan.verify.boxes import TRANSPORTS, WITH_CODES, WITH_PORTS, Atom, ConnectionBox, whole_of

_MOST = 3
"""As many connections as a sentence names."""


def said(boxes: Sequence[ConnectionBox]) -> str:
    """What `boxes` admit, the first few of them."""
    ends: dict[tuple[Atom, Atom], list[ConnectionBox]] = {}
    for box in boxes:
        ends.setdefault((box.source, box.target), []).append(box)
    lines = [f"{_ports(several)} from {_end(source)} to {_end(target)}" for (source, target), several in ends.items()]
    more = f", and {len(lines) - _MOST} more" if len(lines) > _MOST else ""
    return "; ".join(lines[:_MOST]) + more


def _ports(boxes: Iterable[ConnectionBox]) -> str:
    found: dict[str, list[Range]] = {}
    for box in boxes:
        found.setdefault(box.transport, []).append(box.ports)
    whole = [transport for transport, ranges in found.items() if ranges == [whole_of(transport)]]
    if {"icmp", "icmpv6", *whole} == set(TRANSPORTS) and len(whole) >= len(TRANSPORTS) - 1:  # each version has one of them
        return "everything"
    return ", ".join(_of(transport, ranges, transport in whole) for transport, ranges in found.items())


def _of(transport: str, ranges: list[Range], whole: bool) -> str:
    if transport in WITH_CODES and not whole:
        return f"{transport} {', '.join(_messages(each) for each in sorted(set(ranges)))}"
    if transport not in WITH_PORTS:
        return "other protocols" if transport == "other" else transport
    if whole:
        return f"every port of {transport}"
    return f"{transport} {', '.join(map(_numbers, sorted(set(ranges))))}"


def _messages(codes: Range) -> str:
    """Messages of ICMP: whole types where they are whole, and codes of one where they are not."""
    (first, code), (last, last_code) = divmod(codes[0], 256), divmod(codes[1], 256)
    if (code, last_code) == (0, 255):
        return f"type {_numbers((first, last))}"
    if first == last:
        return f"type {first} code {_numbers((code, last_code))}"
    return f"type {first} code {code} to type {last} code {last_code}"


def _numbers(each: Range) -> str:
    return str(each[0]) if each[0] == each[1] else f"{each[0]}-{each[1]}"


def _end(atom: Atom) -> str:
    if not atom.is_network:
        return f"`{atom.id}`" if atom.kind == "place" else atom.id
    if atom.is_everywhere:
        return "anywhere (IPv4)" if atom.kind == "4" else "anywhere (IPv6)"
    networks = cidrs(atom.kind, atom.range)
    return ", ".join(networks) if len(networks) <= _MOST else f"{networks[0]} and {len(networks) - 1} networks more"

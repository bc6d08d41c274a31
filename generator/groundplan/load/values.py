"""The small notations inside a model: ids, ports, endpoints, days, languages."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias, cast

from groundplan import checks
from groundplan.diagnostics import Finding, Route
from groundplan.domain.flow import PORTLESS, Endpoint, EndpointKind, Port, Transport
from groundplan.load.containers import ListOf
from groundplan.load.mentions import ByChoice, RawData, Schema
from groundplan.load.references import ByChoiceShape
from groundplan.load.shapes import Custom, KeyPath, TextShape, Written
from groundplan.load.wording import mistyped
from groundplan.nearest import disguised

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PORT: Final = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?/(?P<transport>tcp|udp|sctp)", re.ASCII)
_HOST: Final = re.compile(r"(\*\.)?([a-z0-9*]([a-z0-9*-]*[a-z0-9*])?\.)*[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?", re.IGNORECASE | re.ASCII)
_PLACEHOLDER: Final = re.compile(r"\{[a-z0-9]([a-z0-9_-]*[a-z0-9])?\}", re.IGNORECASE | re.ASCII)
"""A part of a host that whoever writes the allow-list fills in."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LOCALE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

_SCHEME: Final = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES: Final = frozenset({"https", "http", "mailto", "tel"})
_UNSEEN: Final = re.compile(r"^[\s\x00-\x20]|[\x00-\x1f\x7f]")
"""What browsers drop before they look at the scheme."""

_ENDPOINT_KINDS: Final = frozenset(EndpointKind)

Ports: TypeAlias = tuple[Port, ...] | None

UNKNOWN_PORTS: Final = "unknown"


def is_id(text: str) -> bool:
    """Whether `text` is lower-case kebab."""
    return _ID.fullmatch(text) is not None


def suggest_id(text: str) -> str:
    """The id nearest to what somebody wrote: `Billing_Bucket` -> `billing-bucket`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-") or "my-id"


@lru_cache(1024)
def parse_port(text: str) -> Port:
    """`443/tcp`, `8000-8100/udp`, or what has no ports, such as `icmp` or `esp`. Raises ValueError with the reason."""
    if text in PORTLESS:
        return Port(0, 0, Transport(text))
    match = _PORT.fullmatch(text)
    if match is None:
        reason = "has no transport" if re.fullmatch(r"\d+(-\d+)?", text) else "is not a port"
        raise ValueError(f"`{text}` {reason}")
    first = int(match["first"])
    last = int(match["last"] or first)
    if not 1 <= first <= 65535 or not 1 <= last <= 65535:
        raise ValueError(f"`{text}` is outside of 1 to 65535")
    if last < first:
        raise ValueError(f"the range `{text}` runs backwards")
    return Port(first, last, Transport(match["transport"]))


def parse_endpoint(raw: dict[str, RawData]) -> Endpoint:
    """`{host: …}`, `{cidr: …}` or `{service: …}`. Raises ValueError with the reason."""
    if len(raw) != 1 or (kind := next(iter(raw))) not in _ENDPOINT_KINDS:
        raise ValueError("an endpoint has exactly one of the keys `host`, `cidr`, `service` and `list`")
    value = raw[kind]
    if not isinstance(value, str) or not value:
        raise ValueError(f"`{kind}` must be text")
    return _endpoint(EndpointKind(kind), value)


@lru_cache(1024)
def _endpoint(kind: EndpointKind, value: str) -> Endpoint:
    match kind:
        case EndpointKind.CIDR:
            _check_range(value)
        case EndpointKind.LIST:
            _check_list(value)
        case EndpointKind.HOST if not _HOST.fullmatch(_PLACEHOLDER.sub("x", value)):
            raise ValueError(f"`{value}` is not a host name or a pattern of one, such as `*.example.com`")
    return Endpoint(kind, value)


def _check_range(value: str) -> None:
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError(f"`{value}` is not an address range: {error}") from error


def _check_list(value: str) -> None:
    if not value.startswith(("https://", "http://")) or _UNSEEN.search(value):
        raise ValueError(f"`{value}` is not the address of a published list: it starts with https:")


def _read_id(raw: RawData, at: KeyPath, faults: list[Finding]) -> str | None:
    if not isinstance(raw, str):
        faults.append(mistyped(at, "text", raw))
        return None
    if not is_id(raw):
        faults.append(checks.BAD_ID.at(Route(*at), at_key=at[-1] == raw, id=raw, suggestion=suggest_id(raw), hint=disguised(raw) or None))
    return raw


def _read_ports(raw: RawData, at: KeyPath, faults: list[Finding]) -> Ports:
    if raw is None:
        return None
    if raw == UNKNOWN_PORTS:
        return ()
    items = [raw] if isinstance(raw, str) else raw
    if items == []:
        _bad_port(at, "the list is empty", faults)
    elif not isinstance(items, list):
        faults.append(mistyped(at, "a list", raw))
    else:
        return cast("Ports", tuple([_read_port(item, (*at, index), faults) for index, item in enumerate(items)]))
    return None


def _read_port(raw: RawData, at: KeyPath, faults: list[Finding]) -> Port | None:
    if isinstance(raw, dict):
        return _read_named_port(raw, at, faults)
    if not isinstance(raw, str):
        _bad_port(at, "a port is a text such as `443/tcp`", faults)
        return None
    try:
        return parse_port(raw)
    except ValueError as error:
        _bad_port(at, str(error), faults)
        return None


def _read_named_port(raw: dict[str, RawData], at: KeyPath, faults: list[Finding]) -> Port | None:
    """`{port: 3306/tcp, name: MySQL}`."""
    if raw.keys() != {"port", "name"} or not isinstance(raw["name"], str) or not raw["name"].strip():
        _bad_port(at, "a port with a name has the keys `port` and `name`, such as `{port: 3306/tcp, name: MySQL}`", faults)
        return None
    port = _read_port(raw["port"], (*at, "port"), faults) if not isinstance(raw["port"], dict) else None
    if port is None and isinstance(raw["port"], dict):
        _bad_port((*at, "port"), "a port is a text such as `443/tcp`", faults)
    return replace(port, name=raw["name"].strip()) if port else None


def _bad_port(at: KeyPath, problem: str, faults: list[Finding]) -> None:
    faults.append(checks.BAD_PORT.at(Route(*at), place=f"`{Route(*at)}`", problem=problem))


def _read_endpoint(raw: RawData, at: KeyPath, faults: list[Finding]) -> Endpoint | None:
    if not isinstance(raw, dict):
        _bad_endpoint(at, "an endpoint is a mapping such as `{host: api.example.com}`", faults)
        return None
    try:
        return parse_endpoint(raw)
    except ValueError as error:
        _bad_endpoint((*at, *raw) if len(raw) == 1 else at, str(error), faults)
        return None


def _bad_endpoint(at: KeyPath, problem: str, faults: list[Finding]) -> None:
    faults.append(checks.BAD_ENDPOINT.at(Route(*at), place=f"`{Route(*at)}`", problem=problem))


def _day(text: str) -> date:
    if not _DATE.fullmatch(text):  # `fromisoformat` takes other notations, too
        raise ValueError(text)
    return date.fromisoformat(text)


def _locale(text: str) -> str:
    # A file of the project is named after it, so nothing else may pass.
    if not _LOCALE.fullmatch(text):
        raise ValueError(text)
    return text


def _address(text: str) -> str:
    """Readers click on it, so it must not run: no `javascript:`, however it is written."""
    scheme = _SCHEME.match(text)
    if _UNSEEN.search(text) or (scheme and scheme["name"].lower() not in _SCHEMES):
        raise ValueError(text)
    return text


def _phrase(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


ID: Final = Custom(_read_id, {"type": "string"})
DAY: Final = TextShape(_day, "a date such as 2027-03-31", format="date")
LOCALE: Final = TextShape(_locale, "a language such as `ko` or `pt-BR`")
ADDRESS: Final = TextShape(_address, "an address that starts with https:, http:, mailto: or tel:, or one within the site")
LOCALES: Final = ListOf(LOCALE, alone=True)
IDS: Final = ListOf(Written(), alone=True)
"""One id or a list of ids; whether they name anything is for `resolve` to say."""
PHRASES: Final = ListOf(TextShape(_phrase, "some words"), alone=True)
"""Some words of running text, or a list of such."""

_PORT_TEXT: Final[Schema] = {"type": "string", "pattern": r"^(\d+(-\d+)?/(tcp|udp|sctp)|icmp|icmpv6|esp|ah|gre)$"}
_NAMED_PORT: Final[Schema] = {
    "type": "object",
    "required": ["port", "name"],
    "additionalProperties": False,
    "properties": {"port": _PORT_TEXT, "name": {"type": "string"}},
}
_PORT_SCHEMA: Final[Schema] = {"anyOf": [_PORT_TEXT, _NAMED_PORT]}
_PORT_SCHEMAS: Final[tuple[Schema, ...]] = (
    {"const": UNKNOWN_PORTS},
    _PORT_SCHEMA,
    {"type": "array", "items": _PORT_SCHEMA, "minItems": 1},
    {"type": "null"},
)
_ENDPOINT_SCHEMA: Final[Schema] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {kind.value: {"type": "string"} for kind in EndpointKind},
}


class PortsShape(ByChoiceShape[Ports, Ports]):
    """One port, several, or such by choice. A single one may have a name, too, which makes it a mapping."""

    def read(self, raw: RawData, at: KeyPath, faults: list[Finding]) -> ByChoice[Ports] | None:
        named = isinstance(raw, dict) and "by" not in raw and "port" in raw
        return super().read([raw] if named else raw, at, faults)


PORTS: Final = PortsShape(Custom(_read_ports, {"anyOf": list(_PORT_SCHEMAS)}))
"""None where nothing is written, empty where `unknown` is."""
ENDPOINTS: Final = ListOf(Custom(_read_endpoint, _ENDPOINT_SCHEMA))

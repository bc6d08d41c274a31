"""The small notations inside a model: ids, ports, endpoints, one-or-many."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from groundplan.domain.flow import Endpoint, EndpointKind, Port, Transport

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PORT: Final = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?/(?P<transport>tcp|udp)", re.ASCII)
_HOST: Final = re.compile(r"(\*\.)?([a-z0-9*]([a-z0-9*-]*[a-z0-9*])?\.)*[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?", re.IGNORECASE | re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LOCALE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

UNKNOWN_PORTS: Final = "unknown"


def is_id(text: str) -> bool:
    """Whether `text` is lower-case kebab."""
    return _ID.fullmatch(text) is not None


def suggest_id(text: str) -> str:
    """The id nearest to what somebody wrote: `Billing_Bucket` -> `billing-bucket`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-") or "my-id"


def parse_port(text: str) -> Port:
    """`443/tcp`, `8000-8100/udp` or `icmp`. Raises ValueError with the reason."""
    if text == "icmp":
        return Port(0, 0, Transport.ICMP)
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


def parse_endpoint(raw: dict[str, Any]) -> Endpoint:
    """`{host: …}`, `{cidr: …}` or `{service: …}`. Raises ValueError with the reason."""
    if len(raw) != 1 or (kind := next(iter(raw))) not in set(EndpointKind):
        raise ValueError("an endpoint has exactly one of the keys `host`, `cidr` and `service`")
    value = raw[kind]
    if not isinstance(value, str) or not value:
        raise ValueError(f"`{kind}` must be text")
    match EndpointKind(kind):
        case EndpointKind.CIDR:
            _check_range(value)
        case EndpointKind.HOST if not _HOST.fullmatch(value):
            raise ValueError(f"`{value}` is not a host name or a pattern of one, such as `*.example.com`")
    return Endpoint(EndpointKind(kind), value)


def _check_range(value: str) -> None:
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError(f"`{value}` is not an address range: {error}") from error


def _id(text: str) -> str:
    if not is_id(text):
        raise PydanticCustomError("bad-id", "{id}", {"id": text})
    return text


def _port(raw: object) -> Port:
    if not isinstance(raw, str):
        raise PydanticCustomError("bad-port", "{problem}", {"problem": "a port is a text such as `443/tcp`"})
    try:
        return parse_port(raw)
    except ValueError as error:
        raise PydanticCustomError("bad-port", "{problem}", {"problem": str(error)}) from error


def _ports(raw: object) -> object:
    if raw == UNKNOWN_PORTS:
        return []
    if raw == []:
        raise PydanticCustomError("bad-port", "{problem}", {"problem": "the list is empty"})
    return [raw] if isinstance(raw, str) else raw


def _endpoint(raw: object) -> Endpoint:
    if not isinstance(raw, dict):
        problem = "an endpoint is a mapping such as `{host: api.example.com}`"
        raise PydanticCustomError("bad-endpoint", "{problem}", {"problem": problem, "key": ""})
    try:
        return parse_endpoint(raw)
    except ValueError as error:
        key = next(iter(raw)) if len(raw) == 1 else ""
        raise PydanticCustomError("bad-endpoint", "{problem}", {"problem": str(error), "key": key}) from error


def _listed(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


def _date(raw: object) -> date:
    # Not left to pydantic, which takes `86400` for a point in time.
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        with suppress(ValueError):
            return date.fromisoformat(raw)
    raise PydanticCustomError("bad-date", "no date")


def _locale(text: str) -> str:
    # A file of the project is named after it, so nothing else may pass.
    if not _LOCALE.fullmatch(text):
        raise PydanticCustomError("bad-locale", "no locale")
    return text


Id = Annotated[str, AfterValidator(_id)]
Day = Annotated[date, BeforeValidator(_date)]
Locale = Annotated[str, AfterValidator(_locale)]
Locales = Annotated[tuple[Locale, ...], BeforeValidator(_listed)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One id or a list of ids; whether they name anything is for `resolve` to say."""

_PORT_SCHEMA: Final = {"type": "string", "pattern": r"^(\d+(-\d+)?/(tcp|udp)|icmp)$"}
_ENDPOINT_SCHEMA: Final = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {kind.value: {"type": "string"} for kind in EndpointKind},
}
Ports = Annotated[
    tuple[Annotated[Port, BeforeValidator(_port), WithJsonSchema(_PORT_SCHEMA)], ...],
    BeforeValidator(_ports),
    WithJsonSchema({"anyOf": [{"const": UNKNOWN_PORTS}, _PORT_SCHEMA, {"type": "array", "items": _PORT_SCHEMA, "minItems": 1}]}),
]
Endpoints = tuple[Annotated[Endpoint, BeforeValidator(_endpoint), WithJsonSchema(_ENDPOINT_SCHEMA)], ...]

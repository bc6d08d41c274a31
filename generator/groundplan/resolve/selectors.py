"""Selectors as written to selectors as meant, wherever they are written: model, page or command line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from groundplan import checks
from groundplan.diagnostics import Finding, Route
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Encryption, Exposure, Layer
from groundplan.domain.component import Component
from groundplan.domain.entry import Audience, Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Party
from groundplan.domain.selector import AnyOf, Clause, Key, Not, Owned, RidesOn, Selector, Test, TestValue
from groundplan.load.mentions import RawData
from groundplan.load.values import parse_port
from groundplan.load.wording import kind
from groundplan.nearest import did_you_mean
from groundplan.resolve.names import Names

NEGATION, ALTERNATIVES, CARRIER, VIEWPOINT = "not", "any", "rides-on", "viewpoint"
KEYS = (*Key, NEGATION, ALTERNATIVES, CARRIER, VIEWPOINT)

ID_KEYS = {
    Key.ID: "flows",
    Key.CHANNEL: "channels",
    Key.OVER: "channels",
    Key.PURPOSE: "terms",
    Key.CARRIES: "data",
    Key.SENDS: "data",
    Key.RETURNS: "data",
    Key.LEAVES: "data",
    Key.ENTERS: "data",
    Key.ONLY_CARRIES: "data",
    Key.ONLY_SENDS: "data",
    Key.ONLY_RETURNS: "data",
    Key.ONLY_LEAVES: "data",
    Key.ONLY_ENTERS: "data",
    Key.CONTROL: "controls",
    Key.OWNER: "parties",
    Key.THROUGH: "components",
    Key.TERMINATES: "components",
    Key.INSIDE: "boundaries",
    Key.CROSSES: "boundaries",
}
WORD_KEYS: dict[Key, type[StrEnum]] = {
    Key.DIRECTION: Direction,
    Key.EXPOSURE: Exposure,
    Key.LAYER: Layer,
    Key.ENCRYPTION: Encryption,
    Key.STATUS: Status,
    Key.AUDIENCE: Audience,
}
_AREAS = frozenset({Key.FROM, Key.TO, Key.BETWEEN})


@dataclass
class Scope:
    """What a selector may name, and the findings of those parsed so far."""

    names: Names
    components: Mapping[str, Component]
    boundaries: Mapping[str, Boundary]
    parties: Mapping[str, Party]
    findings: list[Finding] = field(default_factory=list)

    def mistyped(self, route: Route, expected: str, found: str, hint: str = "") -> None:
        """Note that the value at `route` is not what belongs there."""
        self.findings.append(checks.WRONG_TYPE.at(route, hint=hint, place=f"`{route}`", expected=expected, found=found))


def parse_selector(raw: object, route: Route, scope: Scope) -> Selector | None:
    """The selector that `raw` describes, or None after findings at `route` (none where a broken entry is named)."""
    if not isinstance(raw, Mapping):
        scope.mistyped(route, "a selector, such as `{direction: inbound}`", kind(raw))
        return None
    clauses = [_clause(str(key), value, route / str(key), scope) for key, value in raw.items() if key != VIEWPOINT]
    sound = tuple(clause for clause in clauses if clause is not None)
    viewpoint = _viewpoint(raw[VIEWPOINT], route / VIEWPOINT, scope) if VIEWPOINT in raw else None
    whole = len(sound) == len(clauses) and (viewpoint is not None or VIEWPOINT not in raw)
    return Selector(sound, viewpoint) if whole else None


def _viewpoint(raw: object, route: Route, scope: Scope) -> Boundary | None:
    """The boundary whose border a selector speaks of."""
    if not isinstance(raw, str):
        scope.mistyped(route, "a boundary", kind(raw))
        return None
    found = _named(raw, route, scope, ("boundaries",), lambda: scope.boundaries.get(raw))
    return found if isinstance(found, Boundary) else None


def words_to_mapping(words: Iterable[str]) -> dict[str, RawData]:
    """`direction=outbound carries=metrics,alerts` as the mapping that says the same. A word without `=` has an empty value."""
    mapping: dict[str, RawData] = {}
    again: list[str] = []
    for word in words:
        key, _, value = word.partition("=")
        if key in mapping:
            again.append(word)
        else:
            several: list[RawData] = [*value.split(",")]
            mapping[key] = several if len(several) > 1 else value
    if again:  # both tests must hold, but a mapping has each key once
        mapping[ALTERNATIVES] = [words_to_mapping(again)]
    return mapping


def _clause(key: str, raw: object, route: Route, scope: Scope) -> Clause | None:
    match key:
        case "not":
            inner = parse_selector(raw, route, scope)
            return Not(inner) if inner else None
        case "rides-on":
            inner = parse_selector(raw, route, scope)
            return RidesOn(inner) if inner else None
        case "any":
            return _alternatives(raw, route, scope)
    if key not in set(Key):
        hint = did_you_mean(key, KEYS) or f"the keys of a selector are {', '.join(KEYS)}"
        scope.findings.append(checks.UNKNOWN_KEY.at(route, at_key=True, hint=hint, place=f"`{Route(*route[:-1])}`", key=key))
        return None
    return _test(Key(key), raw, route, scope)


def _alternatives(raw: object, route: Route, scope: Scope) -> AnyOf | None:
    if not isinstance(raw, list) or not raw:
        scope.mistyped(route, "a list of selectors", kind(raw))
        return None
    inner = [parse_selector(item, route / index, scope) for index, item in enumerate(raw)]
    sound = tuple(selector for selector in inner if selector is not None)
    return AnyOf(sound) if len(sound) == len(inner) else None


def _test(key: Key, raw: object, route: Route, scope: Scope) -> Test | None:
    items = raw if isinstance(raw, list) else [raw]
    if not items:
        scope.mistyped(route, "a value or a list of values", "an empty list")
        return None
    values: list[TestValue | None] = [
        _value(key, item, route / index if isinstance(raw, list) else route, scope) for index, item in enumerate(items)
    ]
    sound = tuple(value for value in values if value is not None)
    return Test(key, sound) if len(sound) == len(values) else None


def _value(key: Key, raw: object, route: Route, scope: Scope) -> TestValue | None:
    if key in _AREAS and isinstance(raw, Mapping):
        return _owned(raw, route, scope)
    if not isinstance(raw, str):
        scope.mistyped(route, "text", kind(raw))
        return None
    if key in _AREAS:
        return _named(raw, route, scope, ("components", "boundaries"), lambda: scope.components.get(raw) or scope.boundaries.get(raw))
    if key in WORD_KEYS:
        return _word(raw, route, scope, WORD_KEYS[key])
    if key in {Key.PORT, Key.ONLY_PORT}:
        return _port(raw, route, scope)
    if key in ID_KEYS:
        return _named(raw, route, scope, (ID_KEYS[key],), lambda: _resolved(key, raw, scope))
    return raw


def _resolved(key: Key, name: str, scope: Scope) -> TestValue | None:
    match key:
        case Key.THROUGH | Key.TERMINATES:
            return scope.components.get(name)
        case Key.INSIDE | Key.CROSSES:
            return scope.boundaries.get(name)
        case _:
            return name if (ID_KEYS[key], name) not in scope.names.broken else None


def _named(name: str, route: Route, scope: Scope, sections: tuple[str, ...], find: Callable[[], TestValue | None]) -> TestValue | None:
    known = next((section for section in sections if scope.names.is_known(section, name)), None)
    if known is None:
        if scope.names.document.readable:
            scope.findings.append(scope.names.unknown(route, sections, name))
        return None
    if len(route) > 1:  # in the model; a page or the command line has no audience of its own
        scope.names.check_audience((str(route[0]), str(route[1])), route, (known, name))
    return find()


def _owned(raw: Mapping[str, object], route: Route, scope: Scope) -> Owned | None:
    if set(raw) != {"owner"} or not isinstance(raw["owner"], str):
        scope.mistyped(route, "an id or `{owner: PARTY}`", "another mapping")
        return None
    name = raw["owner"]
    party = scope.parties.get(name)
    if party is None and not scope.names.is_known("parties", name) and scope.names.document.readable:
        scope.findings.append(scope.names.unknown(route / "owner", ("parties",), name))
    return Owned(party) if party else None


def _word(raw: str, route: Route, scope: Scope, words: type[StrEnum]) -> str | None:
    if raw in set(words):
        return words(raw)
    listed = _listed(words)
    hint = did_you_mean(raw, words)
    scope.mistyped(route, f"one of {listed}", f"`{raw}`", hint)
    return None


def _port(raw: str, route: Route, scope: Scope) -> TestValue | None:
    try:
        return parse_port(raw)
    except ValueError as error:
        scope.mistyped(route, "a port such as `443/tcp`", f"`{raw}`", hint=str(error))
        return None


def _listed(words: Iterable[str] | Collection[str]) -> str:
    return ", ".join(words)

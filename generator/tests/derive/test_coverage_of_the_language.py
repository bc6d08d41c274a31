"""The random models hold every key of the language that a fact follows from: what is never written is never compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings

from derive.models import KEYS, Raw, models
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import Transport
from groundplan.domain.selector import Key
from groundplan.load.entry import EntryRecord
from groundplan.load.parts import ContainedRecord, DrawnInRecord, ExpectRecord, HopRecord, UnreachableRecord
from groundplan.load.record import Record
from groundplan.load.records import SECTIONS, ProjectRecord
from groundplan.load.references import ByChoiceShape
from groundplan.resolve.selectors import ALTERNATIVES, CARRIER, NEGATION, VIEWPOINT

SAID = {"name", "description", "notes", "links"}
"""Texts, which readers see and no fact follows from."""
ONLY_OF_FLOWS = {"status", "audience", "tags"}
"""Keys of every entry by which selectors know flows alone."""
WITHOUT_FACTS = {"procedures", "terms", "waivers", "bindings"}
LOOKS = {
    *("parties.role", "components.icon", "data.sensitivity", "controls.kind", "views.direction", "claims.statement"),
    *("project.locale", "project.locales", "project.language"),
}
PARTS: dict[str, type[Record]] = {
    "flows.through": HopRecord,
    "flows.expect": ExpectRecord,
    "claims.contained": ContainedRecord,
    "claims.unreachable": UnreachableRecord,
    "claims.drawn-in": DrawnInRecord,
}
FORMS = {
    *("flows.from list", "flows.to list", "claims.contained.within list", "flows.expect by viewpoint", "by in by", "else"),
    *("flows.ports unknown", "flows.ports name", "endpoint host", "endpoint list", "endpoint service", "endpoint placeholder"),
    *("choice requires", "choice excludes"),
}
"""What a value may look like beside the plain one."""


def language() -> Iterator[str]:
    """Every key that a fact or a verdict follows from, by its section, and what its value may look like."""
    for section, record in {"project": ProjectRecord, **SECTIONS}.items():
        for key, field in record.fields.items() if section not in WITHOUT_FACTS else ():
            if key not in SAID and (section == "flows" or key not in ONLY_OF_FLOWS) and f"{section}.{key}" not in LOOKS:
                yield f"{section}.{key}"
            if isinstance(field.shape, ByChoiceShape):
                yield f"{section}.{key} by"
    for place, part in PARTS.items():
        yield from (f"{place}.{key}" for key in part.fields)
    yield from FORMS
    yield from (f"boundary {kind}" for kind in BoundaryKind)
    yield from (f"component {kind}" for kind in ComponentKind)
    yield from (f"transport {transport}" for transport in Transport)


def written(raw: Raw) -> Iterator[str]:
    """What of the language a model uses."""
    yield from (f"project.{key}" for key in raw["project"])
    for section in raw.keys() - {"project"}:
        for entry in raw[section].values():
            for key, value in entry.items():
                yield f"{section}.{key}"
                yield from _chosen(f"{section}.{key}", value, 0)
    yield from (f"boundary {boundary['kind']}" for boundary in raw["boundaries"].values())
    yield from (f"component {component['kind']}" for component in raw["components"].values())
    choices = (choice for option in raw["options"].values() for choice in option["choices"].values())
    yield from (f"choice {key}" for choice in choices for key in choice)


def _chosen(place: str, value: Any, depth: int) -> Iterator[str]:
    if not isinstance(value, dict) or "by" not in value:
        yield from _plain(place, value)
        return
    yield f"{place} by"
    yield from ["by in by"] * (depth > 0)
    yield from ["else"] * ("else" in value)
    for choice, inner in value.items():
        if choice != "by":
            yield from _chosen(place, inner, depth + 1)


def _plain(place: str, value: Any) -> Iterator[str]:
    items = value if isinstance(value, list) else [value]
    match place:
        case "flows.from" | "flows.to":
            yield from [f"{place} list"] * isinstance(value, list)
        case "flows.expect" if value and all(isinstance(inner, dict) for inner in value.values()):
            yield "flows.expect by viewpoint"
            items = list(value.values())
        case "claims.contained":
            yield from ["claims.contained.within list"] * isinstance(value["within"], list)
        case "flows.ports":
            yield from (form for item in items for form in _port(item))
        case "flows.endpoints":
            yield from (f"endpoint {kind}" for item in items for kind in item)
            yield from ("endpoint placeholder" for item in items if "{" in item.get("host", ""))
    if place in PARTS:
        yield from (f"{place}.{key}" for item in items if isinstance(item, dict) for key in item)


def _port(item: Any) -> Iterator[str]:
    if item == "unknown":
        yield "flows.ports unknown"
        return
    yield from ["flows.ports name"] * isinstance(item, dict)
    yield f"transport {str(item['port'] if isinstance(item, dict) else item).rpartition('/')[2]}"


def test_the_random_models_hold_every_key_that_a_fact_follows_from() -> None:
    expected, seen = set(language()), set[str]()

    @settings(max_examples=120, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(models(claims=3))
    def collect(raw: Raw) -> None:
        seen.update(written(raw))

    collect()
    assert len(expected) > 80
    assert expected - seen == set()


def test_the_random_selectors_hold_every_key() -> None:
    assert {*KEYS, NEGATION, ALTERNATIVES, CARRIER, VIEWPOINT} == {*map(str, Key), NEGATION, ALTERNATIVES, CARRIER, VIEWPOINT}


def test_what_is_left_out_is_in_the_language() -> None:
    """A key that is new in every entry must be put where it belongs; one that is gone is left out no longer."""
    assert set(EntryRecord.fields) == SAID | ONLY_OF_FLOWS
    assert {f"{section}.{key}" for section, record in {"project": ProjectRecord, **SECTIONS}.items() for key in record.fields} >= LOOKS

"""What of a model an audience may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from groundplan.derive.texts import texts_of, within
from groundplan.domain.entry import Audience, Entry
from groundplan.domain.model import Model

E = TypeVar("E", bound=Entry)


def for_audience(model: Model, audience: Audience) -> Model:
    """`model` without the entries that `audience` must not see. Nothing that is left names them (`internal-leak`)."""
    if audience is Audience.INTERNAL:
        return model
    seen: dict[str, Any] = {section: _public(entries) for section, entries in model.sections()}
    return replace(model, **seen | {"waivers": {}})


def _public(entries: Mapping[str, E]) -> Mapping[str, E]:
    return {id_: entry for id_, entry in entries.items() if entry.audience is Audience.PUBLIC}


def secrets(model: Model, audience: Audience) -> Mapping[str, str]:
    """The ids and texts that only entries hidden from `audience` have, each with the route of its entry.

    A text that a visible entry has as well gives nothing away.
    """
    if audience is Audience.INTERNAL:
        return {}
    hidden: dict[str, str] = {}
    shown: set[str] = set()
    for section, entries in model.sections():
        for entry in entries.values():
            words = {entry.id, *(text.source for part in within(entry) for text in texts_of(part))}
            if entry.audience is Audience.INTERNAL and section != "waivers":
                hidden |= dict.fromkeys(words, str(entry.route))
            else:
                shown |= words
    return {word: route for word, route in hidden.items() if word not in shown}

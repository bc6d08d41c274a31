"""What of a model an audience may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from groundplan.domain.entry import Audience, Entry
from groundplan.domain.model import Model

E = TypeVar("E", bound=Entry)


def for_audience(model: Model, audience: Audience) -> Model:
    """`model` without the entries that `audience` must not see. Nothing that is left names them (`internal-leak`)."""
    if audience is Audience.INTERNAL:
        return model
    return replace(
        model,
        parties=_public(model.parties),
        boundaries=_public(model.boundaries),
        components=_public(model.components),
        data=_public(model.data),
        controls=_public(model.controls),
        channels=_public(model.channels),
        options=_public(model.options),
        flows=_public(model.flows),
        claims=_public(model.claims),
        procedures=_public(model.procedures),
        terms=_public(model.terms),
        views=_public(model.views),
        waivers={},
    )


def _public(entries: Mapping[str, E]) -> Mapping[str, E]:
    return {id_: entry for id_, entry in entries.items() if entry.audience is Audience.PUBLIC}

"""A whole model, every name resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from groundplan.diagnostics import Route
from groundplan.domain.binding import Binding
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.claim import Claim
from groundplan.domain.component import Component
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Text
from groundplan.domain.flow import Flow
from groundplan.domain.option import Option
from groundplan.domain.party import Party
from groundplan.domain.procedure import Procedure
from groundplan.domain.term import Term
from groundplan.domain.view import View
from groundplan.domain.waiver import Waiver

LANGUAGE = 2
"""The latest version of the model language."""


@dataclass(frozen=True, slots=True)
class Project:
    """What the model as a whole is about."""

    route: Route
    name: Text
    viewpoint: Boundary
    locale: str
    locales: tuple[str, ...]
    description: Text | None = None
    viewpoints: tuple[Boundary, ...] = ()
    """Further borders that readers ask about."""
    language: int | None = None
    """The version of the language that the model says it is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Every entry by id, in the order in which the model writes them."""

    project: Project
    parties: Mapping[str, Party] = field(default_factory=dict)
    boundaries: Mapping[str, Boundary] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    data: Mapping[str, DataClass] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)

    def sections(self) -> Iterator[tuple[str, Mapping[str, Entry]]]:
        """Each kind of entry by its key in the YAML, with its entries."""
        return ((section, getattr(self, section)) for section in SECTIONS)


SECTIONS = tuple(field.name for field in fields(Model) if field.name != "project")
"""Every kind of entry, in the order of the reference."""

FOR_COLLEAGUES = frozenset({"waivers", "bindings"})
"""The kinds that say nothing to readers: they have no words to translate, no facts, and no place on a site."""

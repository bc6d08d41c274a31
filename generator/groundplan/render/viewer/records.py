"""What the viewer knows of a model: the records of the facts, which come as JSON in a file for each language.

A field is written under its name, without an underscore at its end. What has a default may be left out, and is where it is empty.
`schema` makes a JSON Schema of them, and `generator/viewer/write_types.py` the types of the viewer's sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.render.viewer.texts import EntryTexts, ViewerTexts

Guard: TypeAlias = Sequence[Mapping[str, Sequence[str]]] | None
"""Alternatives, in each of which every option named has one of the choices named; null stands for always."""

EVERY = "every"
"""Marks a mapping that has an entry for every key that there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name, and the address of the entry."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of an option, with what it demands of other options."""

    id: str
    name: str
    requires: Mapping[str, Sequence[str]] = field(default_factory=dict)
    excludes: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What a deployment can be configured by."""

    id: str
    name: str
    href: str
    default: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A type of connection."""

    name: str
    exposure: Exposure
    layer: Layer
    encryption: str
    controls: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataClass:
    """A class of data, with the one that it is part of."""

    name: str
    href: str
    whole: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTurn:
    """What is otherwise of a place with some choices. What is not told here is as ever."""

    where: Guard
    in_: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A boundary or a component, with the boundary around it."""

    name: str
    href: str
    in_: str = ""
    component: bool = False
    kind: str
    owner: str = ""
    status: str = ""
    """What it is called that a place is not there yet, or not for long."""
    stores: Sequence[str] = ()
    produces: Sequence[str] = ()
    turns: Sequence[PlaceTurn] = ()
    """What of it is by choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTurn:
    """What is otherwise of a connection with some choices. What is not told here is as ever."""

    where: Guard
    direction: Direction | None = None
    classes: Mapping[Exposure, str] | None = None
    through: Sequence[str] | None = None
    ways: Sequence[Sequence[str]] | None = None
    ports: str | None = None
    protocol: str | None = None
    sends: Sequence[str] | None = None
    returns: Sequence[str] | None = None
    enters: Sequence[str] | None = None
    leaves: Sequence[str] | None = None
    crosses: Sequence[str] | None = None
    controls: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A connection, as it is with the default choices, or with the first that it exists with."""

    id: str
    number: int
    name: str
    href: str
    from_: str
    to: str
    direction: Direction
    channel: Sequence[tuple[str, Guard]]
    """The channels in the order of the tables, each with where it is the one."""
    classes: Mapping[Exposure, str]
    """What it is called over channels of each exposure that it may have."""
    status: str = ""
    through: Sequence[str] = ()
    ways: Sequence[Sequence[str]] = ()
    """The places that each pair of its ends touches, in order, where it has several ends."""
    exists: Guard = None
    when: str = ""
    purpose: str = ""
    ports: str = ""
    protocol: str = ""
    sends: Sequence[str] = ()
    returns: Sequence[str] = ()
    enters: Sequence[str] = ()
    leaves: Sequence[str] = ()
    crosses: Sequence[str] = ()
    controls: Sequence[str] = ()
    openings: Sequence[tuple[str, Guard]] = ()
    """The flows whose openings in the firewall it needs, with where it does."""
    carriers: Sequence[tuple[str, Guard]] = ()
    """The flows that carry it directly, with where they do."""
    turns: Sequence[FlowTurn] = ()
    """What of it is by choice, besides the channel."""
    claims: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A promise, with its verdict. What it states is told beside the facts."""

    href: str
    refuted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a procedure."""

    name: str
    by: str = ""
    to: str = ""
    uses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What somebody does, step by step."""

    id: str
    name: str
    href: str
    steps: Sequence[Step]
    chart: str = ""
    """Where its sequence chart is."""
    charts: Sequence[tuple[str, Guard]] = ()
    """Where charts are that stand for it with other choices, with those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A diagram."""

    name: str
    flows: Mapping[str, Guard]
    """The flows that the view shows, with where it does."""
    start: Mapping[str, str] = field(default_factory=dict)
    """The choices that it starts with, where they are not the defaults."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """Boundary or component -> where the picture is that shows it opened."""


class Became(StrEnum):
    """What has become of a connection."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What pictures compare with, where that is an earlier edition of the model, and what has become of connections since."""

    said: str
    flows: Mapping[str, Became]
    told: Mapping[str, str] = field(default_factory=dict)
    """What there is to tell of a connection, as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What readers call the members of closed sets."""

    direction: Annotated[Mapping[Direction, str], EVERY]
    exposure: Annotated[Mapping[Exposure, str], EVERY]
    layer: Annotated[Mapping[Layer, str], EVERY]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The facts in one language."""

    project: str
    """The project's name."""
    origin: str = ""
    """Which edition of the model the site was made from, for what is taken away from it."""
    viewpoint: str
    strings: Mapping[str, str]
    labels: Labels
    options: Sequence[Option]
    parties: Mapping[str, str]
    purposes: Mapping[str, Named]
    data: Mapping[str, DataClass]
    channels: Mapping[str, Channel]
    places: Mapping[str, Place]
    flows: Sequence[Flow]
    claims: Mapping[str, Claim]
    procedures: Sequence[Procedure]
    views: Mapping[str, View]
    since: Since | None = None


RECORDS = (
    *(Named, Choice, Option, Channel, DataClass, PlaceTurn, Place, FlowTurn, Flow, Claim, Step, Procedure),
    *(View, Since, Labels, Data, EntryTexts, ViewerTexts),
)
"""All of them, parts before wholes."""


def written(value: object) -> Any:
    """A record, or what is made of records, as JSON holds it: without what may be left out and is empty."""
    if is_dataclass(value):
        present = ((each, getattr(value, each.name)) for each in fields(value))
        return {key_of(each.name): written(known) for each, known in present if not _is_left_out(each, known)}
    if isinstance(value, Mapping):
        return {str(key): written(known) for key, known in value.items()}
    if isinstance(value, list | tuple):
        return [written(each) for each in value]
    return value


def _is_left_out(of: Any, known: Any) -> bool:
    """Empty is something else than nothing, where nothing can be told."""
    if of.default is None:
        return known is None
    return is_optional(of) and not known


def key_of(name: str) -> str:
    """The key of a field."""
    return name.removesuffix("_")


def is_optional(of: Any) -> bool:
    """Whether a field has a default."""
    return of.default is not MISSING or of.default_factory is not MISSING

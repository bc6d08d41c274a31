"""What the documentation promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from groundplan.domain.boundary import Boundary
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry, Text
from groundplan.domain.option import Conditions
from groundplan.domain.selector import Area, Selector
from groundplan.domain.view import View


@dataclass(frozen=True, slots=True)
class Never:
    """No flow matches."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class Every:
    """Each flow that matches `selector` matches `requirement` too."""

    selector: Selector
    requirement: Selector


@dataclass(frozen=True, slots=True)
class Exists:
    """Some flow matches."""

    selector: Selector


@dataclass(frozen=True, slots=True)
class Contained:
    """Following flows from wherever `data` is stored or produced, it reaches nothing outside the places `within`."""

    data: DataClass
    within: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No chain of flows leads from `source` to `target`."""

    source: Area
    target: Area


@dataclass(frozen=True, slots=True)
class DrawnIn:
    """Every flow that matches is in the view."""

    view: View
    selector: Selector


ClaimForm: TypeAlias = Never | Every | Exists | Contained | Unreachable | DrawnIn


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Claim(Entry):
    """A promise, judged in every configuration that satisfies `when`."""

    statement: Text
    form: ClaimForm
    when: Conditions = field(default_factory=dict)
    viewpoint: Boundary | None = None

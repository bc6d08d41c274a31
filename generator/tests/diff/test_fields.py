"""Each key that a difference may name has a heading, in the language of the page."""

from __future__ import annotations

from groundplan.diff.entries import said
from groundplan.diff.structure import factual
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.component import Component
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.flow import Flow
from groundplan.domain.option import Choice, Option
from groundplan.domain.party import Party
from groundplan.domain.procedure import Procedure
from groundplan.render.words.fields import FIELDS

TOLD = (Boundary, Channel, Choice, Component, Control, DataClass, Flow, Option, Party, Procedure)


def test_every_key_has_a_heading() -> None:
    told = {said(name) for kind in TOLD for name in factual(kind)}
    assert len(told) > 20
    assert sorted(told - FIELDS.keys()) == []

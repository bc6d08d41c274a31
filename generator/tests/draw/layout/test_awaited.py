"""Layouts that pages wait for while they are shown with others."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from draw.layout.test_cache import small
from groundplan.draw import Awaited, Layout
from groundplan.draw.layout.layouts import Outcome


def test_a_layout_whose_process_has_ended_is_made_by_whoever_draws_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks for it once more, without end."""
    asked: list[str] = []

    def ended(key: str, *_: object) -> Future[Outcome]:
        asked.append(key)
        layout: Future[Outcome] = Future()
        layout.set_exception(BrokenProcessPool("killed"))
        return layout

    monkeypatch.setattr("groundplan.draw.layout.awaited.in_background", ended)
    awaited = Awaited(tmp_path)
    (interim,) = awaited.layouts([small()])
    assert not isinstance(interim, Layout)
    awaited.begin()
    assert awaited.are_made
    awaited.begin()
    awaited.redraw()
    (made,) = awaited.layouts([small()])
    assert isinstance(made, Layout)
    awaited.begin()
    assert len(asked) == 1

"""The garbage collector looks less often while a site is built, and as before when it is."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from groundplan.collector import RelaxedCollector


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("usual", "relaxed"), [((700, 10, 10), 50_000), ((80_000, 5, 5), 80_000), ((0, 10, 10), 0)])
def test_it_looks_less_often_and_then_as_before(usual: tuple[int, int, int], relaxed: int) -> None:
    gc.set_threshold(*usual)
    collector = RelaxedCollector()
    collector.begin()
    collector.begin()
    assert gc.get_threshold() == (relaxed, *usual[1:])
    collector.end()
    assert gc.get_threshold() == usual
    collector.end()
    assert gc.get_threshold() == usual

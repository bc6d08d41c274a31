"""Layouts made by a cluster are those of one machine, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from projects import SHARED_LAYOUTS

from groundplan.bundled import templates_folder
from groundplan.cluster import Cluster, executor_of
from groundplan.draw import Scene, cached_layouts
from groundplan.draw.layout import layouts
from groundplan.draw.layout.basis import basis
from groundplan.draw.layout.cache import layout_key
from groundplan.errors import GroundplanError, UsageError
from groundplan.pipeline import analyse
from groundplan.render.figures.figures import Figures
from groundplan.render.words.words import Words

pytestmark = pytest.mark.filterwarnings("ignore")  # what other people's servers say when they are cut off


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made
        executor = executor_of(f"dask:{made.scheduler_address}")
        assert executor is not None
        executor.shutdown()


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    """The smallest pictures of some projects, no two of which have the same layout."""
    found = []
    for name in ("mesh", "agent", "shop"):
        analysis = analyse(templates_folder() / "project" / name)
        assert analysis.facts is not None
        [speech] = analysis.speeches(("en",))
        found += Figures(analysis.facts, {"en": Words(speech, "en")}, analysis.sources.root).scenes()
    different = {layout_key(basis(scene)): scene for scene in found}.values()
    return sorted(different, key=lambda scene: len(scene.lines))[:3]


@pytest.fixture(scope="module")
def alone(scenes: list[Scene]) -> list[layouts.Outcome]:
    """What one machine makes of them."""
    made = cached_layouts(scenes, SHARED_LAYOUTS)
    assert len(made) == 3
    return made


def test_a_cluster_makes_the_layouts_of_one_machine(
    cluster: Any, scenes: list[Scene], alone: list[layouts.Outcome], tmp_path: Path
) -> None:
    assert cached_layouts(scenes, tmp_path, executor_of(f"dask:{cluster.scheduler_address}")) == alone
    kept = list(tmp_path.iterdir())
    assert len(kept) == len(scenes)
    assert [path.name for path in kept if path.read_bytes() != (SHARED_LAYOUTS / path.name).read_bytes()] == []


def test_a_worker_that_is_killed_on_the_way_costs_nothing_but_time(
    cluster: Any, scenes: list[Scene], alone: list[layouts.Outcome], tmp_path: Path
) -> None:
    pieces = executor_of(f"dask:{cluster.scheduler_address}")
    assert pieces is not None
    first, *_ = cluster.workers.values()

    class Killing(layouts.Executor):
        """Kills a worker when the first piece has come back, while others are on their way."""

        def map(self, fn: Any, *iterables: Any, **_: Any) -> Iterator[Any]:
            for number, made in enumerate(pieces.map(fn, *iterables)):
                if number == 0:
                    os.kill(first.pid, signal.SIGKILL)
                yield made

    assert cached_layouts(scenes, tmp_path, Killing()) == alone


def test_what_a_cluster_does_not_give_is_made_here(
    scenes: list[Scene], alone: list[layouts.Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:

    class Gone(layouts.Executor):
        def map(self, fn: Any, *iterables: Any, **_: Any) -> Iterator[Any]:
            yield fn(*(next(iter(each)) for each in iterables))
            raise OSError("the network is down")

    assert cached_layouts(scenes[:2], tmp_path, Cluster(Gone(), "somewhere")) == alone[:2]
    assert capsys.readouterr().err == "groundplan: the cluster at somewhere is gone (OSError); the rest is made here\n"


def test_a_worker_with_another_program_is_refused(scenes: list[Scene], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(layouts.Executor):
        def map(self, fn: Any, *iterables: Any, **_: Any) -> Iterator[Any]:
            monkeypatch.setattr("groundplan.draw.layout.cache._program_digest", lambda: "another")
            return map(fn, *iterables)

    with pytest.raises(GroundplanError, match="has another edition of Groundplan"):
        cached_layouts(scenes, tmp_path, Cluster(Other(), "somewhere"))


@pytest.mark.parametrize("wanted", ["dask", "dask:", "ray:here", ""])
def test_an_executor_that_there_is_not_is_refused(wanted: str) -> None:
    with pytest.raises(UsageError, match="there is no executor"):
        executor_of(wanted)


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("groundplan.cluster._PATIENCE", 0.3)
    with pytest.raises(GroundplanError, match=r"no Dask cluster answers at 127\.0\.0\.1:1"):
        executor_of("dask:127.0.0.1:1")

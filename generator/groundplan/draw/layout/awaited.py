"""Pictures for whoever waits for a page: laid out at once from few arrangements, until the best one has been found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import cached_property
from pathlib import Path

from groundplan.draw.layout.basis import Basis
from groundplan.draw.layout.cache import is_cached, layout_key, layout_of
from groundplan.draw.layout.layout import Layout, arrange_at_once
from groundplan.draw.layout.layouts import Outcome, bases_of, in_background
from groundplan.draw.layout.processes import cores
from groundplan.draw.scene.scene import Scene
from groundplan.errors import LayoutFailed


class Interim:
    """A layout in place of one that is still to be made. It is made when it is asked for, and never kept."""

    def __init__(self, based: Basis) -> None:
        self._based = based

    @cached_property
    def layout(self) -> Layout:
        """Raises LayoutFailed."""
        return arrange_at_once(self._based)


class Awaited:
    """The layouts that the pages of a site are still waiting for, and what they show meanwhile."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where whole layouts are kept."""
        self._folder = folder
        self._interims: dict[str, Interim] = {}
        self._wanted: dict[str, Basis] = {}
        self._begun: dict[Future[Outcome], str] = {}
        self._failed: set[str] = set()
        """The layouts whose process has ended before them: whoever draws these pictures makes them."""
        self._shown = False
        self.redrawing: list[Callable[[], None]] = []
        """What is to be called when the layouts are there: whoever shows interim ones looks at them again."""

    def layouts(self, scenes: Sequence[Scene]) -> list[Outcome | Interim]:
        """The layout of each scene that is kept, and something for now in place of the others. Those that a page shows are made."""
        bases = bases_of(scenes)
        return [self._layout(scene, based, layout_key(based)) for scene, based in zip(scenes, bases, strict=True)]

    def _layout(self, scene: Scene, based: Basis, key: str) -> Outcome | Interim:
        try:
            if key in self._failed or is_cached(key, self._folder):
                return layout_of(based, key, self._folder)
            interim = self._interims.setdefault(key, Interim(based))
            self._wanted.setdefault(key, based)
            if scene.level is None:
                interim.layout  # noqa: B018 - a first picture that cannot be made must be known at once
        except LayoutFailed as failure:
            return failure
        return interim

    def show(self) -> None:
        """A page shows an interim layout."""
        self._shown = True

    def was_shown(self) -> bool:
        """Whether one was shown since this was asked the last time."""
        shown, self._shown = self._shown, False
        return shown

    def begin(self) -> None:
        """Let as many layouts be made in the background as there are processors; to be called again when one of them is made."""
        self._failed |= {key for layout, key in self._begun.items() if layout.done() and layout.exception()}
        self._begun = {layout: key for layout, key in self._begun.items() if not layout.done()}
        while self._wanted and len(self._begun) < cores():
            key = next(iter(self._wanted))
            layout = in_background(key, self._wanted.pop(key), self._folder)
            if layout is None:  # whoever draws the picture again makes it
                self._wanted.clear()
            else:
                self._begun[layout] = key

    @property
    def are_made(self) -> bool:
        """Whether nothing is left to be waited for."""
        return not self._wanted and all(layout.done() for layout in self._begun)

    def wait(self, seconds: float) -> None:
        """Wait until one more is made, at most so long."""
        wait(self._begun, seconds, FIRST_COMPLETED)

    def redraw(self) -> None:
        """Show the layouts that are made by now."""
        self._interims.clear()
        for redraw in self.redrawing:
            redraw()

    def give_up(self) -> None:
        """Make no more of them: nobody waits any longer. What is begun is made, and kept."""
        self._wanted.clear()

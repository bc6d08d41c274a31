"""The pictures of each view with their layouts. A view is laid out when a page shows it for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TypeAlias

from groundplan import draw as diagrams
from groundplan.derive.facts import Facts
from groundplan.derive.folding import ScreenBudget
from groundplan.domain.view import View
from groundplan.draw.scene.compose import KindLabels
from groundplan.draw.scene.lines import TextLabels
from groundplan.errors import LayoutFailed
from groundplan.project.store import layouts_folder
from groundplan.render.figures.atlas import Atlas, within_budget

_Layouts: TypeAlias = "dict[str | None, diagrams.Layout | diagrams.Interim]"
"""Level, None for the start -> its layout."""


class Album:
    """The atlases of the views of one model, all of whose pictures are laid out."""

    def __init__(
        self,
        facts: Facts,
        names: tuple[TextLabels, KindLabels],
        root: Path,
        executor: Executor | None = None,
        awaited: diagrams.Awaited | None = None,
    ) -> None:
        """Layouts are made by `executor`, or by a process for each core. With `awaited`, pages show interim ones until they are there."""
        self._facts, self._names = facts, names
        self._folder, self._executor, self._awaited = layouts_folder(root), executor, awaited
        self._atlases: dict[str, Atlas] = {}
        self._layouts: dict[str, _Layouts] = {}
        self._undrawn: dict[str, tuple[str, ...]] = {}
        self.has_failed = False
        """Whether the engine has given up on a picture: it may have been for want of time."""
        if awaited:
            awaited.redrawing.append(self._look_again)

    def atlas(self, view: View) -> Atlas:
        """The pictures of `view` under the first budget with which the start can be laid out. Raises LayoutFailed."""
        if view.id not in self._atlases:
            self._atlases[view.id] = within_budget(partial(self._within, view))
        return self._atlases[view.id]

    def levels(self, view: View) -> Mapping[str, diagrams.Scene]:
        """The levels that could be laid out. A place without one stays as it is; its entry is still a link away."""
        return {id_: scene for id_, scene in self.atlas(view).levels.items() if id_ in self._layouts[scene.id]}

    def layout(self, scene: diagrams.Scene) -> diagrams.Layout:
        """Where everything stands in the start or in a level of an atlas. Raises LayoutFailed."""
        found = self._layouts[scene.id][scene.level]
        if isinstance(found, diagrams.Interim):
            return found.layout
        return found

    def is_interim(self, scene: diagrams.Scene) -> bool:
        """Whether the layout of a start or a level only stands in for the one that is being made."""
        return isinstance(self._layouts[scene.id][scene.level], diagrams.Interim)

    def shown(self, view: View) -> None:
        """A page shows the start of `view`."""
        if self._awaited and self._has_interim(view.id):
            self._awaited.show()

    @property
    def undrawn(self) -> tuple[str, ...]:
        """The boundaries and components that no picture laid out so far shows in detail, because there would be too much in it."""
        seen = {level for layouts in self._layouts.values() for level in layouts}
        return tuple(dict.fromkeys(id_ for undrawn in self._undrawn.values() for id_ in undrawn if id_ not in seen))

    def _within(self, view: View, budget: ScreenBudget) -> Atlas:
        atlas = Atlas(self._facts, view, *self._names, budget)
        layouts = self._laid_out([atlas.start, *atlas.levels.values()])
        failed = [level for level in atlas.levels if level not in layouts]
        bare = {level: scene for level in failed if (scene := atlas.without_lines(level))}
        atlas.levels.update(bare)
        self._layouts[view.id] = layouts | self._laid_out(bare.values())
        self._undrawn[view.id] = (*atlas.undrawn, *(level for level in failed if level not in self._layouts[view.id]))
        return atlas

    def _laid_out(self, scenes: Iterable[diagrams.Scene]) -> _Layouts:
        """The layouts that there are. Raises LayoutFailed where that of a start cannot be had."""
        all_ = list(scenes)
        found: _Layouts = {}
        for scene, layout in zip(all_, self._made(all_), strict=True):
            if not isinstance(layout, LayoutFailed):
                found[scene.level] = layout
                continue
            self.has_failed = True
            if scene.level is None:
                raise layout
        return found

    def _made(self, scenes: list[diagrams.Scene]) -> Iterable[diagrams.Layout | diagrams.Interim | LayoutFailed]:
        if self._awaited:
            return self._awaited.layouts(scenes)
        return diagrams.cached_layouts(scenes, self._folder, self._executor)

    def _has_interim(self, view: str) -> bool:
        return any(isinstance(layout, diagrams.Interim) for layout in self._layouts[view].values())

    def _look_again(self) -> None:
        """Forget the views with interim layouts: they are laid out by now."""
        for view in [view for view in self._atlases if self._has_interim(view)]:
            del self._atlases[view], self._layouts[view], self._undrawn[view]

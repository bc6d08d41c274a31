"""One diagram as a file of its own: nothing else is needed to look at it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from groundplan import draw as diagrams
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.folding import Cut, ScreenBudget
from groundplan.derive.pictures import Turn, folding
from groundplan.domain.entry import Text
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.draw.scene.gather import gathered
from groundplan.draw.scene.scene import ByLocale
from groundplan.errors import UsageError
from groundplan.nearest import did_you_mean
from groundplan.project.member import MODEL
from groundplan.project.store import icons_folder, layouts_folder
from groundplan.render.figures.atlas import Atlas, within_budget
from groundplan.render.figures.charts import also
from groundplan.render.figures.notes import existence_notes, still_notes
from groundplan.render.figures.shared import ICON_TYPES
from groundplan.render.words import markup
from groundplan.render.words.labels import SIGNS
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Pictured:
    """A drawing without words around it, its legend, and the names of its numbers."""

    drawing: str
    legend: str
    meaning: str
    """What the signs of the legend mean, in words."""
    width: float
    height: float
    key: tuple[tuple[int, str], ...]


class Standalone:
    """Draws views and procedures of one model under `configuration`, in the language of `words[locale]`, measured for all `words`."""

    def __init__(
        self,
        facts: Facts,
        words: Mapping[str, Words],
        locale: str,
        root: Path,
        configuration: Configuration,
        *,
        said: tuple[tuple[str, ...], str] | None = None,
        marks: Mapping[str, str] | None = None,
        models: tuple[str, ...] = (MODEL,),
    ) -> None:
        """`said` are the lines below the title and the one at the foot; without them a drawing stands alone.

        `marks` tell which flows are `added`, `changed` or `gone`, where the drawing shows a difference.
        `models` are the folders whose icons there are.
        """
        self._said, self._marks = said, marks or {}
        self._facts = facts
        self._words = words
        self._locale = locale
        self._root = root
        self._models = models
        self._configuration = configuration
        self._placed: dict[str, tuple[diagrams.Scene, diagrams.Layout]] = {}
        self._icons: dict[str, str] = {}

    def speaking(self, locale: str) -> Standalone:
        """The same in another language: where everything stands is found once for all of them."""
        other = copy(self)
        other._locale = locale
        return other

    def pictured(self, entry: View | Procedure, legend_width: float) -> Pictured | None:
        """What a document shows of a view or a procedure; None where there is nothing to draw."""
        around = self._around_nothing()
        if isinstance(entry, Procedure):
            chart = diagrams.compose_chart(self._facts, entry, self._configuration, self._labels, self._kinds)
            if chart is None:
                return None
            rows = diagrams.lay_out_chart(chart)
            scene, around, whole = chart.scene, replace(around, also=also(chart)), (rows.width, rows.height)
            dress = self._dress_of_chart(entry, chart)
            drawing = diagrams.draw_chart_alone(chart, rows, self._locale, dress)
        else:
            if entry.id not in self._placed and not self._scene_of(entry).solid:
                return None
            scene, layout = self._as_on_page(entry)
            dress, whole = self._dress(entry, scene), (layout.width, layout.height)
            drawing = diagrams.draw_map_alone(scene, layout, self._locale, dress)
        legend = diagrams.still_legend(scene, around, self._locale, legend_width)
        key = tuple(sorted({(badge.number, badge.title[self._locale]) for line in scene.lines for badge in line.badges}))
        meaning = " · ".join(diagrams.meanings(scene, around))
        return Pictured(drawing, legend, meaning, *diagrams.size_with(*whole, dress.notes), key)

    def svg(self, name: str) -> str:
        """The view or the procedure `name`. Raises UsageError where there is none, or nothing to draw."""
        match self._find(name):
            case View() as view:
                scene, layout = self._folded(view)
                return diagrams.draw_map_alone(scene, layout, self._locale, self._dress(view, scene), self._around())
            case Procedure() as procedure:
                chart = diagrams.compose_chart(self._facts, procedure, self._configuration, self._labels, self._kinds)
                if chart is None:
                    raise UsageError(f"no step of `{name}` says who takes part in it, so there is nothing to draw")
                dress = self._dress_of_chart(procedure, chart)
                return diagrams.draw_chart_alone(chart, diagrams.lay_out_chart(chart), self._locale, dress, self._around(also(chart)))

    def _around(self, also: Collection[diagrams.Sign] = ()) -> diagrams.Around | None:
        if self._said is None:
            return None
        lines, foot = self._said
        return replace(self._around_nothing(), lines=lines, foot=foot, also=also)

    def _around_nothing(self) -> diagrams.Around:
        """What only a legend needs."""
        words = self._words[self._locale]
        return diagrams.Around(lines=(), meaning=lambda sign: words.gettext(SIGNS[sign]), foot="")

    def dot(self, name: str) -> str:
        """The view `name` as DOT. Raises UsageError like `svg`, and for a procedure."""
        view = self._find(name)
        if isinstance(view, Procedure):
            raise UsageError(f"`{name}` is a procedure: its sequence chart can be had as svg only")
        scene = self._scene(view)
        return diagrams.dot_source(scene, self._locale, still_notes(scene, self._words[self._locale]))

    def _find(self, name: str) -> View | Procedure:
        views, procedures = self._facts.model.views, self._facts.model.procedures
        if name in views:
            return views[name]
        if name in procedures:
            return procedures[name]
        known = (*views, *procedures)
        hint = did_you_mean(name, known) or (f"there are {', '.join(known)}" if known else "the model has neither views nor procedures")
        raise UsageError(f"there is no view or procedure `{name}`; {hint}")

    def _as_on_page(self, view: View) -> tuple[diagrams.Scene, diagrams.Layout]:
        """The view in the places of the picture on a page, if it shows the same ones: whoever compares the two finds everything again."""
        if view.id not in self._placed:
            self._placed[view.id] = within_budget(partial(self._drawn_in_place, view))
        return self._placed[view.id]

    def _drawn_in_place(self, view: View, budget: ScreenBudget) -> tuple[diagrams.Scene, diagrams.Layout]:
        atlas = Atlas(self._facts, view, self._labels, self._kinds, budget, start=self._configuration)
        scene, excerpt = self._within(view, budget), diagrams.Excerpt(atlas.start, atlas.absent)
        if excerpt.shows(scene):
            return excerpt.of(scene, self._layout(atlas.start))
        return scene, self._layout(scene)

    def _folded(self, view: View) -> tuple[diagrams.Scene, diagrams.Layout]:
        """The view folded up as far as a picture of it needs that, like the one in a page. Raises LayoutFailed."""
        return within_budget(partial(self._drawn_within, view))

    def _drawn_within(self, view: View, budget: ScreenBudget) -> tuple[diagrams.Scene, diagrams.Layout]:
        scene = self._within(view, budget)
        return scene, self._layout(scene)

    def _layout(self, scene: diagrams.Scene) -> diagrams.Layout:
        return diagrams.cached_layout(scene, layouts_folder(self._root))

    def _within(self, view: View, budget: ScreenBudget) -> diagrams.Scene:
        states = diagrams.shown(self._facts, view, self._configuration)
        turns = [Turn(state, state.facts.exists) for state in states]
        found = folding(self._facts.stage(self._configuration), view, self._facts.viewpoint, turns, budget)
        return self._scene(view, found.start())

    def _scene(self, view: View, cut: Cut | None = None) -> diagrams.Scene:
        """What the view shows; all of it where no `cut` says what is folded up. Raises UsageError where that is nothing."""
        scene = self._scene_of(view, cut)
        if not scene.solid:
            raise UsageError(f"the view `{view.id}` shows nothing under this configuration")
        return scene

    def _scene_of(self, view: View, cut: Cut | None = None) -> diagrams.Scene:
        scene = diagrams.compose(self._facts, view, self._configuration, self._labels, self._kinds, cut=cut)
        return replace(scene, lines=gathered(scene.lines))

    def _dress_of_chart(self, procedure: Procedure, chart: diagrams.Chart) -> diagrams.Dress:
        dress = self._dress(procedure, chart.scene)
        return replace(dress, notes=(*existence_notes(chart.absent, self._facts, self._words[self._locale]), *dress.notes))

    def _dress(self, entry: View | Procedure, scene: diagrams.Scene) -> diagrams.Dress:
        words = self._words[self._locale]
        icons = {icon: address for icon in {card.icon for card in scene.cards if card.icon} if (address := self._address_of(icon))}
        told = markup.plain(words.text(entry.description))
        return diagrams.Dress(
            title=words.name(entry), description=told, icons=icons, row=words.row, marks=self._marks, notes=still_notes(scene, words)
        )

    def _address_of(self, icon: str) -> str:
        """The icon itself as an address; empty where its file is missing."""
        if icon not in self._icons:
            self._icons[icon] = self._icon(icon)
        return self._icons[icon]

    def _icon(self, icon: str) -> str:
        file = diagrams.icon_file(icon, self._root, self._models)
        if file is None:
            return ""
        content = diagrams.miniature(file.read_bytes(), icons_folder(self._root), diagrams.SIDE_ON_PAPER)
        return f"data:{ICON_TYPES[file.suffix]};base64,{b64encode(content).decode('ascii')}"

    def _labels(self, text: Text) -> ByLocale:
        return {tag: words.text(text) for tag, words in self._words.items()}

    def _kinds(self, kind: StrEnum) -> ByLocale:
        return {tag: words.label(kind) for tag, words in self._words.items()}

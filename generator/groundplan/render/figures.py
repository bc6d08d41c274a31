"""Diagrams as figures of a page, and the files that they need."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from groundplan.derive.facts import Facts
from groundplan.domain.entry import Text
from groundplan.domain.view import View
from groundplan.render import diagrams, viewer
from groundplan.render.diagrams.scene import Labels
from groundplan.render.labels import SIGNS
from groundplan.render.links import Links
from groundplan.render.words import Words

FOLDER = "assets/groundplan"
WIDE = 1400.0
"""Pixels from which on a drawing would be too small if it were shrunk to a page."""
LAYOUTS = Path(".cache", "groundplan", "layouts")


class Figures:
    """Draws the views of one model under its default configuration. A view is laid out once for all locales."""

    def __init__(self, facts: Facts, words: Mapping[str, Words], root: Path) -> None:
        self._facts = facts
        self._words = words
        self._root = root
        self._icons: dict[str, bytes] = {}
        self._composed = lru_cache(maxsize=None)(self._compose)
        self._whole = lru_cache(maxsize=None)(self._compose_whole)
        self._layouts: dict[str, diagrams.Layout] = {}

    def figure(self, view: View, words: Words, links: Links) -> Mapping[str, object]:
        """What the template of a figure needs: the drawing (None where there is nothing to draw), its legend, and its words."""
        scene, whole = self._composed(view), self._whole(view)
        if not whole.lines:
            return {"view": view.id, "drawing": None}
        layout = self._laid_out(whole)
        dress = diagrams.Dress(
            title=words.name(view),
            description=words.text(view.description),
            icons={icon: links.asset(path) for icon, path in self._shared_icons(whole).items()},
            links=self._links(links),
            absent=viewer.absent(self._facts, view),
        )
        return {
            "view": view.id,
            "name": words.plain(view.name),
            "wide": layout.width > WIDE,
            "drawing": Markup(diagrams.draw(whole, layout, words.locale, dress)),
            "legend": Markup(diagrams.legend(scene, lambda sign: words.gettext(SIGNS[sign]))),
            "told": diagrams.describe(scene, words.locale, words.gettext),
        }

    def assets(self) -> Mapping[str, bytes]:
        """The stylesheet, the script, and the icons that the figures drawn so far refer to, by their path in the site."""
        bundle = {f"{FOLDER}/{name}": content for name, content in viewer.bundle().items()}
        return {f"{FOLDER}/diagram.css": diagrams.stylesheet().encode(), **bundle, **self._icons}

    def facts(self, words: Words, links: Links) -> Markup:
        """What the script needs to know of the model, for one page."""
        others = [other for tag, other in self._words.items() if tag != words.locale]
        return viewer.data_block(viewer.viewer_data(self._facts, words, links, others))

    def _compose(self, view: View) -> diagrams.Scene:
        return diagrams.compose(self._facts, view, self._facts.default.configuration, self._labels, self._kinds)

    def _compose_whole(self, view: View) -> diagrams.Scene:
        return viewer.whole_scene(self._facts, view, self._labels, self._kinds)

    def _laid_out(self, scene: diagrams.Scene) -> diagrams.Layout:
        if scene.id not in self._layouts:
            self._layouts[scene.id] = diagrams.cached_layout(scene, self._root / LAYOUTS)
        return self._layouts[scene.id]

    def _labels(self, text: Text) -> Labels:
        return {tag: words.text(text) for tag, words in self._words.items()}

    def _kinds(self, kind: StrEnum) -> Labels:
        return {tag: words.label(kind) for tag, words in self._words.items()}

    def _shared_icons(self, scene: diagrams.Scene) -> dict[str, str]:
        """Icon -> its path in the site; each is read once."""
        paths: dict[str, str] = {}
        for icon in {card.icon for card in scene.cards if card.icon}:
            file = diagrams.icon_file(icon, self._root)
            if file is not None:
                paths[icon] = f"{FOLDER}/icons/{diagrams.asset_name(icon)}"
                self._icons.setdefault(paths[icon], file.read_bytes())
        return paths

    def _links(self, links: Links) -> dict[str, str]:
        model = self._facts.model
        return {
            **{id_: links.boundary(boundary) for id_, boundary in model.boundaries.items()},
            **{id_: links.component(component) for id_, component in model.components.items()},
            **{id_: links.flow(flow) for id_, flow in model.flows.items()},
        }

"""Diagrams as figures of a page, and the files that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from enum import StrEnum
from functools import partial
from pathlib import Path

from markupsafe import Markup

from groundplan import draw as diagrams
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.domain.boundary import Boundary
from groundplan.domain.component import Component
from groundplan.domain.entry import Text
from groundplan.domain.view import View
from groundplan.draw.scene.scene import ByLocale
from groundplan.project.member import ALONE, ASSETS, MODEL, Member
from groundplan.project.store import icons_folder
from groundplan.render.figures.album import Album
from groundplan.render.figures.atlas import BUDGETS, Atlas, elsewhere, whole
from groundplan.render.figures.describe import describe, ways_of
from groundplan.render.figures.kept import KeptDrawings, made_anew
from groundplan.render.figures.key import key
from groundplan.render.figures.notes import picture_notes
from groundplan.render.figures.parties import column
from groundplan.render.figures.pictures import picture_path, picture_script_with_gaps
from groundplan.render.figures.values import Values
from groundplan.render.pages.links import Links
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.viewer import facts as viewer
from groundplan.render.viewer import records
from groundplan.render.words.labels import SIGNS
from groundplan.render.words.words import Words

WIDE = 1400.0
"""Pixels from which on a drawing would be too small if it were shrunk to a page."""
BROAD = 1361.0
"""The same in a window that is little wider than a phone, which shrinks others to its width."""
BESIDE = (1130.0, 20)
"""How wide a drawing is at most, and how many numbers it has, so that its key has room beside it."""
RUNG = 50
"""Pixels by which the styles tell the heights of drawings apart."""


class Figures:
    """Draws the views of one model. A picture is laid out once for all locales."""

    def __init__(
        self,
        facts: Facts,
        words: Mapping[str, Words],
        root: Path,
        executor: Executor | None = None,
        *,
        origin: Callable[[Words], str] = lambda _: "",
        member: Member = ALONE,
        models: tuple[str, ...] = (MODEL,),
        kept: KeptDrawings = made_anew,
        awaited: diagrams.Awaited | None = None,
    ) -> None:
        """Layouts are made by `executor`, or by a process for each core; pages need not wait for those that are `awaited`.

        `origin` says which edition of the model this is, `models` are the folders whose icons there are, and `kept` has drawings of
        earlier builds.
        """
        self.kept = kept
        self.member = member
        self._models = models
        self._facts = facts
        self._words = words
        self._root = root
        self._origin = origin
        self._icons: dict[str, bytes] = {}
        self._drawn: dict[tuple[str, str], View] = {}
        self._told: dict[str, Words] = {}
        self._album = Album(facts, (self.labels, self.kinds), root, executor, awaited)

    def scenes(self) -> Iterator[diagrams.Scene]:
        """All that pages may ask to be drawn first, for whoever lays it out at once. What is asked for is laid out in any case."""
        everything = whole(self._words[self._facts.model.project.locale].gettext("The whole system"))
        for view in (*self._facts.model.views.values(), everything):
            atlas = Atlas(self._facts, view, self.labels, self.kinds, BUDGETS[0])
            yield from (atlas.start, *atlas.levels.values())

    def note(self, view: View, words: Words) -> None:
        """Take notice of a figure that was made elsewhere: its levels and its icons belong to the site."""
        start = self._album.atlas(view).start
        if start.solid:
            self._drawn[view.id, words.locale] = view
            self.shared_icons(start)

    def figure(self, view: View, words: Words, links: Links) -> Values:
        """What the template of a figure needs: the drawing (None where there is nothing to draw), its legend, and its words."""
        atlas = self._album.atlas(view)
        start = atlas.start
        if not start.solid:
            return {"view": view.id, "drawing": None}
        self._drawn[view.id, words.locale] = view
        self._album.shown(view)
        layout = self._album.layout(start)
        width, height = diagrams.size_with(layout.width, layout.height, picture_notes(start, words))
        keyed = key(start, self._facts, words, links, atlas.absent)
        return {
            "view": view.id,
            "name": words.name(view),
            "wide": width > WIDE,
            "broad": BROAD < width <= WIDE,
            "rung": RUNG * -(-height // RUNG),
            "key": keyed,
            "column": column(start, words.locale, atlas.absent),
            "beside": width <= BESIDE[0] and sum(len(group.entries) for group in keyed.groups) <= BESIDE[1],
            "drawing": Markup(self._draw(start, view, words, links)),
            "legend": Markup(diagrams.legend(start, lambda sign: words.gettext(SIGNS[sign]), self._elsewhere(atlas, words))),
            "started": self._started(view, words, links),
            "empty": self._offer(atlas, words, links) if diagrams.is_empty(start, atlas.absent) else None,
            "told": describe(start, words.locale, words.gettext, self._choices(atlas, words, links), ways_of(self._facts)),
        }

    def _started(self, view: View, words: Words, links: Links) -> Mapping[str, str] | None:
        """The choices that the picture starts with, where they are not the defaults."""
        start = self._facts.start(view)
        if start == self._facts.default.configuration:
            return None
        return self._words_of(self._facts.space.where(view.choices), start, words, links)

    def _elsewhere(self, atlas: Atlas, words: Words) -> diagrams.Elsewhere | None:
        """What the first picture shows with other choices; None where these change nothing in it."""
        if not atlas.varies:
            return None
        ways = ways_of(self._facts)
        signs = {diagrams.sign_of(*way) for line in atlas.start.lines for badge in line.badges for way in ways[badge.flow]}
        return diagrams.Elsewhere(atlas.absent, signs, partial(elsewhere, words))

    def _offer(self, atlas: Atlas, words: Words, links: Links) -> Mapping[str, str]:
        """The choices that a picture needs which is empty without them: all of them in words, and one combination for the address."""
        return self._words_of(atlas.condition, atlas.condition.first() or self._facts.default.configuration, words, links)

    def _words_of(self, condition: Condition, chosen: Configuration, words: Words, links: Links) -> Mapping[str, str]:
        default = self._facts.default.configuration
        return {
            "choices": FlowRows(self._facts, words, links).condition(condition).unescape(),
            "with": "_".join(f"{option}.{choice}" for option, choice in chosen.items() if choice != default[option]),
        }

    @property
    def icons(self) -> Mapping[str, bytes]:
        """The icons that the figures drawn so far refer to, by their path in the site."""
        return self._icons

    def pictures(self, links: Mapping[str, Links]) -> Mapping[str, Callable[[], bytes]]:
        """The levels of the figures drawn so far, by their path in the site. `links` of each locale start where the pictures are."""
        found: dict[str, Callable[[], bytes]] = {}
        for view, locales in self._shown().items():
            for place, scene in self._levels(view).items():
                found[self._path(view, place)] = partial(self._picture, scene, view, place, {tag: links[tag] for tag in locales})
        return found

    def _shown(self) -> Mapping[View, tuple[str, ...]]:
        """The views that pages show, with the locales of these pages."""
        views = {view.id: view for view in self._drawn.values()}
        return {view: tuple(tag for id_, tag in self._drawn if id_ == view.id) for view in views.values()}

    def _picture(self, scene: diagrams.Scene, view: View, place: str, links: Mapping[str, Links]) -> bytes:
        dresses = {tag: self._dress(scene, view, self._words[tag], links[tag]) for tag in self._words if tag in links}
        stem, layout = self._stem(view, place), self._album.layout(scene)

        def draw() -> str:
            return picture_script_with_gaps(stem, *diagrams.draw_map_with_gaps(scene, layout, dresses)).decode()

        return self._kept(scene)(f"picture {stem}", dresses, draw).encode()

    @property
    def told(self) -> tuple[str, ...]:
        """The languages in which some page has asked what the script needs to know."""
        return tuple(self._told)

    def tell(self, words: Words) -> None:
        """A page asks for what the script needs to know."""
        self._told[words.locale] = words

    def facts(self, words: Words, links: Links, options: Iterable[str] = ()) -> Markup:
        """Where a page tells the script what it needs to know of the model, with a bar of the choices of `options`, if any."""
        self.tell(words)
        path, name = self._facts_name(words.locale)
        return viewer.facts_element(links.asset(path), links.asset(viewer.texts_path(path)), name, options)

    def facts_files(self, links: Mapping[str, Links]) -> Mapping[str, Callable[[], bytes]]:
        """What the script needs to know, in each language that some page has asked for. `links` start where the files are."""
        paths = {tag: self._facts_name(tag)[0] for tag in self._told}
        facts = {paths[tag]: partial(self._facts_file, words, links[tag]) for tag, words in self._told.items()}
        return facts | {viewer.texts_path(paths[tag]): partial(self._texts_file, words) for tag, words in self._told.items()}

    def _facts_name(self, locale: str) -> tuple[str, str]:
        """Where the facts in a language are, and what their script calls them."""
        return viewer.facts_path(locale, self.member), f"{self.member.mark}{locale}"

    def _facts_file(self, words: Words, links: Links) -> bytes:
        return viewer.facts_script(self._data(words, links), self._facts_name(words.locale)[1])

    def _texts_file(self, words: Words) -> bytes:
        others = [other for tag, other in self._words.items() if tag != words.locale]
        return viewer.texts_script(viewer.viewer_texts(self._facts, words, others), self._facts_name(words.locale)[1])

    def _data(self, words: Words, links: Links) -> str:
        shown = [view for (_, locale), view in self._drawn.items() if locale == words.locale]
        levels = {view.id: {id_: self._address(view, id_, words, links) for id_ in self._levels(view)} for view in shown}
        origin, since = self._origin(words), self.since(words)
        return viewer.viewer_data(self._facts, words, links, levels, origin=origin, member=self.member, since=since)

    def since(self, _words: Words) -> records.Since | None:
        """What the pictures compare with, where that is an earlier edition."""
        return None

    def _address(self, view: View, place: str, words: Words, links: Links) -> str:
        """Where the picture of a place is, and in which language it is wanted."""
        return f"{links.asset(self._path(view, place))}#{words.locale}"

    def _path(self, view: View, place: str) -> str:
        return picture_path(self._stem(view, place), self.member)

    def _stem(self, view: View, place: str) -> str:
        return f"{self.member.mark}{view.id}.{place}"

    @property
    def undrawn(self) -> tuple[str, ...]:
        """The boundaries and components that no picture drawn so far shows in detail, because there would be too much in it."""
        return self._album.undrawn

    @property
    def has_failed(self) -> bool:
        """Whether a picture could not be laid out."""
        return self._album.has_failed

    def _levels(self, view: View) -> Mapping[str, diagrams.Scene]:
        return self._album.levels(view)

    def _draw(self, scene: diagrams.Scene, view: View, words: Words, links: Links) -> str:
        layout, dress = self._album.layout(scene), self._dress(scene, view, words, links)
        drawn = partial(diagrams.draw_map, scene, layout, words.locale, dress)
        return self._kept(scene)(f"start {view.id}", {words.locale: dress}, drawn)

    def _kept(self, scene: diagrams.Scene) -> KeptDrawings:
        """What keeps the drawing of a scene: nothing does, where it only stands in for another one."""
        return made_anew if self._album.is_interim(scene) else self.kept

    def _dress(self, scene: diagrams.Scene, view: View, words: Words, links: Links) -> diagrams.Dress:
        level = self._place(scene.level) if scene.level else None
        return diagrams.Dress(
            title=f"{words.name(view)}: {words.name(level)}" if level else words.name(view),
            description="" if level else words.text(view.description),
            icons={icon: links.asset(path) for icon, path in self.shared_icons(scene).items()},
            links=self._links(scene, links),
            flow_links=self._flow_links(scene, links),
            absent=self._album.atlas(view).absent,
            row=words.row,
            notes=picture_notes(scene, words),
        )

    def _place(self, id_: str) -> Boundary | Component:
        return self._facts.model.boundaries.get(id_) or self._facts.model.components[id_]

    def _choices(self, atlas: Atlas, words: Words, links: Links) -> dict[str, str]:
        """The flows that the default configuration does not have, with the choices that they need."""
        rows = FlowRows(self._facts, words, links)
        return {id_: rows.condition(self._facts.flows[id_].exists).unescape() for id_ in atlas.absent}

    def labels(self, text: Text) -> ByLocale:
        """A text in every locale."""
        return {tag: words.text(text) for tag, words in self._words.items()}

    def kinds(self, kind: StrEnum) -> ByLocale:
        """What readers call a member of a closed set, in every locale."""
        return {tag: words.label(kind) for tag, words in self._words.items()}

    def shared_icons(self, scene: diagrams.Scene) -> dict[str, str]:
        """Icon -> its path in the site; each is read once."""
        paths: dict[str, str] = {}
        for icon in {card.icon for card in scene.cards if card.icon}:
            file = diagrams.icon_file(icon, self._root, self._models)
            if file is not None:
                paths[icon] = f"{ASSETS}/icons/{diagrams.asset_name(icon)}"
                self._icons.setdefault(paths[icon], diagrams.miniature(file.read_bytes(), icons_folder(self._root)))
        return paths

    def _links(self, scene: diagrams.Scene, links: Links) -> dict[str, str]:
        model = self._facts.model
        return {
            **{box.id: links.boundary(model.boundaries[box.id]) for box in scene.boxes},
            **{card.id: links.component(model.components[card.component]) for card in scene.cards},
        }

    def _flow_links(self, scene: diagrams.Scene, links: Links) -> dict[str, str]:
        flows = self._facts.model.flows
        return {badge.flow: links.flow(flows[badge.flow]) for line in scene.lines for badge in line.badges}

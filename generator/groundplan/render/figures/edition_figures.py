"""Figures of two editions of a model in one: what came, what went and what is otherwise, to be explored like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from groundplan import draw as diagrams
from groundplan.derive.deciding import Deciding
from groundplan.derive.facts import Facts
from groundplan.domain.channel import Exposure
from groundplan.domain.entry import Text
from groundplan.domain.flow import Direction
from groundplan.domain.view import View
from groundplan.render.figures.figures import Figures
from groundplan.render.figures.values import Values
from groundplan.render.pages.links import Links, LinksOfBoth
from groundplan.render.viewer import records
from groundplan.render.words.words import Words

_LINE = Markup("<p><strong>{}</strong></p>")


@dataclass(frozen=True, eq=False)
class EditionMap:
    """A map that holds two editions: the one `view` of a model of both."""

    anchor: str
    """What stands for the step from one edition to the other in addresses."""
    view: View
    facts: Facts
    """Those of the newer edition, with the connections that it has lost."""
    became: Mapping[str, records.Became]
    """What has become of each connection of which there is something to tell."""
    words: Mapping[str, Words]
    """In each language, what the older edition said, too."""
    titles: Mapping[str, str]
    """In each language, between which editions it is."""
    told: Mapping[str, Mapping[str, list[str]]]
    """In each language, what there is to tell of each connection, in lines."""

    def view_in(self, locale: str) -> View:
        """The view, called what it is called in a language."""
        name = f"{self.titles[locale]}: {self.words[locale].name(self.view)}"
        return replace(self.view, name=Text(self.view.name.route, name))

    @property
    def badges(self) -> Mapping[str, tuple[int, Direction, Exposure]]:
        """The number of each connection in it, with what the badge looks like."""
        return {
            id_: (flow.number, flow.usual_direction, next(iter(flow.channel.values())).exposure) for id_, flow in self.facts.flows.items()
        }


class EditionFigures(Figures):
    """Draws the map of one step. Its facts are a file of its own, which the figure names."""

    def __init__(self, map_: EditionMap, *, known: Facts, root: Path, **around: Any) -> None:
        """`known` are the facts of the model as it is, whose entries have their places on pages; `around` is as for `Figures`."""
        super().__init__(map_.facts, map_.words, root, **around)
        self._map, self._known = map_, known

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The options that decide about its connections."""
        facts = self._map.facts
        return Deciding(facts).of(facts.flows)

    def figure(self, view: View, words: Words, links: Links) -> Values:
        own = self.words_of(words)
        drawn = super().figure(view, own, self._leading(links))
        return {**drawn, "facts": self.facts(own, links), "became": self._map.became}

    def note_map(self, words: Words) -> None:
        """Take notice of the figure of the map, which was made elsewhere."""
        own = self.words_of(words)
        self.note(self._map.view_in(words.locale), own)
        self.tell(own)

    def since(self, words: Words) -> records.Since:
        told = {flow: str(Markup("").join(map(_LINE.format, lines))) for flow, lines in self._map.told[words.locale].items()}
        return records.Since(said=self._map.titles[words.locale], flows=self._map.became, told=told)

    def words_of(self, words: Words) -> Words:
        """The same locale with what the older edition said."""
        return self._map.words[words.locale]

    def pictures(self, links: Mapping[str, Links]) -> Mapping[str, Callable[[], bytes]]:
        return super().pictures({tag: self._leading(each) for tag, each in links.items()})

    def facts_files(self, links: Mapping[str, Links]) -> Mapping[str, Callable[[], bytes]]:
        return super().facts_files({tag: self._leading(each) for tag, each in links.items()})

    def _leading(self, links: Links) -> Links:
        return LinksOfBoth(links, self._known.model, self._map.anchor)

    def _facts_name(self, locale: str) -> tuple[str, str]:
        path, name = super()._facts_name(locale)
        folder, _, file = path.rpartition("/")
        return f"{folder}/changes/{self._map.anchor}.{file.removeprefix('facts.')}", f"{self._map.anchor}.{name}"

    def _dress(self, *around: Any) -> diagrams.Dress:
        return replace(super()._dress(*around), marks=self._map.became)

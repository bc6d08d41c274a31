"""What a page can call that speaks of long lists: the volumes that they come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from groundplan.domain.boundary import Boundary
from groundplan.domain.view import View
from groundplan.render.figures.values import Values
from groundplan.render.pages.noted import noted
from groundplan.render.pages.site_functions import SiteFunctions
from groundplan.render.pages.volumes import Chapter, Volume, Volumes
from groundplan.render.tables.components import boundary_entries
from groundplan.render.tables.row import Linked

_NAMED = 5_000
"""How many entries a list that leads to volumes names one by one, at most."""


class VolumeFunctions(SiteFunctions):
    """The functions of one page in one locale, as far as they are about long lists."""

    def volume(self) -> Values:
        """On a page that holds a part of a long list: its title, the parts beside it, and what it has of each boundary."""
        volume = self.context.volume
        if volume is None:
            raise ValueError("`volume()` is for the pages that a long list comes in")
        words = self.context.words
        title = words.gettext("{title}, part {n} of {all}", title=self._title(volume.page), n=volume.number, all=volume.count)
        return {"title": title, "id": volume.name, "around": self._around(volume), "parts": list(self._chapters(volume))}

    def _title(self, page: str) -> str:
        words = self.context.words
        titles = {"connections": words.gettext("Connections"), "components": words.gettext("Components"), "overview": words.gettext("Maps")}
        return titles[page]

    @noted
    def _around(self, volume: Volume) -> Markup:
        """What leads to the volumes before and after one, and to the list of all."""
        links, near = self.context.links, (volume.number - 1, volume.number + 1)
        bound = {each.number: each for each in getattr(self.context.volumes, volume.page)}
        before, after = ((number, links.page(self._page(bound[number]))) if number in bound else None for number in near)
        return self._block("around", title=self._title(volume.page), href=links.page(volume.page), before=before, after=after)

    @staticmethod
    def _page(volume: Volume) -> str:
        return volume.page if volume.is_list else volume.name

    def _chapters(self, volume: Volume) -> Iterator[Values]:
        context = self.context
        if volume.page == "components":
            entries = boundary_entries(volume.chapters, context.facts, context.words, context.links)
            yield {"id": "", "name": "", "description": "", "shown": self._block("components", boundaries=entries)}
            return
        yield from (self._view(id_) for id_ in volume.views)
        for chapter in volume.chapters:
            self._show(chapter.ids)
            rows = [self.rows.row(context.facts.flows[id_]) for id_ in chapter.ids]
            shown = self._block("connections", rows=rows, inside=[], told="", anchors=True, border=None)
            yield {
                "id": f"from-{chapter.boundary.id}",
                "name": context.words.plain(chapter.boundary.name),
                "description": "",
                "shown": shown,
            }

    def places(self) -> list[Values]:
        """Every boundary, each followed by those in it: its id, its name, and how many are around it; none where they come in volumes."""
        volumes, words = self.context.volumes, self.context.words
        if volumes and volumes.components:
            return []
        around = [chapter.boundary for chapter in Volumes(self.context.facts).standing]
        return [{"id": each.id, "name": words.plain(each.name), "depth": len(list(each.enclosing())) - 1} for each in around]

    def _standing(self, boundary: Boundary) -> Markup:
        """A boundary with its components, without a heading."""
        context = self.context
        chapters = [chapter for chapter in Volumes(context.facts).standing if chapter.boundary is boundary]
        entries = boundary_entries(chapters, context.facts, context.words, context.links)
        return self._block("components", boundaries=entries, headed=False)

    def views(self) -> list[Values]:
        """Every view: its id, name and description, and the page that has its picture where that is not the list of all."""
        volumes, links = self.context.volumes, self.context.links
        away = {id_: volume for volume in (volumes.overview if volumes else ()) if not volume.is_list for id_ in volume.views}
        return [
            {**self._told(view), "page": links.page(away[id_].name, f"view-{id_}") if id_ in away else ""}
            for id_, view in self.context.facts.model.views.items()
        ]

    def _told(self, view: View) -> Values:
        words = self.context.words
        return {"id": view.id, "name": words.plain(view.name), "description": words.blocks(view.description)}

    def _view(self, id_: str) -> Values:
        view = self.context.facts.model.views[id_]
        return {**self._told(view), "id": f"view-{id_}", "shown": self.diagram(id_)}

    def diagram(self, view: str) -> Markup:
        """The diagram of a view, with its legend."""
        raise NotImplementedError

    def _list(self, name: str, values: Values) -> Markup:
        """A list, or, where it is too long for a page, what leads to its volumes."""
        volumes = self.context.volumes
        bound: tuple[Volume, ...] = getattr(volumes, name) if volumes else ()
        if not volumes or not bound:
            return self._block(name, **values)
        return self._leading(name, bound, volumes.beginning if name == "connections" else volumes.standing)

    def _leading(self, name: str, bound: tuple[Volume, ...], chapters: Sequence[Chapter]) -> Markup:
        """What leads to volumes: to each by its number, and to each entry by its boundary."""
        listed = [chapter for chapter in chapters if chapter.ids or name == "components"]
        named = sum(len(chapter.ids) for chapter in listed) <= _NAMED
        if name == "connections":
            self._show(id_ for chapter in listed for id_ in chapter.ids)
        entries = [self._entry(name, chapter, bound, named=named) for chapter in listed]
        links = [(volume.number, self.context.links.page(volume.name)) for volume in bound]
        return self._block("volumes", entries=entries, links=links, explorer=self.context.links.page("explorer"), anchors=name)

    def _entry(self, name: str, chapter: Chapter, bound: tuple[Volume, ...], *, named: bool) -> Values:
        """A boundary in a list that leads to volumes."""
        context, boundary = self.context, chapter.boundary
        if name == "components":
            href = context.links.boundary(boundary)
            items = [self.rows.place(context.facts.model.components[id_]) for id_ in chapter.ids] if named else []
            told = context.words.ngettext("{n} component", "{n} components", len(chapter.ids))
        else:
            first = next(volume for volume in bound if any(each.boundary is boundary for each in volume.chapters))
            href = context.links.page(first.name, f"from-{boundary.id}")
            items = list(self.rows.numbers(context.facts.model.flows[id_] for id_ in chapter.ids)) if named else []
            told = context.words.ngettext("{n} connection", "{n} connections", len(chapter.ids))
        place = Linked(boundary.id, context.words.plain(boundary.name), href)
        return {"place": place, "depth": len(list(boundary.enclosing())) - 1, "told": told if chapter.ids else "", "inside": items}

"""One project of a site: its pages in all of its locales, and the files that are its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Executor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from groundplan import draw as diagrams
from groundplan.check.site import Review
from groundplan.derive.deciding import Deciding
from groundplan.derive.texts import texts
from groundplan.diagnostics import Finding
from groundplan.domain.view import View
from groundplan.i18n.locale.locale import Locale
from groundplan.i18n.texts.prose import FrontMatter
from groundplan.progress import counted
from groundplan.project.memo import Memo
from groundplan.project.store import layouts_folder
from groundplan.render.figures.atlas import WHOLE, whole
from groundplan.render.figures.charts import Charts
from groundplan.render.figures.edition_figures import EditionFigures
from groundplan.render.figures.figures import Figures
from groundplan.render.figures.kept import DrawingMemo, made_anew
from groundplan.render.figures.pictures import pictures_folder
from groundplan.render.figures.values import Values
from groundplan.render.kept_pages import KeptPages, Referred
from groundplan.render.leaks import leaks
from groundplan.render.pages.links import Links
from groundplan.render.pages.pages import Pages
from groundplan.render.pages.record import Figure
from groundplan.render.pages.registry import PORTFOLIO
from groundplan.render.parts import ABOVE
from groundplan.render.viewer.facts import bar_element
from groundplan.render.words.words import Words

_OF_ALL = ("search/", "llms.txt", "sitemap", f"{PORTFOLIO}/", f"{PORTFOLIO}.")
"""Files of a site that tell of all its projects."""


class RenderedProject:
    """A sound model as a part of a site."""

    def __init__(
        self,
        pages: Pages,
        settle: Callable[[Iterable[Finding]], tuple[Finding, ...]],
        *,
        locales: tuple[str, ...],
        secrets: Mapping[str, str],
        downloads: Mapping[str, bytes],
        documents: Mapping[str, Callable[[], bytes]],
        model: str | None,
        executor: Executor | None = None,
        awaited: diagrams.Awaited | None = None,
        drawings: Memo | None = None,
        kept: KeptPages | None = None,
    ) -> None:
        """The project of `pages`, which is published in `locales`. What is found on its pages is put through `settle`.

        `secrets` are the texts that must not appear, each with what it is called; `downloads` are the facts as files, by path, and
        `documents` makes others.
        `model` is the file that tells when its generated pages were changed. Pictures are laid out by `executor`, those that are
        `awaited` while pages are read already; `drawings` keeps them, and `kept` whole pages with what they refer to.
        """
        self.pages = pages
        self.member = pages.member
        self.secrets = secrets
        self.model = model
        self.review = Review(pages.facts)
        self._locales = locales
        self._settle = settle
        self._downloads = downloads
        self._documents = documents
        self._drawings = drawings
        self.kept = kept or KeptPages()
        self._shown: dict[tuple[str, str], None] = {}
        self._to_note: list[tuple[str, str]] = []
        self._referred: Referred | None = None
        around = {"executor": executor, "origin": pages.origin, "member": pages.member, "models": pages.models}
        self._around: dict[str, Any] = {**around, "kept": DrawingMemo(drawings) if drawings else made_anew, "awaited": awaited}
        self.figures = Figures(pages.facts, pages.words, pages.root, **self._around)
        self._charts = Charts(pages.facts, pages.words, self.figures)
        self._deciding = Deciding(pages.facts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found on the pages that are rendered by now."""
        return self._settle(self.review.findings)

    def show(self, name: str, locale: str) -> None:
        """A page in `locale` shows the view of this name."""
        self._shown[name, locale] = None

    def note_figure(self, name: str, locale: str) -> None:
        """Take notice that a page in `locale` shows the view of this name, and that it was drawn elsewhere, or in an earlier build."""
        self._to_note.append((name, locale))

    def _note(self) -> None:
        """Look at the figures that were to be noted, in their order, before another one is drawn: most builds need none of them."""
        noted, self._to_note = self._to_note, []
        for name, locale in noted:
            words = self.pages.words[locale]
            if self._is_of_editions(name):
                self._of_editions[name].note_map(words)
            else:
                view = self.pages.facts.model.views.get(name) or whole(words.gettext("The whole system"))
                self.figures.note(view, words)

    def kept_layouts(self) -> Mapping[str, bytes]:
        """Where everything of its pictures stands, as far as that is known by now, by the names of files."""
        return diagrams.kept_layouts(list(self.figures.scenes()), layouts_folder(self.pages.root))

    def is_published(self, path: str, front_matter: FrontMatter, locale: Locale) -> bool:
        """Whether it has a page in `locale`."""
        said = {**self.pages.inherited(path), **front_matter}
        return locale.tag in self._locales and self.pages.is_published(said, locale.tag)

    @property
    def told(self) -> frozenset[str]:
        """What its pages may say: ids and texts of what its readers may see, in all languages."""
        facts, spoken = self.pages.facts, self.pages.words.values()
        ids = (id_ for _, entries in facts.model.sections() for id_ in entries)
        return frozenset((*ids, *(said for text in texts(facts) for said in (text.source, *(words.text(text) for words in spoken)))))

    def inspect(self, site: Path, known: Collection[str], told: Collection[str], prefixes: Iterable[str]) -> None:
        """Look for its secrets in a built site: in its own files, and, for what no other project may say, in those of all.

        `told` is what the others may say.
        """
        owned = tuple(f"{prefix}{self.pages.folder}" for prefix in prefixes)
        of_others = tuple(f"{prefix}{folder}" for prefix in prefixes for folder in self.member.others if folder)

        def is_own(path: str) -> bool:
            own = path.startswith(self.member.assets) or (path.startswith(owned) and not path.startswith(_OF_ALL))
            return own and not path.startswith(of_others)

        def is_shared(path: str) -> bool:
            return not is_own(path) and not path.startswith(of_others)

        alone = {text: entry for text, entry in self.secrets.items() if text not in told}
        self.review.leaks(leaks(site, self.secrets, known, looked_at=is_own))
        self.review.leaks(leaks(site, alone, known, looked_at=is_shared))

    def links(self, relative: Callable[[str], str]) -> Links:
        """The addresses of its entries from where `relative` leads."""
        return Links(relative, self.pages.folder, self.pages.volumes)

    def facts(self, flows: Collection[str], locale: str, links: Links) -> str:
        """Where a page with `flows` tells the script what it needs to know, with the bar of the choices that decide about them."""
        options = self._deciding.of(flows)
        element = self.figures.facts(self.pages.words[locale], links, options)
        return f"{ABOVE if options else ''}{element}"

    def bar(self, figures: Iterable[Figure]) -> str:
        """Of a page that shows maps of editions and nothing else that follows choices, the bar of those that the first map has."""
        first = next((figure.of for figure in figures if isinstance(figure.of, View) and self._is_of_editions(figure.of.id)), None)
        options = self._of_editions[first.id].deciding if first else ()
        return f"{ABOVE}{bar_element(options)}" if options else ""

    def drawn(self, figure: Figure, words: Words, links: Links) -> Values:
        """What the template of a figure needs of its drawing."""
        self._note()
        match figure.of:
            case View() as view:
                return self._figures_of(view).figure(view, words, links)
            case procedure:
                return self._charts.figure(procedure, words, links)

    def _figures_of(self, view: View) -> Figures:
        """What draws a view: of the model, or of two editions of it."""
        return self._of_editions[view.id] if self._is_of_editions(view.id) else self.figures

    def _is_of_editions(self, view: str) -> bool:
        return view not in self.pages.facts.model.views and view != WHOLE

    @cached_property
    def _of_editions(self) -> Mapping[str, EditionFigures]:
        pages = self.pages
        return {
            found.view.id: EditionFigures(found, known=pages.facts, root=pages.root, **self._around)
            for found in pages.edition_maps.values()
        }

    @property
    def icons(self) -> Mapping[str, bytes]:
        """The icons that its pictures refer to, by their paths in the site."""
        return self._referred.icons if self._referred else self._drawn_icons

    @property
    def _drawn_icons(self) -> Mapping[str, bytes]:
        return {path: icon for figures in (self.figures, *self._drawn_editions) for path, icon in figures.icons.items()}

    @property
    def _drawn_editions(self) -> Iterable[EditionFigures]:
        """Those of editions, as far as pages have asked for any."""
        return self._of_editions.values() if "_of_editions" in vars(self) else ()

    def files(self, address: Callable[[str, Locale], str], locales: Iterable[Locale]) -> Mapping[str, bytes]:
        """What its pages refer to, by path, when all are rendered."""
        spoken = tuple(locales)
        shown = (*(part for pair in self._shown for part in pair), "", *self.figures.told)
        self._referred = self.kept.referred(shown, address, spoken, partial(self._refer, spoken))
        self.review.site()
        self.review.pictures(self._referred.undrawn)
        documents = {path: make() for path, make in counted(self._documents.items(), "file", len(self._documents))}
        rules = {path: content for each in self.pages.rules.values() for path, content in each.paths(self.member)}
        return {**self._downloads, **rules, **self._referred.files, **documents}

    def _refer(self, locales: tuple[Locale, ...], address: Callable[[str, Locale], str]) -> Referred:
        """What follows from all pages, but for documents."""
        makers = self._late(address, locales)
        files = {path: make() for path, make in counted(makers.items(), "file", len(makers))}
        if self._drawings:
            self._drawings.keep()
        return Referred(files, self._drawn_icons, self.figures.undrawn)

    def keep(self) -> None:
        """Keep what was made for the next build. Where a layout has failed, another build may succeed."""
        if not any(figures.has_failed for figures in (self.figures, *self._drawn_editions)):
            self.kept.keep()

    def late(self, address: Callable[[str, Locale], str], locales: Iterable[Locale]) -> Mapping[str, Callable[[], bytes]]:
        """What follows from the pages that are rendered by now, each file made when it is asked for."""
        return {**self._late(address, locales), **self._documents}

    def _late(self, address: Callable[[str, Locale], str], locales: Iterable[Locale]) -> Mapping[str, Callable[[], bytes]]:
        self._note()
        spoken = tuple(locales)
        links = self._links_from(pictures_folder(self.member), address, spoken)
        of_facts = self._links_from(f"{self.member.assets}/changes", address, spoken)
        return {
            **self.figures.facts_files(self._links_from(self.member.assets, address, spoken)),
            **self.figures.pictures(links),
            **self._charts.pictures(links),
            **{
                path: make for each in self._drawn_editions for path, make in {**each.facts_files(of_facts), **each.pictures(links)}.items()
            },
        }

    def _links_from(self, folder: str, address: Callable[[str, Locale], str], locales: Iterable[Locale]) -> dict[str, Links]:
        """The links of each locale in files of `folder`."""
        return {locale.tag: self.links(partial(_to_root, folder, locale, address)) for locale in locales}


def _to_root(folder: str, locale: Locale, address: Callable[[str, Locale], str], target: str) -> str:
    """From a file in `folder` to `target`."""
    return "../" * (folder.count("/") + 1) + address(target, locale)


def lay_out_ahead(projects: Iterable[RenderedProject], executor: Executor) -> None:
    """Lay out the pictures of all projects at once, so that `executor` has all of them to spread, and none waits for a page."""
    known = tuple(projects)
    scenes = [scene for project in known for scene in project.figures.scenes()]
    diagrams.cached_layouts(scenes, layouts_folder(known[0].pages.root), executor)

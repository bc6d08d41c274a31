"""A served site after an edit: its pages are made anew one by one, what is looked at first and the rest after it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, Thread

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from groundplan.draw import Awaited
from groundplan.publish.mkdocs.command import level
from groundplan.publish.mkdocs.publication import Publication
from groundplan.publish.mkdocs.renewable import OURS
from groundplan.publish.site import Site

log = get_plugin_logger("groundplan")

_PATIENCE = 0.3
"""Seconds that the rest waits, so that the page that is looked at comes first."""
_GLANCE = 0.02
_LONG = 0.5
"""Seconds between two looks at layouts that are being made; a page that somebody asks for comes in between."""


class Renewal:
    """What a whole build has left in memory, and which of its pages are not as they should be by now."""

    def __init__(
        self,
        publication: Publication,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
        *,
        reload: Callable[[], None] = lambda: None,
    ) -> None:
        """`reload` lets browsers ask again for what they show."""
        self._publication, self._config, self._files, self._nav, self._env = publication, config, files, nav, env
        self._documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._pages: dict[str, Page] = {file.dest_uri: file.page for file in self._documents if file.page}
        self._stale: dict[str, None] = {}
        self._converted: dict[str, tuple[object, str]] = {}
        """Address -> the Markdown and the head of a page, and what Markdown made of it."""
        self._took: dict[str, float] = {}
        """Address -> the seconds that a page took the last time: what is quickly made comes first, so that nobody waits for the others."""
        self._banner = publication.site.report_html()
        """What was wrong when the pages were made that are as they should be."""
        self._again: set[str] = set()
        """The pages that somebody looks at, and that are made once more because another one has told something new."""
        self.failed = False
        """Whether a page could not be made: a whole build can tell why."""
        self._told = ""
        self._rest_is_stale = False
        self._round = 0
        self._asked = 0
        self._reload = reload
        self._awaited: Awaited | None = None
        self._interim: dict[str, None] = {}
        """The pages that show pictures for as long as others are being made."""
        self._redrawn: frozenset[str] = frozenset()
        """Those whose pictures are made by now."""
        self._looked_at: set[str] = set()
        self._is_redrawn = False
        self._work = RLock()
        for file in files:
            if file.dest_dir != config.site_dir:  # where the build grew
                file.dest_dir = config.site_dir
                vars(file).pop("abs_dest_path", None)

    def knows(self, source: Path) -> bool:
        """Whether a file in the folder of pages is a page that there was."""
        return any(file.abs_src_path and Path(file.abs_src_path) == source for file in self._documents)

    def take(self, site: Site, awaited: Awaited) -> bool:
        """Show `site` from now on, some of whose layouts are `awaited`.

        False where it has other pages, languages or titles: that takes a whole build.
        """
        with self._work:
            if not self._publication.renew(site):
                return False
            self._stale = dict.fromkeys(self._pages)
            self._banner = site.report_html()
            self._tell_faults()
            self._begin(awaited, ())
        return True

    def follow_up(self, awaited: Awaited, interim: Iterable[str]) -> None:
        """Replace what a whole build has shown on the pages `interim` when the layouts that it `awaited` are there."""
        with self._work:
            self._begin(awaited, interim)

    def _begin(self, awaited: Awaited, interim: Iterable[str]) -> None:
        if self._awaited:
            self._awaited.give_up()
        self._awaited, self._interim = awaited, dict.fromkeys(interim)
        self._looked_at.clear()
        self._again.clear()
        self._redrawn = frozenset()
        self._is_redrawn = False
        self._rest_is_stale = True
        self._round += 1
        Thread(target=self._make_rest, args=(self._round,), daemon=True).start()

    def stop(self) -> None:
        """Make nothing any more: a whole build is about to."""
        with self._work:
            self._round += 1
            self._stale.clear()
            self._rest_is_stale = False
            if self._awaited:
                self._awaited.give_up()

    def is_redrawn(self) -> bool:
        """Whether a page that somebody looks at has other pictures since this was asked the last time."""
        with self._work:
            redrawn, self._is_redrawn = self._is_redrawn, False
        return redrawn

    def refresh(self, path: str) -> None:
        """See to it that what a reader asks for is as it should be: a page, or a file that pages refer to."""
        self._asked += 1
        try:
            with self._work:
                self._looked_at.add(path)
                if path in self._stale:
                    self._try(path)
                elif self._rest_is_stale and (content := self._publication.asset(path)) is not None:
                    write_file(content, str(Path(self._config.site_dir) / path))
        finally:
            self._asked -= 1

    def complete(self) -> None:
        """Make all that is not as it should be."""
        while self._step(self._round):
            pass

    def _make_rest(self, round_: int) -> None:
        time.sleep(_PATIENCE)
        while self._step(round_):
            while self._asked:
                time.sleep(_GLANCE)

    def _step(self, round_: int) -> bool:
        """Make one page more, or what is made when all pages are; False where nothing is left to do in this round."""
        with self._work:
            if round_ != self._round or not self._rest_is_stale or self._awaited is None:
                return False
            awaited = self._awaited
            awaited.begin()
            if self._interim and awaited.are_made:
                self._redraw(awaited)
            if self._stale:
                return self._try(min(self._stale, key=self._turn))
            if not self._interim:
                self._finish()
                return True
        awaited.wait(_LONG)
        return True

    def _turn(self, path: str) -> tuple[bool, float]:
        return path not in self._redrawn and path not in self._again, self._took.get(path, 0.0)

    def _try(self, path: str) -> bool:
        """Make a page; where that fails, nothing else is made here, and a whole build is asked for."""
        try:
            self._make(path)
        except Exception as error:  # a template that is not there, an icon that is a list: whatever MkDocs and the theme cannot bear
            log.debug(f"{path} cannot be renewed: {error}")
            self.failed = True
            self.stop()
            self._reload()
        return not self.failed

    def _redraw(self, awaited: Awaited) -> None:
        """Make the pages first whose pictures are laid out by now, and let browsers ask for them."""
        awaited.redraw()
        self._stale |= self._interim
        self._is_redrawn = not self._looked_at.isdisjoint(self._interim)
        self._redrawn, self._interim = frozenset(self._interim), {}
        if self._is_redrawn:
            self._reload()

    def _make(self, path: str) -> None:
        """Make a page, and all of them again where it tells something new: in the navigation, or of what is wrong."""
        page, began = self._pages[path], time.monotonic()
        before = (_in_menus(page), self._banner)
        with self._on(page):
            self._read(page)
            _build_page(page, self._config, self._documents, self._nav, self._env)
        del self._stale[path]
        self._took[path] = time.monotonic() - began
        if self._awaited and self._awaited.was_shown():
            self._interim[path] = None
        self._tell_faults()
        self._banner = self._publication.site.report_html()
        if (_in_menus(page), self._banner) != before:
            self._again |= self._looked_at & {*self._pages} - {*self._stale, path}
            self._stale |= dict.fromkeys(self._pages)
            self._stale.pop(path)
        elif path in self._again:
            self._again.discard(path)
            self._show_again()

    def _show_again(self) -> None:
        """Let browsers ask for what they show, where all that is looked at is made once more."""
        if not self._again:
            self._is_redrawn = True
            self._reload()

    @contextmanager
    def _on(self, page: Page) -> Iterator[None]:
        self._config._current_page = page
        try:
            yield
        finally:
            self._config._current_page = None

    def _read(self, page: Page) -> None:
        """As MkDocs reads a page, without what would come out as before."""
        plugins, config, files = self._config.plugins, self._config, self._files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        given = (markdown, repr(page.meta), repr(config.mdx_configs))
        known = self._converted.get(page.file.dest_uri)
        if known is None or known[0] != given:
            page.markdown = markdown
            page.render(config, files)
            known = self._converted[page.file.dest_uri] = (given, page.content or "")
        page.content = plugins.on_page_content(known[1], page=page, config=config, files=files)

    def _tell_faults(self) -> None:
        """Say at once what is wrong; the rest waits until all pages are made."""
        if self._publication.site.failed:
            self._tell(self._publication.site.report())

    def _tell(self, report: str) -> None:
        if report and report != self._told:
            log.log(level(self._publication.site), report)
        self._told = report

    def _finish(self) -> None:
        """Write what is known only when all pages are."""
        for method in self._config.plugins.events["post_build"]:
            if type(getattr(method, "__self__", None)).__module__.startswith(OURS[1]):
                method(config=self._config)
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)
        self._publication.write_known()
        self._publication.inspect()
        for page in self._pages.values():
            page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)
        self._rest_is_stale = False
        self._tell(self._publication.site.report())


def _in_menus(page: Page) -> tuple[object, ...]:
    """What other pages show of a page in their navigation."""
    return page.title, *(repr(page.meta.get(key)) for key in ("icon", "status", "subtitle"))

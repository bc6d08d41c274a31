"""Groundplan in MkDocs: each event of a build, handed on to `publish`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from groundplan.errors import GroundplanError
from groundplan.publish.build import asked
from groundplan.publish.mkdocs import Publication, adapt, forgive, guard, strict_warnings
from groundplan.publish.nav import pages
from groundplan.publish.preview import open_preview
from groundplan.publish.site import Site
from groundplan.publish.staging import Staging

log = get_plugin_logger("groundplan")


def open_site(root: Path, **options: Any) -> Site:
    """Open the project at `root`; tests put their own site here."""
    from groundplan import pipeline

    site: Site = pipeline.open_site(root, **options)
    return site


class Options(base.Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say below `groundplan`."""

    model = c.Type(str, default="model")
    strict = c.Type(bool, default=False)
    audience = c.Choice(("public", "internal"), default="public")
    locales = c.ListOfItems(c.Type(str), default=[])
    locale_coverage = c.Optional(c.Type(int))
    offline = c.Type(bool, default=False)


class GroundplanPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Publishes a project in all its locales, in one build."""

    def __init__(self) -> None:
        self.serving = False
        self.staging: Staging | None = None
        self.generated: tuple[str, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self.serving = command == "serve"

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        adapt(config, offline=self.config.offline)
        options = {name: value for name, value in self.config.items() if name != "offline"}
        opened = partial(open_site, self.root(config), **{**options, **asked(), "strict": self.config.strict or config.strict})
        if self.serving:
            forgive()
            self.publication = Publication(open_preview(opened, (*self.generated, *pages(config.nav))), config)
            return
        self.publication = Publication(opened(), config)
        self.refuse_failed()
        self.staging = Staging(Path(config.site_dir))
        config.site_dir = str(self.staging.folder)

    def root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "mkdocs.yml").resolve().parent

    def refuse_failed(self) -> None:
        """A site with faults is not published: not at all, rather than in parts."""
        if self.publication.site.failed and not self.serving:
            raise PluginError(self.publication.site.report())

    @event_priority(100)
    def _on_files_first(self, files: Files, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.generate(files)
        self.generated = tuple(self.publication.site.generated())

    @event_priority(-100)
    def _on_files_last(self, files: Files, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.publish_files(files)

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self.publication.publish_editions(nav, files, [self])

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        return self.publication.render(markdown, page)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        return self.publication.end_reading(html)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self.refuse_failed()  # again: rendering pages finds what reading the model cannot
        self.publication.add_languages(env)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.dress_template(context, self.banner())

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        self.publication.dress_page(context, page)
        page.content = self.banner() + (page.content or "")

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self.publication.sitemap() if template_name == "sitemap.xml" else output

    def banner(self) -> str:
        """The findings, for the top of each page while an author writes."""
        report = self.publication.site.report_html() if self.serving else ""
        return f"<div data-search-exclude>{report}</div>" if report else ""

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.publication.write_rest()
        self.refuse_failed()
        if report := self.publication.site.report():
            log.info(report)
        if self.staging:
            config.site_dir = str(self.staging.site)
            if not strict_warnings():  # MkDocs is about to abort
                self.staging.publish()

    def on_build_error(self, *, error: Exception) -> None:
        if self.staging:
            self.staging.discard()
        if isinstance(error, GroundplanError):  # a line for its reader, instead of a traceback
            raise Abort(str(error)) from error

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]) -> None:  # noqa: ARG002
        for folder in (self.config.model, "templates"):
            if (path := self.root(config) / folder).is_dir():
                server.watch(str(path))
        guard(server)

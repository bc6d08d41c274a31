"""Groundplan in MkDocs: each event of a build, handed on to `publish`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from groundplan import sites
from groundplan.collector import RelaxedCollector
from groundplan.draw import Awaited, stop_processes
from groundplan.errors import UsageError
from groundplan.project.member import MODEL
from groundplan.project.sources import EDITIONS, SETTINGS, TEMPLATES
from groundplan.project.store import layouts_folder
from groundplan.publish import tracing
from groundplan.publish.build import asked, is_from_disk
from groundplan.publish.mkdocs import (
    AnchorRules,
    Converting,
    Options,
    Publication,
    Refused,
    Renewal,
    StagedBuild,
    Telling,
    adapt,
    can_renew,
    explain,
    follow,
    forgive,
    guard,
    hush,
    level,
    rebuild,
    strict_warnings,
)
from groundplan.publish.nav import pages
from groundplan.publish.preview import Seen, open_preview
from groundplan.publish.site import Site
from groundplan.publish.sources import models_of, never_replaced
from groundplan.publish.watch import Watch, is_of_editor

log = get_plugin_logger("groundplan")


def open_site(root: Path, **options: Any) -> Site:
    """Open the project at `root`; tests put their own site here."""
    return sites.open_site(root, **options)


class GroundplanPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Publishes a project in all its locales, in one build."""

    def __init__(self) -> None:
        self.serving = False
        self.staging: StagedBuild | None = None
        self.watch = Watch()
        self.seen = Seen()
        self.telling = Telling()
        self.collector = RelaxedCollector()
        self.renewal: Renewal | None = None
        self.awaited: Awaited | None = None
        self.interim: list[str] = []
        self.server: LiveReloadServer | None = None
        self.built: tuple[Any, ...] = ()
        self.models: tuple[Path, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self.serving = command == "serve"
        self.collector.begin()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """What every reader of the configuration may see; who reads it is not always building."""
        if sum(isinstance(plugin, GroundplanPlugin) for plugin in config.plugins.values()) > 1:
            raise UsageError("the plugin `groundplan` is listed twice below `plugins`; name it once, with all its options")
        self.end_renewal()  # before the search begins another index: pages that are still made would be in it, too
        if is_from_disk():
            config.use_directory_urls = False
        hush()

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self.telling.begin()
        adapt(config, offline=self.config.offline or is_from_disk(), keep=self.config.keep)
        self.converting = Converting(config, is_served=self.serving)
        self.opened = partial(open_site, self.root(config), **self.asked(config))
        if self.serving:
            forgive()
            self.models = models_of(self.root(config))
            self.watch.begin(self.watched(config))
            self.awaited, self.interim = self.await_layouts(config) if can_renew(config) else None, []
            site: Site = open_preview(partial(self.opened, awaited=self.awaited), self.seen, pages(config.nav))
        else:
            site = self.opened()
        self.publication = Publication(site, config, strict_policy=self.config.strict_policy and not self.serving, keep=self.config.keep)
        self.refuse_failed()
        self.staging = StagedBuild(config, self.root(config))

    def asked(self, config: MkDocsConfig) -> dict[str, Any]:
        """What the configuration, the environment and the command line ask of a site."""
        options = {**self.config, **asked(), "strict": self.config.strict or config.strict}
        for ours in ("offline", "strict_policy", "keep", "plain", "projects"):  # not for the project to know, or for it to read itself
            options.pop(ours)
        if (model := options.pop("model")) != MODEL:
            raise UsageError(f"`model: {model}` is not supported: the model lies in `{MODEL}/`, beside the configuration of MkDocs")
        ids = AnchorRules(config, self.converting.kept)
        return {**options, "docs": self.docs(config), "config": self.configuration(config), "ids": ids}

    def docs(self, config: MkDocsConfig) -> Path:
        """The folder of the pages, below that of the project if it lies there by name."""
        folder, beside = Path(config.docs_dir), Path(config.config_file_path).absolute().parent
        return self.root(config) / folder.relative_to(beside) if folder.is_relative_to(beside) else folder

    def configuration(self, config: MkDocsConfig) -> Path:
        """The file of the configuration, below the folder of the project."""
        return self.root(config) / Path(config.config_file_path or "mkdocs.yml").name

    def root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "mkdocs.yml").resolve().parent

    def refuse_failed(self) -> None:
        """A site with faults is not published: not at all, rather than in parts."""
        if self.publication.site.failed and not self.serving:
            raise Refused(self.publication.site.report())

    @event_priority(100)
    def _on_files_first(self, files: Files, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.generate(files)

    @event_priority(-100)
    def _on_files_last(self, files: Files, *, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.publish_files(files)
        if self.staging:
            self.staging.redirect(files)

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self.publication.publish_editions(nav, files, [self])
        self.built = (config, files, nav)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        self.telling.page(page.file.src_uri, self.publication.number_of_pages)
        if page.meta.get("template") is False:  # what it tells us, MkDocs would take for a template of the theme
            del page.meta["template"]
        self.converting.stand_in(page)
        rendered = self.publication.render(markdown, page)
        if self.awaited and self.awaited.was_shown():
            self.interim.append(page.file.dest_uri)
        return rendered

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        return self.publication.end_reading(html, page)

    @event_priority(150)  # before lists of tags, which are written in an early event
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self.telling.writing()
        self.refuse_failed()  # again: rendering pages finds what reading the model cannot
        self.publication.add_languages(env)
        self.built = (*self.built, env)

    def on_template_context(self, context: object, *, template_name: str, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.publication.dress_template(context, self.banner())

    @event_priority(-50)  # an index is made of pages as they were read
    def on_page_context(self, context: object, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        self.publication.dress_page(context, page)
        page.content = self.banner() + (page.content or "")

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self.publication.sitemap() if template_name == "sitemap.xml" and "sitemap" not in self.config.keep else output

    def banner(self) -> str:
        """The findings, for the top of each page while an author writes."""
        report = self.publication.site.report_html() if self.serving else ""
        return f"<div data-search-exclude>{report}</div>" if report else ""

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.staging:
            self.staging.adopt()
        self.publication.write_rest()
        self.converting.keep()
        self.telling.end()
        self.refuse_failed()
        if report := self.publication.site.report():
            log.log(level(self.publication.site), report)
        if self.staging and not strict_warnings():  # otherwise MkDocs is about to abort
            self.staging.publish()
        if trace := tracing.current():
            trace.configured(
                (type(plugin).__module__ for plugin in config.plugins.values()), config.markdown_extensions, map(str, config.hooks)
            )
        if self.serving and can_renew(config):
            self.renewal = Renewal(self.publication, *self.built, reload=self.reload)
            if self.awaited and self.interim:
                self.renewal.follow_up(self.awaited, self.interim)
        self.awaited = None

    def on_build_error(self, *, error: Exception) -> None:
        self.telling.end()
        if self.staging:
            self.staging.discard()
        explain(error)

    def on_shutdown(self) -> None:
        self.watch.stop()
        self.telling.end()
        if self.renewal:
            self.renewal.stop()
        if self.staging:
            self.staging.discard()
        stop_processes()
        self.collector.end()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]) -> None:  # noqa: ARG002
        self.server = server
        guard(server)
        if not self.serving:  # `mkdocs serve --clean` begins like a build
            for path in filter(Path.exists, self.watched(config)):
                server.watch(str(path))
            return
        self.watch.look()
        self.watch.begin(self.watched(config))
        self.watch.start(self.reload)
        follow(server, self.renewed, self.refresh, self.prepare)

    def reload(self) -> None:
        """Let the server look whether there is something new."""
        if self.server:
            rebuild(self.server)

    def renewed(self) -> bool | None:
        """Take over what has changed since the last build. False where that takes a whole build, None where nothing has.

        Pictures that somebody looks at may have changed without a file.
        """
        changed = [path for path in self.watch.changed() if not is_of_editor(path.name)]
        renewal = self.renewal
        if renewal and renewal.failed:
            return False
        if not changed:
            return True if renewal and renewal.is_redrawn() else None
        config = self.built[0]
        if renewal is None or not all(self.is_renewable(path, config, renewal) for path in changed):
            return False
        self.watch.begin(self.watched(config))
        awaited = self.await_layouts(config)
        return renewal.take(open_preview(partial(self.opened, awaited=awaited), self.seen, pages(config.nav)), awaited)

    def prepare(self) -> None:
        """A whole build is about to read the configuration, and whatever changes from now on is for the next one."""
        self.end_renewal()
        self.watch.look()

    def end_renewal(self) -> None:
        if self.renewal:
            self.renewal.stop()
            self.renewal = None

    def await_layouts(self, config: MkDocsConfig) -> Awaited:
        """What is still to be laid out while pages are read already."""
        return Awaited(layouts_folder(self.root(config)))

    def is_renewable(self, path: Path, config: MkDocsConfig, renewal: Renewal) -> bool:
        """Whether a change of a file is one of what pages say, rather than of which there are."""
        root = self.root(config)
        if path == root / SETTINGS or any(path.is_relative_to(folder) for folder in (*self.models, root / TEMPLATES, root / EDITIONS)):
            return True
        return path.is_file() and renewal.knows(path)

    def refresh(self, path: str) -> None:
        if self.renewal:
            self.renewal.refresh(path)

    def watched(self, config: MkDocsConfig) -> Iterator[Path]:
        """What the site is made from, whether it is there or not."""
        yield from never_replaced(self.root(config))
        yield from (Path(config.docs_dir), Path(config.config_file_path), *map(Path, config.watch))
        yield from map(Path, self.server._watched_paths if self.server else ())

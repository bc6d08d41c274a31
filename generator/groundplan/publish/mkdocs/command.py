"""How the commands of MkDocs end, and how its server goes on where ours fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from groundplan.diagnostics import Severity
from groundplan.publish.preview import show_failure
from groundplan.publish.site import Site

log = get_plugin_logger("groundplan")


def strict_warnings() -> int:
    """How many warnings a strict build has had; 0 where the build is not strict."""
    return sum(count for counter in _counters() for _, count in counter.get_counts())


def forgive() -> None:
    """Let warnings pass although the build is strict: a server that ends at a warning is of no use to an author."""
    for counter in _counters():
        logging.getLogger("mkdocs").removeHandler(counter)


def _counters() -> list[CountHandler]:
    return [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]


def guard(server: LiveReloadServer) -> None:
    """Let the server answer when a build fails for a cause outside our reach, such as a broken `mkdocs.yml`.

    It would otherwise hold back every request until the next build that succeeds. The builder tells whether it did.
    """
    build = server.builder

    def build_or_explain() -> bool:
        told = _Told(logging.ERROR)
        logging.getLogger("mkdocs").addHandler(told)
        try:
            build()
        except (Exception, SystemExit) as error:
            log.error(f"{error}")
            show_failure(Path(server.root), dict.fromkeys(told.messages))
            return False
        else:
            return True
        finally:
            logging.getLogger("mkdocs").removeHandler(told)

    server.builder = build_or_explain  # type: ignore[assignment]


def follow(
    server: LiveReloadServer, renewed: Callable[[], bool | None], refresh: Callable[[str], None], prepare: Callable[[], None]
) -> None:
    """Let the server build only where `renewed` says that this is needed, and `refresh` what it is asked for before it answers.

    `renewed` tells None where nothing has changed: then no browser need load anything again. Where it fails, and after a build that
    failed, comes a build, which tells why. `prepare` is called before the configuration is read for one.
    """
    build, answer = server.builder, server._serve_request
    failed = False

    def done() -> bool | None:
        try:
            return False if failed else renewed()
        except Exception as error:  # whatever an author has done: a build has words for it
            log.debug(f"not renewed: {error}")
            return False

    def build_or_renew() -> None:
        nonlocal failed
        is_done = done()
        if is_done is None:
            server._wanted_epoch = server._visible_epoch
        elif not is_done:
            prepare()
            failed = build() is False

    def refresh_and_answer(environ: dict[str, str], start_response: object) -> Any:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(server.mount_path):
            with server._epoch_cond:
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            below = path[len(server.mount_path) :]
            refresh(f"{below}index.html" if not below or below.endswith("/") else below)
        return answer(environ, start_response)

    server.builder, server._serve_request = build_or_renew, refresh_and_answer  # type: ignore[method-assign]


class _Told(logging.Handler):
    """Keeps what a build says is wrong."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def rebuild(server: LiveReloadServer) -> None:
    """Let the server build again, as if it had seen a change itself."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


def level(site: Site) -> int:
    """How gravely a terminal tells the findings of a site."""
    if site.failed:
        return logging.ERROR
    graves = (finding.severity for finding in site.findings)
    return logging.WARNING if Severity.WARNING in graves else logging.INFO

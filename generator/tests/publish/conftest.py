from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from click.testing import Result
from sharing import made_once

sys.path.insert(0, str(Path(__file__).parent))

from building import Build, Journal, build_well, mkdocs_build
from project import CONFIG, FakeSite, write_project

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from windows import Windows


@pytest.fixture(name="build")
def build_example(tmp_path: Path) -> Build:
    """Run `mkdocs build --strict` on the example project with the given site; the built site is at `tmp_path / "site"`."""

    def run(site: FakeSite, *options: str, config: str = CONFIG) -> Result:
        write_project(tmp_path, config=config)
        return mkdocs_build(tmp_path, site, "--strict", *options)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example project's built site, for tests that only look at it."""
    return made_once(tmp_path_factory, "example", build_well) / "site"


class _Plan(SimpleHTTPRequestHandler):
    """A static host that has the site below `/plan/`, with the site's own page for what does not exist, and a strict policy for all."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/plan"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example project's site on a static host."""
    root = tmp_path_factory.mktemp("hosted")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Plan, directory=str(root / "site")))
    url = f"http://127.0.0.1:{server.server_port}/plan/"
    build_well(root, url)
    Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(windows: Windows) -> Iterator[Page]:
    """An empty page of a window in which a switch to another language is in sight."""
    page = windows.page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(10_000)
    yield page
    windows.empty()


@pytest.fixture
def journal(page: Page) -> Journal:
    return Journal(page)


@pytest.fixture
def build_with_repository(tmp_path: Path, build: Build) -> Path:
    """The folder of a site whose header links to its repository."""
    result = build(FakeSite(), config=CONFIG + "repo_url: https://github.com/example/plan\n")
    assert result.exit_code == 0, result.output
    return tmp_path / "site"

"""`mkdocs serve`: the page shows what is wrong, and the server lives on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from project import write_project

pytestmark = pytest.mark.slow

WITHIN = 30
"""Seconds in which a page must have become what is expected."""
AGAIN = 3
"""Seconds after which an edit is repeated."""

SERVER = """
import sys
from pathlib import Path
from groundplan import plugin
from mkdocs.__main__ import cli
from project import FAULT, GENERATED, FakeSite

def open_site(root, **_):
    state = (root / "model" / "project.yaml").read_text()
    if "unreadable" in state:
        raise OSError("the model cannot be read")
    return FakeSite(
        findings=(FAULT,) if "faulty" in state else (),
        failed="faulty" in state,
        pages={} if "pageless" in state else GENERATED,
        broken_page="connections.md" if "broken" in state else "",
    )

plugin.open_site = open_site
cli()
"""


class Server:
    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.address = address

    def get(self, path: str) -> str:
        try:
            with urlopen(self.address + path, timeout=WITHIN) as answer:
                return str(answer.read(), "utf-8")
        except HTTPError as error:
            return str(error.read(), "utf-8")

    def edit(self, file: str, text: str, path: str, holds: Callable[[str], bool]) -> str:
        """Write a file; the page at `path`, as soon as something holds of it.

        The server takes its first look at the files some time after it answers, and would not see an edit before that. So the
        edit is repeated.
        """
        written, end = 0.0, time.monotonic() + WITHIN
        while not holds(html := self.get(path)):
            if time.monotonic() > end:
                raise TimeoutError(f"{path} is still {html}")
            if time.monotonic() > written + AGAIN:
                (self.root / file).write_text(text, encoding="utf-8")
                written = time.monotonic()
        return html

    def model(self, text: str, path: str, holds: Callable[[str], bool]) -> str:
        return self.edit("model/project.yaml", text, path, holds)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(root: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    command = [sys.executable, "-c", SERVER, "serve", "--strict", "-f", str(root / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    return process, f"http://127.0.0.1:{port}/plan/"


def wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + WITHIN
    host, port = address.split("/")[2].split(":")
    while True:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text(encoding="utf-8")) from error


@pytest.fixture
def model() -> str:
    """What the model says when the server starts."""
    return "sound"


@pytest.fixture
def server(tmp_path: Path, model: str) -> Iterator[Server]:
    write_project(tmp_path)
    (tmp_path / "model" / "project.yaml").write_text(model, encoding="utf-8")
    log = tmp_path / "server.log"
    process, address = start(tmp_path, log)
    try:
        wait_for(process, address, log)
        yield Server(tmp_path, address)
    finally:
        process.terminate()
        process.wait(WITHIN)


def test_edit_of_the_model_shows_in_every_page_and_goes(server: Server) -> None:
    assert "kubernets-api" not in server.get("ko/connections/")
    html = server.model("faulty", "ko/connections/", lambda html: "kubernets-api" in html)
    assert "직접 터널" in html
    assert "kubernets-api" in server.get("")
    server.model("sound", "ko/connections/", lambda html: "kubernets-api" not in html)


@pytest.mark.parametrize("model", ["faulty"])
def test_faults_at_start_show_in_the_page(server: Server) -> None:
    assert "kubernets-api" in server.get("deep/nested/")


@pytest.mark.parametrize("model", ["unreadable"])
def test_project_that_cannot_be_opened_at_start(server: Server) -> None:
    assert "the model cannot be read" in server.get("connections/")
    server.model("sound", "connections/", lambda html: "Direct tunnel" in html)


def test_page_that_cannot_be_rendered_says_so_and_leaves_the_others(server: Server) -> None:
    server.model("broken", "connections/", lambda html: "connections.md cannot be rendered" in html)
    assert "설계 문서" in server.get("ko/")


def test_generated_page_stays_in_its_place_while_the_project_cannot_be_opened(server: Server) -> None:
    html = server.model("unreadable", "connections/", lambda html: "the model cannot be read" in html)
    assert "connections.md" in html


def test_generated_page_stays_in_its_place_while_the_model_is_too_faulty_to_make_it(server: Server) -> None:
    html = server.model("faulty, pageless", "ja/connections/", lambda html: "kubernets-api" in html)
    assert "connections.md" in html


def test_broken_configuration_does_not_hold_back_answers(server: Server) -> None:
    sound = (server.root / "mkdocs.yml").read_text(encoding="utf-8")
    broken = server.edit("mkdocs.yml", f"{sound}theme: nonsense\n", "no/such/page/", lambda html: "Build failed" in html)
    mended = server.edit("mkdocs.yml", sound, "no/such/page/", lambda html: "페이지를 찾을 수 없습니다" in html)
    assert "Build failed" not in mended
    assert "페이지를 찾을 수 없습니다" not in broken

"""`mkdocs serve`: the page shows what is wrong, and the server lives on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from markup import Element, read
from project import write_project

pytestmark = pytest.mark.slow

WITHIN = 90
"""Seconds in which a page must have become what is expected."""
EDITS = int(os.environ.get("GROUNDPLAN_EDITS", "4"))
"""How many broken edits are tried; 100 on demand."""
PAUSE = 0.05
"""Seconds between two questions: who asks without a pause takes the time that the server needs to answer."""
AGAIN = 3
"""Seconds after which an edit is repeated."""

SERVER = """
import sys
from pathlib import Path
from groundplan import plugin
from mkdocs.__main__ import cli
from project import FAULT, GENERATED, FakeSite
from themes import keep_templates

keep_templates()

def open_site(root, **_):
    state = (root / "model" / "project.yaml").read_text()
    for name in ("groundplan.toml", "templates/pages/more.md.jinja"):
        if (root / name).exists():
            state += (root / name).read_text()
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

    def wait(self, path: str, holds: Callable[[str], bool]) -> str:
        """The page at `path`, as soon as something holds of it."""
        end = time.monotonic() + WITHIN
        while not holds(html := self.get(path)):
            if time.monotonic() > end:
                raise TimeoutError(f"{path} is still {html}")
            time.sleep(PAUSE)
        return html

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
            time.sleep(PAUSE)
        return html

    def model(self, text: str, path: str, holds: Callable[[str], bool]) -> str:
        return self.edit("model/project.yaml", text, path, holds)


def read_text(html: str) -> Element:
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        return read(Path(file.name))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(root: Path, log: Path, words: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], str]:
    port = free_port()
    command = [sys.executable, "-c", SERVER, "serve", "--strict", *words, "-f", str(root / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    temporary = root.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
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
            time.sleep(PAUSE)


@pytest.fixture
def model() -> str:
    """What the model says when the server starts."""
    return "sound"


@pytest.fixture
def words() -> tuple[str, ...]:
    """With which options the server starts."""
    return ()


@pytest.fixture
def server(tmp_path: Path, model: str, words: tuple[str, ...]) -> Iterator[Server]:
    tmp_path = tmp_path / "project"
    tmp_path.mkdir()
    write_project(tmp_path)
    (tmp_path / "model" / "project.yaml").write_text(model, encoding="utf-8")
    log = tmp_path / "server.log"
    process, address = start(tmp_path, log, words)
    try:
        wait_for(process, address, log)
        yield Server(tmp_path, address)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(WITHIN)
        assert list((tmp_path.parent / "temporary").iterdir()) == [], "nothing is left behind"


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
    """Its heading stays, in its language, with the menu, the languages and the style of the site."""
    before = read_text(server.get("ko/connections/"))
    html = server.model("unreadable", "ko/connections/", lambda html: "the model cannot be read" in html)
    after = read_text(html)
    assert after.all("h1")[0].text.startswith("연결")
    menu = before.all(class_="md-nav--primary")[0].text
    assert "목차 직접 터널 " in menu, "the sections of this page, which has none now"
    assert after.all(class_="md-nav--primary")[0].text == menu.replace("연결 목차 직접 터널 ", "")
    assert after.all(class_="md-select__list")[0].text == before.all(class_="md-select__list")[0].text
    assert html.count("the model cannot be read") == 1
    for style in [link.attributes["href"] for link in after.all("link", rel="stylesheet")]:
        assert "404" not in server.get(f"ko/connections/{style}")[:200]
    assert "gp-" in server.get("assets/groundplan/groundplan.css")


def test_generated_page_stays_in_its_place_while_the_model_is_too_faulty_to_make_it(server: Server) -> None:
    html = server.model("faulty, pageless", "ja/connections/", lambda html: "kubernets-api" in html and "接続" in html)
    assert "kubernets-api" in html


def test_broken_configuration_does_not_hold_back_answers(server: Server) -> None:
    """Every page says what is wrong, on top of what it said before."""
    sound = (server.root / "mkdocs.yml").read_text(encoding="utf-8")
    for _ in range(2):
        server.edit("mkdocs.yml", f"{sound}theme: nonsense\n", "no/such/page/", lambda html: "The site cannot be built" in html)
        for path, content in (("connections/", "Direct tunnel"), ("ko/", "설계 문서"), ("deep/nested/", "Nested")):
            html = server.get(path)
            assert content in html
            assert html.count("nonsense") == 1
    html = server.edit("mkdocs.yml", sound, "no/such/page/", lambda html: "cannot be built" not in html)
    assert "페이지를 찾을 수 없습니다" in html
    assert "cannot be built" not in server.get("connections/")


def test_what_is_made_later_or_comes_back_is_seen(server: Server) -> None:
    """Settings, a folder that was not there when the server started, folders that are renamed and come back."""
    root = server.root
    (root / "groundplan.toml").write_text("faulty")
    assert server.wait("", lambda html: "kubernets-api" in html).count("kubernets-api") == 1
    (root / "groundplan.toml").unlink()
    server.wait("", lambda html: "kubernets-api" not in html)
    (root / "templates" / "pages").mkdir(parents=True)
    (root / "templates" / "pages" / "more.md.jinja").write_text("faulty")
    server.wait("", lambda html: "kubernets-api" in html)
    (root / "templates").rename(root / "elsewhere")
    server.wait("", lambda html: "kubernets-api" not in html)
    for folder in ("model", "docs"):
        for _ in range(2):
            (root / folder).rename(root / "away")
            server.wait("", lambda html: "No such file" in html or "cannot be built" in html)
            (root / "away").rename(root / folder)
            server.wait("", lambda html: "No such file" not in html and "cannot be built" not in html)
    server.model("faulty", "", lambda html: "kubernets-api" in html)


def test_broken_edits_in_a_row_are_shown_and_healed(server: Server) -> None:
    """Nothing grows from one to the next."""
    site = next(iter(served(server)))
    whole = size(site)
    for number in range(EDITS):
        (server.root / "model" / "project.yaml").write_text(("faulty", "broken", "unreadable")[number % 3] + str(number))
        says = ("kubernets-api", "connections.md cannot be rendered", "the model cannot be read")[number % 3]
        assert server.wait("connections/", lambda html, says=says: says in html).count(says) == 1
        (server.root / "model" / "project.yaml").write_text("sound")
        server.wait("connections/", lambda html, says=says: says not in html)
        server.wait("connections/", lambda _: size(site) == whole)  # the other pages follow
    assert served(server) == {site}
    log = (server.root / "server.log").read_text()
    assert log.count("ERROR   -  groundplan: ") >= EDITS
    assert "Traceback" not in log


def size(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def served(server: Server) -> set[Path]:
    """The folders that the server has for its site."""
    return {folder for folder in server.root.parent.joinpath("temporary").iterdir() if folder.is_dir()}


def test_a_page_that_nobody_can_read_is_told_on_all_pages(server: Server) -> None:
    page = server.root / "docs/index.md"
    sound = page.read_bytes()
    server.get("connections/")
    time.sleep(AGAIN)
    page.write_bytes(sound + b"\xe9")
    server.wait("connections/", lambda html: "cannot be built" in html)
    page.write_bytes(sound)
    server.wait("connections/", lambda html: "cannot be built" not in html)
    server.model("faulty", "", lambda html: "kubernets-api" in html)
    assert "Traceback" not in (server.root / "server.log").read_text()


def test_what_the_configuration_has_watched_is_built_again(server: Server) -> None:
    """It may be a snippet, a hook or a template of the theme."""
    shown, config = server.root / "shown", server.root / "mkdocs.yml"
    shown.mkdir()
    (shown / "word.txt").write_text("one")
    (server.root / "hook.py").write_text(HOOK)
    text = f"{config.read_text()}\nhooks: [hook.py]\nwatch: [shown]\n"
    server.edit("mkdocs.yml", text, "connections/", lambda html: "word: one" in html)
    assert "word: one" not in server.edit("shown/word.txt", "another", "connections/", lambda html: "word: another" in html)


HOOK = """
from pathlib import Path

def on_page_content(html, **_):
    return html + "word: " + (Path(__file__).parent / "shown/word.txt").read_text()
"""


@pytest.mark.parametrize("words", [("--clean",)])
def test_a_server_that_begins_like_a_build_follows_edits(server: Server) -> None:
    assert "Welcome" not in server.edit("docs/index.md", "# Home\n\nWritten later.\n", "", lambda html: "Written later." in html)

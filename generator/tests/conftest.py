"""What tests share: projects, the program as people start it, built sites, one browser, and how hard property tests look."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from examples import load_profile
from projects import AWKWARD, REFERENCE, SHARED_LAYOUTS, TESTS, Project, build_strictly, copy_reference, without_bodies
from sharing import made_once
from themes import keep_templates
from windows import Windows

from groundplan.project.store import LAYOUTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


if sys.dont_write_bytecode:
    # who wants no files beside the sources gets none, and yet each worker and each process that tests start does not compile all anew
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(REFERENCE / ".cache/tests/bytecode")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    load_profile(config)
    keep_templates()
    # a shell starts what runs in the background deaf to interrupts, and so would be every server and build that tests interrupt
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at the site that nobody has built yet comes first: one worker builds it, and no other waits for it, nor for the last."""
    items.sort(key=lambda item: "pseudo_site" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What thousands of tests are made of stays to the end: nobody looks through it for what could be let go, nor often for the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def surroundings() -> Iterator[None]:
    """The programs of the environment are found although nobody has activated it, and layouts are shared with the reference project.

    A layout is kept by the digest of all that it follows from, so an old one can do no harm. Tests of the cache itself have one of
    their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
        patch.setenv(LAYOUTS, str(SHARED_LAYOUTS))
        yield


@pytest.fixture(scope="session")
def reference() -> Project:
    """The reference project itself, for tests that only read it."""
    return Project(REFERENCE)


@pytest.fixture
def reference_copy(tmp_path: Path) -> Project:
    """A copy of the reference project, to change."""
    return copy_reference(tmp_path)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    """A copy of the small project below `project/shop`, in English and Korean."""
    shutil.copytree(TESTS / "project" / "shop", tmp_path / "shop")
    return Project(tmp_path / "shop")


@pytest.fixture
def awkward(shop: Project) -> Project:
    """The shop with names that mean something to other tools."""
    shop.edit("model/shop.yaml", "    name: Orders\n    purpose", f"    name: '{AWKWARD}'\n    purpose")
    text = shop.read("model/shop.yaml")
    for id_ in ("web-server", "shop-vpc"):
        start = text.index(f"  {id_}:")
        line = text[start : text.index("name: ", start) + len("name: ")]
        rest = text[start + len(line) :]
        text = text[:start] + line + f"'{AWKWARD}'" + rest[min(rest.index(mark) for mark in (",", "\n") if mark in rest) :]
    shop.write("model/shop.yaml", text)
    assert shop.run("check").code == 0, shop.run("check").out
    return shop


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """An empty folder."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reference site, built strictly, once for all tests that look at it. Who has just built it names it: CI has."""
    if (built := os.environ.get("GROUNDPLAN_REFERENCE_SITE")) is not None:
        assert (Path(built) / "index.html").is_file(), f"{built} is no site"
        return Path(built)
    return made_once(tmp_path_factory, "reference", partial(build_strictly, REFERENCE))


@pytest.fixture(scope="session")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reference site in English and the pseudo-locales. Pages that are in English alone are all but empty."""

    def build(folder: Path) -> None:
        without_bodies(copy_reference(folder).root)
        build_strictly(folder, folder / "site", "qps", "qps-plocm")

    return made_once(tmp_path_factory, "pseudo", build) / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def hosted_reference(reference_site: Path) -> Iterator[str]:
    """The address of the reference site on a static host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(reference_site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


CHROMIUM = "/usr/bin/chromium"
NO_WINDOW_AROUND_THE_PAGE = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"),
    # what Playwright turns off, which would be on again: the last list counts
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable"),
    *("LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
"""Features that cost each new window more time than most pages take: an address bar that nobody sees has renderers of its own."""
ONE_PROCESS_FOR_ALL_PAGES = ("--renderer-process-limit=1", "--disable-site-isolation-trials")
"""Each window has one; see `Windows`."""


@pytest.fixture(scope="session")
def start_browser() -> Iterator[Callable[[str], Browser]]:
    """Starts a program that is Chromium."""
    from playwright.sync_api import sync_playwright

    features = f"--disable-features={','.join(NO_WINDOW_AROUND_THE_PAGE)}"
    quiet = ["--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync", "--disable-extensions"]
    arguments = ["--no-sandbox", "--disable-gpu", *quiet, *ONE_PROCESS_FOR_ALL_PAGES, features]
    with sync_playwright() as playwright:
        yield lambda program: playwright.chromium.launch(executable_path=program, args=arguments)


@pytest.fixture(scope="session")
def browser(start_browser: Callable[[str], Browser]) -> Iterator[Browser]:
    """Chromium, one for all tests of a worker. The program that has no windows needs two thirds of the time for a page."""
    chromium = start_browser(shutil.which("chromium-headless-shell") or CHROMIUM)
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def searching(browser: Browser) -> Iterator[Page]:
    """A page that stays open while one query follows the other."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(20_000)
    yield page
    page.close()


@pytest.fixture(scope="session")
def browser_with_windows(start_browser: Callable[[str], Browser]) -> Iterator[Browser]:
    """Chromium as readers have it, for tests of what they see while a page is made: it shows nothing before there is something to see."""
    chromium = start_browser(CHROMIUM)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Windows that stay open from test to test."""
    return Windows(browser)

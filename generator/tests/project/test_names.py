"""Names that JavaScript knows: ids of a model and parts of an address like others."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import TESTS, Project, build_strictly
from sharing import made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "constructor"
"""Every object of JavaScript has something of this name; it is the only such name that is an id."""
RENAMED = (
    *("payments", "web-server", "addresses", "approval", "public-tls", "payment-link", "administer", "database-private", "administration"),
    *("selling", "overview"),
)
"""An entry of each section, beside a boundary: places share their ids."""
NOWHERE = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__")


def _renamed(folder: Path) -> None:
    project = Project(folder / "shop")
    shutil.copytree(TESTS / "project" / "shop", project.root)
    shutil.rmtree(project.root / "model/locales")
    project.edit("model/shop.yaml", "  locales: [en, ko]\n", "")
    for path in ("model/shop.yaml", "docs/index.md"):
        text, count = re.subn(rf"(?<![\w-])(?:{'|'.join(RENAMED)})(?![\w-])", NAME, project.read(path))
        assert count > 2
        project.write(path, text)
    build_strictly(project.root, folder / "site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a shop in which an entry of each kind is called so."""
    return made_once(tmp_path_factory, "names", _renamed) / "site"


def test_a_page_takes_such_names_for_names(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1360, "height": 900})
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    home = (site / "index.html").as_uri()

    page.goto(f"{home}?with={NAME}.peering&at={NAME}.place.{NAME}&only=party.{NAME}&in={NAME}.{NAME}&compare={NAME}.public")
    assert page.locator(".panel h2, .panel header").first.inner_text().startswith("Web server")
    assert "Way to the payment service: VPC peering" in page.locator(".gp-configured").inner_text()
    page.goto(f"{home}?at={NAME}.flow.{NAME}")
    assert "Administration" in page.locator(".panel").inner_text()

    page.goto(f"{home}?step={NAME}.{NAME}.2")
    page.locator(".player").wait_for()
    ats = ("_all.place.{}s", "{}.place.{}", "constructor.flow.{}s", "{}.{}.{}", "_all.flow.{}s", "constructor.place.{}s")
    for at, name in zip(ats, NOWHERE, strict=True):
        page.goto(f"{home}?at={at}&with={{}}.{{}}&in={{}}.{{}}&only={{}}.{{}}&step={{}}.{{}}.1&compare={{}}.{{}}".replace("{}", name))
        page.locator("groundplan-diagram .bar").first.wait_for()
    assert wrong == []
    page.close()

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from windows import Windows

from .page import Open, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture
def open_page(windows: Windows, folder: Path) -> Iterator[Open]:
    """Opens a page of the reference model from the disk. Whatever its console says of errors fails the test at its end."""
    errors: list[str] = []

    def opening(*views: str, query: str = "", page: Mapping[str, str] | None = None, **context: object) -> Page:
        tab = windows.page(**{"viewport": {"width": 1360, "height": 1000}, "reduced_motion": "reduce", **context})
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
        tab.goto(write_page(folder, views or ("overview",), **page or {}).as_uri() + query)
        return tab

    yield opening
    windows.empty()
    assert errors == []

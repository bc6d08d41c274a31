"""Whatever a served site is made from is looked at, whichever way it got there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from groundplan.publish.watch import Watch, is_of_editor


def linked(root: Path) -> Path:
    (root / "elsewhere").mkdir()
    (root / "docs/link").symlink_to(root / "elsewhere")
    return root / "docs/link/page.md"


PLACES: dict[str, Callable[[Path], Path]] = {
    "a page": lambda root: root / "docs/page.md",
    "a folder below": lambda root: root / "docs/deep/deeper/page.md",
    "a hidden file": lambda root: root / "docs/.meta.yml",
    "behind a link": linked,
}


@pytest.mark.parametrize("place", PLACES)
def test_what_comes_changes_and_goes_is_seen(place: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    path, watch = PLACES[place](tmp_path), Watch()
    watch.begin([tmp_path / "docs"])
    assert watch.changed() == []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("one")
    assert path in watch.changed()
    watch.begin([tmp_path / "docs"])
    assert watch.changed() == []
    path.write_text("another")
    assert watch.changed() == [path]
    watch.begin([tmp_path / "docs"])
    path.unlink()
    assert watch.changed() == [path]


def test_links_that_lead_round_in_circles_end(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "to").symlink_to(tmp_path / other)
    (tmp_path / "a/self").symlink_to(tmp_path / "a")
    (tmp_path / "a/up").symlink_to(tmp_path)
    watch = Watch()
    watch.begin([tmp_path / "a"])
    (tmp_path / "b/page.md").write_text("one")
    assert tmp_path / "a/to/page.md" in watch.changed()


def test_what_changes_after_the_last_look_is_for_the_next_build(tmp_path: Path) -> None:
    page, later = tmp_path / "page.md", tmp_path / "later.md"
    page.write_text("one")
    watch = Watch()
    watch.begin([page])
    watch.look()
    page.write_text("another")
    later.write_text("one")
    watch.begin([page, later])
    assert watch.changed() == [page]
    watch.begin([page, later])
    assert watch.changed() == [], "the last look was a moment ago"
    os.utime(later, ns=(1, 1))
    assert watch.changed() == [later]


def test_files_of_editors_are_no_sources() -> None:
    assert all(
        map(is_of_editor, (".#page.md", ".page.md.swp", "page.md~", "4913", ".DS_Store", ".goutputstream-AB12", "page.md___jb_tmp___"))
    )
    assert not any(map(is_of_editor, ("page.md", ".meta.yml", ".authors.yml", ".pages")))

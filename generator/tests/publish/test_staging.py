"""Publishing: the folder of a site is always whole, old or new, whatever happens and however it lies on the disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from groundplan.errors import NotAFolder, SiteInUse, UsageError
from groundplan.publish.sources import never_replaced, refuse_sources
from groundplan.publish.staging import Staging

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from kills import SHOP, Killed, contents, swap


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site, with something hidden."""
    folder = tmp_path / "out" / "site"
    (folder / ".git" / "refs").mkdir(parents=True)
    (folder / ".git" / "refs" / "HEAD").write_text("ref")
    (folder / ".nojekyll").touch()
    (folder / "guide").mkdir()
    (folder / "guide" / "index.html").write_text("old")
    (folder / "index.html").write_text("old")
    (folder / "gone.html").write_text("old")
    return folder


def write_new(staging: Staging) -> None:
    (staging.folder / "guide").mkdir()
    (staging.folder / "guide" / "index.html").write_text("new")
    (staging.folder / "guide" / "more.html").write_text("new")
    (staging.folder / "index.html").write_text("new")


NEW = {"guide/index.html": b"new", "guide/more.html": b"new", "index.html": b"new"}
OLD = {"gone.html": b"old", "guide/index.html": b"old", "index.html": b"old"}


def is_published(site: Path) -> None:
    """Whether the new site is there, what was hidden is still there, and nothing else."""
    assert contents(site) == NEW
    assert (site / ".git" / "refs" / "HEAD").read_text() == "ref"
    assert sorted(path.name for path in site.iterdir()) == [".git", ".nojekyll", "guide", "index.html"]
    assert [path.name for path in site.parent.iterdir() if "groundplan" in path.name] == []


def test_the_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    staging = Staging(site)
    write_new(staging)
    assert contents(site) == OLD
    staging.publish()
    is_published(site)


def test_nothing_of_the_new_site_lies_in_the_old_one_before(site: Path) -> None:
    before = sorted(site.rglob("*"))
    staging = Staging(site)
    write_new(staging)
    assert sorted(site.rglob("*")) == before
    assert not staging.folder.is_relative_to(site)
    assert staging.folder.name.startswith(".")
    assert staging.folder.stat().st_dev == site.stat().st_dev
    staging.discard()
    assert sorted(site.rglob("*")) == before
    assert list(site.parent.iterdir()) == [site]


def test_a_first_site_needs_no_folder(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "a" / "b" / "site")
    write_new(staging)
    staging.publish()
    assert contents(tmp_path / "a" / "b" / "site") == NEW


def test_the_new_folder_has_the_rights_of_the_old_one(site: Path) -> None:
    site.chmod(0o2750)
    staging = Staging(site)
    write_new(staging)
    staging.publish()
    assert site.stat().st_mode & 0o7777 == 0o2750


def test_a_link_stays_and_what_it_leads_to_is_replaced(site: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("out/site")
    staging = Staging(link)
    write_new(staging)
    staging.publish()
    assert link.readlink() == Path("out/site")
    is_published(site)


def test_a_hidden_entry_of_the_new_site_replaces_the_old_one(site: Path) -> None:
    (site / ".well-known").mkdir()
    (site / ".well-known" / "old").touch()
    staging = Staging(site)
    write_new(staging)
    (staging.folder / ".well-known").mkdir()
    staging.publish()
    assert list((site / ".well-known").iterdir()) == []


def test_a_file_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(NotAFolder, match="site must be a folder"):
        Staging(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "mine"


def test_what_another_plugin_puts_into_the_site_by_its_name_goes_along(site: Path) -> None:
    staging = Staging(site)
    write_new(staging)
    (site / "feed").mkdir()
    (site / "feed" / "rss.xml").write_text("theirs")
    staging.adopt()
    staging.publish()
    assert contents(site) == NEW | {"feed/rss.xml": b"theirs"}


@pytest.mark.parametrize("cut", ["before", "between", "after"])
def test_systems_that_cannot_exchange_folders_move_them_in_steps(cut: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is killed between the two steps leaves no site; the next build finds the old one and puts it back first."""
    monkeypatch.setattr("groundplan.publish.staging.exchange", lambda *_: False)
    aside = site.with_name(".site.groundplan-old")
    if cut == "between":
        site.rename(aside)
    elif cut == "after":
        aside.mkdir()
        (aside / "index.html").write_text("older")
    staging = Staging(site)
    assert contents(site) == OLD
    write_new(staging)
    staging.publish()
    is_published(site)


def test_leftovers_of_killed_builds_are_removed(site: Path) -> None:
    left = site.with_name(".site.groundplan-new")
    left.mkdir()
    (left / "half.html").touch()
    site.with_name(".site.groundplan-lock").touch()
    (site / ".groundplan").mkdir()
    staging = Staging(site)
    write_new(staging)
    staging.publish()
    is_published(site)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A site's folder that is a file system of its own."""
    folder = tmp_path / "mounted" / "site"
    folder.mkdir(parents=True)
    mounting = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounting.returncode:
        pytest.skip("mounting is for the superuser")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def bound(site: Path, tmp_path: Path) -> Iterator[Path]:
    """A site's folder that is another folder of the same file system."""
    folder = tmp_path / "bound" / "site"
    folder.mkdir(parents=True)
    if subprocess.run(["mount", "--bind", str(site), str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("mounting is for the superuser")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, site: Path) -> None:
    subprocess.run(["cp", "-a", f"{site}/.", str(folder)], check=True)


def test_a_mount_point_is_replaced_entry_by_entry(mounted: Path, site: Path) -> None:
    fill(mounted, site)
    staging = Staging(mounted)
    write_new(staging)
    assert contents(mounted) == OLD, "nothing unchecked lies in the site"
    with pytest.raises(SiteInUse):
        Staging(mounted)
    staging.publish()
    is_published(mounted)
    staging = Staging(mounted)
    staging.discard()
    is_published(mounted)


def test_a_mount_point_of_the_same_file_system_is_replaced_entry_by_entry(bound: Path) -> None:
    staging = Staging(bound)
    write_new(staging)
    staging.publish()
    is_published(bound)


def test_a_full_disk_leaves_the_old_site(mounted: Path, site: Path) -> None:
    fill(mounted, site)
    staging = Staging(mounted)
    write_new(staging)
    (staging.folder / "large.html").write_bytes(bytes(1_000_000))
    with pytest.raises(OSError, match="No space left"):
        staging.publish()
    assert contents(mounted) == OLD
    assert not (mounted / ".groundplan").exists()


def test_two_builds_of_a_site_do_not_meet(site: Path) -> None:
    first = Staging(site)
    with pytest.raises(SiteInUse, match=r"another build is writing .*site; wait until it is done, or name another folder"):
        Staging(site)
    write_new(first)
    first.publish()
    Staging(site).discard()
    is_published(site)


def test_two_sites_beside_each_other_are_built_at_once(tmp_path: Path) -> None:
    one, two = Staging(tmp_path / "one"), Staging(tmp_path / "two")
    write_new(one)
    write_new(two)
    one.publish()
    two.publish()
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == NEW


@pytest.mark.parametrize("folder", [".", "..", "model", "model/locales", "docs", "docs/deep", "templates", "src", "link"])
def test_folders_with_sources_are_refused(folder: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    for name in ("model/locales", "docs/deep", "templates", "src"):
        (root / name).mkdir(parents=True)
    (root / "mkdocs.yml").touch()
    (root / "src" / "main.py").touch()
    (root / "link").symlink_to("model")
    with pytest.raises(UsageError, match="name another folder"):
        refuse_sources(root / folder, never_replaced(root))


@pytest.mark.parametrize("sign", ["index.html", "404.html", "sitemap.xml", ".git/config", ".gitkeep", None])
def test_sites_and_empty_folders_are_not_refused(sign: str | None, tmp_path: Path) -> None:
    site = tmp_path / "site"
    if sign:
        (site / sign).parent.mkdir(parents=True)
        (site / sign).touch()
    (tmp_path / "model").mkdir()
    refuse_sources(site, never_replaced(tmp_path))
    assert os.path.lexists(site) == (sign is not None)


@pytest.mark.slow
def test_a_swap_that_is_killed_leaves_the_one_site_or_the_other(tmp_path: Path) -> None:
    assert swap(tmp_path, seed=7, kills=12) == []


@pytest.mark.slow
def test_builds_that_are_killed_or_meet_leave_a_whole_site(tmp_path: Path) -> None:
    killed = Killed(tmp_path, seed=7)
    assert len(killed.wholes["Web shop"]) > 20
    assert killed.wholes["Web shop"] != killed.wholes["Corner shop"]
    assert [fault for _ in range(4) if (fault := killed.kill())] == []
    assert killed.tidied() == ""
    assert killed.pair() == ""


def test_what_ends_a_build_as_it_begins_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: Path) -> NoReturn:
        sys.exit(143)

    monkeypatch.setattr("groundplan.publish.staging._states", ended)
    with pytest.raises(SystemExit):
        Staging(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_tidies_up(ending: signal.Signals, tmp_path: Path) -> None:
    shutil.copytree(SHOP, tmp_path / "shop")
    command = [sys.executable, "-m", "groundplan.cli", "build", str(tmp_path / "shop")]
    build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    staged, end = tmp_path / "shop" / ".site.groundplan-new", time.monotonic() + 120
    while not staged.exists():
        assert build.poll() is None, "the build ended before it began"
        assert time.monotonic() < end
        time.sleep(0.01)
    build.send_signal(ending)
    said, _ = build.communicate()
    assert build.returncode == (1 if ending == signal.SIGINT else 128 + ending)
    assert b"Traceback" not in said
    assert sorted(path.name for path in (tmp_path / "shop").glob("*site*")) == []
    assert sorted(path.name for path in (tmp_path / "shop").glob(".site*")) == []

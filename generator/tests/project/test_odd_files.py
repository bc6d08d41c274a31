"""What has the name of a file and is none ends the run with one line: nobody's connections vanish, and nothing waits for ever."""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Project

NAMES = ["model/x.yaml", "model/deep/x.yml", "groundplan.toml", "model/locales/ko.po", "model/locales/interface.ko.po", "docs/x.md"]
READING = [("check",), ("facts",), ("schema",), ("i18n", "status"), ("i18n", "update"), ("i18n", "extract")]
COMMANDS = [*READING, ("build",)]


def make(project: Project, name: str, kind: str) -> None:
    path = project.root / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    match kind:
        case "a folder":
            path.mkdir()
        case "a named pipe":
            os.mkfifo(path)
        case "a device":
            path.symlink_to("/dev/zero")
        case _:
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind(os.path.relpath(path))


@pytest.mark.parametrize("kind", ["a folder", "a named pipe", "a device"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_file_ends_every_check(name: str, kind: str, shop: Project) -> None:
    assert shop.run("check").code == 0
    make(shop, name, kind)
    for _ in range(2):  # no second check remembers the first one
        ended = shop.run("check")
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == f"groundplan: {name} is {kind}, not a file; remove it, or give it another name\n"


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("name", NAMES)
def test_every_command_says_so(name: str, command: tuple[str, ...], shop: Project) -> None:
    make(shop, name, "a named pipe")
    ended = shop.run(*command)
    assert ended.code == 2
    assert ended.err == f"groundplan: {name} is a named pipe, not a file; remove it, or give it another name\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_build_says_so(name: str, shop: Project) -> None:
    """In the process that builds, which knows the project by its whole path."""
    make(shop, name, "a named pipe")
    ended = shop.start("build")
    assert (ended.code, ended.out, "Traceback" in ended.err) == (2, "", False)
    told = ended.err.splitlines()[-1].replace(f"{shop.root}/", "")
    assert told == f"groundplan: {name} is a named pipe, not a file; remove it, or give it another name"


def test_a_socket_is_no_model(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.root)
    make(shop, "model/x.yaml", "a socket")
    assert shop.run("check").err == "groundplan: model/x.yaml is a socket, not a file; remove it, or give it another name\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_link_that_leads_nowhere_ends_every_check(name: str, shop: Project) -> None:
    path = shop.root / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to("gone")
    ended = shop.run("check")
    assert (ended.code, ended.err) == (2, f"groundplan: No such file or directory: {name}\n")


def facts(shop: Project) -> list[str]:
    """The facts without the last line, which names the model by its files."""
    *told, last = shop.run("facts").out.splitlines()
    assert " model " in last
    return told


@pytest.mark.parametrize("folder", ["model/team.yaml", "model/teams"])
def test_a_folder_of_any_name_may_hold_parts_of_the_model(folder: str, shop: Project) -> None:
    before = facts(shop)
    (shop.root / folder).mkdir()
    (shop.root / "model" / "shop.yaml").rename(shop.root / folder / "shop.yml")
    assert facts(shop) == before


def test_a_link_to_a_folder_is_part_of_the_model(shop: Project) -> None:
    before = facts(shop)
    (shop.root / "common").mkdir()
    (shop.root / "model" / "shop.yaml").rename(shop.root / "common" / "shop.yaml")
    (shop.root / "model" / "shared").symlink_to("../common")
    assert facts(shop) == before


def test_links_in_a_circle_are_read_once(shop: Project) -> None:
    told = shop.run("check")
    (shop.root / "model" / "again").symlink_to(".")
    assert shop.run("check") == told


def test_what_nobody_reads_may_be_anything(shop: Project) -> None:
    told = shop.run("check")
    os.mkfifo(shop.root / "model" / "notes")
    (shop.root / "docs" / "pictures").mkdir()
    (shop.root / "model" / ".#shop.yaml").symlink_to("somebody@somewhere.1234")
    assert shop.run("check") == told
    assert shop.run("check") == told


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["model", "docs"])
def test_what_must_be_a_folder(name: str, command: tuple[str, ...], shop: Project) -> None:
    shutil.rmtree(shop.root / name)
    shop.write(name, "project: {name: Shop}\n")
    ended = shop.run(*command)
    assert (ended.code, ended.err) == (2, f"groundplan: {name} must be a folder\n")


@pytest.mark.parametrize("name", ["model", "docs", ".vscode", ".github/workflows", "docs/index.md"])
def test_nothing_is_begun_where_a_file_is_in_the_way(name: str, empty: Project) -> None:
    path = empty.root / name
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("gone")
    before = sorted(empty.root.rglob("*"))
    ended = empty.run("init")
    assert (ended.code, ended.err) == (2, f"groundplan: {name} exists already; nothing was written\n")
    assert sorted(empty.root.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["model/shop.yaml", "model/locales/ko.po", "docs/index.md", "model/locales"])
def test_what_may_not_be_read_ends_the_check(name: str, shop: Project) -> None:
    (shop.root / name).chmod(0)
    ended = shop.run("check")
    (shop.root / name).chmod(0o755)
    assert (ended.code, ended.err) == (2, f"groundplan: Permission denied: {name}\n")


@pytest.mark.parametrize("command", [("i18n", "extract", "--output", "docs"), ("i18n", "extract", "--output", "model/..")], ids=" ".join)
def test_a_folder_is_not_written_to(command: tuple[str, ...], shop: Project) -> None:
    before = sorted(shop.root.iterdir())
    ended = shop.run(*command)
    assert (ended.code, ended.err) == (2, f"groundplan: {command[-1]} is a folder, not a file; nothing was written to it\n")
    assert sorted(shop.root.iterdir()) == before

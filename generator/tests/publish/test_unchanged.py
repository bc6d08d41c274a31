"""A second build of what is as it was does nothing, and one of what is not, however little, does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from projects import Project
from started import started

from groundplan.bundled import PACKAGE
from groundplan.publish import unchanged
from groundplan.publish.tracing import Trace
from groundplan.publish.unchanged import BuildOrder, LastBuild

pytestmark = pytest.mark.slow

DONE = "Nothing has changed since the last build."
PROGRAM = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from groundplan.start import program; program()"


def age(project: Project) -> None:
    """Let all files of a project have been changed for the last time long before any build."""
    for path in project.root.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))


def rewritten(path: Path, content: bytes) -> None:
    """Write a file that no size and no time tells from what it was."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def other_letters(path: Path) -> bytes:
    content = path.read_bytes()
    return content.replace(b"e", b"a", 1)


def added(path: Path) -> Callable[[], None]:
    new = next((folder for folder in reversed(path.parents) if not folder.exists()), None)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new: {}\n", encoding="utf-8")
    return (lambda: shutil.rmtree(new)) if new else path.unlink


def removed(path: Path) -> Callable[[], None]:
    content = path.read_bytes()
    path.unlink()
    return lambda: path.write_bytes(content) and None


def altered(path: Path) -> Callable[[], None]:
    content = path.read_bytes()
    assert other_letters(path) != content
    rewritten(path, other_letters(path))
    return lambda: rewritten(path, content)


def changes(root: Path) -> Iterator[tuple[str, Callable[[], Callable[[], None]]]]:
    """A change of each kind, which gives what undoes it."""
    site = root / "site"
    sources = [path for name in ("model", "docs") for path in sorted((root / name).rglob("*")) if path.is_file()]
    for path in (*sources, root / "mkdocs.yml"):
        yield f"altered {path.relative_to(root)}", lambda path=path: altered(path)
        yield f"removed {path.relative_to(root)}", lambda path=path: removed(path)
    for name in ("model/more.yaml", "docs/more.md", "docs/deep/more.md", "templates/partials/flow.html.jinja", "groundplan.toml"):
        yield f"added {name}", lambda name=name: added(root / name)
    for path in (site / "index.html", site / "sitemap.xml", next(site.rglob("facts.*.js")), next(site.glob("ko/*/index.html"))):
        yield f"altered {path.relative_to(root)}", lambda path=path: altered(path)
        yield f"removed {path.relative_to(root)}", lambda path=path: removed(path)
    yield "added to the site", lambda: added(site / "smuggled.html")


@contextmanager
def variable(name: str, value: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, value)
        yield


def test_only_what_is_as_it_was_is_left_alone(shop: Project) -> None:
    age(shop)
    first = shop.start("build")
    assert first.code == 0, first.err
    assert DONE not in first.err
    again = shop.start("build")
    assert (again.code, DONE in again.err) == (0, True), again.err
    assert {line for line in first.err.splitlines() if "[" in line} <= set(again.err.splitlines())  # its findings are told again

    asked = BuildOrder(Path(), Path("site"), ("", "False", ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(shop.root)
        assert LastBuild(asked).unchanged() is not None
        tried = 0
        for what, change in changes(Path()):
            undo = change()
            assert LastBuild(asked).unchanged() is None, what
            undo()
            assert LastBuild(asked).unchanged() is not None, f"{what}, and undone"
            tried += 1
        assert tried > 20
        for words in (("", "True", ""), ("", "False", "internal"), ("other.yml", "False", ""), ("", "False", "", "ko")):
            assert LastBuild(asked._replace(words=words)).unchanged() is None, words
        assert LastBuild(asked._replace(site=Path("elsewhere"))).unchanged() is None
        for name in ("GROUNDPLAN_LOCALES", "SITE_URL", "SOURCE_DATE_EPOCH"):
            with variable(name, "1"):
                assert LastBuild(asked).unchanged() is None, name
        compiled = Path(cache_from_source(str(PACKAGE / "errors.py")))
        os.utime(compiled)
        assert LastBuild(asked).unchanged() is not None, "a module that was compiled once more"
        stamp = unchanged._stamp
        for name in ("groundplan.css", "site.js"):
            with pytest.MonkeyPatch.context() as program:
                program.setattr(unchanged, "_stamp", lambda path, name=name: "other" if path.endswith(name) else stamp(path))
                assert LastBuild(asked).unchanged() is None, f"another {name} was installed"
        with pytest.MonkeyPatch.context() as program:
            program.setattr("groundplan.publish.unchanged.program_states", lambda: [("cli.py", b"other")])
            assert LastBuild(asked).unchanged() is None


def test_a_site_that_nobody_has_written_to_is_read_once(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    age(shop)
    assert shop.start("build").code == 0
    monkeypatch.chdir(shop.root)
    monkeypatch.setattr(unchanged, "_COARSE", 0)
    time.sleep(0.05)  # what file systems call now may have been a while ago
    read: list[str] = []
    content = unchanged._content
    monkeypatch.setattr(unchanged, "_content", lambda path: read.append(path) or content(path))

    def is_unchanged() -> tuple[bool, int]:
        read.clear()
        said = LastBuild(BuildOrder(Path(), Path("site"), ("", "False", ""))).unchanged()
        return said is not None, len([path for path in read if path.startswith("site/")])

    files = len([path for path in Path("site").rglob("*") if path.is_file()])
    assert is_unchanged() == (True, files)
    assert is_unchanged() == (True, 0)
    time.sleep(0.05)
    undo = altered(Path("site/index.html"))
    assert is_unchanged() == (False, 1)
    undo()
    assert is_unchanged() == (True, 1)


def test_where_nothing_is_to_do_nothing_is_loaded_that_could_do_it(shop: Project) -> None:
    def loaded(folder: Path, *words: str) -> set[str]:
        ended = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=folder, capture_output=True, text=True, check=True)
        assert DONE in ended.stderr
        return set(ended.stdout.split())

    age(shop)
    for words in ((), ("--config-file", "mkdocs.yml")):
        assert shop.start("build", *words).code == 0
    much = {"click", "dataclasses", "groundplan.cli", "groundplan.diagnostics", "mkdocs", "yaml"}
    assert loaded(shop.root, "build") & much == set()
    assert loaded(shop.root.parent, "build", shop.root.name) & much == set()
    assert loaded(shop.root, "build", "--config-file", "mkdocs.yml") >= {"click", "groundplan.cli"}, "these words nobody else understands"


def test_what_nothing_is_to_do_for_is_said_as_ever(shop: Project) -> None:
    age(shop)
    root, site = shop.root.name, f"{shop.root.name}/site"
    first = started("build", root, folder=shop.root.parent)
    again = started("build", root, folder=shop.root.parent)
    assert (first.code, again.code, again.out) == (0, 0, "")
    look = f"The site is in {site}. To look at it, run `python -m http.server --directory {site}` and open http://localhost:8000/."
    assert again.err.splitlines()[-2:] == [DONE, look]
    assert first.err.splitlines()[-1] == look
    assert shop.start("build").err.splitlines()[-1] == look.replace(site, "site")
    assert started("build", "nowhere", folder=shop.root.parent).code == 2


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="this machine keeps no files in memory alone")
def test_a_project_in_memory_is_looked_at_as_any_other(shop: Project) -> None:
    """Where it lies is among the devices of the system, which a build looks at without following from them."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        there = Project(shutil.copytree(shop.root, Path(memory) / "shop"))
        age(there)
        assert there.start("build").code == 0
        assert DONE in there.start("build").err
        there.edit("model/shop.yaml", "name: Web server", "name: Corner server")
        ended = there.start("build")
        assert (ended.code, DONE in ended.err) == (0, False), ended.err
        assert "Corner server" in there.read("site/components/index.html")


def test_a_build_that_something_else_may_change_is_not_remembered() -> None:
    for plugins, extensions, hooks in ((["mkdocs_macros.plugin"], [], []), ([], ["markdown_exec"], []), ([], [], ["hook.py"])):
        trace = Trace()
        trace.configured(plugins, extensions, hooks)
        assert trace.unknown
    trace = Trace()
    trace.configured(["material.plugins.search.plugin", "groundplan.plugin"], ["admonition", "pymdownx.details"], [])
    assert not trace.unknown
    trace("subprocess.Popen", ("/usr/bin/git", ["git", "log"], None, None))
    assert (trace.git, trace.unknown) == (True, "")
    trace("subprocess.Popen", ("/bin/date", ["date"], None, None))
    assert trace.unknown == "the program date"

"""Projects on disk, and how a person works on them: the reference project, and what the program says of any."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from started import Ended, started

from groundplan.cli import main
from groundplan.i18n.locale.locale import Locale
from groundplan.publish.site import Site
from groundplan.render.parts import parts_put_in

TESTS = Path(__file__).parent
REFERENCE = TESTS.parents[1]
SHARED_LAYOUTS = REFERENCE / ".cache/groundplan/layouts"
"""A layout is kept by the digest of all that it follows from, so an old one can do no harm."""
ALONE = {"GIT_DIR": os.devnull, "TZ": "UTC"}
"""Where a project is in no repository: exports name the commit of a model, and two copies are to be alike."""
AWKWARD = 'end "of" (it) [x] {y} #1; <b>&amp;</b> `c` \\\\ | %% subgraph'
"""A name full of what means something to other tools."""


@dataclass(frozen=True)
class Project:
    """A project on disk, and how a person works on it."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which must stand there exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{path} has {text.count(old)} times: {old}"
        self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def run(self, *words: str) -> Ended:
        """`groundplan WORDS` in the project's folder."""
        return run(*words, folder=self.root)

    def start(self, *words: str, environment: dict[str, str] | None = None, largest: int | None = None) -> Ended:
        """The same as a process of its own, which may write files of at most `largest` bytes."""
        return started(*words, folder=self.root, environment=environment, largest=largest)

    def findings(self, *options: str) -> list[dict[str, Any]]:
        """What `groundplan check` finds."""
        ended = self.run("check", "--format", "json", *options)
        found: list[dict[str, Any]] = json.loads(ended.out)["findings"]
        return found

    def told(self, *options: str) -> list[str]:
        """The findings as `path:line severity[check]`, in order."""
        return [f"{f.get('path', '')}:{f.get('line', '')} {f['severity']}[{f['check']}]" for f in self.findings(*options)]

    def line(self, path: str, text: str, start: int = 1) -> int:
        """The number of the first line from `start` on that holds `text`."""
        lines = self.read(path).splitlines()
        return next(number for number, line in enumerate(lines, start=1) if number >= start and text in line)


def run(*words: str, folder: Path) -> Ended:
    """`groundplan WORDS`, started in `folder`."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", ["groundplan", *words])
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int)
    return Ended(code, out.getvalue(), err.getvalue())


def build_strictly(project: Path, site: Path, *locales: str) -> None:
    """Build a project's site, in a process of its own, as people do; in `locales` beside the model's own, or in all."""
    options = [word for locale in locales for word in ("--locale", locale)]
    ended = started("build", "--strict", "--site", str(site), *options, folder=project, environment=ALONE)
    assert ended.code == 0, ended.err


PARTS = ("model", "editions", "docs", "trust", "groundplan.toml", "mkdocs.yml")
"""What the reference project is made of."""


def copy_reference(folder: Path) -> Project:
    """A copy of the reference project, to change."""
    for part in PARTS:
        source = REFERENCE / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    return Project(folder)


def without_bodies(project: Path) -> None:
    """Leave of each page of a project that is in one language no more than its head and its headings: the others can still lead there.

    Of the decisions, to which none of the others leads, the first one stays.
    """
    configuration = project / "mkdocs.yml"
    lines = configuration.read_text(encoding="utf-8").splitlines(keepends=True)
    for page in sorted((project / "docs/contributing/decisions").glob("*.md"))[1:]:
        page.unlink()
        lines = [line for line in lines if page.name not in line]
    configuration.write_text("".join(lines), encoding="utf-8")
    for page in (project / "docs").rglob("*.md"):
        head, end, body = page.read_text(encoding="utf-8").partition("\n---\n")
        if "\nlocales: [en]" in head:
            prose = re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)
            page.write_text(head + end + "\n".join(re.findall(r"^#+ .*$", prose, re.MULTILINE)) + "\n", encoding="utf-8")


def page_of(site: Site, path: str, source: str, locale: Locale, relative: Callable[[str], str] = str) -> str:
    """A page of a site as Markdown, with its parts in their places."""
    return parts_put_in(site.render(path, source, locale, relative), site.parts)

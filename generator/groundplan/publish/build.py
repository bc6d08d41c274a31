"""A whole site through MkDocs, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from groundplan.domain.entry import Audience
from groundplan.errors import UsageError
from groundplan.lifeline import ending_with_us
from groundplan.plain import Plain
from groundplan.project.store import LAYOUTS
from groundplan.publish.sources import never_replaced, refuse_sources
from groundplan.publish.tracing import TRACE
from groundplan.site_config import NAMES, config_of

AUDIENCE, LOCALES, PROJECT = "GROUNDPLAN_AUDIENCE", "GROUNDPLAN_LOCALES", "GROUNDPLAN_PROJECT"
EXECUTOR = "GROUNDPLAN_EXECUTOR"
"""Variables of the environment that go before what `mkdocs.yml` says, so that a shell can ask MkDocs for another site."""
FROM_DISK = "GROUNDPLAN_FROM_DISK"
"""Set where pages are to be opened without a server: each is a file by its own name, and asks no host for anything."""
AUDIENCES = tuple(audience.value for audience in Audience)

_PATIENCE = 10
"""Seconds that a build has to tidy up."""


def build_site(
    root: Path,
    site: Path | None = None,
    *,
    config: Path | None = None,
    strict: bool = False,
    audience: str | None = None,
    locales: Iterable[str] = (),
    from_disk: bool = False,
    trace: Path | None = None,
    project: str | None = None,
    executor: str | None = None,
) -> int:
    """Build the site of the project at `root` into `site`, for `audience`, in `locales`; what is left out is as in the configuration.

    Of several projects it is the site of the one called `project`, or of all. `executor` lays out its pictures and renders its pages.
    The configuration is the file `config`, or the one that is found in `root`.
    The same as `mkdocs build` with the plugin on; what it prints goes to stderr. Returns its exit code: 1 where findings or, under
    `strict`, warnings forbid to publish, 2 where the run itself fails. What it reads is noted in the file `trace`.
    Raises UsageError where there is no `mkdocs.yml`, and where `site` holds sources.
    """
    path = config_of(root, config).path
    if path is None:
        raise UsageError(f"{root} has no {NAMES[0]}; `groundplan init {root}` writes one")
    if site:
        refuse_sources(site, never_replaced(root))
    command = [sys.executable, "-m", "groundplan.publish.child", "build", "--config-file", str(path.resolve())]
    command += ["--site-dir", str(site.resolve())] if site else []
    command += ["--strict"] if strict else []
    environment = {"NO_MKDOCS_2_WARNING": "1", **os.environ}
    environment |= {AUDIENCE: audience} if audience else {}
    environment |= {PROJECT: project} if project else {}
    environment |= {EXECUTOR: executor} if executor else {}
    environment |= {FROM_DISK: "1"} if from_disk else {}
    environment |= {TRACE: str(trace)} if trace else {}
    environment |= {LOCALES: ",".join(locales)} if locales else {}
    environment |= {LAYOUTS: str(Path(os.environ[LAYOUTS]).resolve())} if os.environ.get(LAYOUTS) else {}
    with _endings():
        return _run(command, environment, path.resolve().parent)


def _run(command: list[str], environment: dict[str, str], folder: Path) -> int:
    """Run a program in a folder that ends when we do: its standard input is a pipe that only we hold open.

    In the project's own, where its author would run MkDocs: extensions look for files from there.
    """
    child = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=_told_to(),
        preexec_fn=ending_with_us(),  # noqa: PLW1509 - takes no lock
    )
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(_PATIENCE)
        child.kill()
        raise
    finally:
        assert child.stdin is not None
        child.stdin.close()
        child.wait()


def _told_to() -> int | None:
    """Where this process prints to stderr; where nothing of the system's is behind that, where it began to."""
    try:
        return sys.stderr.fileno()
    except (OSError, AttributeError):
        return 2


@contextmanager
def _endings() -> Iterator[None]:
    """Let signals that end this process raise, so that it can end its child first."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.signal(number, _end) for name in names if (number := getattr(signal, name, None))}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def is_from_disk() -> bool:
    """Whether the site is to be opened without a server."""
    return bool(os.environ.get(FROM_DISK))


def asked() -> dict[str, Plain]:
    """What the environment asks for, by the names of the plugin's options. Raises UsageError."""
    locales = [tag.strip() for tag in os.environ.get(LOCALES, "").split(",") if tag.strip()]
    audience = os.environ.get(AUDIENCE)
    if audience and audience not in AUDIENCES:
        raise UsageError(f"{AUDIENCE} is `{audience}`; it must be one of {', '.join(AUDIENCES)}")
    wanted: dict[str, Plain] = {
        "locales": locales,
        "audience": audience,
        "project": os.environ.get(PROJECT),
        "executor": os.environ.get(EXECUTOR),
    }
    return {name: value for name, value in wanted.items() if value}

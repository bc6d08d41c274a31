"""The program as a process of its own, without the wait until it is loaded.

A server has loaded the program and MkDocs and forks for each run, which then is a process like one that a shell starts: with a
folder, an environment, streams and limits of its own. A build's child is forked as well. Tests of how processes start and end
(signals, hashes, what is imported) start real ones.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from themes import keep_templates

CHILD = ["-m", "groundplan.publish.child"]
LOADED = (
    "groundplan.cli.__main__", "groundplan.plugin", "groundplan.publish.child", "groundplan.publish.build", "groundplan.sites",
    "groundplan.proofreading", "groundplan.publish.mkdocs.ending", "groundplan.render.site", "groundplan.start",
    "material.extensions.emoji", "material.plugins.search.plugin", "mkdocs.__main__", "mkdocs.commands.build", "pymdownx.superfences",
    "pymdownx.details",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """What a process left behind."""

    code: int
    out: str
    err: str


def started(*words: str, folder: Path, environment: Mapping[str, str] | None = None, largest: int | None = None) -> Ended:
    """`groundplan WORDS`, which may write files of at most `largest` bytes."""
    server = _server()
    assert server.stdin
    assert server.stdout
    asked = {"words": words, "folder": str(folder), "environment": {**os.environ, **(environment or {})}, "largest": largest}
    server.stdin.write(json.dumps(asked) + "\n")
    server.stdin.flush()
    return Ended(**json.loads(server.stdout.readline()))


@cache
def _server() -> subprocess.Popen[str]:
    command = [sys.executable, __file__]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    atexit.register(server.communicate)
    return server


def serve() -> None:
    """Run what is asked for, one after the other, until nobody asks any more."""
    for name in LOADED:
        __import__(name)
    keep_templates()
    _compile_templates()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(_ended(json.loads(line))), flush=True)


def _compile_templates() -> None:
    from groundplan.render.pages.partials import own_templates

    ours = own_templates()
    for name in ours.list_templates(filter_func=lambda name: name.startswith("partials/")):
        ours.get_template(name)


def _ended(asked: dict[str, Any]) -> dict[str, int | str]:
    pipes = {name: os.pipe() for name in ("out", "err")}
    child = _forked(partial(_program, asked, {name: writing for name, (_, writing) in pipes.items()}))
    for _, writing in pipes.values():
        os.close(writing)
    said = _read({reading: name for name, (reading, _) in pipes.items()})
    return {"code": _code(child), **{name: text.decode("utf-8", "replace") for name, text in said.items()}}


def _read(pipes: dict[int, str]) -> dict[str, bytes]:
    """What is written to each of `pipes` until all of them end."""
    said = dict.fromkeys(pipes.values(), b"")
    while pipes:
        for pipe in select.select([*pipes], [], [])[0]:
            text = os.read(pipe, 65_536)
            said[pipes[pipe]] += text
            if not text:
                os.close(pipe)
                del pipes[pipe]
    return said


def _forked(body: Callable[[], int]) -> int:
    """The number of a new process that does `body`."""
    child = os.fork()
    if not child:
        _end(body)
    return child


def _code(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _end(body: Callable[[], int]) -> NoReturn:
    code = 70
    try:
        code = body()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)


def _program(asked: dict[str, Any], streams: dict[str, int]) -> int:
    from groundplan.publish import build
    from groundplan.start import program

    for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), streams["out"], streams["err"])):
        os.dup2(stream, number)
    _surround(asked["environment"])
    os.chdir(asked["folder"])
    if asked["largest"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest"], asked["largest"]))
    sys.argv = ["groundplan", *asked["words"]]
    vars(build)["subprocess"] = SimpleNamespace(**{**vars(subprocess), "Popen": _Child})
    program()
    return 0


class _Child(subprocess.Popen[bytes]):
    """What `groundplan build` starts, with a standard input that ends when who started it does: a fork, as far as it is asked of."""

    def __init__(self, command: list[str], *, env: Mapping[str, str], cwd: Path | None = None, **_: object) -> None:
        assert command[1:3] == CHILD
        reading, writing = os.pipe()

        def body() -> int:
            from groundplan.publish.child import main

            os.close(writing)
            os.dup2(reading, 0)
            os.dup2(2, 1)
            _surround(env)
            os.chdir(cwd or ".")
            sys.argv = command[2:]
            return main()

        self.pid, self.returncode = _forked(body), None
        os.close(reading)
        self.stdin = os.fdopen(writing, "wb")

    def wait(self, timeout: float | None = None) -> int:  # noqa: ARG002
        if self.returncode is None:
            self.returncode = _code(self.pid)
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, sig)

    def __del__(self, **_: object) -> None:
        """Nothing of the real one's is left to tidy up."""


def _surround(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


if __name__ == "__main__":
    serve()

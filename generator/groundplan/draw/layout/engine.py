"""The graph engine: a child process that reads DOT and answers with positions in JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TypedDict

from groundplan.errors import LayoutFailed
from groundplan.lifeline import end_after

_NAME = "graphviz-pure"
_JSON = json.JSONDecoder()


class DrawnItem(TypedDict, total=False):
    """A node, a cluster or an edge as the engine places it: numbers are texts, in points and inches, from the lower left corner."""

    name: str
    id: str
    pos: str
    bb: str
    width: str
    height: str


class DrawnGraph(TypedDict, total=False):
    """What the engine answers, as far as anybody looks at it."""

    bb: str
    objects: list[DrawnItem]
    edges: list[DrawnItem]


@cache
def _bundled() -> Path:
    """The engine that was installed with Groundplan, wherever Python's packages put their programs."""
    for candidate in _candidates():
        if candidate.is_file():
            return candidate
    raise LayoutFailed(f"the package `{_NAME}` is not installed, so diagrams cannot be laid out")


def _candidates() -> Iterator[Path]:
    names = (_NAME, f"{_NAME}.exe")
    try:
        for file in distribution(_NAME).files or ():
            if file.name in names:
                yield Path(str(file.locate())).resolve()
    except PackageNotFoundError:
        pass
    yield from (Path(sysconfig.get_path("scripts")) / name for name in names)
    on_path = shutil.which(_NAME)
    if on_path:
        yield Path(on_path)


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that understands the options of Graphviz's `dot`. `time_limit` is in seconds, for each graph."""

    program: Path = field(default_factory=_bundled)
    time_limit: float = 20.0

    def run(self, dots: Sequence[str]) -> list[DrawnGraph]:
        """Lay out the graphs `dots`, all in one process: to start it takes as long as a small graph does.

        Raises LayoutFailed when the engine is missing, fails, or does not answer in time.
        """
        try:
            code, output, said = self._answered("\n".join(dots).encode(), self.time_limit * len(dots))
        except subprocess.TimeoutExpired as error:
            raise LayoutFailed(f"the layout took longer than {self.time_limit:g} seconds; collapse some boundaries of the view") from error
        except OSError as error:
            raise LayoutFailed(f"the graph engine {self.program} cannot be started: {error.strerror or error}") from error
        if code:
            raise LayoutFailed(f"the graph engine failed with code {code}: {said.decode(errors='replace').strip()[:400]}")
        answers = [_graph(answer) for answer in _parsed(output)]
        if len(answers) != len(dots):
            raise LayoutFailed(f"the graph engine left something out: {len(dots)} graphs went in, {len(answers)} came out")
        return answers

    def _answered(self, asked: bytes, seconds: float) -> tuple[int, bytes, bytes]:
        """How the program ended, what it answered and what it said. Raises TimeoutExpired and OSError.

        It is started the quick way, which has no room for a step between us and it: see `lifeline.end_after`.
        """
        command = [str(self.program), "-Kdot", "-Tjson0"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            end_after(process.pid, seconds)
            try:
                output, said = process.communicate(asked, seconds)
            except BaseException:
                process.kill()
                raise
            return process.returncode, output, said


def _parsed(output: bytes) -> Iterator[DrawnGraph]:
    """The JSON values that follow each other in `output`."""
    try:
        text = output.decode().strip()
        while text:
            answer, end = _JSON.raw_decode(text)
            yield answer
            text = text[end:].lstrip()
    except ValueError as error:
        raise LayoutFailed("the graph engine answered with something that is not JSON") from error


def _graph(answer: DrawnGraph) -> DrawnGraph:
    if not isinstance(answer, dict) or "bb" not in answer:
        raise LayoutFailed("the graph engine answered with something that is not a layout")
    return answer

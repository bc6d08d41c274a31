"""Who waits at a terminal learns what takes so long; who does not, gets nothing of it."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator

import pytest

from groundplan.progress import Progress, counted, step
from groundplan.publish.mkdocs.telling import Clearing

ERASE = "\r\x1b[2K"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_for(text: str, stream: io.StringIO) -> None:
    until = time.monotonic() + 10
    while text not in stream.getvalue():
        assert time.monotonic() < until, stream.getvalue()
        time.sleep(0.01)


def test_a_line_comes_when_patience_is_over_and_goes_with_the_work() -> None:
    terminal = Terminal()
    with Progress("Reading", stream=terminal, patience=0) as progress:
        wait_for("Reading", terminal)
        progress.say("Page 2 of 3")
        wait_for("Page 2 of 3", terminal)
    assert terminal.getvalue().endswith(ERASE)
    assert "\n" not in terminal.getvalue()


def test_short_work_says_nothing() -> None:
    terminal = Terminal()
    with Progress("Reading", stream=terminal, patience=60):
        pass
    assert terminal.getvalue() == ""


def test_a_pipeline_gets_nothing() -> None:
    file = io.StringIO()
    with Progress("Reading", stream=file, patience=0):
        time.sleep(0.05)
    assert file.getvalue() == ""


def test_a_terminal_that_cannot_erase_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    with Progress("Reading", stream=terminal, patience=0):
        time.sleep(0.05)
    assert terminal.getvalue() == ""


def test_a_log_has_a_line_of_its_own() -> None:
    terminal = Terminal()
    log = logging.Logger("own")
    with Progress("Reading", stream=terminal, patience=0) as progress:
        log.addHandler(Clearing(progress))
        log.addHandler(logging.StreamHandler(terminal))
        wait_for("Reading", terminal)
        log.warning("a warning")
    assert f"{ERASE}a warning\n" in terminal.getvalue()
    assert "Readinga warning" not in terminal.getvalue()


def told(progress: Progress) -> str:
    """The line without the seconds before it."""
    seconds, text = progress.line.split(" s · ", 1)
    assert seconds.isdigit()
    return text


def test_what_is_done_within_the_work_is_told_from_anywhere() -> None:
    with Progress("The model", stream=Terminal(), patience=60) as progress:
        assert told(progress) == "The model"
        with step("deriving facts"):
            assert told(progress) == "The model · deriving facts"
        seen = [(letter, told(progress)) for letter in counted(iter("abc"), "picture", 3)]
        assert seen == [(letter, f"The model · picture {number} of 3") for number, letter in enumerate("abc", start=1)]
        assert told(progress) == "The model"


def test_what_is_waited_for_is_told_as_what_is_worked_on() -> None:
    with Progress("Pages", stream=Terminal(), patience=60) as progress:

        def made() -> Iterator[str]:
            for _ in range(2):
                yield told(progress)

        assert list(counted(made(), "picture", 2)) == ["Pages · picture 1 of 2", "Pages · picture 2 of 2"]


def test_the_work_is_the_same_where_nobody_waits() -> None:
    with step("deriving facts"):
        assert list(counted("abc", "picture", 3)) == ["a", "b", "c"]

"""Who waits at a terminal learns what takes so long; who does not, gets nothing of it."""

from __future__ import annotations

import io
import logging
import time

import pytest

from groundplan.progress import Clearing, Progress

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

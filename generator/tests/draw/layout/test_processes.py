"""The processes that make layouts end with the program, whichever way it ends, and not before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import pytest

from groundplan.draw.layout.layouts import Outcome, Shares
from groundplan.draw.layout.processes import end_processes, pool, stop_processes
from groundplan.errors import LayoutFailed

pytestmark = pytest.mark.slow

WORKING = """
import os, sys
from threading import Thread
from groundplan.draw.layout.processes import pool
Thread(target=lambda: [pool(2).submit(os.getpid) for _ in range(4)]).start()
print(pool(2).submit(os.getpid).result(), flush=True)
"""
"""Starts processes in a thread that ends, and tells the number of one of them."""


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    stop_processes()


def lives(process: int) -> bool:
    try:
        return b" Z " not in Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return False


def gone(process: int) -> bool:
    end = time.monotonic() + 60
    while lives(process) and time.monotonic() < end:
        time.sleep(0.02)
    return not lives(process)


def begun(work: Future[None]) -> Future[None]:
    while not work.running():
        time.sleep(0.01)
    return work


def test_processes_outlive_the_thread_that_started_them() -> None:
    """It may be that of a request. A process that is killed may have what another one waits for, and then none of them ends."""
    found: list[int] = []
    thread = Thread(target=lambda: found.append(pool(2).submit(os.getpid).result()))
    thread.start()
    thread.join()
    time.sleep(0.2)
    assert lives(found[0])
    assert pool(2).submit(int).result() == 0


@pytest.mark.parametrize("ending", ["", "raise SystemExit(3)", "raise ValueError"])
def test_a_program_that_lets_processes_be_ends(ending: str) -> None:
    ended = subprocess.run([sys.executable, "-c", WORKING + ending], capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == {"": 0, "raise SystemExit(3)": 3, "raise ValueError": 1}[ending]
    assert gone(int(ended.stdout))


def test_no_process_outlives_a_program_that_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", f"{WORKING}import time; time.sleep(600)"], stdout=subprocess.PIPE, text=True)
    assert program.stdout
    process = int(program.stdout.readline())
    assert lives(process)
    program.send_signal(signal.SIGKILL)
    program.communicate()
    assert gone(process)


def test_a_server_that_wants_processes_again_and_again_opens_no_more_files() -> None:
    def opened(times: int) -> int:
        for _ in range(times):
            pool(2)
            end_processes()
        return len(list(Path("/proc/self/fd").iterdir()))

    first = opened(1)
    assert opened(60) < first + 20


def test_processes_that_are_let_go_do_what_they_have_begun_and_others_are_stopped() -> None:
    process, last = pool(2).submit(os.getpid).result(), begun(pool(2).submit(time.sleep, 0.5))
    end_processes()
    assert last.exception() is None
    assert gone(process)
    process, last = pool(2).submit(os.getpid).result(), begun(pool(2).submit(time.sleep, 600))
    stop_processes()
    assert last.exception(60) is not None
    assert gone(process)


def killed(number: int) -> Outcome:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.2)
    return LayoutFailed(str(number))


def test_a_process_that_is_killed_fails_what_it_was_given_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    """What nobody was given is still there to be taken, and no thread has anything to say."""
    shares = Shares(6, lambda number: pool(1).submit(killed, number))
    shares.give()
    shares.give()
    assert shares.take() == 5
    assert str(shares.given[0].result()) == "0"
    assert isinstance(shares.given[1].exception(60), RuntimeError)
    while (taken := shares.take()) is not None:
        assert taken not in shares.given
    assert sorted(shares.given) == [0, 1, 2]
    assert isinstance(shares.given[2].exception(60), RuntimeError)
    end_processes()
    time.sleep(0.1)
    assert capfd.readouterr().err == ""


def test_each_of_some_tasks_is_done_once_by_whoever_comes_to_it() -> None:
    shares = Shares(9, lambda number: pool(2).submit(LayoutFailed, str(number)))
    shares.give()
    shares.give()
    taken = [number for number in iter(shares.take, None) if not time.sleep(0.02)]
    assert taken == sorted(taken, reverse=True)
    assert {*shares.given}.isdisjoint(taken)
    assert {int(str(given.result(60))) for given in shares.given.values()} | {*taken} == {*range(9)}


def test_nothing_is_given_to_processes_that_were_let_go() -> None:
    others = pool(1)
    shares = Shares(3, lambda number: others.submit(LayoutFailed, str(number)))
    end_processes()
    shares.give()
    assert isinstance(shares.given[0].exception(60), RuntimeError)
    assert shares.take() == 2

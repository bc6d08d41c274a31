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

from groundplan.draw.layout.processes import end_processes, pool, stop_processes

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

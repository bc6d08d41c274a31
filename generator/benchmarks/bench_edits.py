"""How soon an edit of the reference project is seen in a browser under `mkdocs serve`, beside plain MkDocs of the same pages.

    python generator/benchmarks/bench_edits.py [--runs 3]

For each kind of edit: the time on the clock from the saved file until Chromium shows what is new, and the processor time that the server
takes meanwhile; medians. A new connection is seen when its line is in the pictures of the page that is looked at, and once more when that
page shows the pictures that a build would. Needs Playwright and Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from bench_site import build, copied, environment, run, write_plain

WITHIN = 180
PAUSE = 3.0
"""Seconds in which a server comes to rest."""
SIGN = "Xylophone"
"""What is written, and what a browser waits for."""
MAPS = "network-security/"
"""The page with the most pictures."""
TABLE = "network-security/connections/"
PAGE = "docs/guide/adopt.md"
FLOW = f"""\

  xylophone:
    name: {SIGN}
    from: alertmanager
    to: aws-api
    channel: public-tls
    ports: [443/tcp]
    endpoints: [{{host: aws.example.com}}]
"""
COMPONENT = f"""
  xylophone:
    name: {SIGN}
    kind: service
    in: monitoring-namespace
"""
OPTION = f"""\
  xylophone:
    name: {SIGN}
    default: silent
    choices:
      silent: {{name: Silent}}
      played: {{name: Played}}
"""
BOUNDARY = f"""
  xylophone-namespace:
    name: {SIGN}
    kind: namespace
    in: eks-cluster
"""


@dataclass(frozen=True)
class Edit:
    """What is done, in which files, at which address it is looked at, and the condition under which it is seen there."""

    name: str
    files: Mapping[str, Callable[[str], str]]
    path: str
    seen: str
    redrawn: bool = False
    """Whether pictures come that are better than the first ones."""
    gone: str = ""
    """The condition under which it is seen that the edit was taken back; empty where nobody looks."""


def replaced(pattern: str, by: str) -> Callable[[str], str]:
    """An edit of a text that has the pattern."""

    def change(text: str) -> str:
        changed, times = re.subn(pattern, by, text, count=1, flags=re.MULTILINE)
        assert times == 1, pattern
        return changed

    return change


def more(text: str) -> Callable[[str], str]:
    return lambda before: before.rstrip("\n") + "\n" + text


SAYS = f"document.body && document.body.textContent.includes('{SIGN}')"
DRAWN = "document.querySelector('svg [data-flow=\"{}\"]')"
GONE = "document.querySelector('svg [data-flow]') && !document.querySelector('svg [data-flow=\"{}\"]')"
FROM = "from: alertmanager\n    to: alert-receiver"
MOVED = 'document.querySelector(\'svg [data-flow="send-alerts"][data-from="prometheus"]\')'
FAULT = f"document.querySelector('.gp-report')?.textContent.includes('{SIGN}')"
MENDED = "!document.querySelector('.gp-report') && document.querySelector('tr[data-flow]')"
TRANSLATED = '^(msgctxt "flows.send-alerts.name"\n.*\nmsgstr ")'
ALERTS = r"^  send-alerts:\n(?:    .*\n)+"
PAGE_CHANGED = Edit("a page changed", {PAGE: replaced("^# Ad", f"# {SIGN} Ad")}, "guide/adopt/", SAYS)
EDITS = (
    Edit("a note changed", {"model/flows.yaml": replaced("By default, the management", f"{SIGN}, the management")}, TABLE, SAYS),
    Edit("the name of a component changed", {"model/components.yaml": replaced("name: AlertManager", f"name: {SIGN}")}, TABLE, SAYS),
    Edit("a translation changed", {"model/locales/ko.po": replaced(TRANSLATED, rf"\1{SIGN} ")}, f"ko/{TABLE}", SAYS),
    PAGE_CHANGED,
    Edit("a connection more", {"model/flows.yaml": more(FLOW)}, MAPS, DRAWN.format("xylophone"), redrawn=True),
    Edit("a connection less", {"model/flows.yaml": replaced(ALERTS, "")}, MAPS, GONE.format("send-alerts"), redrawn=True),
    Edit(
        "another end",
        {"model/flows.yaml": replaced(FROM, FROM.replace("alertmanager", "prometheus"))},
        MAPS,
        MOVED,
        redrawn=True,
    ),
    Edit(
        "a component more, with a connection",
        {"model/components.yaml": more(COMPONENT), "model/flows.yaml": more(FLOW.replace("from: alertmanager", "from: xylophone"))},
        MAPS,
        DRAWN.format("xylophone"),
        redrawn=True,
    ),
    Edit(
        "an option more, on which a connection depends",
        {"model/channels.yaml": more(OPTION), "model/flows.yaml": replaced(FROM, f"{FROM}\n    when: {{xylophone: played}}")},
        TABLE,
        SAYS,
    ),
    Edit(
        "a boundary more, with a component",
        {
            "model/boundaries.yaml": more(BOUNDARY),
            "model/components.yaml": more(COMPONENT.replace("monitoring-namespace", "xylophone-namespace")),
        },
        "network-security/components/",
        SAYS,
    ),
    Edit("a fault", {"model/flows.yaml": replaced(FROM, FROM.replace("alertmanager", SIGN))}, TABLE, FAULT, gone=MENDED),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="edits with this in their names")
    arguments = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()},")
    print(f"{os.getloadavg()[0]:.1f} processes waiting when this began.\n")
    print("| edit | until it is seen | the server's processor | until the pictures of a build are |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        root, plain = copied(Path(folder)), Path(folder) / "plain"
        run(build(root))
        for line in lines(root, [edit for edit in EDITS if arguments.only in edit.name], arguments.runs):
            print(line, flush=True)
        if arguments.only in PAGE_CHANGED.name:
            write_plain(root, plain)
            for line in lines(plain, [PAGE_CHANGED], 1, "plain MkDocs of the same pages: "):
                print(line, flush=True)


def lines(root: Path, edits: list[Edit], runs: int, before: str = "") -> Iterator[str]:
    with served(root) as change:
        for edit in edits:
            times = [change(edit) for _ in range(1 if edit.redrawn else runs)]  # a second time, the better pictures are there at once
            clock, processor, whole, gone = (statistics.median(column) for column in zip(*times, strict=True))
            yield f"| {before}{edit.name} | {clock:.2f} s | {processor:.2f} s | {f'{whole:.1f} s' if edit.redrawn else '–'} |"
            if edit.gone:
                yield f"| {before}{edit.name}, mended | {gone:.2f} s | – | – |"


@contextmanager
def served(root: Path) -> Iterator[Callable[[Edit], tuple[float, float, float, float]]]:
    """A browser at a server of the site: makes an edit and takes it back, and tells how long it took to be seen, how much of the processor
    the server, until it is whole, and until it is seen that it is gone.

    Raises TimeoutError where an edit is not seen.
    """
    from playwright.sync_api import TimeoutError as Late
    from playwright.sync_api import sync_playwright

    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", str(root / "mkdocs.yml"), "-a", address]
    server = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/")
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()

            def change(edit: Edit) -> tuple[float, float, float, float]:
                page.goto(f"http://{address}/{edit.path}")
                wait_for_rest(server.pid)
                before = {file: (root / file).read_text(encoding="utf-8") for file in edit.files}
                after = {file: change(before[file]) for file, change in edit.files.items()}
                began, used = monotonic(), processor_time(server.pid)
                write(root, after)
                try:
                    page.wait_for_function(edit.seen, timeout=WITHIN * 1000)
                    took, spent = monotonic() - began, processor_time(server.pid) - used
                    whole = took
                    if edit.redrawn:
                        wait_for_another(page)
                        page.wait_for_function(edit.seen, timeout=WITHIN * 1000)
                        whole = monotonic() - began
                except Late as error:
                    raise TimeoutError(f"not within {WITHIN} s") from error
                finally:
                    wait_for_rest(server.pid)
                    began = monotonic()
                    write(root, before)
                    if edit.gone:
                        page.wait_for_function(edit.gone, timeout=WITHIN * 1000)
                    back = monotonic() - began
                    wait_for_rest(server.pid)
                return took, spent, whole, back

            yield change
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write(root: Path, texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        (root / file).write_text(text, encoding="utf-8")


def wait_for_another(page: Any) -> None:
    """Wait until the browser loads the page once more."""
    shown = page.evaluate("performance.timeOrigin")
    page.wait_for_function(f"performance.timeOrigin !== {shown}", timeout=WITHIN * 1000)


def processor_time(pid: int) -> float:
    """Seconds of processor time that a process has taken, as Linux tells."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_rest(pid: int) -> None:
    """Wait until a server has nothing left to do but to look whether a file has changed."""
    before, end = -PAUSE, monotonic() + WITHIN
    while monotonic() < end and (now := processor_time(pid)) - before > PAUSE / 10:
        before = now
        sleep(PAUSE)


def wait_for(address: str) -> None:
    end = monotonic() + WITHIN
    while monotonic() < end:
        try:
            urlopen(address, timeout=WITHIN).close()
        except URLError:
            sleep(0.2)
        else:
            return
    raise TimeoutError(address)


if __name__ == "__main__":
    main()

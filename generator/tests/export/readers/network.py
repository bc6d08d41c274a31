"""A gateway between an inside and an outside, as network namespaces of this machine, and connections across it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ENDS = Path(__file__).with_name("ends.py")
"""The program that runs at either end."""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes network namespaces")

Connection = tuple[str, str, str]
"""From which address to which, and the port: `443/tcp`."""


def sh(*words: str, stdin: str | None = None) -> str:
    ended = subprocess.run(words, input=stdin, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{' '.join(words)}: {ended.stderr}"
    return ended.stdout


@dataclass(frozen=True)
class Gateway:
    """The three namespaces."""

    name: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def filter(self, *program: str, ruleset: str) -> str:
        """Run a packet filter's `program` at the gateway with a ruleset as its input."""
        return sh("ip", "netns", "exec", f"{self.name}-gate", *program, stdin=ruleset)

    def passing(self, connections: Iterable[Connection]) -> set[Connection]:
        """Those of `connections` that reach the other side and are answered."""
        wanted = list(connections)
        ports = sorted({port for _, _, port in wanted})
        found: set[Connection] = set()
        for here, there, own, other in (("in", "out", self.inside, self.outside), ("out", "in", self.outside, self.inside)):
            tried = [connection for connection in wanted if connection[0] in own]
            with self._listening(there, other, ports):
                command = ["ip", "netns", "exec", f"{self.name}-{here}", sys.executable, str(ENDS), "try"]
                found |= {(a, b, c) for a, b, c in json.loads(sh(*command, stdin=json.dumps(tried)))}
        return found

    @contextmanager
    def _listening(self, side: str, addresses: tuple[str, ...], ports: list[str]) -> Iterator[None]:
        command = ["ip", "netns", "exec", f"{self.name}-{side}", sys.executable, str(ENDS), "listen", ",".join(addresses), ",".join(ports)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as listener:
            assert listener.stdout is not None
            assert listener.stdout.readline() == "listening\n"
            yield
            listener.terminate()


@contextmanager
def gateway(inside: Iterable[str], outside: Iterable[str]) -> Iterator[Gateway]:
    """A gateway that forwards between hosts with the addresses `inside` and those `outside`, for as long as it is asked for."""
    made = Gateway(f"gp{os.getpid()}", tuple(inside), tuple(outside))
    spaces = {side: f"{made.name}-{side}" for side in ("in", "gate", "out")}
    try:
        for space in spaces.values():
            sh("ip", "netns", "add", space)
            sh("ip", "-n", space, "link", "set", "lo", "up")
        sh("ip", "netns", "exec", spaces["gate"], "sysctl", "-qw", "net.ipv4.ip_forward=1")
        for side, near, addresses in (("in", "10.255.0.1", made.inside), ("out", "10.255.1.1", made.outside)):
            far = near[:-1] + "2"
            sh("ip", "link", "add", side, "netns", spaces[side], "type", "veth", "peer", "name", side, "netns", spaces["gate"])
            sh("ip", "-n", spaces["gate"], "addr", "add", f"{near}/30", "dev", side)
            sh("ip", "-n", spaces[side], "addr", "add", f"{far}/30", "dev", side)
            for space in (spaces["gate"], spaces[side]):
                sh("ip", "-n", space, "link", "set", side, "up")
            sh("ip", "-n", spaces[side], "route", "add", "default", "via", near)
            for address in addresses:
                sh("ip", "-n", spaces[side], "addr", "add", f"{address}/32", "dev", side)
                sh("ip", "-n", spaces["gate"], "route", "add", f"{address}/32", "via", far)
        yield made
    finally:
        for space in spaces.values():
            subprocess.run(["ip", "netns", "del", space], capture_output=True, check=False)

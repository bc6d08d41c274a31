"""Rulesets of iptables and ip6tables, as `iptables-save` writes them: what a gateway forwards."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from groundplan.domain.range import Range
from groundplan.verify.boxes import Atom, anywhere, of_cidr, over, without_addresses
from groundplan.verify.realities.filters import Chain, Filter, FilterRule, PacketVerdict, in_states

_VERDICTS: dict[str, PacketVerdict] = {"ACCEPT": "accept", "DROP": "drop", "REJECT": "drop", "RETURN": "return"}
_SILENT = frozenset({"LOG", "NFLOG", "ULOG", "TRACE", "MARK", "CONNMARK", "CLASSIFY", "TCPMSS", "DSCP", "TOS", "TTL", "HL", "CHECKSUM"})
"""Targets after which a packet goes on to the next rule."""
_WITHOUT_MEANING = frozenset({"--comment", "--reject-with", "--log-prefix", "--log-level"})
"""Options with a value that matches nothing by itself."""
_ONLY_OPTIONS = frozenset({"tcp", "udp", "sctp", "icmp", "icmp6", "comment", "multiport", "state", "conntrack"})
"""Modules that match nothing but what their options say. Others ask for something by themselves, like `socket` and `limit`."""
_ANY_PROTOCOL = frozenset({"all", "ip", "0"})


_COUNTERS = re.compile(r"\[\d+:\d+\]")


def is_iptables(text: str) -> bool:
    """Whether `text` is such a ruleset."""
    return any(line.strip() == "*filter" for line in text.splitlines())


def read(path: str, text: str) -> list[Filter]:
    """The tables that filter. An IPv6 ruleset is one that names IPv6 addresses and no others, or has a name that says so."""
    found: list[Filter] = []
    table = ""
    version = _version(path, text)
    for number, line in enumerate(text.splitlines(), start=1):
        words = _without_counters(_words(line))
        if not words:
            continue
        if words[0].startswith("*"):
            table = words[0][1:]
            if table == "filter":
                found.append(Filter(path, versions=(version,)))
        elif table == "filter" and words[0] != "COMMIT":
            _read_line(found[-1], number, words)
    return found


def _without_counters(words: list[str]) -> list[str]:
    """`[12:3456] -A FORWARD …`, as `iptables-save -c` writes it, without what it has counted."""
    return words[1:] if words and _COUNTERS.fullmatch(words[0]) else words


def _read_line(filter_: Filter, number: int, words: list[str]) -> None:
    """A chain, a policy or a rule. A line that does something else is noted."""
    match words:
        case [str(name), policy, *_] if name.startswith(":"):
            _declare(filter_, number, name[1:], policy)
        case ["-P" | "--policy", name, policy]:
            _declare(filter_, number, name, policy)
        case ["-N" | "--new-chain", name]:
            filter_.chains.setdefault(name, Chain(name, number))
        case ["-A" | "--append", name, *rule]:
            chain = filter_.chains.setdefault(name, Chain(name, number))
            chain.clauses.append(_Rule(number, filter_.versions[0]).read(rule))
        case ["-I" | "--insert", name, *rule]:
            _insert(filter_.chains.setdefault(name, Chain(name, number)), number, filter_.versions[0], rule)
        case _:
            filter_.unread.append((number, " ".join(words[:2])))


def _declare(filter_: Filter, number: int, name: str, policy: str) -> None:
    chain = filter_.chains.setdefault(name, Chain(name))
    chain.line, chain.policy = number, _VERDICTS.get(policy, "none")
    if name == "FORWARD" and name not in filter_.entries:
        filter_.entries.append(name)


def _insert(chain: Chain, number: int, version: int, rule: list[str]) -> None:
    """A rule before the first one, or before the one whose number is given, counted from 1."""
    has_number = bool(rule) and rule[0].isdecimal()
    at = int(rule[0]) - 1 if has_number else 0
    chain.clauses.insert(at, _Rule(number, version).read(rule[has_number:]))


def _words(line: str) -> list[str]:
    stripped = line.strip()
    if not stripped or stripped.startswith("#"):
        return []
    try:
        return shlex.split(stripped)
    except ValueError:
        return stripped.split()


def _version(path: str, text: str) -> int:
    addresses = [word for line in text.splitlines() for word in _words(line) if "/" in word and word[0].isalnum()]
    six = [word for word in addresses if ":" in word]
    return 6 if (six and len(six) == len(addresses)) or (not addresses and "6" in path.rpartition("/")[2]) else 4


@dataclass
class _Rule:
    """A rule, word by word."""

    line: int
    version: int
    clause: FilterRule = field(init=False)
    protocol: str = ""
    ports: tuple[Range, ...] = ()
    negated: bool = False

    def __post_init__(self) -> None:
        self.clause = FilterRule(self.line, "none", sources=(anywhere(self.version),), targets=(anywhere(self.version),))

    def read(self, words: Sequence[str]) -> FilterRule:
        left = list(words)
        while left:
            word = left.pop(0)
            if word == "!":
                self.negated = True
                continue
            self._option(word, left)
            self.negated = False
        if self.clause.verdict == "none":  # then, whatever it asks for, it opens nothing
            self.clause = replace(self.clause, unread="")
        return replace(self.clause, transports=self._transports())

    def _option(self, word: str, left: list[str]) -> None:
        readers: dict[str, Callable[[str], None]] = {
            "-s": self._source, "--source": self._source, "-d": self._target, "--destination": self._target, "-p": self._protocol,
            "--protocol": self._protocol, "--dport": self._ports, "--dports": self._ports, "--destination-port": self._ports,
            "--destination-ports": self._ports, "--ctstate": self._state, "--state": self._state, "-j": self._jump, "--jump": self._jump,
            "-g": self._goto, "--goto": self._goto, "-m": self._module, "--match": self._module,
        }  # fmt: skip
        if word in readers and left:
            readers[word](left.pop(0))
        elif word in ("-c", "--set-counters") and len(left) > 1:
            del left[:2]
        elif word in _WITHOUT_MEANING and left:
            left.pop(0)
        else:
            self._unread(" ".join([word, *(left[:1] if left and not left[0].startswith("-") else [])]))
            while left and not left[0].startswith("-") and left[0] != "!":
                left.pop(0)

    def _unread(self, what: str) -> None:
        self.clause = replace(self.clause, unread=self.clause.unread or what)

    def _addresses(self, text: str, what: str) -> tuple[Atom, ...]:
        try:
            named = tuple(of_cidr(part) for part in text.split(","))
        except ValueError:
            self._unread(f"{what} {text}")
            return (anywhere(self.version),)
        return without_addresses(anywhere(self.version), named) if self.negated else named

    def _module(self, name: str) -> None:
        if name not in _ONLY_OPTIONS:
            self._unread(f"-m {name}")

    def _source(self, text: str) -> None:
        self.clause = replace(self.clause, sources=self._addresses(text, "-s"))

    def _target(self, text: str) -> None:
        self.clause = replace(self.clause, targets=self._addresses(text, "-d"))

    def _protocol(self, text: str) -> None:
        if self.negated:
            self._unread(f"! -p {text}")
        self.protocol = "" if text.lower() in _ANY_PROTOCOL else text

    def _ports(self, text: str) -> None:
        if self.negated:
            self._unread(f"! --dport {text}")
        try:
            self.ports = tuple(_range(part) for part in text.split(","))
        except ValueError:
            self._unread(f"--dport {text}")

    def _state(self, text: str) -> None:
        written = f"{'! ' * self.negated}--ctstate {text}"
        self.clause = in_states(self.clause, text.split(","), written, negated=self.negated)

    def _jump(self, target: str) -> None:
        verdict = _VERDICTS.get(target)
        if verdict is not None:
            self.clause = replace(self.clause, verdict=verdict)
        elif target not in _SILENT:
            self.clause = replace(self.clause, verdict="jump", chain=target)

    def _goto(self, target: str) -> None:
        self.clause = replace(self.clause, verdict="goto", chain=target)

    def _transports(self) -> tuple[tuple[str, Range], ...] | None:
        return over([self.protocol], self.ports) if self.protocol else None


def _range(text: str) -> Range:
    first, _, last = text.partition(":")
    return int(first or 0), int(last or (65535 if ":" in text else first))

"""One rule of nftables, expression by expression: what it matches, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from ipaddress import ip_address, summarize_address_range

from groundplan.domain.range import Range
from groundplan.verify.boxes import WITH_PORTS, Atom, anywhere, of_cidr, of_network, over, without_addresses
from groundplan.verify.realities.filters import FilterRule, PacketVerdict, in_states
from groundplan.verify.realities.nft_words import values_of

_VERSIONS = {"ipv4": 4, "ip": 4, "ipv6": 6, "ip6": 6}
VERDICTS: dict[str, PacketVerdict] = {"accept": "accept", "drop": "drop", "reject": "drop", "return": "return", "continue": "none"}
_ALONE = frozenset({"counter", "notrack"})
_PROTOCOL = re.compile(r"\d+|[a-z][a-z0-9.+-]*")
"""A transport by its number or its name; not a range, a comparison, or a set that is not there."""
_WITH_VALUES = frozenset({"comment", "packets", "bytes"})
_OF_LOG = frozenset({"prefix", "level", "group", "snaplen", "queue-threshold"})


@dataclass
class RuleReader:
    """A rule, expression by expression."""

    line: int
    versions: tuple[int, ...]
    defined: Mapping[str, list[str]]
    sets: Mapping[str, list[str]]
    clause: FilterRule = field(init=False)
    protocols: list[str] | None = None
    ports: list[Range] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        whole = tuple(anywhere(version) for version in self.versions)
        self.clause = FilterRule(self.line, "none", sources=whole, targets=whole)

    def read(self, texts: Sequence[str]) -> FilterRule:
        self.left = list(texts)
        while self.left:
            self._expression(self.left.pop(0))
        return replace(self.clause, transports=self._transports())

    def _expression(self, word: str) -> None:
        following = self.left[0] if self.left else ""
        match word, following:
            case (("ip" | "ip6"), ("saddr" | "daddr")):
                self._addresses(int(word[2:] or 4), self.left.pop(0))
            case ("meta", "l4proto") | ("ip", "protocol") | ("ip6", "nexthdr"):
                self.left.pop(0)
                self._protocols(word, following)
            case "meta", ("nfproto" | "protocol"):
                self.left.pop(0)
                self._versions(self._value(f"meta {following}"))
            case (("tcp" | "udp" | "sctp" | "th"), "dport"):
                self.left.pop(0)
                self._ports(word)
            case "ct", "state":
                self.left.pop(0)
                self._states()
            case _:
                self._statement(word, following)

    def _statement(self, word: str, following: str) -> None:
        """What becomes of a packet; or something that is not read."""
        if word in ("jump", "goto") and following:
            self._decide("jump" if word == "jump" else "goto", following)
        elif word in VERDICTS:
            self._decide(VERDICTS[word])
        elif word == "log":
            while self.left and self.left[0] in _OF_LOG:
                self.left = self.left[2:]
        elif word in _WITH_VALUES and following:
            self.left.pop(0)
        elif word not in _ALONE:
            self._unread(f"{word} {following}".strip())
            self._skip(depth=int(word == "{"))

    def _decide(self, verdict: PacketVerdict, chain: str = "") -> None:
        """A verdict ends a rule: after it, only how something is rejected and comments stand."""
        self.clause = replace(self.clause, verdict=verdict, chain=chain)
        self.left.clear()

    def _skip(self, depth: int) -> None:
        """Leave out what belongs to something that is not read, up to the verdict. One between braces is of a map, one of several."""
        while self.left and (depth > 0 or self.left[0] not in (*VERDICTS, "jump", "goto", "comment")):
            word = self.left.pop(0)
            depth += (word == "{") - (word == "}")

    def _unread(self, what: str) -> None:
        self.clause = replace(self.clause, unread=self.clause.unread or what)

    def _value(self, what: str) -> list[str]:
        """The value that comes next: an item, or those between braces. One that is negated is not read."""
        if self.left[:1] == ["!="]:
            self._unread(f"{what} !=")
            self.left.pop(0)
        if self.left[:1] == ["=="]:
            self.left.pop(0)
        taken = [self.left.pop(0)] if self.left else []
        if taken == ["{"]:
            while self.left and taken[-1] != "}":
                taken.append(self.left.pop(0))
        else:
            while self.left[:1] == [","]:
                taken += [self.left.pop(0), self.left.pop(0)] if len(self.left) > 1 else [self.left.pop(0)]
        found: list[str] = []
        for text in values_of(taken, self.defined):
            found += self.sets.get(text, [text])
        return found

    def _protocols(self, word: str, of: str) -> None:
        self.protocols = self._value(f"{word} {of}")
        if not all(map(_PROTOCOL.fullmatch, self.protocols)):
            self._unread(f"{word} {of} {','.join(self.protocols)}")
        if word != "meta":
            self._only(int(word[2:] or 4))

    def _versions(self, values: Sequence[str]) -> None:
        versions = {_VERSIONS.get(value) for value in values}
        [version] = versions if len(versions) == 1 else [None]
        if version is None:
            self._unread(f"meta protocol {','.join(values)}")
        else:
            self._only(version)

    def _only(self, version: int) -> None:
        """Leave out what is of another version of the internet protocol."""
        sources, targets = _of_version(self.clause.sources, version), _of_version(self.clause.targets, version)
        self.clause = replace(self.clause, sources=sources, targets=targets)

    def _addresses(self, version: int, side: str) -> None:
        negated = self.left[:1] == ["!="]
        if negated:
            self.left.pop(0)
        found: list[Atom] = []
        for text in self._value(f"ip {side}"):
            try:
                found += _atoms(text)
            except ValueError:
                self._unread(f"{side} {text}")
        atoms = without_addresses(anywhere(version), found) if negated else tuple(found)
        own = _of_version(self.clause.sources, version), _of_version(self.clause.targets, version)
        sources, targets = (_both(own[0], atoms), own[1]) if side == "saddr" else (own[0], _both(own[1], atoms))
        self.clause = replace(self.clause, sources=sources, targets=targets)

    def _ports(self, word: str) -> None:
        try:
            ports = [_range(text) for text in self._value(f"{word} dport")]
        except ValueError:
            self._unread(f"{word} dport")
            return
        self.ports = ports
        if word != "th":
            self.protocols = [word]

    def _states(self) -> None:
        negated = self.left[:1] == ["!="]
        if negated:
            self.left.pop(0)
        states = self._value("ct state")
        written = f"ct state {'!= ' * negated}{','.join(states)}"
        self.clause = in_states(self.clause, states, written, negated=negated)

    def _transports(self) -> tuple[tuple[str, Range], ...] | None:
        if self.protocols is None:
            return over(sorted(WITH_PORTS), self.ports) if self.ports else None
        return over(self.protocols, self.ports)


def _atoms(text: str) -> list[Atom]:
    """The addresses of an item: one, a network, or a range. Raises ValueError."""
    first, dash, last = text.partition("-")
    if not dash:
        return [of_cidr(text)]
    start, end = ip_address(first), ip_address(last)
    return [of_network(network) for network in summarize_address_range(start, end)]


def _both(some: Sequence[Atom], others: Sequence[Atom]) -> tuple[Atom, ...]:
    """The addresses that are among both."""
    return tuple(atom for each in some for atom in without_addresses(each, without_addresses(each, others)))


def _of_version(atoms: tuple[Atom, ...] | None, version: int) -> tuple[Atom, ...]:
    """An expression about one version matches nothing of the other."""
    return tuple(atom for atom in atoms or () if atom.kind == str(version))


def _range(text: str) -> Range:
    first, dash, last = text.partition("-")
    return int(first), int(last if dash else first)

"""A model in the making: entries by id, with what was guessed and from what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import TypeAlias

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.import_.guesses import ports_in
from groundplan.load.values import suggest_id

DraftValue: TypeAlias = "str | list[str] | list[dict[str, str]]"
DraftEntry: TypeAlias = dict[str, DraftValue]
"""Key -> what is written there."""

OUTSIDE, INTERNET = "outside", "internet"
RANGE = "range/"
"""Before a range of addresses, which has a slash of its own."""
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
"""RFC 1918 and RFC 4193."""


@dataclass
class Draft:
    """Entries of each kind by id, in the order in which they were found."""

    name: str
    viewpoint: str
    boundaries: dict[str, DraftEntry] = field(default_factory=dict)
    components: dict[str, DraftEntry] = field(default_factory=dict)
    channels: dict[str, DraftEntry] = field(default_factory=dict)
    data: dict[str, DraftEntry] = field(default_factory=dict)
    flows: dict[str, DraftEntry] = field(default_factory=dict)
    bindings: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """What the source says and the draft does not, in words."""
    _ids: dict[str, str] = field(default_factory=dict)

    def leave_out(self, what: str) -> None:
        """Note once, in words, what the source says and the draft does not."""
        if what not in self.left_out:
            self.left_out.append(what)

    def id_of(self, name: str) -> str:
        """The id of what the source calls `name`: the nearest to it that is free. Components and boundaries share theirs."""
        if name not in self._ids:
            wanted = suggest_id(name.partition("/")[2] if name.startswith(RANGE) else name.rpartition("/")[2])
            self._ids[name] = _free(wanted, set(self._ids.values()))
        return self._ids[name]

    def boundary(self, name: str, kind: BoundaryKind, around: str = "", said: str = "") -> str:
        """A boundary, once; its id. `said` is what readers call it."""
        id_ = self.id_of(name)
        written: DraftEntry = {"name": said} if said else {}
        written["kind"] = kind.value
        if around:
            written["in"] = around
        self.boundaries.setdefault(id_, written)
        return id_

    def component(self, name: str, kind: ComponentKind, home: str, guess: str = "", said: str = "") -> str:
        """A component, once; its id. `guess` says what of it was guessed, and from what."""
        id_ = self.id_of(name)
        written: DraftEntry = {"name": said} if said else {}
        written |= {"kind": kind.value, "in": home}
        self.components.setdefault(id_, _guessed(written, guess))
        return id_

    def flow(self, source: str, target: str, ports: Iterable[str], guess: str) -> None:
        """A connection, once for each pair of ends; ports that are found later are added."""
        id_ = f"{source}-to-{target}"
        listed = list(self._possible(ports, id_))
        if id_ not in self.flows:
            self.flows[id_] = _guessed(self._connection(source, target, listed), guess)
        elif listed:
            known = self.flows[id_]["ports"]
            self.flows[id_]["ports"] = list(dict.fromkeys([*(known if isinstance(known, list) else []), *listed]))

    def _possible(self, ports: Iterable[str], id_: str) -> Iterator[str]:
        """Each port once; what is none, such as 0 or 99999, is told to be left out."""
        for port in dict.fromkeys(ports):
            if next(ports_in(port), "") == port:
                yield port
            else:
                self.leave_out(f"the port `{port}` of `{id_}`, which is none")

    def named_flow(self, source: str, target: str, ports: Iterable[str], guess: str, *, said: str) -> str:
        """A connection that the source has a name for, which may be one of several between its ends; its id."""
        id_ = _free(suggest_id(said) if said else f"{source}-to-{target}", self.flows)
        named: DraftEntry = {"name": said} if said else {}
        self.flows[id_] = _guessed(named | self._connection(source, target, ports), guess)
        return id_

    def _connection(self, source: str, target: str, ports: Iterable[str]) -> DraftEntry:
        channel = self._channel(is_open=self.is_outside(source) or self.is_outside(target))
        return {"from": source, "to": target, "channel": channel, "ports": list(dict.fromkeys(ports)) or "unknown"}

    def _channel(self, *, is_open: bool) -> str:
        """One of the two connection types that a draft knows: over the internet, or not; its id."""
        id_, name, exposure = ("public", "Over the internet", "public") if is_open else ("inside", "Inside", "private")
        written: DraftEntry = {"name": name, "exposure": exposure, "encryption": "none"}
        self.channels.setdefault(id_, _noted(written, "Whether it is encrypted is not known; `none` is what is safe to say."))
        return id_

    def range(self, cidr: str) -> str:
        """Whoever has the addresses `cidr`; its id. Raises ValueError for what is no range."""
        first = ip_network(cidr, strict=False)[0]
        is_private = any(first in each for each in _PRIVATE)
        home = self.boundary("network/private-network", BoundaryKind.NETWORK, said="Private network") if is_private else self.internet
        said = f"Whoever has the addresses {cidr}; the source does not say who that is."
        return self.component(f"{RANGE}{cidr}", ComponentKind.OTHER, home, said, said=cidr)

    def is_outside(self, end: str) -> bool:
        """Whether a component or boundary is in the internet, or is it."""
        home = str(self.components[end]["in"]) if end in self.components else end
        return self.boundaries[home]["kind"] == BoundaryKind.INTERNET.value

    @property
    def internet(self) -> str:
        """The boundary for whoever is outside."""
        return self.boundary(INTERNET, BoundaryKind.INTERNET, said="Internet")

    @property
    def outside(self) -> str:
        """Whoever connects from the internet."""
        said = "Whoever connects from outside; the source does not say who that is."
        return self.component(OUTSIDE, ComponentKind.OTHER, self.internet, said, said="Clients outside")


def plain_range(cidr: str) -> str:
    """A range of addresses as a model writes it: without bits below its prefix. Raises ValueError for what is no range."""
    network = ip_network(cidr, strict=False)
    return str(network) if "/" in cidr else cidr


def _free(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with a number after it where that is taken."""
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _guessed(written: DraftEntry, guess: str) -> DraftEntry:
    return {**written, "status": "planned", "notes": guess} if guess else written


def _noted(written: DraftEntry, note: str) -> DraftEntry:
    return {**written, "notes": note}


def source_key(id_: str, name: str) -> str:
    """What a draft knows a thing by whose source gives it an id and a name: its own id is made of the name."""
    return f"{id_}/{name.replace('/', ' ')}"

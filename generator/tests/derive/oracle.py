"""The language read a second time: every configuration listed, every fact looked up in the plain data, nothing shared with the generator.

Written from the reference of the model language alone, as slow and as literal as possible. It takes the mapping that a
model's YAML says and answers what `groundplan` must answer, so it works only where all configurations can be listed.

A flow is looked at as one connection for each pair of its ends: a pair is `(flow, initiator, target)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import pairwise, product
from typing import Any, Concatenate, ParamSpec, TypeVar

Raw = dict[str, Any]
Pair = tuple[str, str, str]

INSIDE_OUT = {(0, 1): "inbound", (1, 0): "outbound", (1, 1): "internal", (0, 0): "external"}
PORTLESS = ("icmp", "icmpv6", "esp", "ah", "gre")


def listed(value: Any) -> list[Any]:
    """One or many, as a list."""
    return value if isinstance(value, list) else [value]


def chosen(value: Any, configuration: Configuration) -> Any:
    """A value, or the one of the choice that `configuration` makes."""
    while isinstance(value, dict) and "by" in value:
        choice = configuration[value["by"]]
        value = value[choice] if choice in value else value["else"]
    return value


class Configuration(dict[str, str]):
    """A choice for each option. It stays as it is."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembered(answer: Callable[Concatenate[Oracle, Asked], Answer]) -> Callable[Concatenate[Oracle, Asked], Answer]:
    """Each question is thought through once: who asks again is told the same. Nobody may change an answer."""

    @wraps(answer)
    def ask(oracle: Oracle, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        assert not named
        question = (answer.__name__, *asked)
        if question not in oracle.answers:
            oracle.answers[question] = answer(oracle, *asked, **named)
        return oracle.answers[question]  # type: ignore[no-any-return]

    return ask


class Oracle:
    """Answers about the model that `raw` describes."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.viewpoint = raw["project"]["viewpoint"]
        self.flows: Raw = raw.get("flows", {})
        self.answers: dict[tuple[object, ...], Any] = {}
        self.configurations = list(self._configurations())

    # Configurations

    def _configurations(self) -> Iterator[Configuration]:
        options = self.raw.get("options", {})
        ways = [[option["default"], *(c for c in option["choices"] if c != option["default"])] for option in options.values()]
        for picked in product(*ways):
            configuration = Configuration(zip(options, picked, strict=True))
            if all(self._allowed(options[option]["choices"][choice], configuration) for option, choice in configuration.items()):
                yield configuration

    def _allowed(self, choice: Raw, configuration: Configuration) -> bool:
        required = all(configuration[other] in listed(wanted) for other, wanted in choice.get("requires", {}).items())
        excluded = any(configuration[other] in listed(unwanted) for other, unwanted in choice.get("excludes", {}).items())
        return required and not excluded

    def judged(self, claim: str) -> list[Configuration]:
        """The configurations that the claim speaks of."""
        when = self.raw["claims"][claim].get("when", {})
        return [c for c in self.configurations if all(c[option] in listed(choices) for option, choices in when.items())]

    # Places

    @remembered
    def around(self, place: str, configuration: Configuration) -> list[str]:
        """The boundaries that contain `place`, outermost first. A boundary contains itself."""
        boundaries = self.raw["boundaries"]
        inner = place if place in boundaries else chosen(self.raw["components"][place]["in"], configuration)
        around = [inner]
        while "in" in boundaries[around[0]]:
            around.insert(0, boundaries[around[0]]["in"])
        return around

    @remembered
    def owner(self, place: str, configuration: Configuration) -> str | None:
        written = [self.raw["boundaries"][boundary].get("owner") for boundary in self.around(place, configuration)]
        written.append(chosen(self.raw["components"].get(place, {}).get("owner"), configuration))
        return next((owner for owner in reversed(written) if owner), None)

    def within(self, place: str, area: Any, configuration: Configuration) -> bool:
        if isinstance(area, dict):
            return bool(self.owner(place, configuration) == area["owner"])
        return bool(area == place or area in self.around(place, configuration))

    @remembered
    def data_named(self, name: str) -> set[str]:
        """The class `name` and its parts, at any depth."""
        named = {name}
        for _ in self.raw["data"]:
            named |= {id_ for id_, data in self.raw["data"].items() if data.get("part-of") in named}
        return named

    # Facts of a flow, and of each pair of its ends

    @remembered
    def pairs(self, flow: str) -> list[Pair]:
        written = self.flows[flow]
        return [(flow, source, target) for source in listed(written["from"]) for target in listed(written["to"])]

    def exists(self, flow: str, configuration: Configuration) -> bool:
        return all(configuration[option] in listed(choices) for option, choices in self.flows[flow].get("when", {}).items())

    @remembered
    def existing(self, configuration: Configuration) -> list[Pair]:
        return [pair for flow in self.flows if self.exists(flow, configuration) for pair in self.pairs(flow)]

    def of(self, flow: str, key: str, configuration: Configuration, left_out: Any = None) -> Any:
        """What `flow` has at `key`."""
        return chosen(self.flows[flow].get(key, left_out), configuration)

    def channel(self, flow: str, configuration: Configuration) -> str:
        return str(self.of(flow, "channel", configuration))

    def of_channel(self, flow: str, configuration: Configuration) -> Raw:
        found: Raw = self.raw["channels"][self.channel(flow, configuration)]
        return found

    def hops(self, flow: str, configuration: Configuration) -> list[Raw]:
        return [hop if isinstance(hop, dict) else {"component": hop} for hop in self.of(flow, "through", configuration, [])]

    def way(self, pair: Pair, configuration: Configuration) -> list[str]:
        flow, source, target = pair
        return [source, *(hop["component"] for hop in self.hops(flow, configuration)), target]

    @remembered
    def members(self, channel: str, configuration: Configuration) -> set[str]:
        """The components on the way of any existing flow over `channel`."""
        over = [pair for pair in self.existing(configuration) if self.channel(pair[0], configuration) == channel]
        return {place for pair in over for place in self.way(pair, configuration) if place in self.raw["components"]}

    @remembered
    def carriers(self, pair: Pair, configuration: Configuration) -> list[Pair]:
        """The existing carriers that have to do with the way of `pair`; all of them where none has; none for an underlay."""
        written = listed(self.of_channel(pair[0], configuration).get("carried-by", []))
        named = [carrier for flow in written if self.exists(flow, configuration) for carrier in self.pairs(flow)]
        members = self.members(self.channel(pair[0], configuration), configuration)
        way = self.way(pair, configuration)
        own = []
        for carrier in named:
            ends = carrier[1:]
            if all(end in way for end in ends if end in members) and any(end in way for end in ends):
                own.append(carrier)
        return own or named

    def layer(self, flow: str, configuration: Configuration) -> str:
        return "overlay" if self.of_channel(flow, configuration).get("carried-by") else "underlay"

    def sides(self, pair: Pair, viewpoint: str, configuration: Configuration) -> tuple[bool, bool]:
        inside = [viewpoint in self.around(end, configuration) for end in pair[1:]]
        return inside[0], inside[1]

    def direction(self, pair: Pair, viewpoint: str, configuration: Configuration) -> str:
        sides = self.sides(pair, viewpoint, configuration)
        if self.flows[pair[0]].get("opened-by") == "both" and sides[0] != sides[1]:
            return "outbound"
        return INSIDE_OUT[sides]

    @remembered
    def crosses(self, pair: Pair, configuration: Configuration) -> list[str]:
        crossed: list[str] = []
        for here, there in pairwise(self.way(pair, configuration)):
            left, entered = self.around(here, configuration), self.around(there, configuration)
            leaving = [boundary for boundary in reversed(left) if boundary not in entered]
            entering = [boundary for boundary in entered if boundary not in left]
            crossed += [boundary for boundary in leaving + entering if boundary not in crossed]
        return crossed

    def sent(self, flow: str, configuration: Configuration) -> list[str]:
        return listed(self.of(flow, "carries", configuration, []))

    def returned(self, flow: str, configuration: Configuration) -> list[str]:
        return listed(self.of(flow, "returns", configuration, []))

    def enters(self, pair: Pair, viewpoint: str, configuration: Configuration) -> list[str]:
        match self.sides(pair, viewpoint, configuration):
            case False, True:
                return self.sent(pair[0], configuration)
            case True, False:
                return self.returned(pair[0], configuration)
        return []

    def leaves(self, pair: Pair, viewpoint: str, configuration: Configuration) -> list[str]:
        match self.sides(pair, viewpoint, configuration):
            case False, True:
                return self.returned(pair[0], configuration)
            case True, False:
                return self.sent(pair[0], configuration)
        return []

    def openings(self, flow: str, viewpoint: str, configuration: Configuration) -> list[str]:
        opened = set[str]().union(*(self._opened(pair, viewpoint, configuration) for pair in self.pairs(flow)))
        return [other for other in self.flows if other in opened]

    def _opened(self, pair: Pair, viewpoint: str, configuration: Configuration) -> set[str]:
        if self.layer(pair[0], configuration) == "underlay":
            return {pair[0]} if viewpoint in self.crosses(pair, configuration) else set()
        return set[str]().union(*(self._opened(carrier, viewpoint, configuration) for carrier in self.carriers(pair, configuration)))

    @remembered
    def facts(self, flow: str, configuration: Configuration, viewpoint: str | None = None) -> Raw | None:
        """What the stable JSON says of `flow` under `configuration`; None where it does not exist."""
        if not self.exists(flow, configuration):
            return None
        seen, pairs = viewpoint or self.viewpoint, self.pairs(flow)
        channel = self.of_channel(flow, configuration)
        own = listed(self.of(flow, "controls", configuration, []))
        crossed = [self.crosses(pair, configuration) for pair in pairs]
        found = {
            **self.written(flow),
            "through": [hop["component"] for hop in self.hops(flow, configuration)],
            "direction": self.direction(pairs[0], seen, configuration),
            "exposure": channel["exposure"],
            "layer": self.layer(flow, configuration),
            "channel": self.channel(flow, configuration),
            "ports": [port["port"] if isinstance(port, dict) else port for port in listed(self.of(flow, "ports", configuration, []))],
            "protocol": self.of(flow, "protocol", configuration),
            "endpoints": self.of(flow, "endpoints", configuration, []),
            "carries": self.sent(flow, configuration),
            "returns": self.returned(flow, configuration),
            "controls": list(dict.fromkeys([*listed(channel.get("controls", [])), *own])),
            "crosses": list(dict.fromkeys(border for borders in crossed for border in borders)),
            "enters": self.enters(pairs[0], seen, configuration),
            "leaves": self.leaves(pairs[0], seen, configuration),
            "openings": self.openings(flow, seen, configuration),
        }
        if len(pairs) > 1:
            found["pairs"] = [{"from": p[1], "to": p[2], "crosses": borders} for p, borders in zip(pairs, crossed, strict=True)]
        return found

    def absent(self, flow: str) -> Raw:
        """What the stable JSON says of `flow` where it does not exist."""
        return {"exists": False, **self.written(flow)}

    def written(self, flow: str) -> Raw:
        """What is the same of `flow` in every configuration, whether it exists or not."""
        found = self.flows[flow]
        condition = {option: listed(choices) for option, choices in found.get("when", {}).items()}
        return {"from": alone(found["from"]), "to": alone(found["to"]), "purpose": found.get("purpose"), "condition": condition}

    def overall(self, flow: str, fact: str, viewpoint: str | None = None) -> list[Any]:
        """Every value of `fact`, in the order of the first configuration that has it."""
        found: list[Any] = []
        for configuration in self.configurations:
            state = self.facts(flow, configuration, viewpoint)
            if state and state[fact] not in found:
                found.append(state[fact])
        return found

    # What is compared with the facts

    def mixed(self, flow: str) -> bool:
        """Whether pairs of the flow run in different directions somewhere, seen from a viewpoint of the project."""
        viewpoints = [self.viewpoint, *self.raw["project"].get("viewpoints", [])]
        ways = ({self.direction(p, seen, c) for p in self.pairs(flow)} for seen in viewpoints for c in self.existing_in(flow))
        return any(len(directions) > 1 for directions in ways)

    def existing_in(self, flow: str) -> list[Configuration]:
        return [configuration for configuration in self.configurations if self.exists(flow, configuration)]

    def unexpected(self, flow: str, fact: str) -> list[str]:
        """The viewpoints of which it is written that `fact` is what it is not in some configuration."""
        written = self.flows[flow].get("expect", {})
        seen = written if written and all(isinstance(value, dict) for value in written.values()) else {self.viewpoint: written}
        found = {place: [self.facts(flow, c, place) for c in self.existing_in(flow)] for place in seen}
        return [
            place
            for place, expected in seen.items()
            if fact in expected and any(state and state[fact] != expected[fact] for state in found[place])
        ]

    def stranded(self, flow: str) -> bool:
        """Whether it uses an overlay somewhere that no existing flow carries."""
        return any(
            self.layer(flow, c) == "overlay"
            and not any(self.exists(carrier, c) for carrier in listed(self.of_channel(flow, c)["carried-by"]))
            for c in self.existing_in(flow)
        )

    def shows_nothing(self, view: str) -> bool:
        """Whether a view shows no flow with the choices that it starts with: the first configuration that has them, or the default."""
        written = self.raw["views"][view]
        started = [
            c for c in self.configurations if all(c[option] in listed(choices) for option, choices in written.get("with", {}).items())
        ]
        start = started[0] if started else self.configurations[0]
        return not any(self.matches(written["show"], flow, start, written.get("viewpoint")) for flow in self.flows)

    # Selectors

    def matches(self, selector: Raw, flow: str, configuration: Configuration, viewpoint: str | None = None) -> bool:
        """Whether some pair of the flow's ends matches."""
        return any(self.pair_matches(selector, pair, configuration, viewpoint) for pair in self.pairs(flow))

    def pair_matches(self, selector: Raw, pair: Pair, configuration: Configuration, viewpoint: str | None = None) -> bool:
        if not self.exists(pair[0], configuration):
            return False
        seen = selector.get("viewpoint", viewpoint or self.viewpoint)
        keys = ((key, value) for key, value in selector.items() if key != "viewpoint")
        return all(self._passes(key, value, pair, configuration, seen) for key, value in keys)

    def _passes(self, key: str, value: Any, pair: Pair, configuration: Configuration, seen: str) -> bool:
        match key:
            case "not":
                return not self.pair_matches(value, pair, configuration, seen)
            case "any":
                return any(self.pair_matches(selector, pair, configuration, seen) for selector in value)
            case "rides-on":
                return any(self.pair_matches(value, carrier, configuration, seen) for carrier in self._all_carriers(pair, configuration))
            case "only-port":
                return self._only_ports(pair[0], listed(value), configuration)
        if key.startswith("only-"):
            named = set[str]().union(*(self.data_named(name) for name in listed(value)))
            return named.issuperset(self._data(key.removeprefix("only-"), pair, configuration, seen))
        return any(self._fits(key, item, pair, configuration, seen) for item in listed(value))

    def _only_ports(self, flow: str, named: list[str], configuration: Configuration) -> bool:
        """What is unknown may be anything, and what is not stated is nothing."""
        ports = self.of(flow, "ports", configuration, [])
        if ports == "unknown":
            return False
        known = set[tuple[str, int]]().union(*(numbers(port) for port in named))
        return all(numbers(port) <= known for port in listed(ports))

    def _data(self, key: str, pair: Pair, configuration: Configuration, seen: str) -> set[str]:
        sent, returned = self.sent(pair[0], configuration), self.returned(pair[0], configuration)
        match key:
            case "carries":
                return {*sent, *returned}
            case "sends":
                return {*sent}
            case "returns":
                return {*returned}
            case "enters":
                return {*self.enters(pair, seen, configuration)}
        assert key == "leaves"
        return {*self.leaves(pair, seen, configuration)}

    def _all_carriers(self, pair: Pair, configuration: Configuration) -> list[Pair]:
        direct = self.carriers(pair, configuration)
        return direct + [further for carrier in direct for further in self._all_carriers(carrier, configuration)]

    def _fits(self, key: str, value: Any, pair: Pair, configuration: Configuration, seen: str) -> bool:
        if key in {"carries", "sends", "returns", "leaves", "enters"}:
            return bool(self.data_named(value) & self._data(key, pair, configuration, seen))
        if key == "direction":
            return bool(self.direction(pair, seen, configuration) == value)
        for judge in (self._fits_in_ends, self._fits_on_way, self._fits_in_channel, self._fits_in_words):
            fits = judge(key, value, pair, configuration)
            if fits is not None:
                return bool(fits)
        raise AssertionError(key)

    def _fits_in_ends(self, key: str, value: Any, pair: Pair, configuration: Configuration) -> bool | None:
        _, *ends = pair
        match key:
            case "from" | "to":
                return self.within(ends[key == "to"], value, configuration)
            case "between":
                return any(self.within(end, value, configuration) for end in ends)
            case "inside":
                return all(self.within(end, value, configuration) for end in ends)
            case "owner":
                return value in [self.owner(end, configuration) for end in ends]
        return None

    def _fits_on_way(self, key: str, value: Any, pair: Pair, configuration: Configuration) -> bool | None:
        match key:
            case "through":
                return value in [hop["component"] for hop in self.hops(pair[0], configuration)]
            case "terminates":
                return value in [hop["component"] for hop in self.hops(pair[0], configuration) if "terminates" in hop]
            case "crosses":
                return value in self.crosses(pair, configuration)
        return None

    def _fits_in_channel(self, key: str, value: Any, pair: Pair, configuration: Configuration) -> bool | None:
        flow, channel = pair[0], self.of_channel(pair[0], configuration)
        match key:
            case "exposure":
                return bool(channel["exposure"] == value)
            case "layer":
                return bool(self.layer(flow, configuration) == value)
            case "channel":
                return bool(self.channel(flow, configuration) == value)
            case "over":
                return self._over(pair, value, configuration)
            case "encryption":
                return bool(channel.get("encryption", "none") == value)
            case "control":
                return value in listed(channel.get("controls", [])) + listed(self.of(flow, "controls", configuration, []))
        return None

    def _fits_in_words(self, key: str, value: Any, pair: Pair, configuration: Configuration) -> bool | None:
        flow, written = pair[0], self.flows[pair[0]]
        match key:
            case "id":
                return bool(flow == value)
            case "port":
                ports = self.of(flow, "ports", configuration, "unknown")
                return ports != "unknown" and any(numbers(value) & numbers(port) for port in listed(ports))
            case "protocol":
                return bool(self.of(flow, "protocol", configuration) == value)
            case "purpose":
                return bool(written.get(key) == value)
            case "status":
                return bool(written.get(key, "active") == value)
            case "audience":
                return bool(written.get(key, "public") == value)
            case "tag":
                return value in listed(written.get("tags", []))
        return None

    def _over(self, pair: Pair, channel: str, configuration: Configuration) -> bool:
        if self.channel(pair[0], configuration) == channel:
            return True
        return any(self._over(carrier, channel, configuration) for carrier in self.carriers(pair, configuration))

    # Claims: what breaks them under one configuration

    def breaks(self, claim: str, configuration: Configuration) -> bool:
        form = self.raw["claims"][claim]
        if "exists" in form:
            return not any(self.matches(form["exists"], flow, configuration, form.get("viewpoint")) for flow in self.flows)
        if "contained" in form:
            return bool(self.spilled(claim, configuration))
        if "unreachable" in form:
            return self.shortest_reach(claim, configuration) is not None
        return bool(self.culprits(claim, configuration))

    def culprits(self, claim: str, configuration: Configuration) -> list[str]:
        """The flows that each break a claim about single flows, in the model's order."""
        form = self.raw["claims"][claim]
        if not {"never", "every", "drawn-in"} & form.keys():
            return []
        return [flow for flow in self.flows if any(self._is_culprit(form, pair, configuration) for pair in self.pairs(flow))]

    def broken_by(self, claim: str) -> list[tuple[str, list[Configuration]]]:
        """Each flow that breaks a claim about single flows in some configuration, with all in which it does."""
        judged = self.judged(claim)
        culprits = [self.culprits(claim, configuration) for configuration in judged]
        found = {flow: [c for c, broken in zip(judged, culprits, strict=True) if flow in broken] for flow in self.flows}
        return [(flow, where) for flow, where in found.items() if where]

    def _is_culprit(self, form: Raw, pair: Pair, configuration: Configuration) -> bool:
        seen = form.get("viewpoint")
        if "never" in form:
            return self.pair_matches(form["never"], pair, configuration, seen)
        if "drawn-in" in form:
            view = self.raw["views"][form["drawn-in"]["view"]]
            drawn = self.pair_matches(view["show"], pair, configuration, view.get("viewpoint"))
            return self.pair_matches(form["drawn-in"]["every"], pair, configuration, seen) and not drawn
        return self.pair_matches(form["every"], pair, configuration, seen) and not self.pair_matches(form["is"], pair, configuration, seen)

    # Contained

    def loops_at_a_place(self) -> bool:
        """Whether a connection of some flow goes from a boundary as a whole to itself: whether it is drawn depends on what else is."""
        return any(source == target and source in self.raw["boundaries"] for flow in self.flows for _, source, target in self.pairs(flow))

    def bears(self, flow: str, key: str, data: str, configuration: Configuration) -> bool:
        return bool(self.data_named(data) & {*listed(self.of(flow, key, configuration, []))})

    def bearers(self, data: str, configuration: Configuration) -> list[Pair]:
        """The existing connections that carry or return `data`."""
        return [
            p for p in self.existing(configuration) if any(self.bears(p[0], key, data, configuration) for key in ("carries", "returns"))
        ]

    def seeing(self, pair: Pair, configuration: Configuration) -> set[str]:
        """Where the data on a connection can be read."""
        plain = self.of_channel(pair[0], configuration).get("encryption", "none") == "none"
        passed = {hop["component"] for hop in self.hops(pair[0], configuration) if plain or "terminates" in hop}
        return {*pair[1:], *passed}

    def origins(self, data: str) -> set[str]:
        named = self.data_named(data)
        components = self.raw["components"].items()
        return {id_ for id_, c in components if named & {*listed(c.get("stores", [])), *listed(c.get("produces", []))}}

    def spilled(self, claim: str, configuration: Configuration) -> list[str]:
        """The places outside where the data is: components first, then boundaries, each in the model's order."""
        form = self.raw["claims"][claim]["contained"]
        where = self.origins(form["data"]).union(*(self.seeing(p, configuration) for p in self.bearers(form["data"], configuration)))
        places = [*self.raw["components"], *self.raw["boundaries"]]
        areas = listed(form["within"])
        return [place for place in places if place in where and not any(self.within(place, area, configuration) for area in areas)]

    def step(self, pair: Pair, here: set[str], data: str, configuration: Configuration) -> set[str]:
        """Where `data` gets from the places `here` with a connection."""
        flow, source, target = pair
        sends = self.bears(flow, "carries", data, configuration) and source in here
        answers = self.bears(flow, "returns", data, configuration) and target in here
        return self.seeing(pair, configuration) if sends or answers else set()

    def distance(self, data: str, place: str, configuration: Configuration) -> int | None:
        """How many flows bring `data` from an origin to `place` at least; None where none do."""
        reached = self.origins(data)
        for length in range(len(self.raw["components"]) + len(self.raw["boundaries"])):
            if place in reached:
                return length
            steps = (self.step(pair, reached, data, configuration) for pair in self.bearers(data, configuration))
            reached = reached.union(*steps)
        return None

    # Unreachable

    def shortest_reach(self, claim: str, configuration: Configuration) -> int | None:
        """The length of the shortest chain of flows that the claim says is not there."""
        form = self.raw["claims"][claim]["unreachable"]
        pairs = self.existing(configuration)
        last = {pair for pair in pairs if self.within(pair[1], form["from"], configuration)}
        for length in range(1, len(pairs) + 1):
            if any(self.within(pair[2], form["to"], configuration) for pair in last):
                return length
            ends = {pair[2] for pair in last}
            last = {pair for pair in pairs if pair[1] in ends}
        return None


def alone(value: Any) -> Any:
    """A list of one, as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def numbers(port: Any) -> set[tuple[str, int]]:
    """Every single port that a port or a range stands for."""
    port = port["port"] if isinstance(port, dict) else port
    if port in PORTLESS:
        return {(port, 0)}
    span, transport = port.split("/")
    first, _, last = span.partition("-")
    return {(transport, number) for number in range(int(first), int(last or first) + 1)}

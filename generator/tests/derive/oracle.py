"""The language read a second time: every configuration listed, every fact looked up in the plain data, nothing shared with the generator.

Written from the reference of the model language alone, as slow and as literal as possible. It takes the mapping that a
model's YAML says and answers what `groundplan` must answer, so it works only where all configurations can be listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

Raw = dict[str, Any]
Configuration = dict[str, str]


def listed(value: Any) -> list[Any]:
    """One or many, as a list."""
    return value if isinstance(value, list) else [value]


class Oracle:
    """Answers about the model that `raw` describes."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.viewpoint = raw["project"]["viewpoint"]
        self.flows: Raw = raw.get("flows", {})
        self.configurations = list(self._configurations())

    # Configurations

    def _configurations(self) -> Iterator[Configuration]:
        options = self.raw.get("options", {})
        ways = [[option["default"], *(c for c in option["choices"] if c != option["default"])] for option in options.values()]
        for chosen in product(*ways):
            configuration = dict(zip(options, chosen, strict=True))
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

    def around(self, place: str) -> list[str]:
        """The boundaries that contain `place`, outermost first. A boundary contains itself."""
        boundaries = self.raw["boundaries"]
        inner = place if place in boundaries else self.raw["components"][place]["in"]
        around = [inner]
        while "in" in boundaries[around[0]]:
            around.insert(0, boundaries[around[0]]["in"])
        return around

    def owner(self, place: str) -> str | None:
        written = [self.raw["boundaries"][boundary].get("owner") for boundary in self.around(place)]
        written.append(self.raw["components"].get(place, {}).get("owner"))
        return next((owner for owner in reversed(written) if owner), None)

    def within(self, place: str, area: Any) -> bool:
        if isinstance(area, dict):
            return bool(self.owner(place) == area["owner"])
        return bool(area == place or area in self.around(place))

    def data_named(self, name: str) -> set[str]:
        """The class `name` and its parts, at any depth."""
        named = {name}
        for _ in self.raw["data"]:
            named |= {id_ for id_, data in self.raw["data"].items() if data.get("part-of") in named}
        return named

    # Facts of a flow

    def exists(self, flow: str, configuration: Configuration) -> bool:
        return all(configuration[option] in listed(choices) for option, choices in self.flows[flow].get("when", {}).items())

    def existing(self, configuration: Configuration) -> list[str]:
        return [flow for flow in self.flows if self.exists(flow, configuration)]

    def channel(self, flow: str, configuration: Configuration) -> str:
        rule = self.flows[flow]["channel"]
        return str(rule if isinstance(rule, str) else rule[configuration[rule["by"]]])

    def of_channel(self, flow: str, configuration: Configuration) -> Raw:
        found: Raw = self.raw["channels"][self.channel(flow, configuration)]
        return found

    def carriers(self, flow: str, configuration: Configuration) -> list[str]:
        """The existing carriers of the flow's channel; none for an underlay."""
        written = listed(self.of_channel(flow, configuration).get("carried-by", []))
        return [carrier for carrier in written if self.exists(carrier, configuration)]

    def layer(self, flow: str, configuration: Configuration) -> str:
        return "overlay" if self.of_channel(flow, configuration).get("carried-by") else "underlay"

    def hops(self, flow: str) -> list[Raw]:
        return [hop if isinstance(hop, dict) else {"component": hop} for hop in self.flows[flow].get("through", [])]

    def direction(self, flow: str) -> str:
        inside = [self.viewpoint in self.around(self.flows[flow][end]) for end in ("from", "to")]
        return {(0, 1): "inbound", (1, 0): "outbound", (1, 1): "internal", (0, 0): "external"}[inside[0], inside[1]]

    def crosses(self, flow: str) -> list[str]:
        way = [self.flows[flow]["from"], *(hop["component"] for hop in self.hops(flow)), self.flows[flow]["to"]]
        crossed: list[str] = []
        for here, there in pairwise(way):
            leaving = [boundary for boundary in reversed(self.around(here)) if boundary not in self.around(there)]
            entering = [boundary for boundary in self.around(there) if boundary not in self.around(here)]
            crossed += [boundary for boundary in leaving + entering if boundary not in crossed]
        return crossed

    def enters(self, flow: str) -> list[str]:
        key = {"inbound": "carries", "outbound": "returns"}.get(self.direction(flow), "")
        return listed(self.flows[flow].get(key, []))

    def leaves(self, flow: str) -> list[str]:
        key = {"inbound": "returns", "outbound": "carries"}.get(self.direction(flow), "")
        return listed(self.flows[flow].get(key, []))

    def openings(self, flow: str, configuration: Configuration) -> list[str]:
        opened = self._opened(flow, configuration)
        return [other for other in self.flows if other in opened]

    def _opened(self, flow: str, configuration: Configuration) -> set[str]:
        if self.layer(flow, configuration) == "underlay":
            return {flow} if self.viewpoint in self.crosses(flow) else set()
        opened: set[str] = set()
        return opened.union(*(self._opened(carrier, configuration) for carrier in self.carriers(flow, configuration)))

    def facts(self, flow: str, configuration: Configuration) -> Raw | None:
        """What the stable JSON says of `flow` under `configuration`; None where it does not exist."""
        if not self.exists(flow, configuration):
            return None
        return {
            "direction": self.direction(flow),
            "exposure": self.of_channel(flow, configuration)["exposure"],
            "layer": self.layer(flow, configuration),
            "channel": self.channel(flow, configuration),
            "crosses": self.crosses(flow),
            "enters": self.enters(flow),
            "leaves": self.leaves(flow),
            "openings": self.openings(flow, configuration),
        }

    def overall(self, flow: str, fact: str) -> list[str]:
        """Every value of `fact`, in the order of the first configuration that has it."""
        states = (self.facts(flow, configuration) for configuration in self.configurations)
        return list(dict.fromkeys(state[fact] for state in states if state))

    # Selectors

    def matches(self, selector: Raw, flow: str, configuration: Configuration) -> bool:
        if not self.exists(flow, configuration):
            return False
        return all(self._passes(key, value, flow, configuration) for key, value in selector.items())

    def _passes(self, key: str, value: Any, flow: str, configuration: Configuration) -> bool:
        match key:
            case "not":
                return not self.matches(value, flow, configuration)
            case "any":
                return any(self.matches(selector, flow, configuration) for selector in value)
            case "rides-on":
                return any(self.matches(value, carrier, configuration) for carrier in self._all_carriers(flow, configuration))
        return any(self._fits(key, item, flow, configuration) for item in listed(value))

    def _all_carriers(self, flow: str, configuration: Configuration) -> list[str]:
        direct = self.carriers(flow, configuration)
        return direct + [further for carrier in direct for further in self._all_carriers(carrier, configuration)]

    def _fits(self, key: str, value: Any, flow: str, configuration: Configuration) -> bool:  # noqa: C901, PLR0912 - one for each key
        written = self.flows[flow]
        ends = [written["from"], written["to"]]
        channel = self.of_channel(flow, configuration)
        sent, returned = listed(written.get("carries", [])), listed(written.get("returns", []))
        match key:
            case "id":
                return bool(flow == value)
            case "from" | "to":
                return self.within(written[key], value)
            case "between":
                return any(self.within(end, value) for end in ends)
            case "inside":
                return all(self.within(end, value) for end in ends)
            case "through":
                return value in [hop["component"] for hop in self.hops(flow)]
            case "crosses":
                return value in self.crosses(flow)
            case "direction":
                return bool(self.direction(flow) == value)
            case "exposure":
                return bool(channel["exposure"] == value)
            case "layer":
                return bool(self.layer(flow, configuration) == value)
            case "channel":
                return bool(self.channel(flow, configuration) == value)
            case "over":
                return self._over(flow, value, configuration)
            case "carries":
                return bool(self.data_named(value) & {*sent, *returned})
            case "sends":
                return bool(self.data_named(value) & {*sent})
            case "returns":
                return bool(self.data_named(value) & {*returned})
            case "leaves":
                return bool(self.data_named(value) & {*self.leaves(flow)})
            case "port":
                ports = written.get("ports", "unknown")
                return ports != "unknown" and any(numbers(value) & numbers(port) for port in listed(ports))
            case "encryption":
                return bool(channel.get("encryption", "none") == value)
            case "control":
                return value in listed(channel.get("controls", [])) + listed(written.get("controls", []))
            case "owner":
                return value in [self.owner(end) for end in ends]
            case "purpose" | "protocol":
                return bool(written.get(key) == value)
            case "status":
                return bool(written.get(key, "active") == value)
            case "audience":
                return bool(written.get(key, "public") == value)
            case "tag":
                return value in listed(written.get("tags", []))
        raise AssertionError(key)

    def _over(self, flow: str, channel: str, configuration: Configuration) -> bool:
        if self.channel(flow, configuration) == channel:
            return True
        return any(self._over(carrier, channel, configuration) for carrier in self.carriers(flow, configuration))

    # Claims: what breaks them under one configuration

    def breaks(self, claim: str, configuration: Configuration) -> bool:
        form = self.raw["claims"][claim]
        if "exists" in form:
            return not any(self.matches(form["exists"], flow, configuration) for flow in self.flows)
        if "contained" in form:
            return bool(self.spilled(claim, configuration))
        if "unreachable" in form:
            return self.shortest_reach(claim, configuration) is not None
        return bool(self.culprits(claim, configuration))

    def culprits(self, claim: str, configuration: Configuration) -> list[str]:
        """The flows that each break a claim about single flows, in the model's order."""
        form = self.raw["claims"][claim]
        return [flow for flow in self.flows if self._is_culprit(form, flow, configuration)]

    def _is_culprit(self, form: Raw, flow: str, configuration: Configuration) -> bool:
        if "never" in form:
            return self.matches(form["never"], flow, configuration)
        if "drawn-in" in form:
            selector, requirement = form["drawn-in"]["every"], self.raw["views"][form["drawn-in"]["view"]]["show"]
        else:
            selector, requirement = form["every"], form["is"]
        return self.matches(selector, flow, configuration) and not self.matches(requirement, flow, configuration)

    # Contained

    def bears(self, flow: str, key: str, data: str) -> bool:
        return bool(self.data_named(data) & {*listed(self.flows[flow].get(key, []))})

    def bearers(self, data: str, configuration: Configuration) -> list[str]:
        """The existing flows that carry or return `data`."""
        return [flow for flow in self.existing(configuration) if self.bears(flow, "carries", data) or self.bears(flow, "returns", data)]

    def seeing(self, flow: str, configuration: Configuration) -> set[str]:
        """Where the data on `flow` can be read."""
        plain = self.of_channel(flow, configuration).get("encryption", "none") == "none"
        passed = {hop["component"] for hop in self.hops(flow) if plain or "terminates" in hop}
        return {self.flows[flow]["from"], self.flows[flow]["to"], *passed}

    def origins(self, data: str) -> set[str]:
        named = self.data_named(data)
        components = self.raw["components"].items()
        return {id_ for id_, c in components if named & {*listed(c.get("stores", [])), *listed(c.get("produces", []))}}

    def spilled(self, claim: str, configuration: Configuration) -> list[str]:
        """The places outside where the data is: components first, then boundaries, each in the model's order."""
        form = self.raw["claims"][claim]["contained"]
        where = self.origins(form["data"]).union(*(self.seeing(f, configuration) for f in self.bearers(form["data"], configuration)))
        places = [*self.raw["components"], *self.raw["boundaries"]]
        return [place for place in places if place in where and not self.within(place, form["within"])]

    def step(self, flow: str, here: set[str], data: str, configuration: Configuration) -> set[str]:
        """Where `data` gets from the places `here` with `flow`."""
        written = self.flows[flow]
        sends = self.bears(flow, "carries", data) and written["from"] in here
        answers = self.bears(flow, "returns", data) and written["to"] in here
        return self.seeing(flow, configuration) if sends or answers else set()

    def distance(self, data: str, place: str, configuration: Configuration) -> int | None:
        """How many flows bring `data` from an origin to `place` at least; None where none do."""
        reached = self.origins(data)
        for length in range(len(self.raw["components"]) + len(self.raw["boundaries"])):
            if place in reached:
                return length
            steps = (self.step(flow, reached, data, configuration) for flow in self.bearers(data, configuration))
            reached = reached.union(*steps)
        return None

    # Unreachable

    def shortest_reach(self, claim: str, configuration: Configuration) -> int | None:
        """The length of the shortest chain of flows that the claim says is not there."""
        form = self.raw["claims"][claim]["unreachable"]
        flows = self.existing(configuration)
        last = {flow for flow in flows if self.within(self.flows[flow]["from"], form["from"])}
        for length in range(1, len(flows) + 1):
            if any(self.within(self.flows[flow]["to"], form["to"]) for flow in last):
                return length
            ends = {self.flows[flow]["to"] for flow in last}
            last = {flow for flow in flows if self.flows[flow]["from"] in ends}
        return None


def numbers(port: str) -> set[tuple[str, int]]:
    """Every single port that a port or a range stands for."""
    if port == "icmp":
        return {("icmp", 0)}
    span, transport = port.split("/")
    first, _, last = span.partition("-")
    return {(transport, number) for number in range(int(first), int(last or first) + 1)}

"""Random small models, as the mapping that their YAML says, and the way from there to the facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any

from hypothesis import strategies as st

from groundplan.derive.facts import Facts, derive
from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.load.document import read
from groundplan.resolve import Resolution, resolve

Raw = dict[str, Any]

MOST_CONFIGURATIONS = 36

Shape = tuple[tuple[str, tuple[str, ...]], ...]
"""Options and their choices."""

_OFTEN = st.sampled_from((True, True, True, False))

AREA_KEYS = ("from", "to", "between")
WORDS: dict[str, tuple[str, ...]] = {
    "direction": ("inbound", "outbound", "internal", "external"),
    "exposure": ("public", "private"),
    "layer": ("underlay", "overlay"),
    "encryption": ("none", "tls", "mtls", "end-to-end", "provider"),
    "status": ("active", "planned", "deprecated"),
    "audience": ("public", "internal"),
    "port": ("443/tcp", "440-445/tcp", "441-443/tcp", "443/udp", "53/udp", "443/sctp", "icmp", "icmpv6", "esp", "ah", "gre"),
    "only-port": ("443/tcp", "440-442/tcp", "443-450/tcp", "443/udp", "icmp"),
    "protocol": ("https", "wireguard"),
    "tag": ("red", "blue"),
}
SECTION_OF = {
    "id": "flows",
    "through": "components",
    "inside": "boundaries",
    "crosses": "boundaries",
    "channel": "channels",
    "over": "channels",
    "purpose": "terms",
    "carries": "data",
    "sends": "data",
    "returns": "data",
    "leaves": "data",
    "enters": "data",
    "only-carries": "data",
    "only-sends": "data",
    "only-returns": "data",
    "only-leaves": "data",
    "only-enters": "data",
    "terminates": "components",
    "control": "controls",
    "owner": "parties",
}
KEYS = (*AREA_KEYS, *WORDS, *SECTION_OF, "exposure", "layer", "channel", "over", "over", "carries", "leaves")
"""Keys that depend on the configuration, or on the shape of the data, come up more often."""

BOUNDARY_KINDS, COMPONENT_KINDS = tuple(map(str, BoundaryKind)), tuple(map(str, ComponentKind))
PARTIES, CONTROLS, TERMS = ("customer", "vendor"), ("filter", "approval"), ("operations", "metrics")


def resolution_of(text: str) -> Resolution:
    """The resolution of a model in one file. Every entry must be sound."""
    document = read([("model/model.yaml", text.encode())])
    resolution = resolve(document)
    assert not document.findings, document.findings
    assert resolution.whole, resolution.findings
    return resolution


def facts_from(text: str) -> Facts:
    """The facts of a model that is written as YAML."""
    model = resolution_of(text).model
    assert model is not None
    return derive(model)


def text_of(raw: Raw) -> str:
    """YAML that says `raw` (JSON is YAML)."""
    return json.dumps(raw, indent=1)


def one_of(items: Iterable[Any]) -> st.SearchStrategy[Any]:
    """One of `items`, by the same strategy each time: to make and to look at a new one takes longer than to draw from it."""
    return _one_of(tuple(items))


@cache
def _one_of(items: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(items)


def _shape(options: Raw) -> Shape:
    return tuple((id_, tuple(option["choices"])) for id_, option in options.items())


@st.composite
def models(draw: st.DrawFn, *, claims: int = 0, without_options: bool = False) -> Raw:
    """A model with at most five options and a handful of everything else, and `claims` claims of any form."""
    options = {} if without_options else draw(_options())
    boundaries = draw(_nested("b", 2, 5, "in"))
    for boundary in boundaries.values():
        boundary["kind"] = draw(one_of(BOUNDARY_KINDS))
        for key in ("owner", "manager"):
            _maybe(draw, boundary, key, one_of(PARTIES))
    data = draw(_nested("d", 1, 4, "part-of"))
    components = {f"c{i}": draw(_component(list(boundaries), list(data), options)) for i in range(draw(st.integers(2, 5)))}
    channels = {f"n{i}": draw(_channel()) for i in range(draw(st.integers(2, 4)))}
    flows = {f"f{i}": draw(_flow(components, boundaries, data, channels, options)) for i in range(draw(st.integers(3, 8)))}
    _carry(draw, channels, flows)
    raw: Raw = {
        "project": {"name": "Random", "viewpoint": draw(one_of(sorted(boundaries)))},
        "parties": {party: {"role": party} for party in PARTIES},
        "boundaries": boundaries,
        "components": components,
        "data": data,
        "controls": {control: {"kind": "network"} for control in CONTROLS},
        "terms": {term: {} for term in TERMS},
        "channels": channels,
        "options": options,
        "flows": flows,
    }
    _maybe(draw, raw["project"], "viewpoints", st.lists(one_of(sorted(boundaries)), max_size=2, unique=True))
    for flow in flows.values():
        if draw(st.integers(0, 3)) == 0:
            flow["expect"] = draw(_expected(tuple(sorted(boundaries))))
    raw["views"] = {"v0": draw(_view(raw))}
    written = [draw(_claim(raw)) for _ in range(claims)]
    if claims:
        written += [{"statement": "It is so.", **claim} for claim in plain_claims(raw)]
    raw["claims"] = {f"p{number}": claim for number, claim in enumerate(written)}
    return raw


@st.composite
def _view(draw: st.DrawFn, raw: Raw) -> Raw:
    view: Raw = {"show": draw(selectors(raw))}
    _maybe(draw, view, "viewpoint", one_of(sorted(raw["boundaries"])))
    if draw(st.integers(0, 2)) == 0:
        view["collapse"] = [draw(one_of(sorted(raw["boundaries"])))]
    if raw["options"] and draw(st.integers(0, 2)) == 0:
        option = draw(one_of(list(raw["options"])))
        view["with"] = {option: draw(one_of(list(raw["options"][option]["choices"])))}
    return view


@cache
def _expected(boundaries: tuple[str, ...]) -> st.SearchStrategy[Raw]:
    """Classes written by hand, or such for one of several borders."""
    classes = st.fixed_dictionaries({}, optional={key: one_of(WORDS[key]) for key in ("direction", "exposure")})
    return classes | st.builds(lambda place, written: {place: written}, one_of(boundaries), classes)


@st.composite
def _options(draw: st.DrawFn) -> Raw:
    options: Raw = {}
    product = 1
    for index in range(draw(st.integers(0, 5))):
        width = min(draw(one_of((2, 3, 2, 1))), MOST_CONFIGURATIONS // product)
        product *= width
        choices: Raw = {f"x{choice}": {} for choice in range(width)}
        options[f"o{index}"] = {"choices": choices, "default": draw(one_of(list(choices)))}
    for option in options.values():
        for choice in option["choices"].values():
            if draw(st.integers(0, 5)) == 0:
                choice[draw(one_of(("requires", "excludes")))] = draw(conditions(options))
    return options


def conditions(options: Raw) -> st.SearchStrategy[Raw]:
    """`{option: choice or choices}` for some of `options`."""
    return _conditions(_shape(options))


@cache
def _conditions(shape: Shape) -> st.SearchStrategy[Raw]:
    choices = dict(shape)
    one = one_of(choices).flatmap(lambda option: st.tuples(st.just(option), _one_or_many(one_of(choices[option]))))
    return st.lists(one, max_size=2).map(dict) if shape else st.just({})


@cache
def _one_or_many(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return items | st.lists(items, min_size=1, max_size=2)


@st.composite
def _nested(draw: st.DrawFn, letter: str, least: int, most: int, key: str) -> Raw:
    """Entries that may lie in earlier ones, written in any order."""
    entries: Raw = {}
    for index in range(draw(st.integers(least, most))):
        inside = draw(one_of([None, *entries]))
        entries[f"{letter}{index}"] = {key: inside} if inside else {}
    order = draw(st.permutations(list(entries)))
    return {id_: entries[id_] for id_ in order}


def _maybe(draw: st.DrawFn, entry: Raw, key: str, value: st.SearchStrategy[Any]) -> None:
    if draw(st.booleans()):
        entry[key] = draw(value)


def by_choice(options: Raw, value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or one for each choice of an option: all of them named, or the rest by `else`; such values within each other."""
    return _by_choice(_shape(options), value, 2)


@cache
def _by_choice(shape: Shape, value: st.SearchStrategy[Any], depth: int) -> st.SearchStrategy[Any]:
    if not shape or not depth:
        return value
    inner = _by_choice(shape, value, depth - 1)
    return value | value | one_of(dict(shape)).flatmap(partial(_chosen, choices=dict(shape), value=inner))


@st.composite
def _chosen(draw: st.DrawFn, option: str, choices: dict[str, tuple[str, ...]], value: st.SearchStrategy[Any]) -> Raw:
    all_ = choices[option]
    named = draw(_some(all_)) if draw(st.booleans()) else all_
    rest = {"else": draw(value)} if len(named) < len(all_) else {}
    return {"by": option, **{choice: draw(value) for choice in named}, **rest}


@cache
def _some(items: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(one_of(items), unique=True)


@st.composite
def _component(draw: st.DrawFn, boundaries: list[str], data: list[str], options: Raw) -> Raw:
    component: Raw = {"kind": draw(one_of(COMPONENT_KINDS)), "in": draw(by_choice(options, one_of(boundaries)))}
    for key in ("owner", "manager"):
        if draw(st.integers(0, 3)) == 0:
            component[key] = draw(by_choice(options, one_of(PARTIES)))
    if draw(st.integers(0, 2)) == 0:
        component[draw(one_of(("stores", "produces")))] = draw(_one_or_many(one_of(data)))
    return component


@st.composite
def _channel(draw: st.DrawFn) -> Raw:
    channel: Raw = {"exposure": draw(one_of(WORDS["exposure"]))}
    _maybe(draw, channel, "encryption", one_of(("none", "tls", "end-to-end")))
    _maybe(draw, channel, "controls", st.just(["filter"]))
    return channel


@st.composite
def _flow(draw: st.DrawFn, components: Raw, boundaries: Raw, data: Raw, channels: Raw, options: Raw) -> Raw:  # noqa: PLR0917
    ends = _ends((*components, *boundaries))
    flow: Raw = {"from": draw(ends), "to": draw(ends)}
    if draw(st.booleans()):
        flow["through"] = draw(by_choice(options, _ways(tuple(components))))
    flow["channel"] = draw(by_choice(options, one_of(list(channels))))
    for key in ("carries", "returns"):
        _maybe(draw, flow, key, by_choice(options, _one_or_many(one_of(list(data)))))
    if draw(st.integers(0, 4)) == 0:
        flow["opened-by"] = "both"
    if draw(_OFTEN):
        flow["when"] = draw(conditions(options))
    _maybe(draw, flow, "ports", by_choice(options, _PORTS))
    for extra in draw(st.lists(one_of(list(_EXTRAS)), max_size=2, unique=True)):
        value = _EXTRAS[extra]
        flow[extra] = draw(by_choice(options, value) if extra in _EXTRAS_BY_CHOICE else value)
    return flow


@cache
def _ends(places: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return one_of(places) | st.lists(one_of(places), min_size=1, max_size=2, unique=True)


@cache
def _ways(components: tuple[str, ...]) -> st.SearchStrategy[Any]:
    component = one_of(components)
    return st.lists(component | component.map(lambda id_: {"component": id_, "terminates": "tls"}), max_size=2)


_PORTS = (
    st.lists(one_of(WORDS["port"]), min_size=1, max_size=4, unique=True)
    | st.just("unknown")
    | st.just([{"port": "443/tcp", "name": "Web"}, "esp"])
)
_EXTRAS: dict[str, st.SearchStrategy[Any]] = {
    "endpoints": st.just([{"host": "{account}.example.com"}, {"list": "https://example.com/ranges.json"}]) | st.just([{"service": "s3"}]),
    "protocol": one_of(WORDS["protocol"]),
    "status": one_of(WORDS["status"]),
    "audience": one_of(WORDS["audience"]),
    "tags": _one_or_many(one_of(WORDS["tag"])),
    "controls": _one_or_many(one_of(CONTROLS)),
    "purpose": one_of(TERMS),
}


_EXTRAS_BY_CHOICE = frozenset({"protocol", "controls", "endpoints"})


def _carry(draw: st.DrawFn, channels: Raw, flows: Raw) -> None:
    """Make some channels overlays. A carrier uses only channels before the one it carries, so nothing carries itself."""
    for index, channel in enumerate(channels):
        below = set(list(channels)[:index])
        carriers = [id_ for id_, flow in flows.items() if below.issuperset(channels_of(flow))]
        if draw(_OFTEN) and carriers:
            chosen: list[str] = draw(st.lists(one_of(carriers), min_size=1, max_size=3, unique=True))
            channels[channel]["carried-by"] = chosen


def channels_of(flow: Raw) -> list[str]:
    """The channels that `flow` may use."""
    return list(_values(flow["channel"]))


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, dict) and "by" in value:
        for choice, inner in value.items():
            if choice != "by":
                yield from _values(inner)
    else:
        yield value


@st.composite
def selectors(draw: st.DrawFn, raw: Raw, depth: int = 3) -> Raw:
    """A selector of up to two keys, with others inside it to `depth`."""
    selector: Raw = {}
    for _ in range(draw(one_of((0, 1, 1, 1, 2)))):
        compound = draw(one_of(("not", "any", "rides-on", None, None, None))) if depth > 1 else None
        if compound is None:
            key = draw(one_of(KEYS))
            selector[key] = draw(_one_or_many(_value(key, raw)))
        elif compound == "any":
            selector[compound] = draw(st.lists(selectors(raw, depth - 1), min_size=1, max_size=2))
        else:
            selector[compound] = draw(selectors(raw, depth - 1))
    if selector and draw(st.integers(0, 4)) == 0:
        selector["viewpoint"] = draw(one_of(sorted(raw["boundaries"])))
    return selector


def _value(key: str, raw: Raw) -> st.SearchStrategy[Any]:
    if key in AREA_KEYS:
        return areas(raw)
    return one_of(WORDS[key] if key in WORDS else list(raw[SECTION_OF[key]]))


def plain_selectors(raw: Raw) -> Iterator[Raw]:
    """Every selector of one key and one value that `raw` has a value for, and for each flow what rides on it."""
    for key in dict.fromkeys(KEYS):
        values = WORDS.get(key) or ([*raw["components"], *raw["boundaries"]] if key in AREA_KEYS else raw[SECTION_OF[key]])
        yield from ({key: value} for value in values)
    yield from ({"rides-on": {"id": flow}} for flow in raw["flows"])


def plain_claims(raw: Raw) -> Iterator[Raw]:
    """Where each class of data stays, and which boundary leads to which."""
    boundaries = raw["boundaries"]
    for data in raw["data"]:
        yield from ({"contained": {"data": data, "within": boundary}} for boundary in boundaries)
    for source in [*boundaries, *raw["components"]]:
        yield from ({"unreachable": {"from": source, "to": target}} for target in boundaries)


def areas(raw: Raw) -> st.SearchStrategy[Any]:
    """A component, a boundary or what a party owns."""
    return _areas((*raw["components"], *raw["boundaries"]))


@cache
def _areas(places: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from([*places, *({"owner": party} for party in PARTIES)])


FORMS = ("never", "every", "exists", "contained", "unreachable", "drawn-in")


@st.composite
def _claim(draw: st.DrawFn, raw: Raw) -> Raw:
    claim: Raw = {"statement": "It is so."}
    match draw(one_of(FORMS)):
        case "every":
            claim |= {"every": draw(selectors(raw)), "is": draw(selectors(raw))}
        case "contained":
            claim["contained"] = {"data": draw(one_of(list(raw["data"]))), "within": draw(_one_or_many(areas(raw)))}
        case "unreachable":
            claim["unreachable"] = {"from": draw(areas(raw)), "to": draw(areas(raw))}
        case "drawn-in":
            claim["drawn-in"] = {"view": "v0", "every": draw(selectors(raw))}
        case form:
            claim[form] = draw(selectors(raw))
    if draw(st.integers(0, 2)) == 0:
        claim["when"] = draw(conditions(raw["options"]))
    if draw(st.integers(0, 2)) == 0:
        claim["viewpoint"] = draw(one_of(sorted(raw["boundaries"])))
    return claim

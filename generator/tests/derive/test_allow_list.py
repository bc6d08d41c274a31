"""The rules of the allow-list: both ends of each, and where it is needed."""

from __future__ import annotations

from hypothesis import event, given

from derive.models import Raw, facts_from, models, text_of
from groundplan.derive.allow_list import Address, FillIn, Own, Rule, allow_list
from groundplan.derive.facts import Facts
from groundplan.domain.flow import Endpoint

MODEL = """
project: {name: P, viewpoint: vpc}
parties: {us: {name: Us, role: customer}, them: {name: Them, role: vendor}}
boundaries:
  internet: {name: Internet, kind: internet}
  account: {name: Account, kind: account, owner: us}
  vpc: {name: VPC, kind: vpc, in: account}
  office: {name: Office, kind: site, in: account}
  theirs: {name: Theirs, kind: saas, owner: them}
components:
  app: {name: App, kind: service, in: vpc}
  balancer: {name: Balancer, kind: gateway, in: vpc}
  desk: {name: Desk, kind: device, in: office}
  api: {name: API, kind: service, in: theirs}
  gate: {name: Gate, kind: gateway, in: theirs}
  stranger: {name: Stranger, kind: device, in: internet}
channels:
  direct: {name: Direct, exposure: public, encryption: tls}
  tunnel: {name: Tunnel, exposure: private, encryption: end-to-end, carried-by: [register]}
options:
  way: {name: Way, default: wide, choices: {wide: {name: Wide}, narrow: {name: Narrow}}}
flows:
  from-office: {name: A, from: desk, to: app, through: [balancer], channel: direct, ports: [443/tcp]}
  from-anyone: {name: B, from: stranger, to: app, channel: direct}
  from-internet: {name: C, from: internet, to: app, channel: direct, ports: unknown, when: {way: wide}}
  to-api: {name: D, from: app, to: api, through: [gate], channel: direct, ports: [443/tcp]}
  register: {name: E, from: app, to: api, channel: direct, ports: [443/tcp], endpoints: [{host: api.example.com}, {cidr: 192.0.2.0/24}]}
  over-tunnel: {name: F, from: api, to: app, channel: {by: way, wide: direct, narrow: tunnel}, ports: [22/tcp]}
  hairpin: {name: G, from: balancer, to: app, through: [gate], channel: direct, ports: [80/tcp]}
  transit: {name: H, from: desk, to: api, through: [balancer], channel: direct, ports: [80/tcp], endpoints: [{host: api.example.com}]}
  inside: {name: I, from: balancer, to: app, channel: direct}
"""


def written(address: Address) -> str:
    match address:
        case Endpoint():
            return address.value
        case Own():
            return f"own {address.place.id}"
        case FillIn(place, decider, _):
            return f"{place.id} by {decider}"


def line(rule: Rule) -> str:
    source, destination = (" ".join(map(written, end)) for end in (rule.source, rule.destination))
    return f"{rule.id} {rule.direction}: {source} -> {destination}"


def facts() -> Facts:
    return facts_from(MODEL)


def test_each_rule_has_both_ends() -> None:
    assert [line(rule) for rule in allow_list(facts())] == [
        "from-office inbound: desk by reader -> own balancer",
        "from-anyone inbound: stranger by nobody -> own app",
        "from-internet inbound: 0.0.0.0/0 ::/0 -> own app",
        "to-api outbound: own app -> gate by owner",
        "register outbound: own app -> api.example.com 192.0.2.0/24",
        "over-tunnel inbound: api by owner -> own app",
        "hairpin outbound: own balancer -> gate by owner",
        "hairpin/2 inbound: gate by owner -> own app",
        "transit inbound: desk by reader -> own balancer",
        "transit/2 outbound: own balancer -> api.example.com",
    ]


def test_endpoints_name_the_end_that_is_outside_of_the_model_s_own_border() -> None:
    """At another border, the addresses of the end inside are not those of the end outside."""
    found = facts()
    theirs, account = (found.seen_from(found.model.boundaries[place]) for place in ("theirs", "account"))
    assert [line(rule) for rule in allow_list(theirs) if rule.flow.id in ("register", "transit")] == [
        "register inbound: app by owner -> own api",
        "transit inbound: balancer by owner -> own api",
    ]
    assert [line(rule) for rule in allow_list(account) if rule.flow.id in ("register", "transit")] == [
        "register outbound: own app -> api.example.com 192.0.2.0/24",
        "transit outbound: own balancer -> api.example.com",
    ]


def test_overlays_stand_behind_what_carries_them() -> None:
    register = next(rule for rule in allow_list(facts()) if rule.id == "register")
    assert {flow.id: [dict(cube) for cube in condition.cubes()] for flow, condition in register.needed_by.items()} == {
        "register": [{}],
        "over-tunnel": [{"way": ("narrow",)}],
    }


def test_a_rule_says_where_it_is_needed() -> None:
    rules = {rule.id: [dict(cube) for cube in rule.condition.cubes()] for rule in allow_list(facts())}
    assert rules["to-api"] == [{}]
    assert rules["from-internet"] == [{"way": ("wide",)}]


def test_only_what_is_needed_within_is_listed() -> None:
    found = facts()
    narrow = [rule.id for rule in allow_list(found, within=found.space.choice("way", "narrow"))]
    assert narrow == ["from-office", "from-anyone", "to-api", "register", "hairpin", "hairpin/2", "transit", "transit/2"]


def test_only_what_the_chosen_flows_need_is_listed() -> None:
    found = facts()
    (rule,) = allow_list(found, {"over-tunnel": found.space.choice("way", "narrow")})
    assert (rule.id, [flow.id for flow in rule.needed_by]) == ("register", ["over-tunnel"])
    assert [dict(cube) for cube in rule.condition.cubes()] == [{"way": ("narrow",)}]


@given(models())
def test_every_opening_has_rules_that_cross_the_border(raw: Raw) -> None:
    found = facts_from(text_of(raw))
    rules = allow_list(found)
    event("some rules" if rules else "no rules")
    assert [flow.id for flow in found.openings] == list(dict.fromkeys(rule.flow.id for rule in rules))
    inside = found.ground.index.places([found.viewpoint]).holding
    for rule in rules:
        assert not any(rule.condition & ~inside(place) for place in rule.near)
        assert not any(rule.condition & inside(place) for place, _ in rule.far)
        assert rule.source
        assert rule.destination
        assert rule.condition.settled == found.space.union(rule.needed_by.values()).settled
    for flow in found.flows.values():
        own = found.space.union(rule.condition for rule in rules if rule.flow is flow.flow)
        needed = found.space.union(other.openings.get(flow.flow, found.space.never) for other in found.flows.values())
        assert own.settled == needed.settled


@given(models())
def test_under_a_configuration_a_rule_names_the_flows_that_need_it_there(raw: Raw) -> None:
    found = facts_from(text_of(raw))
    configuration = found.space.valid.first()
    assert configuration is not None
    here = found.space.where({option: (choice,) for option, choice in configuration.items()})
    state = found.under(configuration).flows
    named: dict[str, set[str]] = {}
    for rule in allow_list(found, within=here):
        named.setdefault(rule.flow.id, set()).update(flow.id for flow in rule.needed_by)
    needed = {id_: {other.id for other in flow.openings} for id_, flow in state.items()}
    assert named == {opened: {id_ for id_, openings in needed.items() if opened in openings} for opened in set().union(*needed.values())}


BY_CHOICE = """
project: {name: P, viewpoint: vpc}
parties: {us: {name: Us, role: customer}, them: {name: Them, role: vendor}}
boundaries:
  vpc: {name: VPC, kind: vpc, owner: us}
  theirs: {name: Theirs, kind: saas, owner: them}
  ours: {name: Ours, kind: site, owner: us}
components:
  app: {name: App, kind: service, in: vpc}
  job: {name: Job, kind: job, in: vpc}
  proxy: {name: Proxy, kind: gateway, in: vpc}
  store: {name: Store, kind: datastore, in: {by: hosting, them: theirs, us: ours, here: vpc}}
  east: {name: East, kind: service, in: theirs}
  west: {name: West, kind: service, in: theirs}
channels: {direct: {name: Direct, exposure: public, encryption: tls}}
options:
  hosting: {name: Hosting, default: them, choices: {them: {name: Them}, us: {name: Us}, here: {name: Here}}}
  proxied: {name: Proxied, default: "off", choices: {"off": {name: "Off"}, "on": {name: "On"}}}
flows:
  keep: {name: Keep, from: app, to: store, channel: direct, ports: {by: hosting, them: [443/tcp], else: [5432/tcp]}}
  send: {name: Send, from: [app, job], to: [east, west], channel: direct, ports: [443/tcp], through: {by: proxied, "on": [proxy], else: []}}
  call:
    {name: Call, from: app, to: east, channel: direct, ports: [80/tcp], endpoints: {by: proxied, "on": [{host: a.example.com}], else: []}}
  punch: {name: Punch, from: east, to: app, opened-by: both, channel: direct, ports: [3478/udp]}
"""


def test_what_differs_by_choice_are_rules_of_their_own() -> None:
    rules = allow_list(facts_from(BY_CHOICE))
    said = [f"{line(rule)} {','.join(map(str, rule.ports or ()))} {[dict(cube) for cube in rule.condition.cubes()]}" for rule in rules]
    assert said == [
        "keep outbound: own app -> store by owner 443/tcp [{'hosting': ('them',)}]",
        "keep/2 outbound: own app -> store by reader 5432/tcp [{'hosting': ('us',)}]",
        "send outbound: own app own job -> east by owner west by owner 443/tcp [{'proxied': ('off',)}]",
        "send/2 outbound: own proxy -> east by owner west by owner 443/tcp [{'proxied': ('on',)}]",
        "call outbound: own app -> a.example.com 80/tcp [{'proxied': ('on',)}]",
        "call/2 outbound: own app -> east by owner 80/tcp [{'proxied': ('off',)}]",
        "punch outbound: own app -> east by owner 3478/udp [{}]",
    ]

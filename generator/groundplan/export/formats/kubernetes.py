"""NetworkPolicies: for each component in a namespace of the model, what it may connect to and what may connect to it.

Pods are found by the label `app.kubernetes.io/name`, which must be the component's id, in the namespace of their boundary's id. Where an
id is longer than a label may be, both are the id cut, with a digest of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from groundplan.derive.allow_list import Address, Own
from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Layer
from groundplan.domain.component import Component, Place
from groundplan.domain.flow import Flow, OpenedBy, Port
from groundplan.export.addresses import key_of
from groundplan.export.exported import Exported, one_line
from groundplan.export.pods import Pods, selector
from groundplan.export.rows import cannot_say, flow_name, heading
from groundplan.export.ruleset import Family, matches
from groundplan.load.kubernetes import object_name

_PROTOCOLS = ("tcp", "udp", "sctp")


@dataclass(frozen=True, slots=True)
class _Peer:
    """The other end of a connection of a pod."""

    state: FlowState
    place: Place


def write(exported: Exported) -> str:
    """One document for each component, with the connections of the configuration. What is not stated is not admitted."""
    writer = _Writer(exported)
    head = "\n".join(f"# {line}" for line in heading(exported))
    policies = ["\n".join(writer.policy(component)) for component in writer.pods]
    if not policies:
        return f"{head}\n# {exported.words.gettext('No component of the model is in a namespace.')}\n"
    return "\n---\n".join([head, *policies]) + "\n"


class _Writer:
    def __init__(self, exported: Exported) -> None:
        self.exported = exported
        self.pods = Pods(exported)
        self.outside = {(rule.flow, place): addresses for rule in exported.rules for place, addresses in rule.far}
        self.accepts: dict[Place, list[_Peer]] = {}
        self.opens: dict[Place, list[_Peer]] = {}
        for state in exported.states:
            if state.layer is Layer.UNDERLAY:
                for here, there in (step for way in state.ways for step in pairwise(way)):
                    self._step(state, here, there)

    def _step(self, state: FlowState, here: Place, there: Place) -> None:
        """What each end of a step needs. Where both open the connection, each sends first, and the answers need no rule."""
        self.opens.setdefault(here, []).append(_Peer(state, there))
        if state.flow.opened_by is OpenedBy.BOTH:
            self.opens.setdefault(there, []).append(_Peer(state, here))
        else:
            self.accepts.setdefault(there, []).append(_Peer(state, here))

    def policy(self, component: Component) -> Iterator[str]:
        yield "apiVersion: networking.k8s.io/v1"
        yield "kind: NetworkPolicy"
        yield "metadata:"
        yield f"  name: {json.dumps(object_name(f'groundplan-{component.id}'))}"
        yield f"  namespace: {json.dumps(self.pods.namespace(component))}"
        yield "spec:"
        yield f"  podSelector: {selector(component)}"
        yield "  policyTypes: [Ingress, Egress]"
        yield from self._side("ingress", "from", component, self.accepts)
        yield from self._side("egress", "to", component, self.opens)

    def _side(self, key: str, word: str, component: Component, connected: Mapping[Place, list[_Peer]]) -> Iterator[str]:
        found = (peer for place in self.pods.standing_for(component) for peer in connected.get(place, ()))
        peers = sorted(dict.fromkeys(found), key=lambda peer: peer.state.number)
        lines = [line for peer in peers for line in self._rule(word, component, peer)]
        admits = any(not line.lstrip().startswith("#") for line in lines)
        yield f"  {key}:" if admits else f"  {key}: []"
        yield from (f"    {line}" for line in lines)

    def _rule(self, word: str, component: Component, peer: _Peer) -> Iterator[str]:
        """What is admitted of a connection, below its name; for pods of the model any port where none is stated."""
        state, gettext = peer.state, self.exported.words.gettext
        yield f"# {state.number} {flow_name(state.flow, self.exported.words)}"
        pods = self.pods.peers(peer.place, component)
        others = [] if pods and self._is_told(peer.place) else [*self._blocks(state.flow, peer.place)]
        if state.ports:
            yield from self._on_ports(word, [*pods, *others], state.ports)
            return
        if pods:
            yield f"# {gettext('The ports are not stated: any.')}"
            yield from _admission(word, pods, [])
        if not pods or others:
            yield f"# {gettext('No rule can be made: the ports are not stated.')}"

    def _on_ports(self, word: str, peers: list[str], stated: tuple[Port, ...]) -> Iterator[str]:
        """What is admitted on ports that are stated, below a comment for those that a policy cannot name."""
        if why := cannot_say([port for port in stated if port.transport not in _PROTOCOLS], self.exported.words):
            yield f"# {why}"
        if ports := [*_ports(stated)]:
            yield from _admission(word, peers, ports)

    def _is_told(self, place: Place) -> bool:
        """Whether selectors say all that is to be said of a place: a boundary may have addresses, too, if whoever exports gives some."""
        given = isinstance(place, Boundary) and self.exported.book.networks(Own(place))
        return not given and self.pods.are_all(place)

    def _blocks(self, flow: Flow, place: Place) -> Iterator[str]:
        """The addresses of what is no pod; a comment for those that nobody has given."""
        addresses: tuple[Address, ...] = self.outside.get((flow, place), (Own(place),))
        for address in addresses:
            networks = self.exported.book.networks(address)
            yield from (f"ipBlock: {{cidr: {json.dumps(str(network))}}}" for network in networks)
            if not networks:
                said = one_line(self.exported.words.address(address))
                yield f"# {self.exported.words.gettext('Fill in {name}: {what}', name=key_of(address), what=said)}"


def _admission(word: str, peers: list[str], ports: list[str]) -> Iterator[str]:
    """The rule that admits `peers`, below the comments among them; none where there is nobody to admit."""
    yield from (line for line in peers if line.startswith("#"))
    admitted = [line for line in peers if not line.startswith("#")]
    if admitted:
        yield f"- {word}:"
        yield from (f"    - {line}" for line in admitted)
    if admitted and ports:
        yield "  ports:"
        yield from (f"    - {line}" for line in ports)


def _ports(stated: tuple[Port, ...]) -> Iterator[str]:
    """The ports that a policy can name: those of TCP, UDP and SCTP."""
    for match in matches(stated, Family.V4):
        if match.protocol in _PROTOCOLS:
            for first, last in match.ports:
                end = f", endPort: {last}" if last != first else ""
                yield f"{{protocol: {match.protocol.upper()}, port: {first}{end}}}"

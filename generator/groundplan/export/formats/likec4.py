"""The connections of a configuration as a LikeC4 model: boundaries as nested elements, a relationship for each initiator and target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Layer
from groundplan.domain.component import Component, ComponentKind, Place
from groundplan.domain.entry import Entry
from groundplan.export.connected import boundaries, by_home, chosen, ends, owner
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import configured, origin, ports

_SHAPES = {
    ComponentKind.DATASTORE: "cylinder",
    ComponentKind.QUEUE: "queue",
    ComponentKind.PERSON: "person",
    ComponentKind.DEVICE: "browser",
}
_LANGUAGE = """
    alt amber and blue border bottom break browser bucket catch color component crow cylinder dashed deployment description
    diagram diamond document dot dotted dynamic element else exclude extend extends finally from global gray green group
    head icon icons if import include indigo instance is kind large left lg likec4lib line link loop max md medium metadata
    min mobile model multiple muted node none normal not notation notes odiamond odot of onormal opacity open opt or order
    padding par parallel person predicate primary queue rank rectangle red relationship rgb rgba right same secondary
    sequence shape sink size sky slate sm small solid source specification storage style summary tag tail target technology
    title top try variant vee view views when where with xl xlarge xs xsmall
"""
"""The words of the language, as of its version 1.59."""
_RESERVED = frozenset(_LANGUAGE.split())
"""None of them may be the name of an element."""
WHOLE = "_whole"
"""After the name of a boundary that is an end of a flow: no relationship may join an element and what it is in."""


def write(exported: Exported) -> str:
    """One file of LikeC4's language, with a view of everything."""
    said = (f"// {one_line(line)}" for line in (*configured(exported), *origin(exported.words, exported.provenance)))
    model = _Model(exported)
    lines = [*said, *_specification(), "", "model {", *model.elements(), *model.relationships(), "}", "", *_views(exported)]
    return "\n".join(lines) + "\n"


def _specification() -> Iterator[str]:
    yield from ("specification {", "  element boundary", "  element whole")
    for kind in ComponentKind:
        shape = _SHAPES.get(kind)
        yield from (
            (f"  element kind-{kind} {{", "    style {", f"      shape {shape}", "    }", "  }") if shape else (f"  element kind-{kind}",)
        )
    yield from ("  relationship underlay", "  relationship overlay {", "    line dotted", "  }", "}")


def _views(exported: Exported) -> Iterator[str]:
    """A view of everything."""
    roots = [_name(boundary) for boundary in boundaries(exported) if boundary.parent is None]
    yield from ("views {", "  view index {", f"    title {_quoted(exported.words.name(exported.facts.viewpoint))}")
    yield from (f"    include {root}, {root}.**" for root in roots)
    yield from ("  }", "}")


class _Model:
    def __init__(self, exported: Exported) -> None:
        self._exported = exported
        self._shown = boundaries(exported)
        self._inside = by_home(exported)
        self._ends = {place for state in exported.states for source, target, _ in ends(state) for place in (source, target)}

    def elements(self) -> Iterator[str]:
        return chain.from_iterable(self._boundary(boundary, "  ") for boundary in self._shown if boundary.parent is None)

    def _boundary(self, boundary: Boundary, indent: str) -> Iterator[str]:
        yield f"{indent}{_name(boundary)} = boundary {_quoted(self._exported.words.name(boundary))} {{"
        yield from _metadata({"boundary-kind": boundary.kind.value, "owner": self._owner(boundary)}, f"{indent}  ")
        if boundary in self._ends:
            yield f"{indent}  {_name(boundary)}{WHOLE} = whole {_quoted(self._exported.words.name(boundary))}"
        for component in self._inside.get(boundary, ()):
            yield from self._component(component, f"{indent}  ")
        for within in self._shown:
            if within.parent is boundary:
                yield from self._boundary(within, f"{indent}  ")
        yield f"{indent}}}"

    def _component(self, component: Component, indent: str) -> Iterator[str]:
        yield f"{indent}{_name(component)} = kind-{component.kind} {_quoted(self._exported.words.name(component))} {{"
        yield from _metadata({"owner": self._owner(component)}, f"{indent}  ")
        yield f"{indent}}}"

    def _owner(self, place: Place) -> str:
        party = owner(place, self._exported)
        return self._exported.words.name(party) if party else ""

    def relationships(self) -> Iterator[str]:
        return chain.from_iterable(self._relationships(state) for state in self._exported.states)

    def _relationships(self, state: FlowState) -> Iterator[str]:
        words, kind = self._exported.words, "overlay" if state.layer is Layer.OVERLAY else "underlay"
        for source, target, passed in ends(state):
            yield f"  {self._reference(source)} -[{kind}]-> {self._reference(target)} {_quoted(words.name(state.flow))} {{"
            yield f"    technology {_quoted(', '.join(filter(None, (state.protocol, ports(state.ports, words)))))}"
            facts = {
                "flow": state.flow.id,
                "number": str(state.number),
                "ports": ports(state.ports, words),
                "type": words.name(state.channel),
                "direction": state.direction.value,
                "exposure": state.exposure.value,
                "encryption": state.channel.encryption.value,
                "data": self._listed((*state.carries, *state.returns)),
                "through": self._listed(passed),
            }
            yield from _metadata(facts, "    ")
            yield "  }"

    def _listed(self, entries: Iterable[Entry]) -> str:
        return ", ".join(dict.fromkeys(map(self._exported.words.name, entries)))

    def _reference(self, end: Place) -> str:
        home = self._exported.facts.home(end, chosen(self._exported))
        path = [_name(boundary) for boundary in reversed(tuple(home.enclosing()))]
        return ".".join([*path, f"{_name(end)}{WHOLE}" if isinstance(end, Boundary) else _name(end)])


def _name(place: Place) -> str:
    """Its id, which may begin with no digit and be no word of the language. No id of ours has a low line, so that none is met twice."""
    if place.id in _RESERVED:
        return f"{place.id}_"
    return f"_{place.id}" if place.id[0].isdigit() else place.id


def _metadata(values: Mapping[str, str], indent: str) -> Iterator[str]:
    stated = {key: value for key, value in values.items() if value}
    if stated:
        yield f"{indent}metadata {{"
        yield from (f"{indent}  {key} {_quoted(value)}" for key, value in stated.items())
        yield f"{indent}}}"


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

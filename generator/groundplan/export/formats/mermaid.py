"""The connections of a configuration as a Mermaid flowchart, for pages of other tools.

Ids are numbers with a letter before them: names such as `end` mean something to Mermaid. Texts are quoted, with what would end
a quotation, or begin a tag, as an entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from groundplan.derive.flow_facts import FlowState
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Layer
from groundplan.domain.component import Component, ComponentKind, Place
from groundplan.domain.flow import OpenedBy
from groundplan.export.connected import boundaries, by_home
from groundplan.export.exported import Exported, one_line
from groundplan.export.rows import configured, origin, ports

_SHAPES = {
    ComponentKind.DATASTORE: ("[(", ")]"),
    ComponentKind.QUEUE: ("[[", "]]"),
    ComponentKind.GATEWAY: ("{{", "}}"),
    ComponentKind.PERSON: ("([", "])"),
}
_ENTITIES = str.maketrans({"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "\\": "#92;"})


def write(exported: Exported) -> str:
    """One flowchart with every flow of the configuration, its places nested as they are."""
    said = [*configured(exported), *origin(exported.words, exported.provenance)]
    return "\n".join(["flowchart LR", *(f"  %% {_comment(line)}" for line in said), *_Chart(exported).lines()]) + "\n"


def _comment(text: str) -> str:
    """A comment on one line; Mermaid takes braces after `%%` for a directive."""
    return one_line(text).replace("{", "(").replace("}", ")")


@dataclass
class _Chart:
    exported: Exported
    _ids: dict[Place, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        links = [line for state in self.exported.states for line in self._links(state)]
        yield from self._boundaries(None, "  ")
        yield from (f"  {line}" for line in links)

    def _id(self, place: Place) -> str:
        return self._ids.setdefault(place, f"{'b' if isinstance(place, Boundary) else 'c'}{len(self._ids) + 1}")

    def _links(self, state: FlowState) -> Iterator[str]:
        """An arrow for each leg; what runs over an overlay is dotted."""
        arrow = {True: "-.->", False: "-->"}[state.layer is Layer.OVERLAY]
        if state.flow.opened_by is OpenedBy.BOTH:
            arrow = f"<{arrow}"
        said = f"{state.number} {self.exported.words.name(state.flow)}"
        if state.ports:
            said += f", {ports(state.ports, self.exported.words)}"
        for here, there in dict.fromkeys(leg for way in state.ways for leg in pairwise(way)):
            yield f'{self._id(here)} {arrow}|"{_text(said)}"| {self._id(there)}'

    def _boundaries(self, around: Boundary | None, indent: str) -> Iterator[str]:
        """What is touched by a flow, with the boundaries around it."""
        if around is not None:
            yield from (f"{indent}{self._node(component)}" for component in self._inside.get(around, ()))
        for boundary in self._shown:
            if boundary.parent is around:
                within = list(self._boundaries(boundary, f"{indent}  "))
                title = f'{self._id(boundary)}["{_text(self.exported.words.name(boundary))}"]'
                yield from (f"{indent}subgraph {title}", *within, f"{indent}end") if within else (f"{indent}{title}",)

    @cached_property
    def _shown(self) -> list[Boundary]:
        return boundaries(self.exported)

    @cached_property
    def _inside(self) -> Mapping[Boundary, list[Component]]:
        return by_home(self.exported)

    def _node(self, component: Component) -> str:
        opens, closes = _SHAPES.get(component.kind, ("[", "]"))
        return f'{self._id(component)}{opens}"{_text(self.exported.words.name(component))}"{closes}'


def _text(text: str) -> str:
    return one_line(text).translate(_ENTITIES)

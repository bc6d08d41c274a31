"""LikeC4's model as JSON (`likec4 export json`): elements and relationships. Deployments and views are not read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft, source_key
from groundplan.import_.guesses import SCHEMES, boundary_kind, component_kind, one_of, ports_in, program_of
from groundplan.load.trees import JsonTree, json_of, tree

_WHOLE, _BOUNDARY, _OURS = "whole", "boundary", "kind-"
"""Kinds of elements in our own exports: what stands for its boundary, a boundary, and what is before the kind of a component."""


def read(path: Path, content: bytes) -> Draft:
    """The draft of the model in a file. Raises GroundplanError for what is no such model."""
    document = tree(json_of(path, content, "`likec4 export json` writes what can be read"))
    elements = tree(document.get("elements"))
    if not elements or "relations" not in document:
        raise GroundplanError(f"{path} is no model of LikeC4: it lacks `elements` or `relations`")
    return _Reader(document, {str(name): tree(element) for name, element in elements.items()}).read()


class _Reader:
    def __init__(self, document: JsonTree, elements: Mapping[str, JsonTree]) -> None:
        self.document = document
        self.elements = elements
        project = tree(document.get("project"))
        self.draft = Draft(str(project.get("title") or project.get("id") or "Imported model"), "")
        self.around = {name.rpartition(".")[0] for name in elements}
        self.ends: dict[str, str] = {}

    def read(self) -> Draft:
        outermost_first = sorted(self.elements, key=lambda name: name.count("."))
        for name in (each for each in outermost_first if self._is_boundary(each)):
            self._boundary(name)
        self.draft.viewpoint = self._viewpoint()
        for name in (each for each in outermost_first if not self._is_boundary(each)):
            self._component(name)
        for relation in tree(self.document.get("relations")).values():
            self._relation(tree(relation))
        return self.draft

    def _is_boundary(self, name: str) -> bool:
        return name in self.around or self.elements[name].get("kind") == _BOUNDARY

    def _title(self, name: str) -> str:
        return str(self.elements[name].get("title") or name.rpartition(".")[2])

    def _boundary(self, name: str) -> None:
        element, title = self.elements[name], self._title(name)
        stated = one_of(BoundaryKind, tree(element.get("metadata")).get("boundary-kind"))
        kind = stated or boundary_kind(str(element.get("kind") or ""), title) or BoundaryKind.OTHER
        around = self.ends.get(name.rpartition(".")[0], "")
        self.ends[name] = self.draft.boundary(source_key(name, title), kind, around, said=title)

    def _viewpoint(self) -> str:
        """The first boundary that is not the internet. Where the source nests nothing, one around all of it."""
        found = (id_ for id_, boundary in self.draft.boundaries.items() if boundary["kind"] != BoundaryKind.INTERNET.value)
        return next(found, "") or self.draft.boundary("element/system", BoundaryKind.OTHER, said="System")

    def _component(self, name: str) -> None:
        element, title, parent = self.elements[name], self._title(name), name.rpartition(".")[0]
        said = str(element.get("kind") or "")
        if said == _WHOLE and parent in self.ends:
            self.ends[name] = self.ends[parent]
            return
        stated = one_of(ComponentKind, said.removeprefix(_OURS))
        kind = stated or self._kind(element)
        guess = "" if stated else f"Its kind is `{said}`, which is taken for a {kind.value}."
        home = self.ends.get(parent)
        if home is None:
            is_person = kind is ComponentKind.PERSON
            home = self.draft.internet if is_person else self.draft.viewpoint
            guess = f"{guess} The source does not say where it is.".strip()
        self.ends[name] = self.draft.component(source_key(name, title), kind, home, guess, said=title)

    def _kind(self, element: JsonTree) -> ComponentKind:
        known = program_of(str(element.get("technology") or ""))
        shape = tree(element.get("style")).get("shape")
        suggested = component_kind(str(element.get("kind") or ""), str(shape or ""))
        return known.kind if known else suggested or ComponentKind.SERVICE

    def _relation(self, relation: JsonTree) -> None:
        named = {key: str(tree(relation.get(key)).get("model")) for key in ("source", "target")}
        source, target = map(self.ends.get, named.values())
        if source is None or target is None:
            self.draft.leave_out(f"the relationship from `{named['source']}` to `{named['target']}`, which are not both there")
            return
        stated = str(tree(relation.get("metadata")).get("ports") or "")
        technology = str(relation.get("technology") or "")
        ports = [*ports_in(stated), *ports_in(technology)]
        guess = "The source does not say who opens it: the beginning of the relationship is taken for the initiator."
        usual = SCHEMES.get(technology.strip().lower())
        if not ports and usual:
            ports, guess = [usual], f"{guess} The port is the usual one of {technology.strip()}."
        self.draft.named_flow(source, target, ports, guess, said=str(relation.get("title") or ""))

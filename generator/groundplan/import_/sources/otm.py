"""An Open Threat Model: trust zones, components, data flows, assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft, source_key
from groundplan.import_.guesses import boundary_kind, component_kind, one_of, ports_in, program_of
from groundplan.load.manifests import manifests
from groundplan.load.trees import JsonTree, array, json_of, tree, trees

WHOLE = "boundary"
"""The type of what stands for a trust zone as a whole, in our own exports: flows of the format begin and end at components."""


def read(path: Path, content: bytes) -> Draft:
    """The draft of the model in a file, JSON or YAML. Raises GroundplanError for what is no such model."""
    document = tree(_parsed(path, content))
    if "otmVersion" not in document or not trees(document.get("trustZones")):
        raise GroundplanError(f"{path} is no Open Threat Model: it lacks `otmVersion` or has no trust zone")
    return _Reader(document).read()


def _parsed(path: Path, content: bytes) -> object:
    if path.suffix == ".json":
        return json_of(path, content)
    documents = manifests(str(path), content)
    return documents[0].data if documents else None


class _Reader:
    def __init__(self, document: JsonTree) -> None:
        self.document = document
        name = tree(document.get("project")).get("name")
        self.draft = Draft(str(name or "Imported model"), "")
        self.zones: dict[str, str] = {}
        self.components: dict[str, str] = {}
        self.around = {str(tree(each.get("parent")).get("component")) for each in trees(document.get("components"))}

    def read(self) -> Draft:
        for zone in _outermost_first(trees(self.document.get("trustZones")), "trustZone"):
            self._zone(zone)
        kinds = {id_: boundary["kind"] for id_, boundary in self.draft.boundaries.items()}
        self.draft.viewpoint = next((id_ for id_, kind in kinds.items() if kind != BoundaryKind.INTERNET.value), next(iter(kinds)))
        for component in _outermost_first(trees(self.document.get("components")), "component"):
            self._component(component)
        assets = {str(each.get("id")): self._asset(each) for each in trees(self.document.get("assets"))}
        for flow in trees(self.document.get("dataflows")):
            self._flow(flow, assets)
        return self.draft

    def _zone(self, zone: JsonTree) -> None:
        id_ = str(zone.get("id"))
        name = str(zone.get("name") or id_)
        kind = one_of(BoundaryKind, zone.get("type")) or boundary_kind(str(zone.get("type") or ""), name) or BoundaryKind.OTHER
        around = self.zones.get(str(tree(zone.get("parent")).get("trustZone")), "")
        self.zones[id_] = self.draft.boundary(source_key(f"zone {id_}", name), kind, around, said=name)

    def _component(self, component: JsonTree) -> None:
        parent, id_ = tree(component.get("parent")), str(component.get("id"))
        home = self.zones.get(str(parent.get("trustZone"))) or self.zones.get(str(parent.get("component"))) or self.draft.viewpoint
        name, type_ = str(component.get("name") or id_), str(component.get("type") or "")
        if id_ in self.around:
            self.zones[id_] = self.draft.boundary(source_key(id_, name), BoundaryKind.OTHER, home, said=name)
        elif type_ == WHOLE:
            self.components[id_] = home
        else:
            kind, guess = _kind(type_)
            self.components[id_] = self.draft.component(source_key(id_, name), kind, home, guess, said=name)

    def _asset(self, asset: JsonTree) -> str:
        name = str(asset.get("name") or asset.get("id"))
        id_ = self.draft.id_of(f"asset/{name}")
        self.draft.data[id_] = {"name": name}
        return id_

    def _flow(self, flow: JsonTree, assets: Mapping[str, str]) -> None:
        source, target = self._end(flow, "source"), self._end(flow, "destination")
        if source is None or target is None:
            return
        ports = list(ports_in(str(tree(flow.get("attributes")).get("ports") or "")))
        known = "" if ports else "which ports it uses, nor "
        guess = f"The source does not say {known}who opens it: the source of the data is taken for the initiator."
        id_ = self.draft.named_flow(source, target, ports, guess, said=str(flow.get("name") or ""))
        carried = [asset for each in array(flow.get("assets")) if (asset := assets.get(str(each)))]
        if carried:
            self.draft.flows[id_]["carries"] = carried

    def _end(self, flow: JsonTree, key: str) -> str | None:
        id_ = str(flow.get(key))
        end = self.components.get(id_) or self.zones.get(id_)
        if end is None:
            self.draft.leave_out(f"the data flow `{flow.get('name') or flow.get('id')}`, whose {key} `{id_}` is not there")
        return end


def _kind(said: str) -> tuple[ComponentKind, str]:
    """The sort of component that a type is, and the guess behind it, if it is one."""
    stated, known = one_of(ComponentKind, said), program_of(said)
    kind = stated or (known.kind if known else component_kind(said) or ComponentKind.SERVICE)
    return kind, f"Its type is `{said}`, which is taken for a {kind.value}." if said and not stated else ""


def _outermost_first(listed: list[JsonTree], around: str) -> Iterator[JsonTree]:
    """What is in another of its kind after that: a boundary must be there before what is in it."""
    waiting, done = listed, set[str]()
    while waiting:
        ready = [each for each in waiting if str(tree(each.get("parent")).get(around, "")) in {"", *done}]
        if not ready:  # a circle, or a parent that is not there
            ready = waiting
        yield from ready
        done |= {str(each.get("id")) for each in ready}
        waiting = [each for each in waiting if each not in ready]

"""An Open Threat Model: trust zones, components, data flows, assets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import INNER, OPEN, Draft
from groundplan.import_.guesses import boundary_kind, component_kind, one_of, ports_in, program_of
from groundplan.load.manifests import manifests
from groundplan.load.trees import tree, trees

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
        try:
            return json.loads(content.decode("utf-8-sig"))
        except (UnicodeDecodeError, RecursionError, ValueError) as error:
            raise GroundplanError(f"{path} is not JSON") from error
    documents = manifests(str(path), content)
    return documents[0].data if documents else None


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        name = tree(document.get("project")).get("name")
        self.draft = Draft(str(name or "Imported model"), "")
        self.zones: dict[str, str] = {}
        self.components: dict[str, str] = {}

    def read(self) -> Draft:
        for zone in trees(self.document.get("trustZones")):
            self._zone(zone)
        self.draft.viewpoint = next(iter(self.draft.boundaries))
        for component in self._outermost_first():
            self._component(component)
        assets = {str(each.get("id")): self._asset(each) for each in trees(self.document.get("assets"))}
        for flow in trees(self.document.get("dataflows")):
            self._flow(flow, assets)
        return self.draft

    def _zone(self, zone: Mapping[str, Any]) -> None:
        name = str(zone.get("name") or zone.get("id"))
        kind = one_of(BoundaryKind, zone.get("type")) or boundary_kind(str(zone.get("type") or ""), name) or BoundaryKind.OTHER
        around = self.zones.get(str(tree(zone.get("parent")).get("trustZone")), "")
        self.zones[str(zone.get("id"))] = self.draft.boundary(f"zone/{name}", kind, around, said=name)

    def _outermost_first(self) -> Iterator[Mapping[str, Any]]:
        """Components within components become boundaries, which must be there before what is in them."""
        waiting = trees(self.document.get("components"))
        done: set[str] = set()
        while waiting:
            ready = [each for each in waiting if str(tree(each.get("parent")).get("component", "")) in {"", *done}]
            if not ready:  # a circle, or a parent that is not there
                ready = waiting
            yield from ready
            done |= {str(each.get("id")) for each in ready}
            waiting = [each for each in waiting if each not in ready]

    def _component(self, component: Mapping[str, Any]) -> None:
        parent, id_ = tree(component.get("parent")), str(component.get("id"))
        home = self.zones.get(str(parent.get("trustZone"))) or self.zones.get(str(parent.get("component"))) or self.draft.viewpoint
        name, type_ = str(component.get("name") or id_), str(component.get("type") or "")
        if any(str(tree(each.get("parent")).get("component")) == id_ for each in trees(self.document.get("components"))):
            self.zones[id_] = self.draft.boundary(f"zone/{name}", BoundaryKind.OTHER, home, said=name)
            return
        if type_ == WHOLE:
            self.components[id_] = home
            return
        known, said = program_of(type_), one_of(ComponentKind, type_)
        kind = said or (known.kind if known else component_kind(type_) or ComponentKind.SERVICE)
        guess = f"Its type is `{type_}`, which is taken for a {kind.value}." if type_ and not said else ""
        self.components[id_] = self.draft.component(f"component/{name}", kind, home, guess, said=name)

    def _asset(self, asset: Mapping[str, Any]) -> str:
        name = str(asset.get("name") or asset.get("id"))
        id_ = self.draft.id_of(f"asset/{name}")
        self.draft.data[id_] = {"name": name}
        return id_

    def _flow(self, flow: Mapping[str, Any], assets: Mapping[str, str]) -> None:
        source, target = (self._end(str(flow.get(key))) for key in ("source", "destination"))
        if source is None or target is None:
            return
        channel = OPEN if self.draft.is_outside(source) or self.draft.is_outside(target) else INNER
        ports = list(ports_in(str(tree(flow.get("attributes")).get("ports") or "")))
        known = "" if ports else "which ports it uses, nor "
        guess = f"The source does not say {known}who opens it: the source of the data is taken for the initiator."
        id_ = self.draft.named_flow(source, target, ports, guess, said=str(flow.get("name") or ""), channel=channel)
        listed = flow.get("assets")
        carried = [assets[str(each)] for each in (listed if isinstance(listed, list) else []) if str(each) in assets]
        if carried:
            self.draft.flows[id_]["carries"] = carried

    def _end(self, id_: str) -> str | None:
        return self.components.get(id_) or self.zones.get(id_)

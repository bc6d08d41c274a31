"""Which components of a model are pods, and how a NetworkPolicy selects them: by labels of theirs and of their namespace."""

from __future__ import annotations

import json
from collections.abc import Iterator

from groundplan.domain.boundary import Boundary, BoundaryKind
from groundplan.domain.component import Component, Place
from groundplan.export.connected import chosen
from groundplan.export.exported import Exported
from groundplan.load.kubernetes import NAME_LABEL, NAMESPACE_LABEL, label_value


class Pods:
    """The pods inside of the border of an export, in its configuration."""

    def __init__(self, exported: Exported) -> None:
        self._viewpoint = exported.facts.viewpoint
        model, configuration = exported.facts.model, chosen(exported)
        self._homes = {component: exported.facts.home(component, configuration) for component in model.components.values()}
        self._namespaces = [boundary for boundary in model.boundaries.values() if boundary.kind is BoundaryKind.NAMESPACE]

    def __iter__(self) -> Iterator[Component]:
        return (component for component in self._homes if component in self)

    def __contains__(self, place: Place) -> bool:
        return isinstance(place, Component) and self._home(place) in self._viewpoint and _namespace(self._home(place)) is not None

    def _home(self, place: Place) -> Boundary:
        return place if isinstance(place, Boundary) else self._homes[place]

    def namespace(self, component: Component) -> str:
        """What the namespace of a component in one is called."""
        around = _namespace(self._homes[component])
        assert around is not None
        return label_value(around.id)

    def standing_for(self, component: Component) -> Iterator[Place]:
        """The ends of connections that mean a component: itself, and the boundaries around it that the border holds."""
        yield component
        yield from (around for around in self._homes[component].enclosing() if around in self._viewpoint)

    def peers(self, place: Place, of: Component) -> list[str]:
        """The selectors of what is a pod of a place, or in it, and in the cluster of another pod."""
        if self._home(place) not in self._viewpoint:
            return []
        return [*self._selectors(place, _cluster(self._homes[of]))]

    def _selectors(self, place: Place, cluster: Boundary | None) -> Iterator[str]:
        if isinstance(place, Boundary) and _namespace(place) in (None, place):
            within = (namespace for namespace in self._namespaces if namespace in place)
            yield from (f"{{{_in(namespace)}}}" for namespace in within if _is_near(namespace, cluster))
        else:
            yield from (self._pod(each) for each in self._held(place) if each in self and _is_near(self._homes[each], cluster))

    def _held(self, place: Place) -> list[Component]:
        """A component, or those in a boundary."""
        if isinstance(place, Component):
            return [place]
        return [component for component, home in self._homes.items() if home in place]

    def _pod(self, component: Component) -> str:
        namespace = _namespace(self._homes[component])
        assert namespace is not None
        return f"{{{_in(namespace)}, podSelector: {selector(component)}}}"

    def are_all(self, place: Place) -> bool:
        """Whether a place has nothing but pods, so that no address need be asked for."""
        home = self._home(place)
        return (_namespace(home) or _cluster(home)) is not None and all(component in self for component in self._held(place))


def selector(component: Component) -> str:
    """The labels of the pods of a component."""
    return json.dumps({"matchLabels": {NAME_LABEL: label_value(component.id)}})


def _in(namespace: Boundary) -> str:
    return f"namespaceSelector: {json.dumps({'matchLabels': {NAMESPACE_LABEL: label_value(namespace.id)}})}"


def _namespace(place: Boundary) -> Boundary | None:
    return next((around for around in place.enclosing() if around.kind is BoundaryKind.NAMESPACE), None)


def _cluster(place: Boundary) -> Boundary | None:
    return next((around for around in place.enclosing() if around.kind is BoundaryKind.CLUSTER), None)


def _is_near(place: Boundary, cluster: Boundary | None) -> bool:
    """Whether pods of a place may be in a cluster; a model need not say in which they are."""
    return _cluster(place) in (None, cluster) or cluster is None

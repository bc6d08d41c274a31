"""Signs without a brand, for what has no icon of its own: strokes on a square of 24 pixels."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind

_CLOUD = "M7 18.5h10a4 4 0 0 0 .6-8 5.8 5.8 0 0 0-11.2 1.2A3.5 3.5 0 0 0 7 18.5z"

COMPONENTS: Mapping[ComponentKind, str] = {
    ComponentKind.SERVICE: "M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM4.2 7.5L12 12l7.8-4.5M12 12v9",
    ComponentKind.DATASTORE: "M4.5 6c0-3.6 15-3.6 15 0v12c0 3.6-15 3.6-15 0zM4.5 6c0 3.6 15 3.6 15 0M4.5 12c0 3.6 15 3.6 15 0",
    ComponentKind.QUEUE: "M3 8h18v8H3zM8 8v8M12.5 8v8M17 8v8",
    ComponentKind.AGENT: "M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z"
    "M8.5 15.5a5 5 0 0 1 0-7M15.5 8.5a5 5 0 0 1 0 7M5.6 18.4a9 9 0 0 1 0-12.8M18.4 5.6a9 9 0 0 1 0 12.8",
    ComponentKind.GATEWAY: "M12 3v5.5M12 15.5V21M3 12h17M16 8l4 4-4 4M7 8l-4 4 4 4",
    ComponentKind.JOB: "M12 21a9 9 0 1 0-9-9M3 5v7h7M12 7.5V12l3.5 2",
    ComponentKind.PERSON: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.4-8 14.6-8 15 0z",
    ComponentKind.DEVICE: "M5 5h14v10.5H5zM2.5 19h19",
    ComponentKind.OTHER: "M5 5h14v14H5z",
}

BOUNDARIES: Mapping[BoundaryKind, str] = {
    BoundaryKind.INTERNET: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c-5.3 4.5-5.3 13.5 0 18M12 3c5.3 4.5 5.3 13.5 0 18",
    BoundaryKind.CLOUD: _CLOUD,
    BoundaryKind.SAAS: _CLOUD,
    BoundaryKind.ACCOUNT: "M3.5 6h17v12h-17z"
    "M8.5 12.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM6 15.5c.5-2.5 4.5-2.5 5 0M14 10.5h4M14 13.5h4",
    BoundaryKind.REGION: "M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
    BoundaryKind.VPC: "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6z",
    BoundaryKind.NETWORK: "M9.5 3.5h5v4h-5zM3.5 16.5h5v4h-5zM15.5 16.5h5v4h-5zM12 7.5v4.5M6 16.5V12h12v4.5",
    BoundaryKind.SUBNET: "M12 8V4M12 8h-7v5M12 8h7v5M3 13h4v4H3zM17 13h4v4h-4zM10 13h4v4h-4zM12 8v5",
    BoundaryKind.CLUSTER: "M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM12 8l3.5 2v4L12 16l-3.5-2v-4z",
    BoundaryKind.NAMESPACE: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9h6v6H9z",
    BoundaryKind.HOST: "M4 4.5h16v6H4zM4 13.5h16v6H4zM7.5 7.5h.1M7.5 16.5h.1M12 7.5h5M12 16.5h5",
    BoundaryKind.SITE: "M4.5 20.5v-16h9v16M13.5 10.5h6v10M3 20.5h18M7.5 8h3M7.5 12h3M7.5 16h3M16.5 14h.1M16.5 17h.1",
    BoundaryKind.NETWORK: "M12 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM5 21.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    "M19 21.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10.8 7.2L6.2 16.8M13.2 7.2L17.8 16.8M7.5 19h9",
    BoundaryKind.OTHER: "M4 4h16v16H4z",
}

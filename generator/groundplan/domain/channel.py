"""Connection types: by which mechanism a flow is carried."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from groundplan.domain.control import Control
from groundplan.domain.entry import Entry


class Exposure(StrEnum):
    """Whether some endpoint of a channel can be reached from the public internet."""

    PUBLIC = "public"
    PRIVATE = "private"


class Encryption(StrEnum):
    """Who can read what a channel carries."""

    NONE = "none"
    TLS = "tls"
    MTLS = "mtls"
    END_TO_END = "end-to-end"
    PROVIDER = "provider"


class Layer(StrEnum):
    """An overlay exists only because other flows carry it."""

    UNDERLAY = "underlay"
    OVERLAY = "overlay"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Channel(Entry):
    """A connection type. `carried_by` holds flow ids, because flows in turn name channels."""

    exposure: Exposure
    encryption: Encryption = Encryption.NONE
    controls: tuple[Control, ...] = ()
    carried_by: tuple[str, ...] = ()

    @property
    def layer(self) -> Layer:
        return Layer.OVERLAY if self.carried_by else Layer.UNDERLAY

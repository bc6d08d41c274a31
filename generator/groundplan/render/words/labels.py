"""What readers call the closed sets of the language: message ids of the interface's catalogue."""

from __future__ import annotations

from enum import StrEnum

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Encryption, Exposure, Layer
from groundplan.domain.component import ComponentKind
from groundplan.domain.control import ControlKind
from groundplan.domain.data import Sensitivity
from groundplan.domain.entry import Audience, Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.draw.svg.legend import Sign
from groundplan.i18n.interface.marking import _

_LABELS: dict[tuple[type[StrEnum], str], str] = {
    (Direction, Direction.INBOUND): _("Inbound"),
    (Direction, Direction.OUTBOUND): _("Outbound"),
    (Direction, Direction.INTERNAL): _("Internal"),
    (Direction, Direction.EXTERNAL): _("Outside the boundary"),
    (Exposure, Exposure.PUBLIC): _("Public"),
    (Exposure, Exposure.PRIVATE): _("Private"),
    (Layer, Layer.UNDERLAY): _("Own connection"),
    (Layer, Layer.OVERLAY): _("Overlay"),
    (Encryption, Encryption.NONE): _("Not encrypted"),
    (Encryption, Encryption.TLS): _("TLS"),
    (Encryption, Encryption.MTLS): _("Mutual TLS"),
    (Encryption, Encryption.END_TO_END): _("End-to-end encrypted"),
    (Encryption, Encryption.PROVIDER): _("Encrypted by the cloud provider"),
    (BoundaryKind, BoundaryKind.INTERNET): _("Internet"),
    (BoundaryKind, BoundaryKind.CLOUD): _("Cloud"),
    (BoundaryKind, BoundaryKind.ACCOUNT): _("Account"),
    (BoundaryKind, BoundaryKind.REGION): _("Region"),
    (BoundaryKind, BoundaryKind.VPC): _("VPC"),
    (BoundaryKind, BoundaryKind.SUBNET): _("Subnet"),
    (BoundaryKind, BoundaryKind.CLUSTER): _("Cluster"),
    (BoundaryKind, BoundaryKind.NAMESPACE): _("Namespace"),
    (BoundaryKind, BoundaryKind.HOST): _("Host"),
    (BoundaryKind, BoundaryKind.SITE): _("Site"),
    (BoundaryKind, BoundaryKind.NETWORK): _("Network"),
    (BoundaryKind, BoundaryKind.SAAS): _("SaaS"),
    (BoundaryKind, BoundaryKind.OTHER): _("Place"),
    (ComponentKind, ComponentKind.SERVICE): _("Service"),
    (ComponentKind, ComponentKind.DATASTORE): _("Data store"),
    (ComponentKind, ComponentKind.QUEUE): _("Queue"),
    (ComponentKind, ComponentKind.AGENT): _("Agent"),
    (ComponentKind, ComponentKind.GATEWAY): _("Gateway"),
    (ComponentKind, ComponentKind.JOB): _("Job"),
    (ComponentKind, ComponentKind.PERSON): _("Person"),
    (ComponentKind, ComponentKind.DEVICE): _("Device"),
    (ComponentKind, ComponentKind.OTHER): _("Component"),
    (ControlKind, ControlKind.NETWORK): _("Network control"),
    (ControlKind, ControlKind.IDENTITY): _("Identity control"),
    (ControlKind, ControlKind.ENCRYPTION): _("Encryption control"),
    (ControlKind, ControlKind.AUDIT): _("Audit control"),
    (ControlKind, ControlKind.PROCESS): _("Process control"),
    (Sensitivity, Sensitivity.PUBLIC): _("Public data"),
    (Sensitivity, Sensitivity.INTERNAL): _("Internal data"),
    (Sensitivity, Sensitivity.CONFIDENTIAL): _("Confidential data"),
    (Sensitivity, Sensitivity.RESTRICTED): _("Restricted data"),
    (Status, Status.ACTIVE): _("Active"),
    (Status, Status.PLANNED): _("Planned"),
    (Status, Status.DEPRECATED): _("Deprecated"),
    (Audience, Audience.PUBLIC): _("Public"),
    (Audience, Audience.INTERNAL): _("Internal"),
    (Role, Role.CUSTOMER): _("Customer"),
    (Role, Role.VENDOR): _("Vendor"),
    (Role, Role.PROVIDER): _("Cloud provider"),
    (Role, Role.THIRD_PARTY): _("Third party"),
}


CLOSED = frozenset(str(value) for _, value in _LABELS)
"""The words of all closed sets."""

SIGNS: dict[Sign, str] = {
    Sign.INBOUND: _("Inbound"),
    Sign.OUTBOUND: _("Outbound"),
    Sign.INTERNAL: _("Internal"),
    Sign.EXTERNAL: _("Outside the boundary"),
    Sign.PUBLIC: _("Public: endpoint reachable from the internet"),
    Sign.PRIVATE: _("Private: endpoint not reachable from the internet"),
    Sign.OVERLAY: _("Private, through a tunnel"),
    Sign.CARRIER: _("The connection that carries the tunnel"),
    Sign.TALLY: _("Several connections, with their number"),
    Sign.PLANNED: _("Planned"),
    Sign.VIEWPOINT: _("The boundary that decides inbound and outbound"),
    Sign.CUSTOMER: _("Customer"),
    Sign.VENDOR: _("Vendor"),
    Sign.PROVIDER: _("Cloud provider"),
    Sign.THIRD_PARTY: _("Third party"),
    Sign.STEP: _("A step that takes no connection of the model"),
    Sign.COLLAPSED: _("Folded up, with the number of components in it"),
}


def label(value: StrEnum) -> str:
    """The message id of `value`. Members of different sets can be equal as text, so the set counts, too."""
    return _LABELS[type(value), value]

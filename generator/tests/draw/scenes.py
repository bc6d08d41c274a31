"""Scenes to draw: the reference system in small, and random ones."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.component import ComponentKind
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction
from groundplan.domain.party import Role
from groundplan.domain.view import DrawingDirection
from groundplan.draw.scene.scene import Badge, Box, Card, Line, Scene


def both(en: str, ko: str | None = None) -> dict[str, str]:
    """A text in English and Korean."""
    return {"en": en, "ko": ko or en}


def box(id_: str, name: str, kind: BoundaryKind, **more: object) -> Box:
    return Box(id=id_, kind=kind, title=both(name), subtitle=both(str(kind)), **more)  # type: ignore[arg-type]


def card(id_: str, name: dict[str, str], place: str | None, kind: ComponentKind = ComponentKind.SERVICE, **more: object) -> Card:
    return Card(id=id_, kind=kind, name=name, subtitle=both(str(kind)), box=place, **more)  # type: ignore[arg-type]


def line(source: str, target: str, direction: Direction, exposure: Exposure, *numbers: int, **more: object) -> Line:
    badges = tuple(Badge(number=number, flow=f"flow-{number}", title=both(f"Flow {number} <&>")) for number in numbers)
    return Line(source=source, target=target, direction=direction, exposure=exposure, badges=badges, **more)  # type: ignore[arg-type]


def reference(direction: DrawingDirection = DrawingDirection.RIGHT) -> Scene:
    """Vendor, Tailscale, AWS and the customer, with an overlay in a tunnel, a collapsed box, a place without content, planned things."""
    vendor, customer, third = Role.VENDOR, Role.CUSTOMER, Role.THIRD_PARTY
    inbound, outbound, public, private = Direction.INBOUND, Direction.OUTBOUND, Exposure.PUBLIC, Exposure.PRIVATE
    return Scene(
        id="reference",
        direction=direction,
        boxes=(
            box("vendor-vpc", "ClickHouse VPC", BoundaryKind.VPC, role=vendor),
            box("tailscale", "Tailscale service", BoundaryKind.SAAS, role=third),
            box("internet", "Internet", BoundaryKind.INTERNET),
            box("account", "Customer AWS account", BoundaryKind.ACCOUNT, role=customer),
            box("byoc-vpc", "Customer BYOC VPC", BoundaryKind.VPC, role=customer, parent="account", viewpoint=True),
            box("eks", "EKS cluster", BoundaryKind.CLUSTER, role=customer, parent="byoc-vpc"),
            box("monitoring", "Monitoring", BoundaryKind.NAMESPACE, role=customer, parent="eks", collapsed=14),
        ),
        cards=(
            card("engineer", both("On-call engineer", "당직 엔지니어"), "vendor-vpc", ComponentKind.PERSON, role=vendor),
            card(
                "agent", both("Engineer's Tailscale agent", "엔지니어의 Tailscale 에이전트"), "vendor-vpc", ComponentKind.AGENT, role=vendor
            ),
            card("queue", both("Service state queue", "서비스 상태 큐"), "vendor-vpc", ComponentKind.QUEUE, role=vendor),
            card("coordination", both("Coordination server", "조정 서버"), "tailscale", role=third),
            card("nlb", both("Network load balancer", "네트워크 로드 밸런서"), "byoc-vpc", ComponentKind.GATEWAY, role=customer),
            card(
                "cluster-agent", both("Cluster Tailscale agent", "클러스터 Tailscale 에이전트"), "eks", ComponentKind.AGENT, role=customer
            ),
            card("clickhouse", both("ClickHouse server", "ClickHouse 서버"), "eks", icon="onprem.database.ClickHouse", role=customer),
            card("certificates", both("cert-manager"), "eks", ComponentKind.JOB, role=customer),
            card("volumes", both("EBS volumes", "EBS 볼륨"), "byoc-vpc", ComponentKind.DATASTORE, role=customer),
            card("loghouse", both("LogHouse"), "eks", ComponentKind.DATASTORE, role=customer, status=Status.PLANNED),
            card("laptop", both("Laptop", "노트북"), None, ComponentKind.DEVICE),
            card("other", both("Anything else"), None, ComponentKind.OTHER),
        ),
        lines=(
            line("engineer", "clickhouse", inbound, private, 3, layer=Layer.OVERLAY, via=("agent", "cluster-agent"), carriers=("flow-17",)),
            line("cluster-agent", "agent", outbound, public, 17),
            line("cluster-agent", "coordination", outbound, public, 13, 16),
            line("agent", "coordination", Direction.EXTERNAL, public, 14),
            line("internet", "clickhouse", inbound, public, 8, via=("nlb",)),
            line("laptop", "nlb", inbound, private, 7),
            line("monitoring", "clickhouse", Direction.INTERNAL, private, 31, 32, 33, 134, 1135),
            line("clickhouse", "volumes", Direction.INTERNAL, private, 34),
            line("clickhouse", "loghouse", Direction.INTERNAL, private, 35, status=Status.PLANNED),
            line("certificates", "internet", outbound, public, 12),
            line("clickhouse", "queue", outbound, public, 11),
            line("other", "eks", inbound, public, 20),
            line("eks", "tailscale", outbound, private, 21),
        ),
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Boxes nested at random, up to 12 cards, up to 14 lines between different stops."""
    boxes = _boxes(draw)
    places = [None, *(b.id for b in boxes if b.collapsed is None)]
    cards = [_card(draw, index, places) for index in range(draw(st.integers(1, 12)))]
    held = {c.box for c in cards} | {b.parent for b in boxes}
    stops = [c.id for c in cards] + [b.id for b in boxes]
    leaves = [c.id for c in cards] + [b.id for b in boxes if b.id not in held]
    lines = [_line(draw, index, stops, leaves) for index in range(draw(st.integers(0, 14)))]
    direction = draw(st.sampled_from(DrawingDirection))
    return Scene(id="random", boxes=tuple(boxes), cards=tuple(cards), lines=tuple(x for x in lines if x), direction=direction)


def _boxes(draw: st.DrawFn) -> list[Box]:
    boxes: list[Box] = []
    for index in range(draw(st.integers(0, 6))):
        parents = [None, *(b.id for b in boxes if b.collapsed is None)]
        more: dict[str, object] = {"parent": draw(st.sampled_from(parents)), "role": draw(st.sampled_from([None, *Role]))}
        more |= {"collapsed": draw(st.sampled_from([None, None, 3])), "viewpoint": index == 1}
        boxes.append(box(f"box-{index}", draw(_NAMES), draw(st.sampled_from(BoundaryKind)), **more))
    return boxes


def _card(draw: st.DrawFn, index: int, places: list[str | None]) -> Card:
    kind = draw(st.sampled_from(ComponentKind))
    return card(
        f"card-{index}", both(draw(_NAMES), draw(_NAMES)), draw(st.sampled_from(places)), kind, role=draw(st.sampled_from([None, *Role]))
    )


def _line(draw: st.DrawFn, index: int, stops: list[str], leaves: list[str]) -> Line | None:
    source, target = draw(st.sampled_from(stops)), draw(st.sampled_from(stops))
    via = draw(st.lists(st.sampled_from(leaves), max_size=2, unique=True))
    numbers = [index * 10 + step for step in range(draw(st.integers(1, 6)))]
    way = [source, *via, target]
    loop = not via and source == target and source in leaves
    if not loop and any(a == b for a, b in pairwise(way)):
        return None
    direction, exposure, layer = draw(st.sampled_from(Direction)), draw(st.sampled_from(Exposure)), draw(st.sampled_from(Layer))
    return line(source, target, direction, exposure, *numbers, via=tuple(via), layer=layer, carriers=("flow-0", "flow-10"))


_NAMES = st.text(alphabet="abcdefgh ABC-_<>&\"'한국어서버データベース東", min_size=1, max_size=40).filter(str.strip)

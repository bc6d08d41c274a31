"""Who takes part in a procedure, where they stand, and what goes from whom to whom."""

from pathlib import Path

from draw.charts import chart, composed, kinds, labels
from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.flow import Direction
from groundplan.draw import compose_chart
from groundplan.draw.scene.scene import Box, Card
from groundplan.pipeline import analyse


def test_the_vendor_stands_left_and_the_viewpoint_right() -> None:
    assert [(group.frame.id if group.frame else None, [member.id for member in group.members]) for group in chart().groups] == [
        ("office", ["mechanic", "laptop"]),
        (None, ["internet"]),
        ("house", ["owner"]),  # the customer's, but not in the viewpoint; their common account holds both and frames neither
        ("garage", ["lock", "bike"]),
    ]


def test_only_the_viewpoint_has_its_border() -> None:
    assert [group.frame.viewpoint for group in chart().groups if group.frame] == [False, False, True]


def test_a_component_is_a_card_and_a_place_at_the_end_of_a_flow_a_box() -> None:
    participants = chart().participants
    assert isinstance(participants["lock"], Card)
    assert isinstance(participants["internet"], Box)


def test_a_step_that_uses_a_flow_goes_the_way_of_the_flow() -> None:
    ride = chart().messages[2]
    assert ride.stops == ("mechanic", "laptop", "lock", "bike")
    assert ride.line is not None
    assert (ride.line.direction, ride.line.exposure, ride.line.layer) == (Direction.INBOUND, Exposure.PRIVATE, Layer.OVERLAY)
    assert [badge.number for badge in ride.line.badges] == [2]


def test_an_overlay_is_in_its_tunnel_where_its_carrier_runs() -> None:
    assert chart().messages[2].tunnelled == (False, True, False)


def test_who_does_a_step_takes_part_although_the_flow_starts_elsewhere() -> None:
    scan = chart().messages[3]
    assert (scan.stops, scan.actors) == (("internet", "lock"), ("owner",))


def test_a_step_without_a_flow_goes_from_one_to_the_other() -> None:
    ask = chart().messages[0]
    assert (ask.stops, ask.line) == (("owner", "mechanic"), None)


def test_a_step_without_a_receiver_is_an_action() -> None:
    assert chart().messages[1].stops == ("mechanic",)


def test_a_procedure_in_which_nobody_takes_part_has_no_chart() -> None:
    assert composed("idle") is None


def test_arrows_of_the_reference_procedure_are_kept_short() -> None:
    known = analyse(Path(__file__).parents[4]).facts
    assert known is not None
    procedure = known.model.procedures["troubleshooting-access"]
    drawn = compose_chart(known, procedure, known.default.configuration, labels, kinds)
    assert drawn is not None
    assert list(drawn.participants) == [
        "access-approver",
        "access-system",
        "on-call-engineer",
        "engineer-tailscale-agent",
        "cluster-tailscale-agent",
        "nginx",
        "clickhouse-server",
        "clickhouse-operator",
    ]

"""The text alternative says what the picture says."""

from dataclasses import replace

from draw.scenes import reference

from groundplan.domain.channel import Exposure, Layer
from groundplan.domain.entry import Status
from groundplan.i18n.interface.interface import interface
from groundplan.render.figures.describe import describe


def test_every_flow_is_told_once_in_the_order_of_numbers() -> None:
    told = describe(reference(), "en", str)
    assert [sentence.id for sentence in told.flows][:4] == ["flow-3", "flow-7", "flow-8", "flow-11"]
    assert told.flows[0].text == (
        "3. Flow 3 <&>: On-call engineer connects to ClickHouse server through Engineer's Tailscale agent, Cluster Tailscale agent. "
        "Inbound, private. It runs inside a tunnel."
    )
    assert told.flows[1].text == "7. Flow 7 <&>: Laptop connects to Network load balancer. Inbound, private."


def test_places_are_told_with_what_they_hold() -> None:
    told = {sentence.id: sentence.text for sentence in describe(reference(), "en", str).places}
    assert told["account"] == "Customer AWS account holds Customer BYOC VPC."
    assert told["monitoring"] == "Monitoring is drawn folded up. Components in it: 14."
    assert "internet" not in told


def test_sentences_are_those_of_the_locale() -> None:
    korean = {"{box} holds {things}.": "{box}에는 {things}이(가) 있다."}
    told = describe(reference(), "ko", lambda message: korean.get(message, message))
    assert told.places[0].text == "ClickHouse VPC에는 당직 엔지니어, 엔지니어의 Tailscale 에이전트, 서비스 상태 큐이(가) 있다."


def test_japanese_sentences_have_the_commas_and_spaces_of_japanese() -> None:
    told = describe(reference(), "en", interface("ja").gettext)
    assert told.flows[0].text == (
        "3. Flow 3 <&>: On-call engineer から "
        "Engineer's Tailscale agent、Cluster Tailscale agent を経由して ClickHouse server に接続します。"
        "インバウンド、プライベート。トンネルの中を通ります。"
    )


def test_a_flow_of_other_choices_says_with_which() -> None:
    told = describe(reference(), "en", str, {"flow-7": "Access: Private"})
    assert told.flows[1].text == "7. Flow 7 <&>: Laptop connects to Network load balancer. Inbound, private. Only with Access: Private."
    assert "Only with" not in told.flows[0].text


def test_a_flow_is_told_in_each_way_that_it_may_be_connected() -> None:
    ways = {"flow-7": [(Exposure.PRIVATE, Layer.UNDERLAY), (Exposure.PRIVATE, Layer.OVERLAY), (Exposure.PUBLIC, Layer.UNDERLAY)]}
    told = describe(reference(), "en", str, {}, ways).flows[1]
    connects = "7. Flow 7 <&>: Laptop connects to Network load balancer."
    assert dict(told.ways) == {
        "private underlay": f"{connects} Inbound, private.",
        "private overlay": f"{connects} Inbound, private. It runs inside a tunnel.",
        "public underlay": f"{connects} Inbound, public.",
    }
    assert told.text == f"{connects} Inbound, private."


def test_what_is_planned_or_deprecated_says_so() -> None:
    scene = reference()
    lines = tuple(replace(line, status=Status.PLANNED) for line in scene.lines)
    told = describe(replace(scene, lines=lines, cards=(replace(scene.cards[0], status=Status.DEPRECATED), *scene.cards[1:])), "en", str)
    assert told.flows[1].text.endswith("Inbound, private. It is planned.")
    assert f"{scene.cards[0].name['en']} is deprecated." in [sentence.text for sentence in told.places]

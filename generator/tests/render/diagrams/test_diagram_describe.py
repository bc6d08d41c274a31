"""The text alternative says what the picture says."""

from diagram_scenes import reference

from groundplan.i18n.interface import interface
from groundplan.render.diagrams import describe


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

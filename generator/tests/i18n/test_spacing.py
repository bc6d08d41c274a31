"""Sentences that are put together keep the spaces of Japanese, whatever is put in."""

import pytest

from groundplan.i18n.locale.spacing import fill
from groundplan.i18n.speech import speech
from groundplan.render.words.words import Words


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("管理サービス", "Kubernetes API サーバー", "管理サービスから Kubernetes API サーバーに接続します。"),
        ("cert-manager", "Let's Encrypt", "cert-manager から Let's Encrypt に接続します。"),
        ("監視", "イングレス", "監視からイングレスに接続します。"),
    ],
)
def test_a_value_has_a_space_only_where_latin_meets_japanese(source: str, target: str, said: str) -> None:
    assert fill("{source} から {target} に接続します。", {"source": source, "target": target}) == said
    assert fill("{source}から{target}に接続します。", {"source": source, "target": target}) == said


def test_punctuation_and_the_spaces_inside_a_value_stay() -> None:
    values = {"box": "第一 倉庫", "things": "API, 棚", "count": 3}
    assert fill("{box} に含まれるもの: {things}。計 {count} 個", values) == "第一 倉庫に含まれるもの: API, 棚。計 3 個"


def test_other_languages_are_filled_in_as_they_are() -> None:
    assert fill("{viewpoint}의 경계", {"viewpoint": "고객의 BYOC VPC"}) == "고객의 BYOC VPC의 경계"
    assert fill("the border of {viewpoint}", {"viewpoint": "倉庫"}) == "the border of 倉庫"


def test_a_list_of_names_in_both_scripts_is_spaced_like_prose() -> None:
    words = Words(speech("ja", "en", {}, {}, ()), "en")
    assert words.choice(["VPC ピアリング", "AWS PrivateLink"]) == "VPC ピアリングまたは AWS PrivateLink"
    assert words.list(["アラート", "ログ", "API"]) == "アラート、ログ、API"
    assert words.ngettext("{n} connection", "{n} connections", 1200) == "1,200 件の接続"

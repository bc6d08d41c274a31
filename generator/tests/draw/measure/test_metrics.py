"""Texts are measured and broken the same way on every machine."""

import pytest

from groundplan.draw.measure.metrics import Weight, balanced, text_width, wrap


def test_a_text_is_as_wide_as_the_widest_common_font_sets_it() -> None:
    # DejaVu Sans is the widest of all here: m 974, u 634, e 615 thousandths of an em.
    assert text_width("mue", 10) == pytest.approx(22.23, abs=0.04)


def test_bold_is_wider() -> None:
    assert text_width("Kubernetes", 12, Weight.BOLD) > text_width("Kubernetes", 12)


@pytest.mark.parametrize("text", ["데이터베이스", "データベース", "資料庫系統中"])
def test_hangul_kana_and_han_take_a_whole_em(text: str) -> None:
    assert text_width(text, 12) == 72


def test_combining_marks_take_no_room() -> None:
    assert text_width("e\u0301", 12) == text_width("e", 12)


def test_latin_and_korean_break_at_spaces() -> None:
    assert wrap("Kubernetes API server", 90, 12) == ["Kubernetes", "API server"]
    assert wrap("네트워크 로드 밸런서", 90, 12) == ["네트워크 로드", "밸런서"]


def test_japanese_breaks_between_words() -> None:
    assert wrap("アラート受信サービス", 96, 12) == ["アラート受信", "サービス"]
    assert wrap("監視データの保管。", 96, 12) == ["監視データの", "保管。"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("ネットワークロードバランサー", ["ネットワーク", "ロードバランサー"]),
        ("クライアントアプリケーション", ["クライアント", "アプリケーション"]),
        ("リモートクライアント", ["リモート", "クライアント"]),
        ("AWS リージョンサービス", ["AWS リージョン", "サービス"]),
        ("ペタバイトストア・ゲートウェイ", ["ペタバイトストア・", "ゲートウェイ"]),
    ],
)
def test_a_katakana_compound_is_cut_where_its_words_meet(name: str, lines: list[str]) -> None:
    assert balanced(name, 112, 12) == lines


def test_a_japanese_word_that_is_too_wide_is_cut_but_never_before_small_kana() -> None:
    assert wrap("コーディネーションサーバー", 84, 12) == ["コーディネー", "ションサーバー"]


def test_a_word_that_is_too_wide_is_cut_where_its_parts_meet() -> None:
    assert wrap("very-long-identifier-here", 80, 12) == ["very-long-", "identifier-", "here"]
    assert wrap("AlertManager", 60, 12) == ["Alert", "Manager"]


def test_a_word_without_parts_is_cut_rather_than_left_too_wide() -> None:
    lines = wrap("x" * 40, 60, 12)
    assert "".join(lines) == "x" * 40
    assert all(text_width(line, 12) <= 60 for line in lines)


def test_lines_are_balanced_without_becoming_more() -> None:
    assert wrap("Day to day operations of the cluster", 180, 12) == ["Day to day operations of the", "cluster"]
    assert balanced("Day to day operations of the cluster", 180, 12) == ["Day to day operations", "of the cluster"]

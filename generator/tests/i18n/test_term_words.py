"""Terms in running text: found with what languages hang on them, not found inside other words."""

from __future__ import annotations

import pytest

from groundplan.i18n.texts.term_words import occurrences, says


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("경계", "경계를 넘는 연결"),
        ("경계", "경계에서는"),
        ("경계", "이 경계의 안쪽"),
        ("인증서", "인증서들로만"),
        ("인증서", "단기인증서기반"),  # a compound of words of two syllables or more
        ("허용 목록", "허용목록은 짧습니다."),
        ("허용 목록", "허용\n목록"),
        ("퍼블릭", "퍼블릭인 경우"),
        ("암호화", "암호화됩니다"),
        ("메트릭", "메트릭용"),
        ("AWS", "AWS에서"),
        ("AWS", "AWSのリージョン"),
        ("ログ", "ログを送信する"),
        ("ログ", "クエリログ"),
        ("ログ", "ログファイル"),
        ("コントロールプレーン", "コントロールプレーンから"),
        ("証明書", "短期証明書を"),
        ("Steuerungsebene", "die Steuerungsebenen"),
        ("allow list", "Allow  Lists"),
    ],
)
def test_a_term_is_found_with_particles_endings_and_other_spacing(term: str, text: str) -> None:
    assert says(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("로그", "블로그에"),
        ("관리", "관리자는"),
        ("ログ", "プログラム"),
        ("ログ", "ブログ"),
        ("コンテナ", "コンテナーを"),
        ("log", "blog"),
        ("public", "publication"),
        ("AWS", "LAWS"),
        ("TLS", "TLS2"),
    ],
)
def test_a_term_is_not_found_inside_another_word(term: str, text: str) -> None:
    assert not says(term, text)


def test_a_name_is_found_letter_by_letter() -> None:
    assert says("AWS", "Aws에서")
    assert not says("AWS", "Aws에서", exact=True)


def test_places_are_those_of_the_text() -> None:
    assert [(found.start, found.end) for found in occurrences("허용 목록", "짧은 허용목록과 긴 허용 목록")] == [(3, 7), (11, 16)]


def test_what_is_longer_than_a_paragraph_is_no_word_of_a_text() -> None:
    long = "ledger " * 150
    assert says(long[:999], f"The {long}")
    assert not says(long, f"The {long}")

"""Translations of pages that would come out as something else than their author wrote are found, and what is as good is not."""

from __future__ import annotations

import pytest

from groundplan.i18n.texts.fit import block_problem, markup_problem
from groundplan.i18n.texts.prose import pieces

PAGE = "docs/page.md"
REFERENCES = "\n\n[guide]: guide.md\n[g]: other.md\n"


def problem(source: str, wording: str) -> str:
    """What a check says of a translation of the last piece of a page."""
    piece = [piece for piece in pieces(PAGE, source + REFERENCES) if piece.context][-1]
    return markup_problem(piece.text, wording, piece.around) or block_problem(piece.text, wording, piece.around)


@pytest.mark.parametrize(
    ("source", "wording", "told"),
    [
        ("A text.", "#제목", "begins with `#`, which makes another block of it"),
        ("A text.", "# 제목", "begins with `#`, which makes another block of it"),
        ("A text.", "$$x$$", "begins with `$$`, which makes another block of it"),
        ("A text.", "[TOC]", "begins with `[TOC]`, which makes another block of it"),
        ("a | b\n--- | ---\nc | d", "다", "has 1 cells instead of 2"),
        ("a | b\n--- | ---\nc | d", "다 | 라 | 마", "has 3 cells instead of 2"),
        ("a | b\n--- | ---", "가 | 나 | 다", "has 3 cells instead of 2"),
        ("a | b\n--- | ---", "| 가 | 나 |", "has 4 cells instead of 2"),
        ("| a | b |\n| - | - |", "| 가 |", "has 1 cells instead of 2"),
        ("> | a | b |\n> | - | - |", "| 가 |", "has 1 cells instead of 2"),
        ("See [Guide].", "[안내]를 보세요.", "loses the link to [guide]"),
        ("See [Guide][].", "[안내][]를 보세요.", "loses the link to [guide] and invents the link to [안내]"),
        ("See [the Guide][g].", "[안내][h]를 보세요.", "loses the link to [g] and invents the link to [h]"),
        ("See [the Guide][g].", "[안내]를 보세요.", "loses the link to [g]"),
        ("See ![a plan][g].", "[그림][g]을 보세요.", "loses the picture to [g] and invents the link to [g]"),
        ("See[^1].", "보기.", "loses the footnote `^1`"),
        ("See[^1].", "보기[^2].", "loses the footnote `^1` and invents the footnote `^2`"),
        ("See ![b](x.png).", "[b](x.png)를 보세요.", "loses the picture to x.png and invents the link to x.png"),
        ("See [b](x.png).", "![b](x.png)를 보세요.", "loses the link to x.png and invents the picture to x.png"),
        ("See [b](index.md).", "[b]( index.md", "invents a link that does not end"),
        ("See [b](index.md).", "b](index.md)", "invents a link that does not end"),
        (
            "[Button](index.md){ .md-button }",
            "[버튼](index.md) { .md-button }",
            "loses the attributes `{ .md-button }` and invents the attributes `{ .md-button }` behind a space",
        ),
        ("`x`{ .c } here", "여기 `x` { .c }", "loses the attributes `{ .c }` and invents the attributes `{ .c }` behind a space"),
    ],
)
def test_a_translation_that_breaks_its_page_is_found(source: str, wording: str, told: str) -> None:
    assert problem(source, wording) == told


@pytest.mark.parametrize(
    ("source", "wording"),
    [
        ("A text of C#.", "C#의 글."),
        ("#1 is a heading", "1 제목"),
        ("See [Guide].", "[안내][Guide]를 보세요."),
        ("See [Guide][].", "[안내][guide]를 보세요."),
        ("See [the Guide][g].", "[안내][G]를 보세요."),
        ("See [this].", "[이것]을 보세요."),
        ("See[^1] and [^2].", "보기[^2] 그리고 [^1]."),
        ("See [![b](x.png)](y.md).", "[![나](x.png)](y.md) 보기."),
        ('See [b [c]](x.md "A (b) title").', '[나 [다]](x.md "제목 (나)") 보기.'),
        ("See [b](<x y.md>).", "[나](<x y.md>) 보기."),
        ("a | b\n--- | ---\nc | d", "다 | 라"),
        ("a | `b|c`\n--- | ---", "가 | `b|c`"),
        ("| a { .c } | b |\n| - | - |", "| 가 { .c } | 나 |"),
        ("Choose left | right.", "왼쪽이나 오른쪽을 고르세요."),
        ("**b**{ .c } and {name}", "{name} 그리고 **나**{ .c }"),
        ("Sets of {a, b} are written so.", "집합은{a, b}로 씁니다."),
    ],
)
def test_a_translation_that_is_as_good_is_not(source: str, wording: str) -> None:
    assert problem(source, wording) == ""

"""A plain text is not put through Markdown; what it becomes is the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundplan.render.words.markup import block

LETTERS = st.sampled_from([*"ab 1.)(+-=#>!:|~^{}@$/\"';,?é한ン", " ", "\u200b", "…", "--", "...", "http://x.y ", "a@b.c", "www."])
NOTHING = "<!-- -->"
"""A comment passes no filter, and what holds one is no plain text."""


@given(st.lists(LETTERS, min_size=1, max_size=8).map("".join).map(str.strip).filter(lambda text: text and text[0] not in "-+=#>"))
def test_a_text_becomes_the_same_whether_it_goes_through_markdown_or_not(text: str) -> None:
    assert block(text, html=True) == block(f"{text}{NOTHING}", html=True)

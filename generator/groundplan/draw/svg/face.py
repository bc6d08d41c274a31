"""How wide texts are in the face that comes with a site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from groundplan.draw.measure.metrics import Weight, advance


@cache
def _table() -> Mapping[str, int]:
    table: Mapping[str, int] = json.loads(files(__package__).joinpath("face.json").read_text(encoding="ascii"))
    return table


def face_width(text: str, size: float) -> float:
    """The width of `text` in pixels when set bold at `size` pixels; what the face has no letters for is as wide as it may be.

    What must hold a text in any face is measured by `text_width`.
    """
    table = _table()
    return size * sum(table[character] / 1000 if character in table else advance(character, Weight.BOLD) for character in text)

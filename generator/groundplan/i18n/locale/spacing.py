"""Values in sentences: where Japanese meets Latin letters or digits there is a space, and none between two Japanese words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from groundplan.i18n.gettext.placeholders import filled

_KANA = re.compile("[\u3040-\u30ff]")
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff々]")
_LATIN = re.compile("[0-9A-Za-z]")
_BORDER = "\0"


def fill(template: str, values: Mapping[str, object]) -> str:
    """`template` with `values`, which are texts or numbers, in the places of their names. Raises BadMessage.

    A Japanese template cannot know whether a value is written in Latin letters, so the spaces around values are set here.
    The values themselves stay as they are written.
    """
    if not _KANA.search(template):
        return filled(template, values)
    return _joined(filled(template, values, around=_BORDER).split(_BORDER))


def _joined(parts: Iterable[str]) -> str:
    text = ""
    for part in parts:
        before, after = text.rstrip(" "), part.lstrip(" ")
        gap = _gap(before[-1:], after[:1])
        text = text + part if gap is None else before + gap + after
    return text


def _gap(before: str, after: str) -> str | None:
    """What stands between two characters; None where neither rule speaks of them."""
    sides = _JAPANESE.match(before), _JAPANESE.match(after)
    if all(sides):
        return ""
    return " " if any(sides) and (_LATIN.match(before) or _LATIN.match(after)) else None

"""Random catalogues, of all that PO knows and a little that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_LETTERS = ("a", "B", " ", "  ", "값", "é", "{n}", "%s", "#", "~", "'", "|", "\\n", "\\t", "\\r", '\\"', "\\\\")
_ODD_LETTERS = ("\\a", "\\0", "\\x41", "\\101", "\\'", "\\q", "\\u0041", '"', "\\", "\t", "\u2028", "\x0c", "\ufeff", "\0")
_COMMENTS = (
    "# ",
    "#",
    "#. ",
    "#.",
    "#. facts: ",
    "#: ",
    "#, fuzzy",
    "#, python-format, fuzzy",
    "#,fuzzy,",
    '#| msgid "old"',
    "#~ ",
    "#~| ",
)
_ODD_LINES = ("msgid", 'msgstr[0] "x"', 'msgid_plural "x"', '"more"', "words", "domain x", "#= flag", '  "indented"', 'msgstr "again"')
_HEADS = ("Language: ko", "Language: ja", "Plural-Forms: nplurals=1; plural=0;", "POT-Creation-Date: 2026-11-23 10:00+0900", "X-A: b",
          "Content-Type: text/plain; charset=utf-8", "Content-Type: text/plain; charset=euc-kr", "PO-Revision-Date: no date")  # fmt: skip


def catalogue(chance: Random) -> bytes:
    """A catalogue of a few messages; one in a few has something odd in it."""
    odd = chance.random() < 0.3
    lines = [*_head(chance)] if chance.random() < 0.95 else []
    for number in range(chance.randint(0, 5)):
        lines += _message(chance, number, odd)
    end = "\r\n" if chance.random() < 0.05 else "\n"
    return (end.join(lines) + (end if chance.random() < 0.9 else "")).encode()


def _head(chance: Random) -> Iterator[str]:
    yield from ('msgid ""', 'msgstr ""')
    for head in _HEADS:
        if chance.random() < 0.3:
            yield f'"{head}\\n"'
    yield ""


def _message(chance: Random, number: int, odd: bool) -> Iterator[str]:
    dead = "#~ " if chance.random() < 0.1 else ""
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        yield chance.choice(_COMMENTS) + chance.choice(("", "facts: 0a1b2c3d", "flows.yaml:1", "a b", "값"))
    if chance.random() < 0.95:
        yield from _string(f"{dead}msgctxt", chance, odd, f"a{number if chance.random() < 0.95 else 0}.name")
    yield from _string(f"{dead}msgid", chance, odd)
    if odd and chance.random() < 0.3:
        yield chance.choice(_ODD_LINES)
    yield from _string(f"{dead}msgstr", chance, odd)
    yield from [""] * chance.choice((1, 1, 1, 0, 2))


def _string(keyword: str, chance: Random, odd: bool, text: str = "") -> Iterator[str]:
    dead = "#~ " if keyword.startswith("#~ ") else ""
    parts = [text] if text else [_text(chance, odd) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    gap = chance.choice((" ", " ", " ", " ", "  ", "")) if odd else " "
    if len(parts) > 1 and chance.random() < 0.7:
        parts.insert(0, "")
    first, *rest = parts
    yield f'{keyword}{gap}"{first}"'
    yield from (f'{dead}"{part}"' for part in rest)


def _text(chance: Random, odd: bool) -> str:
    letters = (*_LETTERS, *_ODD_LETTERS) if odd and chance.random() < 0.3 else _LETTERS
    return "".join(chance.choices(letters, k=chance.choice((0, 1, 3, 10))))

"""Mutations that know what they change: values of a tree, lines of a file, letters of a line."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

WORDS = (
    "by", "else", "any", "not", "unknown", "none", "no", "~", "", "on", "1", "443/tcp", "70000/tcp", "9-1/udp", "0.0.0.0/0",
    "*.example.com", "2027-02-30", "public", "internal", "vpc", "a\x01b", "\u202e", "[key]", "..", "é" * 300, "9" * 5000,
    "{a}", "{{ a }}", "<b>",
)  # fmt: skip
"""What stands for something in the language, or for nothing anywhere."""

SIGNS = (
    "-", "?", ":", ": ", ",", "[", "]", "{", "}", "#", "&a", "*a", "!", "|", ">", "'", '"', "%", "@", "`", "\\", "\n", "\r\n", "\r", "\t",
    " ", "---\n", "...\n", "<<: ", "\0", "\x0b", "\x7f", "\u0085", "\u2028", "\ufeff", "값", "{{", "}}", "{%", "{#", "|--|", "> ", "~~~\n",
    "```", "\\x41", "\\a", "msgid ", 'msgstr "x"\n', "#, fuzzy\n", "#~ ", "#| ", "#. facts: 1\n", "[x]\n", "= 1e999\n", "= 0x", "'''",
)  # fmt: skip
"""What means something to a parser."""


def tree(seed: Any, chance: Random) -> Any:
    """`seed` after a few changes of its values: left out, called otherwise, moved, doubled, of another kind."""
    changed = copy.deepcopy(seed)
    for _ in range(chance.randint(1, 4)):
        places = list(_places(changed))
        if places:
            _change(*chance.choice(places), changed, chance)
    return changed


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Each collection with each of its keys or positions."""
    for step in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        yield node, step
        yield from _places(node[step])


def _change(parent: Any, step: Any, whole: Any, chance: Random) -> None:
    match chance.randrange(8):
        case 0:
            del parent[step]
        case 1 if isinstance(parent, dict):
            parent[chance.choice(WORDS)] = parent.pop(step)
        case 2:
            parent[step] = chance.choice((None, {}, [], "", [[]], {"by": "mode"}))
        case 3:
            parent[step] = [parent[step]] if chance.random() < 0.5 else {chance.choice(WORDS): parent[step]}
        case 4:
            other, at = chance.choice(list(_places(whole)))
            parent[step] = copy.deepcopy(other[at])
        case 5 if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[step]))
        case 6 if isinstance(parent, dict):
            other, at = chance.choice(list(_places(whole)))
            parent[f"{step}-2"] = copy.deepcopy(other[at])
        case _:
            parent[step] = chance.choice((*WORDS, *_ids(whole)))


def _ids(whole: Any) -> list[str]:
    return [str(key) for section in whole.values() if isinstance(section, dict) for key in section] if isinstance(whole, dict) else []


def text(seed: str, chance: Random) -> str:
    """`seed` with lines left out, doubled, moved, cut or indented, and signs put in or replaced."""
    lines = seed.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        if not lines:
            break
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        within = chance.randrange(len(line) + 1)
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3:
                lines[at] = line[:within]
            case 4:
                lines[at] = chance.choice(("  ", "\t", "#", "> ", "- ")) + line
            case 5:
                lines[at] = line[:within] + line[within + 1 :]
            case 6:
                lines[at] = line[:within] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 60)) + line[within:]
            case _:
                lines[at] = line[:within] + chance.choice(WORDS) + line[within:]
    return "".join(lines)


def octets(seed: bytes, chance: Random) -> bytes:
    """`seed` with a few bytes changed, which need be no text any more."""
    changed = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(changed)

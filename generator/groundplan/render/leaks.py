"""Whether a built site gives away what its audience must not see."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from groundplan.render.figures.pictures import packed_in
from groundplan.render.words import markup
from groundplan.render.words.labels import CLOSED

_PLAIN_WORD = re.compile(r"[a-z]+")
_ATTRIBUTES = "boundary|claim|component|data|flows?|from|level|option|place|procedure|step|term|title|to|view"
_NAMING = (
    "boundary|by|channel|choice|claim|component|data|flow|from|id|in|manager|option|owner|party|place|procedure|purpose|to|uses"
    "|view|viewpoint|whole"
)
_BEFORE_AN_ID = re.compile(rf"""(?:<code[^<>]*>|`|(?<![\w-])data-(?:{_ATTRIBUTES})\s*=\s*(?:["'](?:[^"'<>]*\s)?)?|pictures/[\w.-]*\.)$""")
"""What stands before a common word where it is an id, not a word of a sentence: code, an attribute of ours, a picture's name."""

_BEFORE_A_VALUE = re.compile(rf"""(?:\\?"(?:{_NAMING})\\?"\s*:\s*|\[\s*|(?<!\{{),\s*)\\?"$""")
_BEFORE_A_KEY = re.compile(r"""[{,]\s*\\?"$""")
_AFTER_A_VALUE = re.compile(r"""\\?"\s*[,\]}]""")
_AFTER_A_KEY = re.compile(r"""\\?"\s*:\s*\{\s*\\?"(?:name|statement)\\?\"""")
"""In JSON: the value of a key that names entries, an item of a list, or the key of an entry."""

_ANCHORS = ("boundary", "claim", "component", "data", "flow", "option", "place", "procedure", "status", "term", "view")
_BEFORE_AN_ANCHOR = re.compile(rf"""["'#/=](?:{"|".join(_ANCHORS)})-$""")
_JSON_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\[\"/]")
_TAG = re.compile(r"<[^<>]*>")
_LETTER = "A-Za-z0-9_\\u00c0-\\u024f-"
"""What words are made of where spaces stand between them; in other scripts a particle may follow a name at once."""

_STARTS = rf"(?:(?<![{_LETTER}])|" + "|".join(f"(?<={kind}-)" for kind in _ANCHORS) + ")"
_LATIN_END = re.compile(rf"[{_LETTER}]\Z")
_ENOUGH = 60


def leaks(
    site: Path, secrets: Mapping[str, str], known: Collection[str] = (), *, looked_at: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, str]]:
    """Each secret found in a file below `site`: what it is called, and the file's path from there.

    `secrets` maps a text that must not appear to what it is called; files at the paths `known` are the same in every site and are
    not read, nor are those that are not `looked_at`. Words are compared as wholes, so that the id `api` is not found in `capital`,
    and with one space where any are; what HTML or JSON escape counts as what it stands for. Archives are looked into. Each file is
    searched once.
    """
    if not secrets:
        return
    called = _spoken(secrets)
    pattern = re.compile(_STARTS + _any_of(called))
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if name in known or not looked_at(name) or not path.is_file():
            continue
        texts = (shown for text in (name, *_texts(name, path.read_bytes())) for shown in _shown(text))
        for route in sorted({called[word] for text in texts for word in _words_in(text, pattern)}):
            yield route, name


def _spoken(secrets: Mapping[str, str]) -> dict[str, str]:
    """The secrets as they may be written: Markdown, or what a reader sees of it."""
    plain = {" ".join(markup.plain(told).split()): route for told, route in secrets.items()}
    return {told: route for told, route in {**plain, **secrets}.items() if told}


def _words_in(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for found in pattern.finditer(text):
        word, before, after = found[0], text[max(0, found.start() - _ENOUGH) : found.start()], text[found.end() : found.end() + _ENOUGH]
        if _LATIN_END.search(word) and _LATIN_END.match(after[:1]):
            continue
        if not _PLAIN_WORD.fullmatch(word) or _is_an_id(word, before, after):
            yield word


def _is_an_id(word: str, before: str, after: str) -> bool:
    """Whether a common word stands where ids do."""
    as_value = word not in CLOSED and _BEFORE_A_VALUE.search(before) and _AFTER_A_VALUE.match(after)
    as_key = _BEFORE_A_KEY.search(before) and _AFTER_A_KEY.match(after)
    return bool(_BEFORE_AN_ID.search(before) or _BEFORE_AN_ANCHOR.search(before) or as_value or as_key)


def _texts(name: str, content: bytes) -> Iterator[str]:
    """The text of a file, or of the files in an archive."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield inner
                yield from _texts(inner, archive.read(inner))
    elif content.startswith(b"\x1f\x8b"):
        yield from _texts(name, gzip.decompress(content))
    else:
        yield packed_in(content) or content.decode("utf-8", errors="replace")


def _shown(text: str) -> Iterator[str]:
    """A text as it is written, and as readers see it."""
    written = _without_escapes(text)
    twice = [_without_escapes(written.replace("\\\\", "\\"))] if "\\" in written else []  # JSON in a script is a text of JSON
    for seen in (unescape(unescape(" ".join(one.split()))) for one in (written, *twice)):
        yield unquote(seen) if "%" in seen else seen
        if "<" in seen:
            yield _TAG.sub("", seen)


def _without_escapes(text: str) -> str:
    """A text with the characters that JSON escapes."""
    return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape[0]}"', strict=False)), text)


def _any_of(words: Iterable[str]) -> str:
    """A pattern of all `words`, longest first at each place, that looks at each letter of a text about once: a tree of letters."""
    tree = _Letters()
    for word in sorted(words):
        node = tree
        for letter in word:
            node = node.setdefault(letter, _Letters())
        node[""] = _Letters()
    return _pattern_of(tree)


class _Letters(dict[str, "_Letters"]):
    """The letters that may come next, each with what follows it; an empty one where a word may end."""


def _pattern_of(tree: _Letters) -> str:
    prefix = ""
    while len(tree) == 1 and "" not in tree:
        letter, below = next(iter(tree.items()))
        prefix, tree = prefix + re.escape(letter), below
    ends = "" in tree
    branches = [re.escape(letter) + _pattern_of(below) for letter, below in tree.items() if letter]
    if not branches:
        return prefix
    return f"{prefix}(?:{'|'.join(branches)}){'?' if ends else ''}"

"""The words in templates of a theme that a project brings: what stands between their tags and statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from groundplan.i18n.texts import fit
from groundplan.i18n.texts.html import INLINE

_TOKEN = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|<!\w[^<>]*>"
    r"|<(?P<raw>script|style|svg|pre|textarea|template)\b.*?</(?P=raw)\s*>"
    r"""|</?(?P<tag>[A-Za-z][\w-]*)(?:"[^"]*"|'[^']*'|\{\{.*?\}\}|\{%.*?%\}|[^<>"'{]|\{)*>""",
    re.DOTALL,
)
_WORDS_ALONE = frozenset({"title", "option"})
"""Elements that hold words and nothing else."""
_OPENS_OR_BLANK = re.compile(r"<(?!/)|\s*\Z")
_LETTERS = re.compile(r"[^\W\d_]")


class ThemeWords(NamedTuple):
    """A stretch of words in a template, with the calls and elements within them: from `start` up to `end`."""

    text: str
    start: int
    end: int
    alone: bool
    """Whether no element may stand in it."""


def theme_words(template: str) -> Iterator[ThemeWords]:
    """The words of a template, in order."""
    stretch: list[tuple[int, str]] = []
    around = ""
    for at, token, kind in _tokens(template):
        if kind in INLINE or kind in {"text", "call"}:
            stretch.append((at, token))
            continue
        yield from _run(stretch, alone=around in _WORDS_ALONE)
        stretch, around = [], kind
    yield from _run(stretch, alone=False)


def _tokens(template: str) -> Iterator[tuple[int, str, str]]:
    """Where each token stands, itself, and what it is: `text`, `call`, the name of an element, or nothing of these."""
    at = 0
    for found in _TOKEN.finditer(template):
        if found.start() > at:
            yield at, template[at : found.start()], "text"
        yield found.start(), found[0], "call" if found[0].startswith("{{") else (found["tag"] or "").lower()
        at = found.end()
    if at < len(template):
        yield at, template[at:], "text"


def _run(stretch: list[tuple[int, str]], *, alone: bool) -> Iterator[ThemeWords]:
    stretch = _without_ends(stretch)
    if len(stretch) > 2 and _is_pair(stretch):
        stretch = stretch[1:-1]
    if any(_LETTERS.search(token) for _, token in stretch if not token.startswith(("<", "{{"))):
        text = "".join(token for _, token in stretch)
        start = stretch[0][0] + len(text) - len(text.lstrip())
        yield ThemeWords(text.strip(), start, start + len(text.strip()), alone)


def _without_ends(stretch: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`stretch` from its first token that says something on: a tag that ends there, or begins at its end, has its other half elsewhere."""
    first = next((at for at, (_, token) in enumerate(stretch) if token.strip() and not token.startswith("</")), len(stretch))
    last = next((at for at in range(len(stretch), first, -1) if not _OPENS_OR_BLANK.match(stretch[at - 1][1])), first)
    return stretch[first:last]


def _is_pair(stretch: list[tuple[int, str]]) -> bool:
    """Whether one element holds all of it."""
    tags = [token for _, token in stretch if token.startswith("<")]
    return len(tags) == 2 and stretch[0][1] == tags[0] and stretch[-1][1] == tags[1]


def with_spoken_words(template: str, call: str, where: str) -> str:
    """The template with each of its runs as `call(text, expressions, alone)` makes it where the condition `where` holds."""
    for run in reversed([*theme_words(template)]):
        given = ", ".join(f"({expression.strip('{}').strip('-').strip()})" for expression in fit.parts(run.text)[1::2])
        said = f"{{{{ {call}({_literal(run.text)}, [{given}], {str(run.alone).lower()}) }}}}"
        template = f"{template[: run.start]}{{% if {where} %}}{said}{{% else %}}{run.text}{{% endif %}}{template[run.end :]}"
    return template


def _literal(text: str) -> str:
    """A text as a string of Jinja."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def spoken_words(text: str, values: list[object], title: Callable[[str], str], language: str, *, alone: bool) -> str:
    """A run of a template as `title` translates it, with the values of its calls; as being in `language` where it is not translated."""
    plain = " ".join(text.split())
    wording = title(plain)
    if "&quot;" not in plain:  # a title is made ready for attributes; these words hold their own
        wording = wording.replace("&quot;", '"')
    cut = fit.with_calls(plain, wording) if wording != plain and fit.is_harmless(plain, wording) else None
    translated = cut is not None
    calls = fit.parts(plain)[1::2]
    given = dict(zip(calls, map(str, values), strict=False))
    said = "".join(given[part] if at % 2 else part for at, part in enumerate(cut if cut is not None else fit.parts(plain)))
    return said if translated or alone else f'<span lang="{language}" class="gp-fallback">{said}</span>'

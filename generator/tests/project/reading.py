"""All that a reader of a built page sees or hears, with the language that it is said to be in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from groundplan.render.figures.pictures import packed_in

NOTATION = re.compile(
    r"\b(?:facts|allow-list|network-security)\.[\w.-]*\w|\{\w+\}|\b\d+(?:-\d+)?/(?:tcp|udp)(?: \([^()]+\)|(?![A-Za-z]))"
    r"|\b[0-9a-f]{12}\b|^[A-Z]$",
    re.ASCII,
)
"""Names of files, places that a script fills, ports as firewalls write them, with the names of their services, digests of models,
and letters that stand alone: above the terms of a glossary that begin with them."""

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template", "code", "pre"}
"""Elements whose text is no sentence: code is the same in every language."""
SPOKEN = ("title", "aria-label", "aria-description", "alt", "placeholder", "label", "data-label", "data-md-tooltip", "content")
TOLD_BY_THE_VIEWER = {"strings", "labels", "classes", "parties", "name", "statement", "text", "when", "encryption", "kind", "controls"}
"""Keys of the viewer's data whose texts are for readers; all others hold ids and addresses."""
_FACTS = re.compile(r'<template data-groundplan="facts">(.*?)</template>', re.DOTALL)
_CONFIG = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        _, outer, silent = self._open[-1] if self._open else ("", "", False)
        language = values.get("lang", outer)
        if tag != "meta" or values.get("name") == "description":
            self.texts += ((values[name], language) for name in SPOKEN if values.get(name))
        if tag not in VOID:
            self._open.append((tag, language, silent or tag in SILENT))

    def handle_endtag(self, tag: str) -> None:
        if any(opened[0] == tag for opened in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        _, language, silent = self._open[-1] if self._open else ("", "", False)
        if data.strip() and not silent:
            self.texts.append((" ".join(data.split()), language))


def spoken_files(site: Path, locale: str) -> list[Path]:
    """The pages of a locale, and the pictures that its pages load: charts of its own, and maps with the words of all languages."""
    pictures = sorted((site / "assets/groundplan/pictures").glob("*.js"))
    charts = [path for path in pictures if path.name.startswith("_chart.") and path.name.endswith(f".{locale}.js")]
    maps = [path.with_name(f"{path.name}#{locale}") for path in pictures if not path.name.startswith("_chart.")]
    assert len(maps) > 5
    return [*sorted((site / locale).rglob("*.html")), *charts, *maps]


def texts(file: Path) -> list[tuple[str, str]]:
    """(text, language) of each text node, spoken attribute, string of the theme's script, and string of the viewer.

    A picture is a script with a drawing, or with one that has gaps for the words of the language behind `#`.
    """
    name, _, locale = file.name.partition("#")
    html = file.with_name(name).read_text(encoding="utf-8")
    if name.endswith(".js"):
        drawn = json.loads(packed_in(html.encode()) or "")
        html = drawn if isinstance(drawn, str) else _filled(drawn["svg"], drawn["words"][locale])
    reader = _Reader()
    reader.feed(html)
    language = next(language for _, language in reader.texts if language)
    for facts in _FACTS.findall(html):
        reader.texts += ((text, language) for text in _told(json.loads(unescape(facts))))
    for config in _CONFIG.findall(html):
        reader.texts += ((text, language) for text in json.loads(config)["translations"].values())
    return reader.texts


def _filled(svg: str, words: Sequence[str]) -> str:
    return re.sub("\x7f([0-9]+)\x7f", lambda gap: words[int(gap[1])], svg)


def _told(node: object, spoken: bool = False) -> Iterator[str]:
    match node:
        case str() if spoken:
            yield re.sub(r"<code>.*?</code>|<[^>]*>", " ", node)
        case list():
            for item in node:
                yield from _told(item, spoken)
        case dict():
            for key, value in node.items():
                yield from _told(value, spoken or key in TOLD_BY_THE_VIEWER)

"""The Markdown that a page is written in: extensions of a site change what a line begins, and where a line ends."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

QUOTE = r"(?:> ?)*"
_NUMBERED = r"\d+[.)]"
_LETTERED = r"(?:\d+|#|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\)|\.[ ]{2}))[.)]"
"""The number of an item as `pymdownx.fancylists` reads it."""


@dataclass(frozen=True, slots=True)
class Flavour:
    """What is read in another way than Python-Markdown does by itself."""

    breaks: bool = False
    """Whether each end of a line is one for readers, too."""
    letters: bool = False
    """Whether letters count items of a list."""
    sane_headings: bool = False
    """Whether a heading has a space behind its marks."""
    metadata: bool = True
    """Whether a page may begin with metadata: so does a file of a page, and nothing that is included or that MkDocs hands on."""

    def item(self) -> re.Pattern[str]:
        """How a line begins that is an item of a list, a definition or a footnote."""
        return _item(_LETTERED if self.letters else _NUMBERED)

    def container(self) -> re.Pattern[str]:
        """How a line begins below which what belongs to it is indented."""
        return _container(_LETTERED if self.letters else _NUMBERED)

    def heading(self) -> re.Pattern[str]:
        """How a heading begins, be it within a quotation or an item."""
        return _heading(_LETTERED if self.letters else _NUMBERED, "[ \\t]+" if self.sane_headings else "[ \\t]*")

    def without_metadata(self) -> Flavour:
        """The same for a text that no metadata stands above."""
        return replace(self, metadata=False)


MARKDOWN = Flavour()
"""Python-Markdown by itself, and the extensions that everybody writes for."""
BODY = MARKDOWN.without_metadata()
"""The same for the body of a page."""


def flavour_of(extensions: Collection[str]) -> Flavour:
    """The flavour of a site with these extensions."""
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    return Flavour("nl2br" in names, "pymdownx.fancylists" in names, "pymdownx.saneheaders" in names)


def _item(number: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{QUOTE}(?:(?:[-*+]|{number}|:) +(?:\[[ xX]\] +)?|\[\^[^\]]+\]: *)")


def _container(number: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:!!!|\?\?\?|===|[-*+] |{number} |: |\[\^[^\]]+\]:)")


def _heading(number: str, behind: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<around>[ \t]*{QUOTE}(?:(?:[-*+]|{number}|:) +)*)(?P<marks>#{{1,6}}+{behind})(?=[^\s}}])")

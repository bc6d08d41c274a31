"""Files that a page includes: each rendered as a page is, in the same locale, where the page names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent, indent

from groundplan.load.snippets import SnippetPart, Snippets, directives, included


@dataclass(frozen=True)
class Includes:
    """The files that pages may include, and how they name them."""

    snippets: Snippets | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    def texts(self, page: str, text: str) -> Iterator[str]:
        """`text`, which is that of `page`, and those of the files that it includes."""
        yield text
        if self.snippets is not None:
            yield from (self.files[path] for path in included(page, text, self.snippets, self.files))

    def filled(self, page: str, text: str, render: Callable[[SnippetPart], str]) -> str:
        """`text`, which stands for `page`, with what it includes and what each page ends with.

        What is not found is left for the extension, which says so if it is asked to.
        """
        if self.snippets is None:
            return text
        own = self._within(page, text, render, ())
        ends = (self._filled(page, target, render, ()) for target in self.snippets.append)
        return "\n\n".join([own, *(end for end in ends if end is not None)])

    def _within(self, page: str, text: str, render: Callable[[SnippetPart], str], around: tuple[str, ...]) -> str:
        found = directives(text)
        if not found:
            return text
        lines = text.split("\n")
        for directive in reversed(found):
            parts = [self._filled(page, target, render, around) for target in directive.targets]
            whole = [part for part in parts if part is not None]
            if len(whole) == len(parts):
                lines[directive.first : directive.end] = [indent("\n".join(whole), directive.indent)]
        return "\n".join(lines)

    def _filled(self, page: str, target: str, render: Callable[[SnippetPart], str], around: tuple[str, ...]) -> str | None:
        assert self.snippets is not None
        part = self.snippets.part(target, page, self.files)
        if part is None:
            return None
        if target in around:  # it includes itself, which the extension passes over, too
            return ""
        text = render(part)
        return self._within(page, dedent(text) if self.snippets.dedents else text, render, (*around, target))


def lines_of_part(template: str, part: SnippetPart) -> str:
    """The lines of a part, with as many empty ones above them as the file has."""
    lines = template.split("\n")
    return "\n" * _above(part) + "\n".join(lines[at] for at in part.lines if at < len(lines))


def without_lines_above(text: str, part: SnippetPart) -> str:
    """What became of `cut`, without the empty lines."""
    return text.removeprefix("\n" * _above(part))


def _above(part: SnippetPart) -> int:
    return part.lines[0] if part.lines else 0

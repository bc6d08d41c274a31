"""Files that pages include with the extension `pymdownx.snippets`: which ones, and which of their lines.

Told from its documentation: https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from posixpath import dirname, isabs, join, normpath, relpath

from groundplan.load.site_tree import Leaf, PlacedTree, items, named, text_at
from groundplan.load.site_tree import at as value_at

EXTENSION = "pymdownx.snippets"
SIGN = "8<-"

_LINE = re.compile(r"""^(?P<indent>[ \t]*)-+8<-+(?:[ \t]+(?:"(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)'))?\r?$""")
_FENCE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})")
_SECTION = re.compile(r"(?<!;)-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[A-Za-z][-\w]*)[ \t]*\]")
_TARGET = re.compile(r"(?P<path>.*?)(?::(?P<section>[A-Za-z][-\w]*)|:(?P<lines>\d*(?::\d*)?(?:,\d*(?::\d*)?)*))?")
_MOST = 1000
"""Files that a project may include."""


@dataclass(frozen=True, slots=True)
class Directive:
    """Lines of a page that stand for other files: from `first` up to `end`, and what they name."""

    first: int
    end: int
    indent: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SnippetPart:
    """Lines of a file, counted from 0."""

    path: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Snippets:
    """The options of the extension. `bases` are folders below the project's; `None` is that of the page."""

    bases: tuple[str | None, ...] = (".",)
    restricted: bool = True
    dedents: bool = False
    append: tuple[str, ...] = ()

    def names(self, path: str, page: str) -> Iterator[str]:
        """What a file at `path`, named in `page`, may be called from the project's folder."""
        for base in self.bases:
            folder = dirname(page) or "." if base is None else base
            name = normpath(join(folder, path))
            inside = not name.startswith("../") if folder == "." else name.startswith(f"{folder}/")
            if inside or not self.restricted:
                yield name

    def part(self, target: str, page: str, files: Mapping[str, str]) -> SnippetPart | None:
        """The lines that `target` names, of one of `files`; None where that has none, or is for the extension alone."""
        found = _TARGET.fullmatch(target)
        name = next((name for name in self.names(found["path"], page) if name in files), None) if found else None
        if found is None or name is None:
            return None
        lines = files[name].split("\n")
        if found["lines"]:
            spans = (_in_lines(span, len(lines)) for span in found["lines"].split(","))
            return SnippetPart(name, tuple(sorted(set(chain.from_iterable(spans)))))
        chosen = _in_section(lines, found["section"]) if found["section"] else range(len(lines))
        return None if chosen is None else SnippetPart(name, tuple(at for at in chosen if not _marks_section(lines[at])))


def snippets_of(tree: Mapping[str, PlacedTree], root: str, docs: str) -> Snippets | None:
    """The options of the extension in the configuration `tree` of a project at `root`; None where it is not on."""
    found = [options for name, options in named(tree.get("markdown_extensions")) if name == EXTENSION]
    if not found:
        return None
    options = found[-1]
    bases = tuple(_base(leaf, root, docs) for leaf in items(value_at(options, "base_path")) if isinstance(leaf, Leaf)) or (".",)
    append = tuple(leaf.text for leaf in items(value_at(options, "auto_append")) if isinstance(leaf, Leaf))
    return Snippets(bases, text_at(options, "restrict_base_path") != "false", text_at(options, "dedent_subsections") == "true", append)


def _base(leaf: Leaf, root: str, docs: str) -> str | None:
    if leaf.tag == "!relative":
        folder, _, below = leaf.text.partition("/")
        if not folder:
            return None
        return normpath(join(docs if folder == "$docs_dir" else ".", below))
    return normpath(relpath(leaf.text, root) if isabs(leaf.text) else leaf.text)


def directives(text: str) -> list[Directive]:
    """Where a page includes other files; not within its code, which stays as the extension makes it."""
    if SIGN not in text:
        return []
    lines = text.split("\n")
    found: list[Directive] = []
    for number in _outside_of_code(lines):
        if (not found or number >= found[-1].end) and (line := _LINE.match(lines[number])):
            found.append(_directive(lines, number, line))
    return found


def _outside_of_code(lines: Sequence[str]) -> Iterator[int]:
    fence = ""
    for number, line in enumerate(lines):
        if not fence and (opened := _FENCE.match(line)):
            fence = opened["fence"]
        elif fence and _closes(line, fence):
            fence = ""
        elif not fence:
            yield number


def _directive(lines: Sequence[str], number: int, line: re.Match[str]) -> Directive:
    """One file in the line itself, or a list of files between this line and another."""
    if target := line["double"] or line["single"]:
        return Directive(number, number + 1, line["indent"], () if target.startswith(";") else (target,))
    end = _end_of_block(lines, number)
    listed = (name.strip() for name in lines[number + 1 : end - 1])
    return Directive(number, end, line["indent"], tuple(name for name in listed if name and not name.startswith(";")))


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """The line behind the mark that ends the list of files which begins at `start`."""
    ends = (end for end in range(start + 1, len(lines)) if (mark := _LINE.match(lines[end])) and not mark["double"] and not mark["single"])
    return next(ends, start) + 1


def _marks_section(line: str) -> bool:
    return SIGN in line and _SECTION.search(line) is not None


def _in_section(lines: Sequence[str], name: str) -> range | None:
    """The lines of a section; None where there is none of that name."""
    marks = ((number, mark) for number, line in enumerate(lines) if SIGN in line and (mark := _SECTION.search(line)))
    own = [(number, mark["type"]) for number, mark in marks if mark["name"] == name]
    start = next((number for number, kind in own if kind == "start"), None)
    if start is None:
        return None
    return range(start + 1, next((number for number, kind in own if kind == "end" and number > start), len(lines)))


def _in_lines(span: str, number: int) -> range:
    """`2:4` is from the second line to the fourth, `2` from there to the end."""
    first, _, last = span.partition(":")
    return range(max(0, int(first or 1) - 1), min(number, int(last or number)))


def snippets_in(pages: Mapping[str, str], snippets: Snippets, read: Callable[[str], str | None]) -> dict[str, str]:
    """Every file that `pages` include, and that those include, by its path; `read` gives its text, if there is such a file."""
    found: dict[str, str] = {}
    waiting = [(page, target) for page, text in pages.items() for target in _targets(text)]
    waiting += [("", target) for target in snippets.append]
    while waiting and len(found) < _MOST:
        page, target = waiting.pop()
        for name in _names(snippets, target, page):
            text = pages[name] if name in pages else read(name)
            if text is None:
                continue
            if name not in found:
                found[name] = text
                waiting += [(page, inner) for inner in _targets(text)]
            break
    return found


def _names(snippets: Snippets, target: str, page: str) -> Iterator[str]:
    path = _TARGET.fullmatch(target)
    return snippets.names(path["path"], page) if path else iter(())


def _targets(text: str) -> list[str]:
    return [target for directive in directives(text) for target in directive.targets]


def included(page: str, text: str, snippets: Snippets, files: Mapping[str, str]) -> dict[str, set[int]]:
    """What `page`, which has `text`, includes, directly or by way of others: the lines, counted from 0, of each of `files`."""
    found: dict[str, set[int]] = {}
    seen: set[str] = set()
    waiting = [*_targets(text), *snippets.append]
    while waiting:
        target = waiting.pop()
        part = snippets.part(target, page, files) if target not in seen else None
        seen.add(target)
        if part:
            found.setdefault(part.path, set()).update(part.lines)
            waiting += _targets(files[part.path])
    return found

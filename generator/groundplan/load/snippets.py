"""Files that pages include with the extension `pymdownx.snippets`: which ones, and which of their lines.

Told from its documentation: https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, isabs, join, normpath, relpath

from groundplan.load.site_tree import Leaf, Tree, at, items, named, text_at

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
class Part:
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
            if not self.restricted or (folder == "." and not name.startswith("../")) or name.startswith(f"{folder}/"):
                yield name

    def part(self, target: str, page: str, files: Mapping[str, str]) -> Part | None:
        """The lines that `target` names, of one of `files`; None where that has none, or is for the extension alone."""
        found = _TARGET.fullmatch(target)
        name = next((name for name in self.names(found["path"], page) if name in files), None) if found else None
        if found is None or name is None:
            return None
        lines = files[name].split("\n")
        own = [number for number, line in enumerate(lines) if SIGN not in line or not _SECTION.search(line)]
        if found["section"]:
            chosen = _in_section(lines, found["section"])
            return Part(name, tuple(number for number in own if number in chosen)) if chosen is not None else None
        if found["lines"]:
            chosen = {number for span in found["lines"].split(",") for number in _in_lines(span, len(lines))}
            return Part(name, tuple(sorted(chosen)))
        return Part(name, tuple(own))


def snippets_of(tree: Mapping[str, Tree], root: str, docs: str) -> Snippets | None:
    """The options of the extension in the configuration `tree` of a project at `root`; None where it is not on."""
    found = [options for name, options in named(tree.get("markdown_extensions")) if name == EXTENSION]
    if not found:
        return None
    options = found[-1]
    bases = tuple(_base(leaf, root, docs) for leaf in items(at(options, "base_path")) if isinstance(leaf, Leaf)) or (".",)
    append = tuple(leaf.text for leaf in items(at(options, "auto_append")) if isinstance(leaf, Leaf))
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
    return list(_directives(lines))


def _directives(lines: Sequence[str]) -> Iterator[Directive]:
    fence, number = "", 0
    while number < len(lines):
        line = lines[number]
        if (opened := _FENCE.match(line)) and (not fence or _closes(line, fence)):
            fence = "" if fence else opened["fence"]
        elif not fence and (found := _LINE.match(line)):
            end = number + 1 if found["double"] or found["single"] else _end_of_block(lines, number)
            single = found["double"] or found["single"]
            here = [single] if single else [line.strip() for line in lines[number + 1 : end - 1]]
            yield Directive(number, end, found["indent"], tuple(name for name in here if name and not name.startswith(";")))
            number = end - 1
        number += 1


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """The line behind the mark that ends the list of files which begins at `start`."""
    ends = (end for end in range(start + 1, len(lines)) if (mark := _LINE.match(lines[end])) and not mark["double"] and not mark["single"])
    return next(ends, start) + 1


def _in_section(lines: Sequence[str], name: str) -> set[int] | None:
    """The lines of a section; None where there is none of that name."""
    start: int | None = None
    for number, line in enumerate(lines):
        mark = _SECTION.search(line) if SIGN in line else None
        if mark and mark["name"] == name:
            if mark["type"] == "end":
                return set(range(start + 1, number)) if start is not None else None
            start = number if start is None else start
    return set(range(start + 1, len(lines))) if start is not None else None


def _in_lines(span: str, number: int) -> range:
    first, _, last = span.partition(":") if ":" in span else (span, "", span)
    return range(max(0, int(first or 1) - 1), min(number, int(last or number)))


def parts_in(pages: Mapping[str, str], snippets: Snippets, read: Callable[[str], str | None]) -> dict[str, str]:
    """Every file that `pages` include, and that those include, by its path; `read` gives its text, if there is such a file."""
    found: dict[str, str] = {}
    waiting = [(page, target) for page, text in pages.items() for directive in directives(text) for target in directive.targets]
    waiting += [("", target) for target in snippets.append]
    while waiting and len(found) < _MOST:
        page, target = waiting.pop()
        path = _TARGET.fullmatch(target)
        for name in snippets.names(path["path"], page) if path else ():
            text = pages.get(name) or found.get(name) or read(name)
            if text is not None:
                if name not in found:
                    found[name] = text
                    waiting += [(page, inner) for directive in directives(text) for inner in directive.targets]
                break
    return found


def included(page: str, text: str, snippets: Snippets, files: Mapping[str, str]) -> dict[str, set[int]]:
    """What `page`, which has `text`, includes, directly or by way of others: the lines, counted from 0, of each of `files`."""
    found: dict[str, set[int]] = {}
    seen: set[str] = set()
    waiting = [target for directive in directives(text) for target in directive.targets] + [*snippets.append]
    while waiting:
        target = waiting.pop()
        part = snippets.part(target, page, files) if target not in seen else None
        seen.add(target)
        if part:
            found.setdefault(part.path, set()).update(part.lines)
            waiting += [target for directive in directives(files[part.path]) for target in directive.targets]
    return found

"""A site that exists takes Groundplan in: a model, a page, and a few lines in its configuration, every other letter of which stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from groundplan.errors import UsageError
from groundplan.load.edit import entry_after, item_after, lines_at_end, offset
from groundplan.load.places import FilePlaces
from groundplan.project.sources import content_of, is_there
from groundplan.publish.start import refuse_existing

FOLDER = "network-security"
"""Where the pages go, below the site's own folder of pages."""

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")
_THEME = "material"
_LISTS = {"plugins": ("groundplan",), "markdown_extensions": ("attr_list", "md_in_html")}
"""What each list of the configuration must name."""
_DEFAULTS = {"plugins": ("search",), "markdown_extensions": ()}
"""What MkDocs takes where there is no such list."""
_PAGES = ("overview", "connections", "boundaries", "allow-list", "guarantees", "components", "glossary", "explorer")
_TITLE = "Network security"


class WrittenSetting(NamedTuple):
    """An entry of the configuration, as it is written."""

    key: yaml.Node
    value: yaml.Node


@dataclass(frozen=True, slots=True)
class Adoption:
    """What there is to write, by path below the site's root, and what to say of it."""

    files: Mapping[Path, bytes]
    said: tuple[str, ...]


def configuration_in(root: Path) -> Path | None:
    """The configuration of a site at `root`, if there is one."""
    return next((root / name for name in CONFIGURATIONS if is_there(root / name)), None)


def adopt(root: Path, config: Path, start: Mapping[Path, bytes]) -> Adoption:
    """Take Groundplan into the site of `config`, with the model and the page of `start`. Nothing is written.

    Raises UsageError where the site's theme is not Material, where something stands in the way, or where the configuration is
    written in a way that nobody but its author should change.
    """
    text = _text(config)
    entries = _entries(config, text)
    if _root(config, text).flow_style:
        raise UsageError(f"{config} is written in braces: write each of its settings on lines of its own, then run this again")
    inherited = _inherited(config, entries)
    _require_theme(entries, inherited)
    pages = Path(_scalar(entries.get("docs_dir") or inherited.get("docs_dir")) or "docs", FOLDER)
    new = {path: content for path, content in start.items() if path.parts[0] == "model"}
    if not new:
        raise UsageError("this template is a site of several projects; write it into another folder, and take over what it shows")
    new[pages / "index.md"] = start[Path("docs", "index.md")]
    new[Path("groundplan.toml")] = f'[site]\nfolder = "{FOLDER}"\n'.encode()
    refuse_existing(root, (Path("model"), *new))
    changed, said = _changed(config, text, inherited)
    told = (*(f"{path}: new" for path in new), *(f"{config.name}: {what}" for what in said))
    return Adoption({**new, Path(config.name): changed.encode()}, told)


def _text(config: Path) -> str:
    try:
        return content_of(config).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{config} is not UTF-8 text") from error


def _entries(config: Path, text: str) -> dict[str, WrittenSetting]:
    root = _root(config, text)
    FilePlaces(text).renumber(root)
    return {key.value: WrittenSetting(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)}


def _root(config: Path, text: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise UsageError(f"{config} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(root, yaml.MappingNode):
        raise UsageError(f"{config} is not a configuration of MkDocs")
    return root


def _inherited(config: Path, entries: Mapping[str, WrittenSetting]) -> dict[str, WrittenSetting]:
    """The entries that `config` takes from the files that it inherits from, the nearest first."""
    found: dict[str, WrittenSetting] = {}
    seen = {config.resolve()}
    while parent := _scalar(entries.get("INHERIT")):
        config = config.parent / parent
        if config.resolve() in seen or not config.is_file():
            raise UsageError(f"{parent}, which the configuration inherits from, cannot be read")
        seen.add(config.resolve())
        entries = _entries(config, _text(config))
        found = {**entries, **found}
    return found


def _scalar(entry: WrittenSetting | None) -> str:
    return entry.value.value if entry and isinstance(entry.value, yaml.ScalarNode) else ""


def _require_theme(entries: Mapping[str, WrittenSetting], inherited: Mapping[str, WrittenSetting]) -> None:
    found = next((name for of in (entries, inherited) if "theme" in of for name in _theme_names(of["theme"].value)), "mkdocs")
    if found != _THEME:
        raise UsageError(f"Groundplan needs the theme Material for MkDocs, and this site's theme is `{found}`; nothing was written")


def _theme_names(theme: yaml.Node) -> Iterator[str]:
    match theme:
        case yaml.ScalarNode(value=name):
            yield name
        case yaml.MappingNode(value=pairs):
            yield from (value.value for key, value in pairs if key.value == "name")


def _changed(config: Path, text: str, inherited: Mapping[str, WrittenSetting]) -> tuple[str, list[str]]:
    """The configuration with what it lacks, and what that is. Each change reads the text anew: places have moved."""
    said = []
    for name, wanted in _LISTS.items():
        entries = _entries(config, text)
        if name not in entries and name in inherited:
            _require_inherited(name, wanted, inherited[name])
            continue
        before = text
        for item in wanted:
            text = _with_item(config, text, name, item)
        if text != before:
            said.append(f"{', '.join(f'`{item}`' for item in wanted)} below `{name}`")
    entries = _entries(config, text)
    if "nav" in entries and not _is_empty(entries["nav"].value):
        text = _with_pages(config, text, entries["nav"])
        said.append(f"`{_TITLE}` at the end of `nav`")
    elif "nav" in inherited and "nav" not in entries:
        raise UsageError(f"the navigation is inherited: name `{FOLDER}/index.md` in it, then write the project elsewhere and move it here")
    return text, said


def _is_empty(nav: yaml.Node) -> bool:
    """Whether a navigation is as good as none: MkDocs then lists all pages."""
    match nav:
        case yaml.SequenceNode(value=[]) | yaml.ScalarNode(value="" | "null" | "~"):
            return True
    return False


def _require_inherited(name: str, wanted: tuple[str, ...], entry: WrittenSetting) -> None:
    missing = [item for item in wanted if item not in _named(entry.value)]
    if missing:
        raise UsageError(f"`{name}` is inherited: add {', '.join(f'`{item}`' for item in missing)} to it there, then run this again")


def _named(node: yaml.Node) -> list[str]:
    """The names in a list of plugins or extensions, whose items are names or mappings from a name to its options."""
    match node:
        case yaml.SequenceNode(value=items):
            return [name for item in items for name in _named(item)]
        case yaml.MappingNode(value=pairs):
            return [key.value for key, _ in pairs]
        case yaml.ScalarNode(value=name):
            return [name]
    return []


def _with_item(config: Path, text: str, name: str, item: str) -> str:
    entry = _entries(config, text).get(name)
    if entry is None:
        items = (*_DEFAULTS[name], item)
        return lines_at_end(text, "\n".join([f"{name}:", *(f"  - {known}" for known in items)]))
    if item in _named(entry.value):
        return text
    if _is_elsewhere(entry):
        raise UsageError(f"`{name}` in {config.name} is written elsewhere (an alias): add `{item}` to it, then run this again")
    match entry.value:
        case yaml.SequenceNode(flow_style=True, value=items):
            return _before_bracket(text, entry.value, item, items)
        case yaml.SequenceNode(value=[*_, last]):
            return item_after(text, last, item)
        case yaml.MappingNode(flow_style=True, value=pairs):
            return _before_bracket(text, entry.value, f"{item}: {{}}", pairs)
        case yaml.MappingNode(value=[*_, (key, value)]):
            return entry_after(text, key, value, f"{item}: {{}}")
        case yaml.ScalarNode(value="" | "null" | "~"):
            return _instead(text, entry.value, [*_DEFAULTS[name], item])
    raise UsageError(f"`{name}` in {config.name} is no list: make it one, then run this again")


def _is_elsewhere(entry: WrittenSetting) -> bool:
    """Whether the value is an alias: it stands before its key."""
    start, end = entry.value.start_mark, entry.key.end_mark
    return bool((start.line, start.column) < (end.line, end.column))


def _before_bracket(text: str, node: yaml.Node, item: str, others: Sequence[yaml.Node | tuple[yaml.Node, yaml.Node]]) -> str:
    """`item` at the end of a list in brackets."""
    end = offset(text, node.end_mark) - 1
    written = text[:end].rstrip()
    comma = "" if not others or written.endswith(",") else ","
    gap = " " if others else ""
    return f"{written}{comma}{gap}{item}{text[len(written) :]}"


def _instead(text: str, empty: yaml.Node, items: list[str]) -> str:
    start, end = offset(text, empty.start_mark), offset(text, empty.end_mark)
    gap = "" if text[start - 1 : start] == " " else " "
    return f"{text[:start]}{gap}[{', '.join(items)}]{text[end:]}"


def _with_pages(config: Path, text: str, nav: WrittenSetting) -> str:
    pages = [f"{FOLDER}/{page}.md" for page in ("index", *_PAGES)]
    match nav.value:
        case _ if _is_elsewhere(nav):
            pass
        case yaml.SequenceNode(flow_style=True, value=items):
            return _before_bracket(text, nav.value, f"{{{_TITLE}: [{', '.join(pages)}]}}", items)
        case yaml.SequenceNode(value=[*_, last]):
            indent = " " * (last.start_mark.column + 2)
            below = "".join(f"\n{indent}- {page}" for page in pages)
            return item_after(text, last, f"{_TITLE}:{below.replace(chr(10), _line_end(text))}")
    raise UsageError(f"`nav` in {config.name} is no list: name `{FOLDER}/index.md` in it yourself")


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"

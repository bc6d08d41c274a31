"""A site that exists takes Groundplan in: a model, a page, and a few lines in its configuration, every other letter of which stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from groundplan.errors import UsageError
from groundplan.load.additions import Addition, refusal, with_addition
from groundplan.load.manuscript import Manuscript, WrittenSetting, manuscript, scalars_in, settings_of
from groundplan.load.site_tree import environment_value
from groundplan.project.sources import content_of, is_there
from groundplan.publish.start import refuse_existing
from groundplan.site_config import config_of

FOLDER = "network-security"
"""Where the pages go, below the site's own folder of pages."""

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")
_THEME = "material"
_PAGES = ("index", "overview", "connections", "boundaries", "allow-list", "guarantees", "components", "glossary", "explorer")
_LISTED = (
    Addition("plugins", "groundplan", default=("search",)),  # what MkDocs takes where there is no such list
    Addition("markdown_extensions", "attr_list"),
    Addition("markdown_extensions", "md_in_html"),
)
"""What each list of the configuration must name."""
_MENU = Addition("nav", "Network security", tuple(f"{FOLDER}/{page}.md" for page in _PAGES))
_TAKEN = (f"{FOLDER}/README.md", f"{FOLDER}.md")
"""Pages that would have the address of ours."""


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
    own, *above = _configurations(config)
    if own.root.flow_style:
        raise UsageError(f"{config} is written in braces: write each of its settings on lines of its own, then run this again")
    _require_theme([own, *above])
    docs = config_of(root, config).docs
    new = {path: content for path, content in start.items() if path.parts[0] == "model"}
    if not new:
        raise UsageError("this template is a site of several projects; write it into another folder, and take over what it shows")
    pages = docs.relative_to(root) if docs.is_relative_to(root) else docs.absolute()
    new[pages / FOLDER / "index.md"] = start[Path("docs", "index.md")]
    new[Path("groundplan.toml")] = f'[site]\nfolder = "{FOLDER}"\n'.encode()
    refuse_existing(root, (Path("model"), *new, *(pages / taken for taken in _TAKEN)))
    inherited = {name: setting for each in reversed(above) for name, setting in each.settings.items()}
    changed, added = _changed(config, own, inherited)
    told = (*(f"{path}: new" for path in new), *(f"{config.name}: {what}" for what in _told(added)))
    return Adoption({**new, Path(config.name): changed.encode()}, told)


def _configurations(config: Path) -> list[Manuscript]:
    """The configuration, and those that it inherits from, the nearest first."""
    found, seen = [_read(config)], {config.resolve()}
    while parent := _text_of(found[-1].settings.get("INHERIT")):
        config = config.parent / parent
        if config.resolve() in seen or not config.is_file():
            raise UsageError(f"{parent}, which the configuration inherits from, cannot be read")
        seen.add(config.resolve())
        found.append(_read(config))
    return found


def _read(config: Path) -> Manuscript:
    try:
        found = manuscript(content_of(config).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{config} is not UTF-8 text") from error
    except yaml.YAMLError as error:
        told = " ".join(str(error).split()).replace('in "<unicode string>", ', "at ")
        raise UsageError(f"{config} cannot be read: {told}") from error
    except RecursionError as error:
        raise UsageError(f"{config} cannot be read: its values are nested too deep") from error
    if found is None:
        raise UsageError(f"{config} is not a configuration of MkDocs")
    return found


def _text_of(setting: WrittenSetting | None) -> str:
    return (environment_value(setting.value) or "") if setting else ""


def _require_theme(configurations: Sequence[Manuscript]) -> None:
    named = (name for each in configurations if (theme := each.settings.get("theme")) for name in _theme_names(theme))
    found = next(named, "mkdocs")
    if found != _THEME:
        raise UsageError(f"Groundplan needs the theme Material for MkDocs, and this site's theme is `{found}`; nothing was written")


def _theme_names(theme: WrittenSetting) -> Iterator[str]:
    """The name of a theme, where it has one here: with its options, or alone."""
    name = settings_of(theme.value).get("name") if isinstance(theme.value, yaml.MappingNode) else theme
    if found := _text_of(name):
        yield found


def _changed(config: Path, own: Manuscript, inherited: Mapping[str, WrittenSetting]) -> tuple[str, list[Addition]]:
    """The configuration with what it lacks, and what that is. Raises UsageError with all that its author must add by hand."""
    wanted = [*_listed(own, inherited), *_menu(own, inherited)]
    text, left = own.text, list[Addition]()
    for addition in wanted:
        grown = with_addition(text, addition)
        left += [addition] if grown is None else []
        text = text if grown is None else grown
    if left:
        todo = (_by_hand(config, own, [each for each in left if each.key == key]) for key in dict.fromkeys(each.key for each in left))
        raise UsageError(f"{'; '.join(todo)}; nothing was written: do that, then run this again")
    return text, wanted


def _listed(own: Manuscript, inherited: Mapping[str, WrittenSetting]) -> Iterator[Addition]:
    """What lists of the configuration lack. Raises UsageError for what a list lacks that it inherits."""
    for addition in _LISTED:
        setting = own.settings.get(addition.key)
        if setting is None and addition.key in inherited:
            _require_inherited(addition.key, inherited[addition.key])
        elif setting is None or addition.name not in _named(setting.value):
            yield addition


def _menu(own: Manuscript, inherited: Mapping[str, WrittenSetting]) -> Iterator[Addition]:
    """Our pages, where there is a menu that does not lead to them. Raises UsageError where it is inherited."""
    nav = own.settings.get("nav") or inherited.get("nav")
    if nav is None or _is_empty(nav.value) or any(text.startswith(f"{FOLDER}/") for text in scalars_in(nav.value)):
        return
    if "nav" not in own.settings:
        raise UsageError(f"`nav` is inherited: add {_MENU.written} to it there, then run this again")
    yield _MENU


def _by_hand(config: Path, own: Manuscript, left: Sequence[Addition]) -> str:
    """What the author must write into one list where we must not."""
    key, default, items = left[0].key, left[0].default, " and ".join(addition.written for addition in left)
    if key not in own.settings:
        line = f"{key}: [{', '.join((*default, *(addition.name for addition in left)))}]"
        return f"no line can follow the end of {config.name} without changing what it says: add the line `{line}` to it"
    why = refusal(own, left[0]) or "is written in a way that only its author can change"
    return f"`{key}` in {config.name} {why}: add {items} to it"


def _told(added: Sequence[Addition]) -> Iterator[str]:
    for key in dict.fromkeys(addition.key for addition in added if addition is not _MENU):
        yield f"{', '.join(f'`{addition.name}`' for addition in added if addition.key == key)} below `{key}`"
    if _MENU in added:
        yield f"`{_MENU.name}` at the end of `nav`"


def _is_empty(nav: yaml.Node) -> bool:
    """Whether a navigation is as good as none: MkDocs then lists all pages."""
    match nav:
        case yaml.SequenceNode(value=[]) | yaml.ScalarNode(value="" | "null" | "~"):
            return True
    return False


def _require_inherited(name: str, setting: WrittenSetting) -> None:
    missing = [addition.name for addition in _LISTED if addition.key == name and addition.name not in _named(setting.value)]
    if missing:
        raise UsageError(f"`{name}` is inherited: add {', '.join(f'`{item}`' for item in missing)} to it there, then run this again")


def _named(node: yaml.Node) -> list[str]:
    """The names in a list of plugins or extensions, whose items are names or mappings from a name to its options."""
    match node:
        case yaml.SequenceNode(value=items):
            return [name for item in items for name in ([] if item is node else _named(item))]
        case yaml.MappingNode():
            return list(settings_of(node))
    return [environment_value(node) or ""]

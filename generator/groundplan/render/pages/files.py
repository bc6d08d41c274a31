"""Files that a page offers: links to them, and the text in them."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath

from markupsafe import Markup

from groundplan.project.member import Member
from groundplan.render.figures.pictures import script_of
from groundplan.render.pages.links import Links

_CHOSEN = "rules"
"""The folder of what is not of the default choices."""
_TEXT = ".txt"


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The allow-list in one locale as files, by name."""

    default: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the default choices."""
    chosen: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """Choices, as an address of a page names them, where they are not the defaults -> the files of these choices."""
    options: tuple[str, ...] = ()
    """The options that decide which rules are needed."""

    def paths(self, member: Member) -> Iterator[tuple[str, bytes]]:
        """Every file with its path in the site; texts are there as scripts, too.

        Scripts load from a disk. Other files do not.
        """
        folder = member.assets
        for name, content in self.default.items():
            yield f"{folder}/{name}", content
        for key, files in self.chosen.items():
            for name, content in files.items():
                path = f"{_CHOSEN}/{key}/{name}"
                yield f"{folder}/{path}", content
                if name.endswith(_TEXT):
                    yield f"{folder}/{path}.js", script_of("groundplanTexts", f"{member.mark}{path}", content.decode())


def kept_rule_files(files: Mapping[str, RuleFiles]) -> str:
    """The files of each locale as JSON, to be kept."""
    return json.dumps({tag: asdict(each) for tag, each in files.items()}, default=lambda content: b64encode(content).decode())


def rule_files_of(kept: str) -> Mapping[str, RuleFiles]:
    """What was kept as JSON."""
    return {tag: _rule_files(**each) for tag, each in json.loads(kept).items()}


def _rule_files(default: Mapping[str, str], chosen: Mapping[str, Mapping[str, str]], options: Iterable[str]) -> RuleFiles:
    return RuleFiles(_contents(default), {key: _contents(files) for key, files in chosen.items()}, tuple(options))


def _contents(kept: Mapping[str, str]) -> dict[str, bytes]:
    return {name: b64decode(content) for name, content in kept.items()}


def file_links(paths: Iterable[str], links: Links) -> list[dict[str, str]]:
    """The name of each file with its address from the page."""
    return [{"name": PurePosixPath(path).name, "href": links.asset(path)} for path in paths]


def texts_to_copy(files: Mapping[str, bytes]) -> list[Markup]:
    """The plain texts among `files`, each in one line of HTML: an empty one would end the element that it stands in."""
    texts = (content.decode() for path, content in files.items() if path.endswith(_TEXT))
    return [in_one_line(text) for text in texts]


def in_one_line(text: str) -> Markup:
    """A text of several lines as one line of HTML."""
    return Markup("&#10;").join(text.splitlines())


def choosing(files: RuleFiles, links: Links, member: Member) -> dict[str, str]:
    """What the script needs to lead to the files of other choices."""
    if not files.options:
        return {}
    known, folder = json.dumps([*files.chosen]), links.asset(f"{member.assets}/{_CHOSEN}")
    mark = {"mark": member.mark} if member.mark else {}
    return {"options": " ".join(files.options), "known": known, "folder": folder, **mark}

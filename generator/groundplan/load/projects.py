"""The projects that one site has, as the option `projects` of the plugin names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from groundplan.checks import BAD_PROJECT
from groundplan.diagnostics import Finding, Related, Span
from groundplan.load.publishing import Publishing
from groundplan.load.site_tree import Leaf, PlacedTree, at, place_in_site, place_of_site_key, text_at
from groundplan.load.values import is_id, suggest_id
from groundplan.nearest import did_you_mean
from groundplan.project.member import Member

KEYS = ("model", "folder")
_FOLDER = re.compile(r"[^\s/.#?%\\][^/#?%\\]*(/[^\s/.#?%\\][^/#?%\\]*)*")


@dataclass(frozen=True, slots=True)
class NamedProjects:
    """The projects of a site that are sound, in their order, and what is wrong with the others."""

    members: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each is named."""


def projects_of(site: Publishing, is_there: Callable[[str], bool]) -> NamedProjects | None:
    """The projects that the configuration of a site names, whose models are there; None where it names none."""
    option = next((found for options in site.options if (found := at(options, "projects")) is not None), None)
    if option is None:
        return None
    if not isinstance(option, dict) or not option:
        return NamedProjects(findings=(_fault("`projects` must name projects, each with `model` and `folder`", _place(option)),))
    reader = _Reader(is_there)
    members = _settled(tuple(reader.members(option)))
    return NamedProjects(members, tuple(reader.findings), reader.places)


def _settled(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The projects, each with the folders of the others. The one without a folder keeps the rest, or else the first."""
    rest = next((member for member in members if not member.folder), members[0] if members else None)
    folders = {member.name: member.folder for member in members}
    return tuple(
        replace(member, others=tuple(folder for name, folder in folders.items() if name != member.name), keeps_rest=member is rest)
        for member in members
    )


class _Reader:
    """Takes what is sound, and notes what is not."""

    def __init__(self, is_there: Callable[[str], bool]) -> None:
        self._is_there = is_there
        self.findings: list[Finding] = []
        self.places: dict[str, Span] = {}
        self._folders: dict[str, tuple[str, Span]] = {}
        self._models: dict[str, tuple[str, Span]] = {}

    def members(self, option: Mapping[str, PlacedTree]) -> Iterator[Member]:
        for name, options in option.items():
            place = _key_place(name)
            if not is_id(name):
                self.findings.append(_fault(f"`{name}` is no name of a project", place, f"write it as an id, such as `{suggest_id(name)}`"))
                continue
            if not isinstance(options, dict):
                self.findings.append(_fault(f"the project `{name}` must say `model` and `folder`", place))
                continue
            self.places[name] = place
            self._judge_keys(name, options)
            model, folder = self._model(name, options), self._folder(name, options)
            if model and folder is not None:
                yield Member(name, model, folder)

    def _judge_keys(self, name: str, options: dict[str, PlacedTree]) -> None:
        for key in options:
            if key not in KEYS:
                hint = did_you_mean(key, KEYS) or f"its keys are {', '.join(KEYS)}"
                self.findings.append(_fault(f"the project `{name}` has no key `{key}`", _key_place(key), hint))

    def _model(self, name: str, options: dict[str, PlacedTree]) -> str:
        model = text_at(options, "model").strip()
        if not model:
            hint = f"name the folder that holds its model: `model: models/{name}`"
            self.findings.append(_fault(f"the project `{name}` has no model", self.places[name], hint))
            return ""
        found = str(PurePosixPath(model))
        if found.startswith(("/", "..")):
            self.findings.append(_fault(f"the model of `{name}` must lie below the folder of the site", _place(at(options, "model"))))
            return ""
        if not self._is_there(found):
            hint = "paths start at the folder of the site; `groundplan init` writes a model to start from"
            problem = f"the project `{name}` has no model: there is no folder `{found}`"
            self.findings.append(_fault(problem, _place(at(options, "model")), hint))
            return ""
        return found if self._is_its_own(name, found, _place(at(options, "model")), self._models, "model") else ""

    def _folder(self, name: str, options: dict[str, PlacedTree]) -> str | None:
        """The folder with a final slash, or empty; None after a finding."""
        written, place = at(options, "folder"), _place(at(options, "folder")) if "folder" in options else self.places[name]
        if "folder" not in options:
            hint = f"name a folder below that of the pages: `folder: {name}`; an empty one (`folder: ''`) means all that no other has"
            self.findings.append(_fault(f"the project `{name}` has no folder of pages", place, hint))
            return None
        folder = written.text.strip().strip("/") if isinstance(written, Leaf) else "."
        if folder and not _FOLDER.fullmatch(folder):
            self.findings.append(_fault(f"the folder of `{name}` must be one below that of the pages, such as `{name}`", place))
            return None
        return (f"{folder}/" if folder else "") if self._is_its_own(name, folder, place, self._folders, "folder") else None

    def _is_its_own(self, name: str, what: str, place: Span, taken: dict[str, tuple[str, Span]], kind: str) -> bool:
        other = taken.setdefault(what, (name, place))
        if other[0] == name:
            return True
        shown = f"the {kind} `{what}`" if what else f"an empty {kind}"
        hint = f"give each a {kind} of its own; what models share goes into a folder that both name in `uses`" if kind == "model" else ""
        related = (Related(f"`{other[0]}` has it", span=other[1]),)
        finding = _fault(f"the projects `{other[0]}` and `{name}` have {shown}", place, hint or f"give each a {kind} of its own")
        self.findings.append(replace(finding, related=related))
        return False


def _fault(problem: str, span: Span, hint: str = "") -> Finding:
    return BAD_PROJECT.at(None, span=span, hint=hint, problem=problem)


def _key_place(key: str) -> Span:
    return place_of_site_key(key, Span("mkdocs.yml"))


def _place(tree: PlacedTree | None) -> Span:
    return place_in_site(tree, Span("mkdocs.yml"))

"""A document to a model of all its sound entries, with the findings about the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from groundplan import checks
from groundplan.diagnostics import Finding, Related, Route
from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import Claim, ClaimForm, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.entry import Audience
from groundplan.domain.model import Model, Project
from groundplan.domain.selector import Selector
from groundplan.domain.view import View
from groundplan.load import records as r
from groundplan.load.document import Document
from groundplan.load.mentions import World
from groundplan.resolve import build
from groundplan.resolve.names import Names
from groundplan.resolve.selectors import Scope, parse_selector

R = TypeVar("R")


@dataclass(frozen=True)
class Resolution:
    """The model, or None where not even its viewpoint resolves; the findings; and whether every entry made it into the model."""

    model: Model | None
    findings: tuple[Finding, ...]
    whole: bool
    scope: Scope


def resolve(document: Document) -> Resolution:
    """Turn every name into what it names. Entries with a dangling name are left out, with all that lean on them."""
    names = Names(document)
    names.check()
    builder = _Builder(document, names)
    model = builder.model()
    findings = (*names.findings, *builder.scope.findings, *builder.findings)
    whole = model is not None and document.readable and not names.broken and not builder.incomplete
    return Resolution(model, findings, whole, builder.scope)


def _outermost_first(entries: Mapping[str, R], key: str) -> Iterator[tuple[str, R]]:
    """`entries` so that each follows the one that its field `key` names. There are no cycles among them."""
    done: set[str] = set()
    for start in entries:
        way = [start]
        while (around := getattr(entries[way[-1]], key)) and around not in done:
            way.append(around)
        for id_ in reversed(way):
            if id_ not in done:
                done.add(id_)
                yield id_, entries[id_]


class _Builder:
    """Builds kind by kind, each from kinds before it."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        self.names = names
        self.findings: list[Finding] = []
        self.incomplete = False
        self.entries: dict[str, dict[str, Any]] = {section: {} for section in document.sections}
        self._build("options")
        self._build("parties")
        self._build_nested("boundaries", "parent", build.boundary)
        self._build_nested("data", "whole", build.data_class)
        self.entries["components"] = {id_: build.component(id_, record, self) for id_, record in self._sound("components")}
        self.scope = Scope(names, self.entries["components"], self.entries["boundaries"], self.entries["parties"])

    def named(self, sections: Collection[str], name: str) -> Any:
        """The entry that is called `name` in one of `sections`."""
        return next(entries[name] for section in sections if name in (entries := self.entries[section]))

    def choices(self, option: str) -> Iterable[str]:
        """The choices of an option, in its order."""
        choices: Mapping[str, object] = self.entries["options"][option].choices
        return choices

    def _build(self, section: str) -> None:
        self.entries[section] = {id_: record.build(record, (section, id_), self) for id_, record in self._sound(section)}

    def _build_nested(self, section: str, around: str, make: Callable[[str, Any, World], Any]) -> None:
        """Those that are around others first; then in the model's order again."""
        built = self.entries[section]
        for id_, record in _outermost_first(dict(self._sound(section)), around):
            built[id_] = make(id_, record, self)
        self.entries[section] = {id_: built[id_] for id_, _ in self._sound(section)}

    def model(self) -> Model | None:
        project = self._project()
        for section in ("controls", "channels", "terms", "flows"):
            self._build(section)
        self.entries["views"] = {id_: view for id_, record in self._sound("views") if (view := self._view(id_, record))}
        claims = {id_: self._claim(id_, record) for id_, record in self._sound("claims")}
        self.entries["claims"] = {id_: claim for id_, claim in claims.items() if claim is not None}
        self._judge_broken()
        for section in ("procedures", "waivers", "bindings"):
            self._build(section)
        return Model(project=project, **self.entries) if project is not None else None

    def _sound(self, section: str) -> Iterator[tuple[str, Any]]:
        """Ids and records of `section`; the record's type is the section's."""
        records = self.document.sections[section]
        return ((id_, records[id_]) for id_ in self.names.sound(section))

    def _project(self) -> Project | None:
        record = self.document.project or self.document.partial_project
        if record is None or record.viewpoint is None:
            return None
        route = Route("project")
        viewpoint = self._border(record.viewpoint, route / "viewpoint")
        if viewpoint is None or self.document.project is None:
            return None
        if viewpoint.audience is Audience.INTERNAL:
            related = (Related(f"`{viewpoint.id}` is internal", viewpoint.route / "audience"),)
            leak = checks.INTERNAL_LEAK.at(route / "viewpoint", related=related, public="project", internal=viewpoint.id)
            self.findings.append(replace(leak, hint=f"make `{viewpoint.id}` public: every site is seen from there"))
        locales = tuple(dict.fromkeys((record.locale, *record.locales)))
        further = [self._border(name, route / "viewpoints" / index) for index, name in enumerate(record.viewpoints or ())]
        self.incomplete |= None in further
        arguments = record.arguments(record, ("project",), self, ("viewpoints",))
        arguments["viewpoints"] = tuple(filter(None, further))
        return Project(**{**arguments, "route": route, "viewpoint": viewpoint, "locale": record.locale, "locales": locales})

    def _border(self, name: str, route: Route) -> Boundary | None:
        """The boundary that the project names at `route`; None after a finding, or where the boundary itself is broken."""
        if self.document.readable and not self.names.is_known("boundaries", name):
            self.findings.append(self.names.unknown(route, ("boundaries",), name))
        found: Boundary | None = self.entries["boundaries"].get(name)
        return found

    def _selector(self, raw: object, *steps: str) -> Selector | None:
        selector = parse_selector(raw, Route(*steps), self.scope)
        self.incomplete |= selector is None
        return selector

    def _view(self, id_: str, record: r.ViewRecord) -> View | None:
        show = self._selector(record.show, "views", id_, "show")
        return record.build(record, ("views", id_), self, show=self._from_own(show, record)) if show is not None else None

    def _from_own(self, selector: Selector, record: r.ViewRecord | r.ClaimRecord) -> Selector:
        """`selector`, speaking of the viewpoint of the entry that it stands in, unless it names one itself."""
        if record.viewpoint is None or selector.viewpoint is not None:
            return selector
        return replace(selector, viewpoint=self.entries["boundaries"].get(record.viewpoint))

    def _claim(self, id_: str, record: r.ClaimRecord) -> Claim | None:
        form = self._form(id_, record)
        return record.build(record, ("claims", id_), self, leaving=r.CLAIM_FORMS, form=form) if form is not None else None

    def _form(self, id_: str, record: r.ClaimRecord) -> ClaimForm | None:
        written = self._selectors(id_, record)
        selectors = {key: self._from_own(selector, record) for key, selector in written.items() if selector is not None}
        if self._is_bad(id_, record) or len(selectors) < len(written):
            return None
        if record.contained is not None:
            return Contained(**record.contained.arguments(record.contained, (), self))
        if record.unreachable is not None:
            return Unreachable(**record.unreachable.arguments(record.unreachable, (), self))
        if record.drawn_in is not None:
            view = self.entries["views"].get(record.drawn_in.view)
            return DrawnIn(view, selectors["drawn-in"]) if view is not None else None
        if record.every is not None:
            return Every(selectors["every"], selectors["is"])
        return Never(selectors["never"]) if record.never is not None else Exists(selectors["exists"])

    def _selectors(self, id_: str, record: r.ClaimRecord) -> dict[str, Selector | None]:
        """Each selector that is written in a claim, by its key; None after findings."""
        written = {"never": record.never, "every": record.every, "is": record.must, "exists": record.exists}
        selectors = {key: self._selector(raw, "claims", id_, key) for key, raw in written.items() if raw is not None}
        if record.drawn_in is not None and record.drawn_in.every is not None:
            selectors["drawn-in"] = self._selector(record.drawn_in.every, "claims", id_, "drawn-in", "every")
        return selectors

    def _judge_broken(self) -> None:
        """Find what else is wrong in views and claims that are left out, so that one run tells all of it."""
        for id_, record in self.names.written("views"):
            if ("views", id_) in self.names.broken and isinstance(record, r.ViewRecord):
                self._selector(record.show, "views", id_, "show")
        for id_, record in self.names.written("claims"):
            if ("claims", id_) in self.names.broken and isinstance(record, r.ClaimRecord):
                if id_ in self.document.sections["claims"] or len(_forms(record)) > 1:  # else its form may be what is misspelt
                    self._is_bad(id_, record)
                self._selectors(id_, record)

    def _is_bad(self, id_: str, record: r.ClaimRecord) -> bool:
        """Whether a claim has not just one form, after a finding."""
        forms = _forms(record)
        if len(forms) == 1 and (record.must is not None) == (forms == ["every"]):
            return False
        self.incomplete = True
        listed = ", ".join(forms)
        if len(forms) > 1:
            problem = f"the claim `{id_}` has more than one form: {listed}"
        elif not forms:
            problem = f"the claim `{id_}` says `is` without `every`" if record.must is not None else f"the claim `{id_}` claims nothing"
        elif record.must is not None:
            problem = f"the claim `{id_}` says `is` beside `{listed}`"
        else:
            problem = f"the claim `{id_}` says `every` without `is`"
        self.findings.append(checks.BAD_CLAIM.at(Route("claims", id_), problem=problem))
        return True


def _forms(record: r.ClaimRecord) -> list[str]:
    """The forms that are written in a claim, by their keys."""
    written = {
        "never": record.never, "every": record.every, "exists": record.exists, "contained": record.contained,
        "unreachable": record.unreachable, "drawn-in": record.drawn_in,
    }  # fmt: skip
    return [form for form, value in written.items() if value is not None]

"""A document to a model of all its sound entries, with the findings about the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from groundplan import checks
from groundplan.diagnostics import Finding, Route
from groundplan.domain.boundary import Boundary
from groundplan.domain.claim import ClaimForm, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Text
from groundplan.domain.model import Model, Project
from groundplan.domain.selector import Selector
from groundplan.domain.view import View
from groundplan.load import records as r
from groundplan.load.document import Document
from groundplan.resolve import build
from groundplan.resolve.names import Names
from groundplan.resolve.selectors import Scope, parse_selector


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


def _outermost_first(entries: Mapping[str, Any], key: str) -> Iterator[tuple[str, Any]]:
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
        self.parties = {id_: build.party(id_, record) for id_, record in self._sound("parties")}
        self.boundaries: dict[str, Boundary] = {}
        for id_, record in _outermost_first(dict(self._sound("boundaries")), "inside"):
            self.boundaries[id_] = build.boundary(id_, record, self.boundaries.get(record.inside), self.parties)
        self.boundaries = {id_: self.boundaries[id_] for id_, _ in self._sound("boundaries")}
        self.data: dict[str, DataClass] = {}
        for id_, record in _outermost_first(dict(self._sound("data")), "part_of"):
            self.data[id_] = build.data_class(id_, record, self.data.get(record.part_of))
        self.data = {id_: self.data[id_] for id_, _ in self._sound("data")}
        self.components = {
            id_: build.component(id_, record, self.boundaries, self.parties, self.data) for id_, record in self._sound("components")
        }
        self.scope = Scope(names, self.components, self.boundaries, self.parties)

    def model(self) -> Model | None:
        project = self._project()
        controls = {id_: build.control(id_, record) for id_, record in self._sound("controls")}
        channels = {id_: build.channel(id_, record, controls) for id_, record in self._sound("channels")}
        options = {id_: build.option(id_, record) for id_, record in self._sound("options")}
        terms = {id_: build.term(id_, record) for id_, record in self._sound("terms")}
        flows = {
            id_: build.flow(
                id_, record, components=self.components, boundaries=self.boundaries, channels=channels, terms=terms,
                data=self.data, controls=controls, options=options,
            )
            for id_, record in self._sound("flows")
        }  # fmt: skip
        views = {id_: view for id_, record in self._sound("views") if (view := self._view(id_, record))}
        forms = {id_: self._form(id_, record, views) for id_, record in self._sound("claims")}
        self._judge_broken()
        claims = {id_: build.claim(id_, record, form) for id_, record in self._sound("claims") if (form := forms[id_]) is not None}
        procedures = {id_: build.procedure(id_, record, self.components, flows) for id_, record in self._sound("procedures")}
        waivers = {id_: build.waiver(id_, record) for id_, record in self._sound("waivers")}
        if project is None:
            return None
        return Model(
            project=project, parties=self.parties, boundaries=self.boundaries, components=self.components, data=self.data,
            controls=controls, channels=channels, options=options, flows=flows, claims=claims, procedures=procedures,
            terms=terms, views=views, waivers=waivers,
        )  # fmt: skip

    def _sound(self, section: str) -> Iterator[tuple[str, Any]]:
        """Ids and records of `section`; the record's type is the section's."""
        records = self.document.sections[section]
        return ((id_, records[id_]) for id_ in self.names.sound(section))

    def _project(self) -> Project | None:
        record = self.document.project or self.document.partial_project
        if record is None or record.viewpoint is None:
            return None
        route = Route("project")
        viewpoint = self.boundaries.get(record.viewpoint)
        if viewpoint is None or self.document.project is None:
            if self.document.readable and not self.names.is_known("boundaries", record.viewpoint):
                self.findings.append(self.names.unknown(route / "viewpoint", ("boundaries",), record.viewpoint))
            return None
        locales = tuple(dict.fromkeys((record.locale, *record.locales)))
        description = build.text(route / "description", record.description)
        return Project(route, Text(route / "name", record.name), viewpoint, record.locale, locales, description)

    def _selector(self, raw: object, *steps: str) -> Selector | None:
        selector = parse_selector(raw, Route(*steps), self.scope)
        self.incomplete |= selector is None
        return selector

    def _view(self, id_: str, record: r.ViewRecord) -> View | None:
        show = self._selector(record.show, "views", id_, "show")
        return build.view(id_, record, show, self.boundaries) if show is not None else None

    def _form(self, id_: str, record: r.ClaimRecord, views: dict[str, View]) -> ClaimForm | None:
        selectors = self._selectors(id_, record)
        if self._is_bad(id_, record):
            return None
        match _forms(record)[0]:
            case "never":
                never = selectors["never"]
                return Never(never) if never is not None else None
            case "every":
                every, must = selectors["every"], selectors["is"]
                return Every(every, must) if every is not None and must is not None else None
            case "exists":
                exists = selectors["exists"]
                return Exists(exists) if exists is not None else None
            case "contained":
                assert record.contained is not None
                return Contained(self.data[record.contained.data], self.scope.area(record.contained.within))
            case "unreachable":
                assert record.unreachable is not None
                return Unreachable(self.scope.area(record.unreachable.source), self.scope.area(record.unreachable.target))
            case _:
                assert record.drawn_in is not None
                drawn, view = selectors["drawn-in"], views.get(record.drawn_in.view)
                return DrawnIn(view, drawn) if drawn is not None and view is not None else None

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

"""What a page can call: `connections(...)`, `diagram(...)` and so on. Each prints facts in the page's locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from markupsafe import Markup

from groundplan.checks import UNKNOWN_ON_PAGE
from groundplan.derive.condition import Condition
from groundplan.diagnostics import Route
from groundplan.domain.flow import Direction
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.nearest import did_you_mean
from groundplan.render.figures.atlas import whole
from groundplan.render.figures.undrawn import undrawn
from groundplan.render.figures.values import Values
from groundplan.render.pages.check_pages import check_pages
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.noted import noted
from groundplan.render.pages.record import Figure
from groundplan.render.sandbox.reach import PageFunction
from groundplan.render.tables.claims import ClaimRow, claim_row
from groundplan.render.tables.components import boundary_entries, component_entry
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.openings import opening_rows
from groundplan.render.tables.procedures import step_rows
from groundplan.render.tables.row import FlowRow, Linked
from groundplan.render.words import markup
from groundplan.render.words.words import Words
from groundplan.resolve.selectors import parse_selector, words_to_mapping

E = TypeVar("E")
Where: TypeAlias = str | Mapping[str, object] | None
"""Which flows: `direction=inbound`, the same as a mapping, or all of them. A page may hand over anything; that is a finding."""


class Functions:
    """The functions of one page in one locale."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.rows = FlowRows(context.facts, context.words, context.links)

    def all(self) -> dict[str, object]:
        """Every function by the name that pages use, and what is known of the project."""
        functions: dict[str, Callable[..., object]] = {
            "_": self.context.words.gettext,
            "ngettext": self.context.words.ngettext,
            "diagram": self.diagram,
            "explorer": self.explorer,
            "connections": self.connections,
            "boundary": self.boundary,
            "allow_list": self.allow_list,
            "allow_list_files": self.allow_list_files,
            "downloads": self.downloads,
            "procedure": self.procedure,
            "procedures": self.procedures,
            "claim": self.claim,
            "claims": self.claims,
            "check_pages": check_pages,
            "translation_status": self.translation_status,
            "component": self.component,
            "components": self.components,
            "flow": self.flow,
            "term": self.term,
            "terms": self.terms,
            "options": self.options,
            "data_classes": self.data_classes,
            "views": self.views,
            "page": self.context.links.page,
        }
        return {"project": self.project, **handed_out(functions)}

    @property
    def project(self) -> Values:
        """The project's name, description and viewpoint."""
        project, words = self.context.facts.model.project, self.context.words
        viewpoint = self.rows.place(project.viewpoint)
        return {"name": words.plain(project.name), "description": words.blocks(project.description), "viewpoint": viewpoint}

    @noted
    def diagram(self, view: str) -> Markup:
        """The diagram of a view, with its legend."""
        found = self._find(view, "views", self.context.facts.model.views, "a view")
        self.context.record.show(self.context.outlines.flows(found))
        return self._figure(found, "diagram")

    @noted
    def explorer(self) -> Markup:
        """The diagram of the whole model, above a table of all flows that follows it."""
        everything = whole(self.context.words.gettext("The whole system"))
        chosen = self._select(None)
        rows = [self.rows.row(self.context.facts.flows[id_]) for id_ in chosen]
        self.context.record.explored.update(dict.fromkeys(chosen))
        return self._figure(everything, "explorer", rows=rows)

    @noted
    def connections(self, where: Where = None, *, anchors: bool = False, viewpoint: str | None = None) -> Markup:
        """The table of the flows that match: purpose, connection type, notes. With `anchors`, links to flows lead here.

        `viewpoint` is the place whose border decides; the model's viewpoint if left out.
        """
        seen = self._seen_from(viewpoint)
        return self._format("connections", rows=self._flow_rows(where, seen), anchors=anchors, border=self._border(seen))

    @noted
    def boundary(self, where: Where = None, *, viewpoint: str | None = None) -> Markup:
        """The classification of the flows that match: inbound or outbound, public or private."""
        seen = self._seen_from(viewpoint)
        return self._format("boundary", rows=self._flow_rows(where, seen), border=self._border(seen))

    @noted
    def allow_list(self, where: Where = None, *, level: int = 3, viewpoint: str | None = None) -> Markup:
        """The openings that the flows that match need at the viewpoint's border, below headings of the given level."""
        seen = self._seen_from(viewpoint)
        only, border = self._select(where, seen), self._border(seen)
        rows = opening_rows(seen.facts, seen, only)
        inbound = [row for row in rows if row.direction is Direction.INBOUND]
        outbound = [row for row in rows if row.direction is Direction.OUTBOUND]
        self.context.record.show(row.flow.id for row in (*inbound, *outbound))
        return self._format("allow-list", inbound=inbound, outbound=outbound, level=level, border=border)

    def _seen_from(self, viewpoint: str | None) -> FlowRows:
        """The rows as the border of another place sees them."""
        if viewpoint is None:
            return self.rows
        facts = self.context.facts
        place = self._find(viewpoint, "boundaries", facts.model.boundaries, "a boundary")
        return FlowRows(facts.seen_from(place), self.context.words, self.context.links)

    def _border(self, rows: FlowRows) -> Linked | None:
        """The place whose border a table speaks of, where it is not the model's viewpoint."""
        model = self.context.facts.model
        return None if rows.facts.viewpoint is model.project.viewpoint else rows.place(rows.facts.viewpoint)

    @noted
    def allow_list_files(self) -> Markup:
        """The rules under the default choices, as files and as text to copy."""
        found = self.context.rule_files()
        texts = [content.decode() for path, content in found.items() if path.endswith(".txt")]
        lines = [Markup("&#10;").join(text.splitlines()) for text in texts]  # in one line: an empty one would end the element
        return self._format("allow-list-files", files=self._files(found), texts=lines)

    def downloads(self) -> Markup:
        """The facts as files that other programs read."""
        return self._format("downloads", files=self._files(self.context.downloads))

    def _files(self, paths: Iterable[str]) -> list[dict[str, str]]:
        return [{"name": PurePosixPath(path).name, "href": self.context.links.asset(path)} for path in paths]

    @noted
    def procedure(self, id_: str) -> Markup:
        """A procedure: its sequence chart, and its steps."""
        procedure = self._find(id_, "procedures", self.context.facts.model.procedures, "a procedure")
        self.context.record.show(step.uses.id for step in procedure.steps if step.uses)
        return self._figure(procedure, "procedure", procedure=procedure, steps=step_rows(procedure, self.rows))

    def procedures(self) -> list[Values]:
        """Every procedure: its id, name and description."""
        words = self.context.words
        return [
            {"id": id_, "name": words.plain(procedure.name), "description": words.blocks(procedure.description)}
            for id_, procedure in self.context.facts.model.procedures.items()
        ]

    @noted
    def claim(self, id_: str) -> Markup:
        """A promise with its verdict."""
        self._find(id_, "claims", self.context.facts.verdicts, "a claim")
        return self._format("claim", claim=self._claim(id_))

    @noted
    def claims(self, where: Where = None) -> Markup:
        """Every promise whose evidence holds a flow that matches; all of them without `where`."""
        wanted = set(self._select(where))
        verdicts = self.context.facts.verdicts.values()
        chosen = [v.claim.id for v in verdicts if where is None or any(flow.id in wanted for flow in v.evidence)]
        return self._format("claims", claims=[self._claim(id_) for id_ in chosen])

    @noted
    def translation_status(self) -> Markup:
        """How far each locale is translated, page by page, and what waits for a translator."""
        told = self.context.translations
        locales = list(told.status(self.context.facts, self.context.links)) if told else []
        written = handed_out({"number": self.context.words.number, "percent": self.context.words.percent})
        return self._format("translation-status", locales=locales, **written)

    @noted
    def component(self, id_: str) -> Markup:
        """A component's name, leading to its entry."""
        component = self._find(id_, "components", self.context.facts.model.components, "a component")
        entry = component_entry(component, self.context.facts, self.context.words, self.context.links)
        return self._format("component", component=entry, href=self.context.links.component(component))

    @noted
    def components(self) -> Markup:
        """Every boundary with its components."""
        return self._format("components", boundaries=boundary_entries(self.context.facts, self.context.words, self.context.links))

    @noted
    def flow(self, id_: str) -> Markup:
        """A flow's number and name, leading to its row."""
        self._find(id_, "flows", self.context.facts.model.flows, "a flow")
        return self._format("flow", row=self.rows.row(self.context.facts.flows[id_]))

    @noted
    def term(self, id_: str) -> Markup:
        """A term's name with its meaning, leading to the glossary."""
        term = self._find(id_, "terms", self.context.facts.model.terms, "a term")
        words = self.context.words
        meaning = markup.plain(words.text(term.description))
        return self._format("term", id=id_, name=words.plain(term.name), meaning=meaning, href=self.context.links.term(term))

    @noted
    def terms(self, *ids: str) -> Markup:
        """Terms with their meanings: those named, or the whole glossary in the model's order."""
        words, terms = self.context.words, self.context.facts.model.terms
        chosen = [self._find(id_, "terms", terms, "a term") for id_ in ids] or [term for term in terms.values() if term.description]
        return self._format("terms", terms=[(term.id, words.plain(term.name), words.blocks(term.description)) for term in chosen])

    @noted
    def options(self) -> Markup:
        """The choices that a deployment makes."""
        return self._format("options", options=self.context.facts.model.options.values(), words=_said(self.context.words))

    @noted
    def data_classes(self) -> Markup:
        """Every class of data: what it is, how sensitive, where it is kept, what carries it."""
        facts = self.context.facts
        entries = [
            {
                "data": data,
                "sensitivity": self.context.words.label(data.sensitivity) if data.sensitivity else "",
                "kept": [self.rows.place(c) for c in facts.model.components.values() if data in (*c.stores, *c.produces)],
                "flows": [self.rows.row(f) for f in facts.flows.values() if data in f.data],
            }
            for data in facts.model.data.values()
        ]
        return self._format("data", entries=entries, words=_said(self.context.words))

    def views(self) -> list[Values]:
        """Every view: its id, name and description."""
        words = self.context.words
        return [
            {"id": id_, "name": words.plain(view.name), "description": words.blocks(view.description)}
            for id_, view in self.context.facts.model.views.items()
        ]

    def _claim(self, id_: str) -> ClaimRow:
        return claim_row(self.context.facts.verdicts[id_], self.context.facts, self.rows)

    def _flow_rows(self, where: Where, seen: FlowRows | None = None) -> list[FlowRow]:
        rows = seen or self.rows
        chosen = self._select(where, rows)
        self.context.record.show(chosen)
        return [rows.row(rows.facts.flows[id_]) for id_ in chosen]

    def _select(self, where: Where, seen: FlowRows | None = None) -> Mapping[str, Condition]:
        """The flows that `where` (a text such as `direction=inbound`, a mapping, or nothing) selects."""
        scope = replace(self.context.scope, findings=[])
        raw = words_to_mapping(where.split()) if isinstance(where, str) else where or {}
        selector = parse_selector(raw, Route("where"), scope)
        if selector is None:
            hidden = UNKNOWN_ON_PAGE.at(None, name=where, kind="a selector of what this audience may see")
            raise PageFault(tuple(scope.findings) or (hidden,))
        return (seen or self.rows).facts.select(selector)

    def _find(self, id_: str, section: str, entries: Mapping[str, E], kind: str) -> E:
        if id_ not in entries:
            if (section, id_) in self.context.scope.names.broken:
                raise PageFault(())  # it is broken, which has a finding of its own
            raise PageFault((UNKNOWN_ON_PAGE.at(None, hint=did_you_mean(str(id_), entries), name=id_, kind=kind),))
        return entries[id_]

    def _figure(self, of: View | Procedure, partial: str, **values: object) -> Markup:
        """The place of a drawing. The template around it is tried without one, so that what is wrong in it is told at the call."""
        figure = Figure(of, partial, values)
        for stand_in in undrawn(of, self.context.words):
            self._format(partial, **figure.filled(stand_in))
        return self.context.record.place(figure)

    @noted
    def filled(self, figure: Figure, drawn: Values) -> Markup:
        """A figure with its drawing."""
        return self._format(figure.partial, **figure.filled(drawn))

    def _format(self, partial: str, **values: object) -> Markup:
        words = self.context.words
        says = handed_out({"_": words.gettext, "ngettext": words.ngettext})
        html = self.context.jinja.partial(f"partials/{partial}.html.jinja", {**says, **values})
        return markup.guarded(" ".join(line.strip() for line in html.splitlines() if line.strip()))


def handed_out(functions: Mapping[str, Callable[..., object]]) -> dict[str, PageFunction]:
    """Functions as templates get them, by name."""
    return {name: PageFunction(name, function) for name, function in functions.items()}


def _said(words: Words) -> Mapping[str, PageFunction]:
    """What templates need of `words`."""
    return handed_out({"plain": words.plain, "html": words.html, "blocks": words.blocks})

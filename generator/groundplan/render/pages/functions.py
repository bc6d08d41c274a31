"""What a page can call: `connections(...)`, `diagram(...)` and so on. Each prints facts in the page's locale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from groundplan.checks import UNKNOWN_ON_PAGE
from groundplan.derive.allow_list import allow_list, deciding, tied
from groundplan.domain.flow import Direction
from groundplan.nearest import did_you_mean
from groundplan.render.figures.atlas import whole
from groundplan.render.figures.values import Values
from groundplan.render.pages.changes import EditionChange
from groundplan.render.pages.check_pages import check_pages
from groundplan.render.pages.contents import all_topics, alphabetical, topic_of, topics
from groundplan.render.pages.environment import handed_out
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.files import choosing, file_links, in_one_line, texts_to_copy
from groundplan.render.pages.lookups import Where
from groundplan.render.pages.noted import noted
from groundplan.render.pages.rehearsal import Edit
from groundplan.render.pages.site_functions import OF_THE_SITE
from groundplan.render.pages.volume_functions import VolumeFunctions
from groundplan.render.pages.volumes import Volumes
from groundplan.render.sandbox.reach import PageFunction
from groundplan.render.tables.components import boundary_entries, component_entry
from groundplan.render.tables.openings import opening_rows
from groundplan.render.tables.procedures import step_rows
from groundplan.render.tables.row import inside_apart
from groundplan.render.words import markup
from groundplan.render.words.words import Words


class Functions(VolumeFunctions):
    """The functions of one page in one locale."""

    def all(self) -> dict[str, object]:
        """Every function by the name that pages use, and what is known of the project."""
        functions: dict[str, Callable[..., object]] = {
            "diagram": self.diagram,
            "explorer": self.explorer,
            "connections": self.connections,
            "boundary": self.boundary,
            "allow_list": self.allow_list,
            "allow_list_files": self.allow_list_files,
            "changes": self.changes,
            "document": self.document,
            "downloads": self.downloads,
            "procedure": self.procedure,
            "procedures": self.procedures,
            "claim": self.claim,
            "claims": self.claims,
            "refusal": self.refusal,
            "check_pages": check_pages,
            "translation_status": self.translation_status,
            "component": self.component,
            "components": self.components,
            "places": self.places,
            "flow": self.flow,
            "term": self.term,
            "terms": self.terms,
            "options": self.options,
            "data_classes": self.data_classes,
            "views": self.views,
            "volume": self.volume,
            "topics": self.topics,
            "alphabet": self.alphabet,
            "portfolio": self.portfolio,
        }
        words: dict[str, Callable[..., object]] = {
            "_": self.context.words.gettext,
            "ngettext": self.context.words.ngettext,
            "page": self.page,
        }
        own = handed_out(functions, take_time=True)
        if self.context.is_elsewhere:
            own |= handed_out({name: self.of_no_project(name) for name in functions.keys() - OF_THE_SITE}, take_time=True)
        return {"project": self.project, **handed_out(words), **own}

    @noted
    def page(self, name: str, anchor: str = "") -> Markup:
        """The address of a generated page."""
        known = self.context.pages
        if name not in known:
            raise PageFault((UNKNOWN_ON_PAGE.at(None, hint=did_you_mean(str(name), known), name=name, kind="a generated page"),))
        return Markup(self.context.links.page(name, anchor))

    @noted
    def diagram(self, view: str) -> Markup:
        """The diagram of a view, with its legend."""
        found = self._find(view, "views", self.context.facts.model.views, "a view")
        self._show(self.context.outlines.flows(found))
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
    def connections(self, where: Where = None, *, anchors: bool = False, folded: bool = False, viewpoint: str | None = None) -> Markup:
        """The table of the flows that match: name, connection type, notes. With `anchors`, links to flows lead here.

        What stays inside of the border is folded up below what crosses it; a table that is `folded` is so as a whole. `viewpoint` is the
        place whose border decides; the model's viewpoint if left out.
        """
        seen, words = self._seen_from(viewpoint), self.context.words
        rows, inside = self._flow_rows(where, seen), []
        told = words.ngettext("{n} connection", "{n} connections", len(rows))
        if folded:
            rows, inside = [], rows
        elif not anchors:
            rows, inside = inside_apart(rows)
            told = words.ngettext("{n} connection inside of the boundary", "{n} connections inside of the boundary", len(inside))
        values = {"rows": rows, "inside": inside, "told": told, "anchors": anchors, "border": self._border(seen)}
        return self._list("connections", values) if anchors and where is None else self._block("connections", **values)

    @noted
    def boundary(self, where: Where = None, *, viewpoint: str | None = None) -> Markup:
        """The classification of the flows that match: inbound or outbound, public or private."""
        seen = self._seen_from(viewpoint)
        return self._block("boundary", rows=self._flow_rows(where, seen), border=self._border(seen))

    @noted
    def allow_list(self, where: Where = None, *, level: int = 3, viewpoint: str | None = None) -> Markup:
        """The openings that the flows that match need at the viewpoint's border, below headings of the given level."""
        if level not in range(1, 7):
            raise ValueError("`level` is that of a heading, a number from 1 to 6")
        seen = self._seen_from(viewpoint)
        only, border = self._select(where, seen), self._border(seen)
        rules = allow_list(seen.facts, only)
        rows, options = opening_rows(rules, seen.facts, seen), " ".join(deciding(rules, seen.facts))
        inbound = [row for row in rows if row.direction is Direction.INBOUND]
        outbound = [row for row in rows if row.direction is Direction.OUTBOUND]
        self._show(row.flow.id for row in (*inbound, *outbound))
        return self._block(
            "allow-list",
            inbound=inbound,
            outbound=outbound,
            level=level,
            border=border,
            options=options,
            shown=tied(options.split(), seen.facts),
        )

    @noted
    def allow_list_files(self) -> Markup:
        """The rules under the choices of the page, as files and as text to copy."""
        found, links = self.context.rule_files(), self.context.links
        files = file_links((f"{self.context.member.assets}/{name}" for name in found.default), links)
        chosen = choosing(found, links, self.context.member)
        return self._block("allow-list-files", files=files, texts=texts_to_copy(found.default), chosen=chosen)

    @noted
    def changes(self) -> Markup:
        """What changed from each edition that the project names to the next, and since the last one."""
        told = self.context.changes(self.context.words) if self.context.changes else []
        return Markup("\n\n").join(part for change in told for part in self._change(change))

    def _change(self, change: EditionChange) -> Iterator[Markup]:
        yield self._block("changes", changes=[change])
        if change.map:
            yield self._figure(change.map, "change-map", id=change.id)

    def document(self) -> Markup:
        """The pages as one document, where the site has it."""
        path = self.context.document
        return self._block("document", files=file_links([path], self.context.links)) if path else Markup()

    def downloads(self) -> Markup:
        """The facts as files that other programs read."""
        return self._block("downloads", files=file_links(self.context.downloads, self.context.links))

    @noted
    def procedure(self, id_: str) -> Markup:
        """A procedure: its sequence chart, and its steps."""
        procedure = self._find(id_, "procedures", self.context.facts.model.procedures, "a procedure")
        self._show(step.uses.id for step in procedure.steps if step.uses)
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
        return self._block("claim", claim=self._claim(id_))

    @noted
    def refusal(self, claim: str, path: str, old: str, new: str) -> Markup:
        """A promise as it is written, what a build says of it once `new` stands for `old` in `path`, and its verdict as it is."""
        self._find(claim, "claims", self.context.facts.verdicts, "a claim")
        change = Edit(str(path), str(old), str(new))
        told = self.context.rehearse(claim, change)
        if told is None:
            raise PageFault((UNKNOWN_ON_PAGE.at(None, name=new, kind=f"a change of `{path}` that breaks the claim `{claim}`"),))
        shown = {"old": change.old.strip(), "new": change.new.strip()}
        return self._block(
            "refusal", claim=self._claim(claim), change=shown, written=in_one_line(told.claim), report=in_one_line(told.report)
        )

    @noted
    def claims(self, where: Where = None, *, topic: str | None = None) -> Markup:
        """Every promise whose evidence holds a flow that matches, or those of one of the `topics`; all of them without either."""
        wanted, facts = set(self._select(where)), self.context.facts
        if topic is not None:
            self._find(topic, "topics", all_topics(facts, self.context.words), "what a claim may be about")
        verdicts = [v for v in facts.verdicts.values() if topic is None or topic_of(v, facts) == topic]
        chosen = [v.claim.id for v in verdicts if where is None or any(flow.id in wanted for flow in v.evidence)]
        return self._block("claims", claims=[self._claim(id_) for id_ in chosen])

    @noted
    def translation_status(self) -> Markup:
        """How far each locale is translated, page by page, and what waits for a translator."""
        told = self.context.translations
        locales = list(told.status(self.context.facts, self.context.links)) if told else []
        written = handed_out({"number": self.context.words.number, "percent": self.context.words.percent})
        return self._of_site("translation-status", locales=locales, **written)

    @noted
    def component(self, id_: str) -> Markup:
        """A component's name, leading to its entry."""
        component = self._find(id_, "components", self.context.facts.model.components, "a component")
        entry = component_entry(component, self.context.facts, self.context.words, self.context.links)
        return self._inline("component", component=entry, href=self.context.links.component(component))

    @noted
    def components(self, *, boundary: str | None = None) -> Markup:
        """Every boundary with its components; or one of them, to stand below a heading of the page."""
        if boundary is not None:
            return self._standing(self._find(boundary, "boundaries", self.context.facts.model.boundaries, "a boundary"))
        standing, context = Volumes(self.context.facts).standing, self.context
        return self._list("components", {"boundaries": boundary_entries(standing, context.facts, context.words, context.links)})

    @noted
    def flow(self, id_: str) -> Markup:
        """A flow's number and name, leading to its row."""
        self._find(id_, "flows", self.context.facts.model.flows, "a flow")
        return self._inline("flow", row=self.rows.row(self.context.facts.flows[id_]))

    @noted
    def term(self, id_: str) -> Markup:
        """A term's name with its meaning, leading to the glossary."""
        term = self._find(id_, "terms", self.context.facts.model.terms, "a term")
        words = self.context.words
        meaning = markup.plain(words.text(term.description))
        return self._inline("term", id=id_, name=words.plain(term.name), meaning=meaning, href=self.context.links.term(term))

    @noted
    def terms(self, *ids: str) -> Markup:
        """Terms with their meanings: those named, or the whole glossary in the model's order."""
        words, terms = self.context.words, self.context.facts.model.terms
        chosen = [self._find(id_, "terms", terms, "a term") for id_ in ids] or [term for term in terms.values() if term.description]
        if not chosen:
            return Markup()
        return self._block("terms", terms=[(term.id, words.plain(term.name), words.blocks(term.description)) for term in chosen])

    @noted
    def options(self) -> Markup:
        """The choices that a deployment makes."""
        options = self.context.facts.model.options.values()
        return self._block("options", options=options, words=_said(self.context.words)) if options else Markup()

    @noted
    def data_classes(self) -> Markup:
        """Every class of data: what it is, how sensitive, where it is kept, what carries it."""
        facts, words = self.context.facts, self.context.words
        entries = [
            {**self._sharing(data), "sensitivity": words.label(data.sensitivity) if data.sensitivity else ""}
            for data in facts.model.data.values()
        ]
        return self._block("data", entries=entries, words=_said(self.context.words)) if entries else Markup()

    def topics(self) -> list[Values]:
        """What promises are about: the ids and names of its parts."""
        return [topic._asdict() for topic in topics(self.context.facts, self.context.words)]

    def alphabet(self) -> list[Values]:
        """The letters under which terms with a description stand, in the order of the language, each with the ids of its terms."""
        terms, words = self.context.facts.model.terms.values(), self.context.words
        letters = alphabetical((term.id, term.read_as(words.locale) or words.text(term.name)) for term in terms if term.description)
        return [{"name": markup.guarded(letter.name), "terms": ids} for letter, ids in letters.items()]


def _said(words: Words) -> Mapping[str, PageFunction]:
    """What templates need of `words`."""
    return handed_out({"plain": words.plain, "html": words.html, "blocks": words.blocks})

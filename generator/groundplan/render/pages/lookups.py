"""What the functions of a page are made of: looking up what a page names, and filling in the partial that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from markupsafe import Markup

from groundplan.checks import TWO_PROJECTS, UNKNOWN_ON_PAGE
from groundplan.derive.condition import Condition
from groundplan.diagnostics import Route
from groundplan.domain.data import DataClass
from groundplan.domain.procedure import Procedure
from groundplan.domain.view import View
from groundplan.nearest import did_you_mean
from groundplan.render.figures.undrawn import undrawn
from groundplan.render.figures.values import Values
from groundplan.render.pages.context import PageContext
from groundplan.render.pages.faults import PageFault
from groundplan.render.pages.noted import noted
from groundplan.render.pages.record import Figure, Shown
from groundplan.render.pages.volumes import FEW
from groundplan.render.tables.claims import ClaimRow, claim_row
from groundplan.render.tables.flow_row import FlowRows
from groundplan.render.tables.row import FlowRow, Linked, led
from groundplan.render.words import markup
from groundplan.resolve.selectors import parse_selector, words_to_mapping

_OF_A_FIGURE, _OF_A_ROW = 150_000, 4_000
"""What a figure counts, and a row of a table in it, in letters: they are made when the page is done."""
E = TypeVar("E")
Where: TypeAlias = str | Mapping[str, object] | None
"""Which flows: `direction=inbound`, the same as a mapping, or all of them. A page may hand over anything; that is a finding."""


class Lookups:
    """What a page in one locale names, and what shows it."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.rows = FlowRows(context.facts, context.words, context.links)

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

    def _claim(self, id_: str) -> ClaimRow:
        volumes = self.context.volumes
        most = FEW if volumes and volumes.crowded_claims else None
        return claim_row(
            self.context.facts.verdicts[id_], self.context.facts, self.rows, self._edition(), most, first=volumes.led if volumes else None
        )

    def _sharing(self, data: DataClass) -> Values:
        """A class of data with the components that keep it and the flows that carry it: where there are many, the first of them."""
        facts, volumes = self.context.facts, self.context.volumes
        most, first = (FEW if volumes.crowded_data else None, volumes.led) if volumes else (None, None)
        kept = [c for c in facts.model.components.values() if data in (*c.stores, *c.produces)]
        flows = [f for f in facts.flows.values() if data in f.data]
        return {
            "data": data,
            "kept": led([self.rows.place(component) for component in kept[:most]], first),
            "flows": [self.rows.row(flow) for flow in flows[:most][:first]],
            "numbers": [flow.number for flow in flows[first or len(flows) : most]],
            "more": (len(kept) - len(kept[:most]), len(flows) - len(flows[:most])),
            "href": f"{self.context.links.page('explorer')}?only=data.{data.id}",
        }

    def _edition(self) -> str:
        """Which state of the model verdicts speak of, in words."""
        (revision, date), words = self.context.edition(), self.context.words
        if not revision:
            return ""
        if not date:
            return words.gettext("Model {revision}", revision=revision)
        return words.gettext("Model {revision} of {date}", revision=revision, date=date)

    def _flow_rows(self, where: Where, seen: FlowRows | None = None) -> list[FlowRow]:
        rows = seen or self.rows
        chosen = self._select(where, rows)
        self._show(chosen)
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
        if not isinstance(id_, str) or id_ not in entries:  # a page may give anything
            if isinstance(id_, str) and (section, id_) in self.context.scope.names.broken:
                raise PageFault(())  # it is broken, which has a finding of its own
            raise PageFault((UNKNOWN_ON_PAGE.at(None, hint=did_you_mean(str(id_), entries), name=id_, kind=kind),))
        return entries[id_]

    def _figure(self, of: View | Procedure, partial: str, **values: object) -> Markup:
        """The place of a drawing. A project's template around it is tried without one, so that what is wrong in it is told at the call."""
        self._speak()
        first = not any(isinstance(part, Figure) for part in self.context.record.parts)
        figure = Figure(of, partial, {**values, "first": first}, self.context.member.name)
        jinja, around = self.context.jinja, Markup()
        jinja.budget.take(_OF_A_FIGURE + sum(_OF_A_ROW * len(value) for value in values.values() if isinstance(value, list)))
        for stand_in in () if jinja.is_ours(_file(partial)) else undrawn(of, self.context.words):
            around = around or self._html(partial, **figure.filled(stand_in))
        return self.context.record.place(replace(figure, around=around))

    @noted
    def filled(self, figure: Figure, drawn: Values) -> Markup:
        """A figure with its drawing."""
        return self._html(figure.partial, **figure.filled(drawn))

    def _show(self, flows: Iterable[str]) -> None:
        self._speak()
        self.context.record.show(flows)

    def _speak(self) -> None:
        """Note that the page speaks of this project. Raises PageFault where it speaks of another one."""
        record, project = self.context.record, self.context.member.name
        if record.subject not in {None, project}:
            raise PageFault((TWO_PROJECTS.at(None, project=project, other=record.subject),))
        record.subject = project

    def _block(self, partial: str, **values: object) -> Markup:
        """What stands on a line of its own."""
        self._speak()
        return self._of_site(partial, **values)

    def _of_site(self, partial: str, **values: object) -> Markup:
        """The same, speaking of no project."""
        is_ours = self.context.jinja.is_ours(_file(partial))
        return self.context.record.place(Shown(self._html(partial, **values), partial, values, is_ours=is_ours))

    def _inline(self, partial: str, **values: object) -> Markup:
        """What stands in a sentence, which is Markdown."""
        return markup.guarded(self._html(partial, **values))

    def _html(self, partial: str, **values: object) -> Markup:
        words = self.context.words
        says: Mapping[str, Callable[..., object]] = {"_": words.gettext, "ngettext": words.ngettext}
        html = self.context.jinja.partial(_file(partial), values, says)
        text = " ".join(line.strip() for line in html.splitlines() if line.strip())
        for end in _ENDS:
            text = text.replace(f"{end} ", end)
        return Markup(text)


_ENDS = ("</td>", "</tr>", "</p>", "</li>", "</article>")
"""Behind these, room tells nothing; a table has thousands of them."""


def _file(partial: str) -> str:
    return f"partials/{partial}.html.jinja"

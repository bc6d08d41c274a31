"""Sequence charts of procedures as figures of a page, and as files that the viewer loads when a reader asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from markupsafe import Markup

from groundplan import draw as diagrams
from groundplan.derive.facts import Facts
from groundplan.domain.procedure import Procedure
from groundplan.render.figures.chart_turns import ChartTurn, chart_turns
from groundplan.render.figures.figures import Figures
from groundplan.render.figures.notes import existence_notes, picture_notes, usual_note
from groundplan.render.figures.pictures import chart_stem, picture_path, picture_script
from groundplan.render.figures.values import Values
from groundplan.render.pages.links import Links
from groundplan.render.words import markup
from groundplan.render.words.labels import SIGNS
from groundplan.render.words.words import Words

BESIDE = 800.0
"""Pixels of width up to which a chart leaves room beside it for its steps."""


class _Made(NamedTuple):
    """A chart with its layout, and for which choices it was made."""

    chart: diagrams.Chart
    layout: diagrams.ChartLayout
    turn: ChartTurn


class Charts:
    """Draws the procedures of one model: a chart for all choices with which it is the same, laid out once for all locales."""

    def __init__(self, facts: Facts, words: Mapping[str, Words], figures: Figures) -> None:
        """The icons go with those of `figures`."""
        self._facts = facts
        self._words = words
        self._figures = figures
        self._member = figures.member
        self._composed = lru_cache(maxsize=None)(self._compose)

    def figure(self, procedure: Procedure, words: Words, links: Links) -> Values:
        """What the template of a chart needs: the drawing (None where no step says who takes part) and its legend."""
        made = self._composed(procedure)
        if not made:
            return {"drawing": None}
        chart = made[0].chart
        drawing = self._draw(made[0], procedure, words, links, "gp-chart")
        return {
            "name": words.plain(procedure.name),
            "drawing": Markup(drawing),
            "legend": Markup(self._legend(chart, words)),
            "beside": made[0].layout.width <= BESIDE,
            "notes": self._notes(made[0], procedure, words),
            "roles": {id_: member.role or "nobody" for id_, member in chart.participants.items()},
        }

    def pictures(self, links: Mapping[str, Links]) -> Mapping[str, Callable[[], bytes]]:
        """The charts as files, by their path in the site. `links` of each locale start where the pictures are."""
        found: dict[str, Callable[[], bytes]] = {}
        for procedure in self._facts.model.procedures.values():
            for turn, made in enumerate(self._composed(procedure)):
                for locale, words in self._words.items():
                    stem = chart_stem(procedure.id, locale, turn, self._member)
                    found[picture_path(stem, self._member)] = partial(self._picture, stem, procedure, made, words, links[locale])
        return found

    def _picture(self, stem: str, of: Procedure, made: _Made, words: Words, links: Links) -> bytes:
        return picture_script(stem, self._draw(made, of, words, links, "gp-picture"))

    def _draw(self, made: _Made, of: Procedure, words: Words, links: Links, prefix: str) -> str:
        dress = replace(self._dress(of, made.chart, words, links, prefix), notes=self._notes(made, of, words))
        draw = partial(diagrams.draw_chart, made.chart, made.layout, words.locale, dress)
        return self._figures.kept(f"chart {of.id} {[*made.turn.configuration.items()]}", {words.locale: dress}, draw)

    def _notes(self, made: _Made, of: Procedure, words: Words) -> tuple[str, ...]:
        """What is said below a chart: for which choices it is drawn, what exists only with some, and what it leaves out."""
        usual = [usual_note(made.turn.fixed, self._facts, words)] if made.turn.fixed else []
        used = dict.fromkeys(step.uses.id for step in of.steps if step.uses)
        missing = [id_ for id_ in used if made.turn.where & ~self._facts.flows[id_].exists]
        return (*usual, *existence_notes(missing, self._facts, words), *picture_notes(made.chart.scene, words))

    def _compose(self, procedure: Procedure) -> list[_Made]:
        """The charts with the choices that each needs, the usual one first; none where no step says who takes part."""
        labels, kinds = self._figures.labels, self._figures.kinds
        turns = chart_turns(self._facts, procedure)
        charts = ((turn, diagrams.compose_chart(self._facts, procedure, turn.configuration, labels, kinds)) for turn in turns)
        return [_Made(chart, diagrams.lay_out_chart(chart), turn) for turn, chart in charts if chart]

    def _legend(self, chart: diagrams.Chart, words: Words) -> str:
        return diagrams.legend(chart.scene, lambda sign: words.gettext(SIGNS[sign]), also=also(chart))

    def _dress(self, procedure: Procedure, chart: diagrams.Chart, words: Words, links: Links, prefix: str) -> diagrams.Dress:
        return diagrams.Dress(
            title=words.name(procedure),
            description=markup.plain(words.text(procedure.description)),
            icons={icon: links.asset(path) for icon, path in self._figures.shared_icons(chart.scene).items()},
            links=self._links(procedure, chart, links),
            prefix=prefix,
            row=words.row,
        )

    def _links(self, procedure: Procedure, chart: diagrams.Chart, links: Links) -> dict[str, str]:
        model = self._facts.model
        places = {
            **{id_: links.boundary(boundary) for id_, boundary in model.boundaries.items()},
            **{id_: links.component(component) for id_, component in model.components.items()},
        }
        flows = {message.line.id: links.flow(model.flows[message.line.id]) for message in chart.messages if message.line}
        return {**places, **flows, **{diagrams.step_key(step.id): links.step(procedure, step) for step in procedure.steps}}


def also(chart: diagrams.Chart) -> list[diagrams.Sign]:
    """The signs of a chart that no map has."""
    return [diagrams.Sign.STEP] if chart.has_plain_steps else []

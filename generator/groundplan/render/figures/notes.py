"""What a picture says of what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.draw import Scene
from groundplan.render.words.conditions import condition_text
from groundplan.render.words.words import Words

_NAMED = 8
"""Borders that are named; of more, their number is told."""


def picture_notes(scene: Scene, words: Words) -> tuple[str, ...]:
    """For a picture whose folded places can be opened."""
    return tuple(_notes(scene, words, scene.omitted))


def still_notes(scene: Scene, words: Words) -> tuple[str, ...]:
    """For a picture in which nothing can be opened."""
    return tuple(_notes(scene, words, scene.omitted + scene.folded))


def usual_note(fixed: Condition, facts: Facts, words: Words) -> str:
    """For a chart that shows `fixed` choices, and would look different with others."""
    choices = condition_text(fixed, facts.model.options, words)
    return words.gettext("Drawn with {choices}. With other choices of these options, parts of this chart differ.", choices=choices)


def existence_notes(missing: Iterable[str], facts: Facts, words: Words) -> tuple[str, ...]:
    """For a chart with steps that use connections which are `missing` with some of its choices."""
    flows = [facts.flows[id_] for id_ in missing]
    told = ((flow.number, condition_text(flow.exists, facts.model.options, words)) for flow in flows if flow.exists)
    return tuple(
        words.gettext("Connection {number} exists only with {choices}.", number=words.number(number), choices=choices)
        for number, choices in told
    )


def _notes(scene: Scene, words: Words, missing: int) -> Iterator[str]:
    if missing:
        yield words.gettext("Connections that are not drawn here: {count}", count=words.number(missing))
    if scene.borders:
        names = [border[words.locale] for border in scene.borders]
        named, more = names[:_NAMED], len(names) - _NAMED
        if more > 0:
            named.append(words.ngettext("{n} more", "{n} more", more))
        yield words.gettext("Borders crossed but not drawn here: {borders}", borders=words.list(named))

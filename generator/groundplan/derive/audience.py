"""What of a model an audience may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, TypeVar

from groundplan.derive.texts import texts_of, within
from groundplan.domain.component import PLACED, Component
from groundplan.domain.entry import Audience, Entry, Text
from groundplan.domain.flow import BY_CHOICE, Flow
from groundplan.domain.model import FOR_COLLEAGUES, Model
from groundplan.domain.option import Choice, Chosen, Conditions, Option, Varying, each
from groundplan.domain.procedure import Procedure, Step

E = TypeVar("E", bound=Entry)
T = TypeVar("T")

_WORD = re.compile(r"[\w-]+")
_PICTURES = (".svg", ".png")
"""What icons of the project end in; the others are everybody's."""


def for_audience(model: Model, audience: Audience) -> Model:
    """`model` without the entries, steps and choices that `audience` must not see. Nothing that is left names them (`internal-leak`)."""
    if audience is Audience.INTERNAL:
        return model
    model = _placed(model)
    options = _public(model.options)
    viewpoints = tuple(boundary for boundary in model.project.viewpoints if boundary.audience is Audience.PUBLIC)
    flows = {id_: _flow(flow, options) for id_, flow in _public(model.flows).items()}
    seen: dict[str, Any] = {section: _public(entries) for section, entries in model.sections()}
    seen |= {
        "options": {id_: _option(option, options) for id_, option in options.items()},
        "flows": flows,
        "claims": {id_: replace(claim, when=_condition(claim.when, options)) for id_, claim in _public(model.claims).items()},
        "procedures": {id_: _procedure(procedure, flows) for id_, procedure in _public(model.procedures).items()},
        "views": {id_: replace(view, choices=_condition(view.choices, options)) for id_, view in _public(model.views).items()},
        **{section: {} for section in FOR_COLLEAGUES},
        "project": replace(model.project, viewpoints=viewpoints),
    }
    return replace(model, **seen)


def _public(entries: Mapping[str, E]) -> dict[str, E]:
    return {id_: entry for id_, entry in entries.items() if entry.audience is Audience.PUBLIC}


def _flow(flow: Flow, options: Mapping[str, Option]) -> Flow:
    varying: dict[str, Any] = {name: _seen(getattr(flow, name), options) for name in BY_CHOICE}
    return replace(flow, **varying, when=_condition(flow.when, options))


def _placed(model: Model) -> Model:
    """`model` with every component where the public may know it to be. A copy where that differs: flows name the same components."""
    varying = [
        (id_, name) for id_, component in model.components.items() for name in PLACED if isinstance(getattr(component, name), Chosen)
    ]
    if not varying:
        return model
    copied = deepcopy(model)
    for id_, name in varying:
        component = copied.components[id_]
        object.__setattr__(component, name, _seen(getattr(component, name), _public(copied.options)))
    return copied


def _seen(value: Varying[T], options: Mapping[str, Option]) -> Varying[T]:
    """`value` without what it is under choices that the public cannot make."""
    if not isinstance(value, Chosen):
        return value
    shown = _public(options[value.option].choices) if value.option in options else {}
    return Chosen(value.option, {choice: _seen(inner, options) for choice, inner in value.by_choice.items() if choice in shown})


def _option(option: Option, options: Mapping[str, Option]) -> Option:
    return replace(option, choices={id_: _choice(choice, options) for id_, choice in _public(option.choices).items()})


def _choice(choice: Choice, options: Mapping[str, Option]) -> Choice:
    return replace(choice, requires=_condition(choice.requires, options), excludes=_condition(choice.excludes, options))


def _condition(conditions: Conditions, options: Mapping[str, Option]) -> Conditions:
    """`conditions` without the choices that the public cannot make."""
    left = {id_: _choices(chosen, options[id_]) for id_, chosen in conditions.items() if id_ in options}
    return {id_: chosen for id_, chosen in left.items() if chosen}


def _choices(chosen: Iterable[str], option: Option) -> tuple[str, ...]:
    return tuple(choice for choice in chosen if option.choices[choice].audience is Audience.PUBLIC)


def _procedure(procedure: Procedure, flows: Mapping[str, Flow]) -> Procedure:
    return replace(procedure, steps=tuple(_step(step, flows) for step in procedure.steps if step.audience is Audience.PUBLIC))


def _step(step: Step, flows: Mapping[str, Flow]) -> Step:
    return replace(step, uses=flows[step.uses.id]) if step.uses and step.uses.id in flows else step


def has_secrets(model: Model, audience: Audience) -> bool:
    """Whether there is anything that `audience` must not see."""
    return audience is not Audience.INTERNAL and any(is_hidden for _, is_hidden in _published(model))


def secrets(model: Model, audience: Audience, wordings: Callable[[Text], Iterable[str]]) -> Mapping[str, str]:
    """What only entries hidden from `audience` have, each with the route of its entry: ids, texts, addresses.

    `wordings` are the translations of a text. What a visible entry has as well gives nothing away.
    """
    if audience is Audience.INTERNAL:
        return {}
    hidden: dict[str, str] = {}
    shown: set[str] = set()
    for part, is_hidden in _published(model):
        told = filter(None, (" ".join(word.split()) for word in _told(part, wordings)))
        if is_hidden:
            hidden |= dict.fromkeys(told, str(part.route))
        else:
            shown.update(told)
    explained = "\n".join(shown).casefold()
    words = frozenset(_WORD.findall(explained))
    return {told: route for told, route in hidden.items() if not _is_explained(told.casefold(), words, explained)}


def _is_explained(told: str, words: Collection[str], texts: str) -> bool:
    return told in words if _WORD.fullmatch(told) else told in texts


def _published(model: Model) -> Iterator[tuple[Entry, bool]]:
    """The parts of all entries but those for colleagues, which no site tells."""
    told = (entries.values() for section, entries in model.sections() if section not in FOR_COLLEAGUES)
    return (part for entries in told for entry in entries for part in _parts(entry))


def _parts(entry: Entry) -> Iterator[tuple[Entry, bool]]:
    """`entry` with its steps or choices, and whether each is hidden from the public."""
    around = entry.audience is Audience.INTERNAL
    return ((part, around or part.audience is Audience.INTERNAL) for part in within(entry))


def _told(part: Entry, wordings: Callable[[Text], Iterable[str]]) -> Iterator[str]:
    yield part.id
    for text in texts_of(part):
        yield text.source
        yield from wordings(text)
    for link in part.links:
        yield from (link.name, link.url)
    yield from _told_besides(part)


def _told_besides(part: Entry) -> Iterator[str]:
    """What only some kinds of entries have: addresses, names of ports, files."""
    match part:
        case Flow():
            yield from (endpoint.value for endpoints in each(part.endpoints) for endpoint in endpoints)
            yield from (port.name for ports in each(part.ports) for port in ports or () if port.name)
        case Component(icon=str(icon)) if icon.endswith(_PICTURES):
            yield icon

"""What each text of a model is about, in plain words, for who translates it without the model beside."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.derive.texts import texts_of, within
from groundplan.domain.boundary import Boundary
from groundplan.domain.channel import Channel
from groundplan.domain.claim import Claim, Contained, DrawnIn, Every, Exists, Never, Unreachable
from groundplan.domain.component import Component
from groundplan.domain.control import Control
from groundplan.domain.data import DataClass
from groundplan.domain.entry import Entry
from groundplan.domain.flow import Flow
from groundplan.domain.model import FOR_COLLEAGUES
from groundplan.domain.option import Choice, Option, each
from groundplan.domain.party import Party
from groundplan.domain.procedure import Procedure, Step
from groundplan.domain.selector import Area, Owned
from groundplan.domain.term import Term
from groundplan.domain.view import View


def notes(facts: Facts) -> dict[str, str]:
    """Context -> a sentence with the facts that the text touches. No numbers of the site: one flow more would change them all."""
    told: dict[str, str] = {}
    project = facts.model.project
    told |= {str(text.route): "The documented system." for text in (project.name, project.description) if text}
    for section, entries in facts.model.sections():
        if section in FOR_COLLEAGUES:
            continue
        for entry in entries.values():
            for position, part in enumerate(within(entry)):
                note = f"{_note(part, entry, position, facts)}."
                told |= {str(text.route): note for text in texts_of(part)}
    return told


def _note(entry: Entry, around: Entry, position: int, facts: Facts) -> str:
    match entry:
        case Party():
            return f"A party: {entry.role.value}"
        case Boundary():
            return f"A place ({entry.kind.value}){_inside(entry.parent)}"
        case Component():
            return f"A component ({entry.kind.value}){_homes(entry)}"
        case DataClass():
            return f"A class of data{f', {entry.sensitivity.value}' if entry.sensitivity else ''}"
        case Control():
            return f"A safeguard ({entry.kind.value})"
        case Channel():
            return f"A connection type: {entry.exposure.value}, encryption {entry.encryption.value}"
        case Term():
            return "A term of the glossary" + ("" if entry.translate else "; the name itself stays as it is")
        case _:
            return _note_of_what_happens(entry, around, position, facts)


def _note_of_what_happens(entry: Entry, around: Entry, position: int, facts: Facts) -> str:
    match entry:
        case Option():
            return f"A choice that a deployment makes: {', '.join(choice.name.source for choice in entry.choices.values())}"
        case Choice():
            return f"One of the choices of {around.name.source}"
        case Flow():
            return _connection(entry, facts)
        case Claim():
            return f"A promise that the build proves: {_promise(entry)}"
        case Procedure():
            return f"A procedure of {len(entry.steps)} steps"
        case Step():
            return f"Step {position} of {around.name.source}{_step(entry)}"
        case View():
            return "A diagram"
        case _:
            return "An entry of the model"


def _inside(boundary: Boundary | None) -> str:
    return f" in {boundary.name.source}" if boundary else ""


def _homes(component: Component) -> str:
    homes = dict.fromkeys(each(component.boundary))
    return f" in {' or '.join(home.name.source for home in homes)}"


def _connection(flow: Flow, facts: Facts) -> str:
    derived = facts.flows[flow.id]
    exposures = " or ".join(exposure.value for exposure in derived.exposure.values())
    directions = " or ".join(direction.value for direction in derived.direction.values())
    told = dict.fromkeys(", ".join(f"through {hop.component.name.source}" for hop in hops) for hops in each(flow.through))
    path = "".join(f", {ways}" for ways in (" or ".join(way for way in told if way),) if ways)
    sources, targets = (" and ".join(place.name.source for place in ends) for ends in (flow.sources, flow.targets))
    return f"A connection from {sources} to {targets}{path}: {directions}, {exposures}"


def _promise(claim: Claim) -> str:
    match claim.form:
        case Never():
            return "no connection is so"
        case Every():
            return "every such connection is so"
        case Exists():
            return "some connection is so"
        case Contained(data, within_):
            return f"{data.name.source} does not leave {' and '.join(map(_area, within_))}"
        case Unreachable(source, target):
            return f"no way leads from {_area(source)} to {_area(target)}"
        case DrawnIn(view):
            return f"every such connection is in the diagram {view.name.source}"


def _area(area: Area) -> str:
    return f"what {area.party.name.source} owns" if isinstance(area, Owned) else area.name.source


def _step(step: Step) -> str:
    return "".join(_parts(step))


def _parts(step: Step) -> Iterator[str]:
    if step.by:
        yield f", by {step.by.name.source}"
    if step.to:
        yield f", towards {step.to.name.source}"
    if step.uses:
        yield f", over the connection {step.uses.name.source}"

"""Facts in words, for the parts of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.document import prose
from groundplan.document.blocks import (
    Block,
    Cell,
    Letters,
    RichText,
)
from groundplan.document.cells import cell_lines
from groundplan.document.prose import PageAround
from groundplan.domain.entry import Entry, Text
from groundplan.domain.flow import Flow
from groundplan.export.rows import flow_name
from groundplan.render.pages.links import Links
from groundplan.render.words.phrases import Phrases
from groundplan.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """Facts under one configuration, and the words of one locale."""

    facts: Facts
    configuration: Configuration
    words: Words
    phrases: Phrases
    links: Links
    """Where entries have their place in the document."""
    around: PageAround

    def gettext(self, message: str, **values: object) -> str:
        return self.words.gettext(message, **values)

    def rich(self, text: Text | None) -> RichText:
        """A text of the model in a line, with its emphasis and its links."""
        return prose.text(self.words.html(text), self.around) if text else ()

    def lines(self, *texts: Text | None) -> Cell:
        """Texts of the model in a cell, small."""
        found = (line for text in texts if text for block in self.blocks(text) for line in cell_lines(block))
        return tuple(replace(line, style=line.style or "small") for line in found)

    def blocks(self, text: Text | None) -> list[Block]:
        """A text of the model on lines of its own."""
        return prose.blocks(self.words.blocks(text), self.around) if text else []

    def names(self, entries: Iterable[Entry]) -> str:
        return self.words.list([self.phrases.name(entry) for entry in entries])

    def flows(self, flows: Iterable[Flow]) -> str:
        """The names of flows, each with its number: a name may hold a comma itself."""
        return self.words.list([f"{self.facts.flows[flow.id].number}\u00a0{flow_name(flow, self.phrases)}" for flow in flows])

    def linked(self, entry: Entry) -> RichText:
        """The name of an entry, which leads to its place."""
        return (Letters(self.phrases.name(entry), (), self.links.entry(entry)),)

    def fact(self, name: str, value: str) -> str:
        return f"{self.gettext(name)}: {value}" if value else ""

    def states(self, ids: Collection[str]) -> list[FlowState]:
        """Those of the flows `ids` that there are."""
        return [state for id_, state in self.facts.under(self.configuration).flows.items() if id_ in ids]

"""From an analysed project to the same in the latest version of the language: what changes in its files, and in what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.derive.flow_facts import FlowFacts
from groundplan.domain.model import LANGUAGE
from groundplan.errors import UsageError
from groundplan.load.language import with_language


@dataclass(frozen=True, slots=True)
class Migration:
    """A file as it is to be, and each thing that the model says in another way now."""

    path: Path
    content: bytes
    told: tuple[str, ...]


def migrate(analysis: Analysis) -> Migration | None:
    """What is to be done to a whole model; None where it says that it is of the latest version. Nothing is written.

    Raises UsageError where the version must be written by hand.
    """
    assert analysis.facts is not None
    if analysis.facts.model.project.language == LANGUAGE:
        return None
    changed = with_language(analysis.document, LANGUAGE)
    if changed is None:
        raise UsageError(f"`project` is written in a way that nothing can be added to; write `language: {LANGUAGE}` there by hand")
    path, text = changed
    told = tuple(line for flow in analysis.facts.flows.values() for line in _other_carriers(flow))
    return Migration(analysis.sources.root / path, analysis.sources.rewritten(path, text), told)


def _other_carriers(flow: FlowFacts) -> Iterator[str]:
    """In version 1, every existing flow that a channel names carried whatever uses it; now, those that have to do with its way."""
    named = {id_ for channel, _ in flow.channel for id_ in channel.carried_by}
    carriers = {carrier.id for carrier, condition in flow.carriers.items() if condition}
    if left := sorted(named - carriers):
        was = ", ".join(f"`{id_}`" for id_ in left)
        now = ", ".join(f"`{id_}`" for id_ in sorted(carriers)) or "nothing"
        yield f"`{flow.flow.id}` is carried by {now}; in version 1 also by {was}"

"""A model beside what is deployed: where they differ, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from groundplan.analysis import Analysis
from groundplan.arguments import configuration_of, seen_from
from groundplan.check.report.run import Run
from groundplan.checks import UNUSED_BINDING
from groundplan.derive.condition import Configuration
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding
from groundplan.domain.component import Place
from groundplan.domain.flow import Endpoint
from groundplan.export.addresses import AddressBook, address_book
from groundplan.progress import step
from groundplan.verify.compare import compare
from groundplan.verify.expected import Expectations
from groundplan.verify.names import PlaceNames
from groundplan.verify.reality import KnownModel, Reality
from groundplan.verify.registry import SOURCES


def verified(
    analysis: Analysis,
    given: Mapping[str, Iterable[Path]],
    *,
    settings: Iterable[str] = (),
    viewpoint: str | None = None,
    addresses: Iterable[str] = (),
    strict: bool = False,
    color: bool = False,
) -> Run:
    """The differences between the model, in one configuration, and the files that are `given` by the option of their source.

    Raises UsageError for a choice, a place or an address that does not exist, and GroundplanError for files that cannot be read.
    """
    assert analysis.facts is not None
    facts = seen_from(analysis.facts, viewpoint)
    configuration = configuration_of(facts, settings)
    expectations = Expectations(facts, configuration, _book(facts, addresses))
    known = _known(facts, configuration)
    reality = _read(given, known)
    findings = analysis.settle([*compare(reality, expectations), *_unused(known, given)])
    return Run(findings, {**analysis.document.files, **reality.texts}, strict=strict, color=color, root=analysis.sources.root)


def _read(given: Mapping[str, Iterable[Path]], known: KnownModel) -> Reality:
    whole = Reality()
    for source in SOURCES:
        for path in given.get(source.option, ()):
            with step(str(path)):
                whole.add(source.read(path, known))
    return whole


def _unused(known: KnownModel, given: Mapping[str, Iterable[Path]]) -> Iterator[Finding]:
    """Bindings under which nothing was found, of the kinds that were looked for."""
    kinds = [kind for option, kind in (("plan", "."), ("manifests", "/")) if given.get(option)]
    for name, route in known.names.unused:
        if any(kind in name for kind in kinds):
            yield UNUSED_BINDING.at(route, resource=name)


def _known(facts: Facts, configuration: Configuration) -> KnownModel:
    homes: dict[Place, tuple[str, ...]] = {
        component: tuple(boundary.id for boundary in facts.home(component, configuration).enclosing())
        for component in facts.model.components.values()
    }
    return KnownModel(facts, PlaceNames(facts.model.bindings.values()), homes)


def _book(facts: Facts, addresses: Iterable[str]) -> AddressBook:
    """The addresses that were given. Any place may have some, and whatever a flow names as its far end."""
    model = facts.model
    named: list[Endpoint] = [endpoint for flow in facts.flows.values() for endpoints in flow.endpoints.values() for endpoint in endpoints]
    return address_book(addresses, named, (*model.components.values(), *model.boundaries.values()))

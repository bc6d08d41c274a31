"""The rules as rows of text, for people: shared by the formats that are tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.derive.allow_list import Address, FillIn, Rule
from groundplan.derive.condition import Configuration
from groundplan.derive.examples import examples
from groundplan.derive.facts import Facts
from groundplan.domain.entry import Status
from groundplan.domain.flow import Direction, Endpoint, Flow, Port
from groundplan.export.addresses import key_of
from groundplan.export.exported import Exported, PlainWords, Provenance, one_line


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the words of one locale."""

    number: int
    direction: str
    source: tuple[str, ...]
    destination: tuple[str, ...]
    ports: str
    protocol: str
    purpose: str
    name: str
    needed_by: tuple[str, ...]
    """The names of the flows that go through it, besides its own."""
    condition: str
    examples: tuple[str, ...]
    """Which of its addresses are examples, and what to put in for them."""


def column_names(words: PlainWords) -> tuple[str, ...]:
    """What the fields of a row are called, in their order."""
    return (
        words.gettext("No."),
        words.gettext("Direction"),
        words.gettext("Source"),
        words.gettext("Destination"),
        words.gettext("Ports"),
        words.gettext("Protocol"),
        words.gettext("Purpose"),
        words.gettext("Needed for"),
        words.gettext("Carries"),
        words.gettext("Only with"),
    )


def rows(exported: Exported, direction: Direction | None = None) -> list[RuleRow]:
    """The rows of one direction, or of both, in the order of the rules."""
    return [row(rule, exported) for rule in exported.rules if direction in (None, rule.direction)]


def row(rule: Rule, exported: Exported) -> RuleRow:
    """One rule."""
    words = exported.words

    def end(addresses: tuple[Address, ...]) -> tuple[str, ...]:
        return tuple(_address(address, exported) for address in addresses)

    return RuleRow(
        rule.number,
        words.label(rule.direction),
        end(rule.source),
        end(rule.destination),
        ports(rule.ports, words),
        rule.protocol or "",
        words.name(rule.purpose) if rule.purpose else "",
        flow_name(rule.flow, words),
        tuple(flow_name(flow, words) for flow in rule.riders),
        one_line(words.condition(rule.condition)) or words.gettext("Always"),
        tuple(map(one_line, _examples([rule], exported))),
    )


def _address(address: Address, exported: Exported) -> str:
    """An end in words; where whoever exports has given its addresses, these, with what they stand for."""
    given = exported.book.known.get(key_of(address))
    if not given:
        return one_line(exported.words.address(address))
    known = address.value if isinstance(address, Endpoint) else exported.words.name(address.place)
    return one_line(f"{', '.join(map(str, given))} ({known})")


def flow_name(flow: Flow, words: PlainWords) -> str:
    """The name of a flow, with its status where it is not in use today."""
    return words.name(flow) if flow.status is Status.ACTIVE else f"{words.name(flow)} ({words.label(flow.status)})"


def ports(stated: tuple[Port, ...] | None, words: PlainWords) -> str:
    """The ports as text; what the model does not say is said to be so."""
    if stated is None:
        return words.gettext("not stated")
    named = (f"{port} ({one_line(port.name)})" if port.name else str(port) for port in stated)
    return ", ".join(named) or words.gettext("unknown")


def cannot_say(unsaid: Sequence[Port], words: PlainWords) -> str:
    """Why there is no rule for ports that a format has no way to say; empty where there are none."""
    return words.gettext("No rule can be made: this format cannot say {ports}.", ports=ports(tuple(unsaid), words)) if unsaid else ""


def heading(exported: Exported) -> list[str]:
    """What stands above the rules: whose border, of which model, in which configuration, and what was proven."""
    words, told = exported.words, exported.provenance
    lines = [f"{words.gettext('Firewall allow-list')}: {words.name(exported.facts.viewpoint)}", told.project]
    lines += configured(exported)
    return [one_line(line) for line in (*lines, *origin(words, told), *_examples(exported.rules, exported))]


def _examples(rules: Iterable[Rule], exported: Exported) -> Iterator[str]:
    """Which addresses are examples, and what they stand for."""
    words = exported.words
    found = (pair for rule in rules for pair in examples_of(rule, exported).items())
    told = dict.fromkeys((address, fill_in) for address, asked in found for fill_in in asked)
    for address, fill_in in told:
        yield words.gettext("{address} is an example: put in {addresses}", address=address.value, addresses=words.address(fill_in))


def examples_of(rule: Rule, exported: Exported) -> Mapping[Endpoint, tuple[FillIn, ...]]:
    """The addresses of a rule that are examples, but for those that whoever exports has given."""
    return {address: asked for address, asked in examples(rule, exported.facts).items() if key_of(address) not in exported.book.known}


def configured(exported: Exported) -> list[str]:
    """The configuration that the rules are for."""
    if exported.configuration is None:
        return [exported.words.gettext("All configurations")]
    return [f"{option}: {choice}" for option, choice in choices(exported.facts, exported.configuration, exported.words)]


def choices(facts: Facts, configuration: Configuration, words: PlainWords) -> list[tuple[str, str]]:
    """The name of each option with that of its choice in a configuration."""
    options = facts.model.options
    return [(words.name(options[id_]), words.name(options[id_].choices[choice])) for id_, choice in configuration.items()]


def edition(exported: Exported) -> str:
    """The name of the state of the model, with its day where it has one."""
    told = exported.provenance
    return f"{told.revision} ({told.date})" if told.date else told.revision


def origin(words: PlainWords, told: Provenance) -> list[str]:
    """Which model, made by what, on which proof."""
    revision = words.gettext("Model {revision}", revision=told.revision)
    if told.date:
        revision = words.gettext("Model {revision} of {date}", revision=told.revision, date=told.date)
    lines = [revision, f"Groundplan {told.groundplan}"]
    counts = {"holding": told.holding, "claims": told.claims, "configurations": told.configurations}
    if told.claims and told.configurations == 1:
        lines.append(words.gettext("{holding} of {claims} guarantees proven", **counts))
    elif told.claims:
        lines.append(words.gettext("{holding} of {claims} guarantees proven, in {configurations} configurations", **counts))
    return lines

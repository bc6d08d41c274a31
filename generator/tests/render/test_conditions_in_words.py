"""What pages print of a condition, read back, is the condition: in every configuration that there can be, and in no other words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from derive.models import Raw, facts_from, models, text_of
from derive.oracle import Configuration, Oracle
from hypothesis import event, given

from groundplan.derive.condition import Condition
from groundplan.derive.facts import Facts
from groundplan.domain.entry import Entry
from groundplan.render.tables.by_choice import ChoiceWording
from groundplan.render.words.conditions import MOST_ALTERNATIVES, condition_text
from groundplan.render.words.words import Words


class Plain:
    """Words whose sentences can be read back: by the ids of options and choices, with a sign for each joint."""

    def name(self, entry: Entry) -> str:
        return ".".join(str(part) for part in entry.route if part not in {"options", "choices"})

    def choice(self, items: Iterable[str]) -> str:
        return "|".join(items)

    def list(self, items: Iterable[str]) -> str:
        return "+".join(items)

    def either(self, items: Iterable[str]) -> str:
        return "/".join(items)

    def gettext(self, message: str, **values: str) -> str:
        return message.format_map(values)


WORDS = cast("Words", Plain())


def read(text: str) -> list[dict[str, set[str]]]:
    """The alternatives of a printed condition, each option with its choices. Where options are named, each choice is one of theirs."""
    alternatives = []
    for told in text.split("/"):
        named: dict[str, set[str]] = {}
        for part in told.split("+"):
            option, _, choices = part.rpartition(": ")
            for choice in choices.split("|"):
                of, _, id_ = choice.partition(".")
                assert option in {"", of}
                named.setdefault(of, set()).add(id_)
        alternatives.append(named)
    return alternatives


def holds(alternatives: list[dict[str, set[str]]], configuration: Configuration) -> bool:
    return any(all(configuration[option] in choices for option, choices in named.items()) for named in alternatives)


def conditions_of(facts: Facts) -> list[Condition]:
    """All that pages print: where flows exist, where they have each of their values, where claims are judged, broken and kept."""
    found: list[Condition] = []
    for flow in facts.flows.values():
        values: list[Any] = [
            flow.channel,
            flow.through,
            flow.ports,
            flow.protocol,
            flow.carries,
            flow.returns,
            flow.direction,
            flow.crosses,
        ]
        found += [flow.exists, *(condition for cases in values for _, condition in cases)]
        found += [*flow.openings.values(), *flow.carriers.values()]
    for verdict in facts.verdicts.values():
        found += [verdict.judged, verdict.violated, verdict.judged & ~verdict.violated, *(breach.where for breach in verdict.broken_by)]
    for component in facts.model.components.values():
        found += [condition for _, condition in facts.homes(component)]
    return found


@given(models(claims=2))
def test_a_printed_condition_is_true_where_it_holds_and_names_nothing_that_cannot_be(raw: Raw) -> None:
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    found = conditions_of(facts)
    assert found
    for condition in found:
        text = condition_text(condition, facts.model.options, WORDS)
        members = [c for c in oracle.configurations if condition.holds_in(c)]
        if not text:
            assert members in ([], oracle.configurations)
            continue
        if "…" in text:
            event("more alternatives than a reader takes in")
            assert text.count("/") == MOST_ALTERNATIVES - 1
            text = text.rpartition("/")[0]
            assert [c for c in oracle.configurations if holds(read(text), c) and c not in members] == []
        else:
            assert [c for c in oracle.configurations if holds(read(text), c)] == members
        for alternative in read(text):
            for option, choices in alternative.items():
                rest = {other: some for other, some in alternative.items() if other != option}
                possible = {c[option] for c in oracle.configurations if holds([rest], c)}
                assert choices <= possible, f"{text}: no configuration has all of it"


@given(models(claims=1))
def test_beside_what_goes_without_saying_it_says_the_rest(raw: Raw) -> None:
    """A value of a flow is told where the flow is: the flow's own condition need not be said again."""
    oracle, facts = Oracle(raw), facts_from(text_of(raw))
    words = ChoiceWording(facts, WORDS)
    assert facts.flows
    for flow in facts.flows.values():
        for _, condition in flow.channel:
            text = str(words.choices(condition, flow.exists))
            there = [c for c in oracle.configurations if flow.exists.holds_in(c)]
            members = [c for c in there if condition.holds_in(c)]
            if text and "…" not in text:
                assert [c for c in there if holds(read(text), c)] == members
            elif not text:
                assert members in ([], there)

"""A `when` that no configuration satisfies."""

from collections.abc import Iterator

from groundplan.derive.facts import Facts
from groundplan.diagnostics import Check, Finding, Route, Severity
from groundplan.domain.claim import Claim
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions

CHECK = Check("impossible-condition", Severity.ERROR, "no configuration satisfies {place}: {reason}")


def check(facts: Facts) -> Iterator[Finding]:
    if not facts.space.always:
        yield CHECK.at(Route("options"), place="the options of the model", reason="their `requires` and `excludes` contradict each other")
        return
    for option in facts.model.options.values():
        for choice in option.choices.values():
            if (option.id, choice.id) not in facts.space.possible:
                yield CHECK.at(choice.route, place=f"the choice `{choice.id}`", reason="its `requires` and `excludes` contradict others")
    conditional: tuple[Flow | Claim, ...] = (*facts.model.flows.values(), *facts.model.claims.values())
    for entry in conditional:
        if entry.when and not facts.space.where(entry.when):
            yield CHECK.at(entry.route / "when", at_key=True, place=f"the `when` of `{entry.id}`", reason=_reason(entry.when))


def _reason(conditions: Conditions) -> str:
    empty = next((option for option, choices in conditions.items() if not choices), None)
    return f"it names no choice of `{empty}`" if empty else "its choices exclude each other"

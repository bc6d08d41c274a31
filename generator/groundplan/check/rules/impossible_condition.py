"""A `when` that no configuration satisfies."""

from collections.abc import Iterator

from groundplan.checks import IMPOSSIBLE_CONDITION
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Finding, Route
from groundplan.domain.claim import Claim
from groundplan.domain.flow import Flow
from groundplan.domain.option import Conditions


def check(facts: Facts) -> Iterator[Finding]:
    if not facts.space.always:
        yield IMPOSSIBLE_CONDITION.at(
            Route("options"), place="the options of the model", reason="their `requires` and `excludes` contradict each other"
        )
        return
    for option in facts.model.options.values():
        for choice in option.choices.values():
            if (option.id, choice.id) not in facts.space.possible:
                yield IMPOSSIBLE_CONDITION.at(
                    choice.route, place=f"the choice `{choice.id}`", reason="its `requires` and `excludes` contradict others"
                )
    yield from _defaults(facts)
    for view in facts.model.views.values():
        if view.choices and not facts.space.where(view.choices):
            place = f"the `with` of `{view.id}`"
            yield IMPOSSIBLE_CONDITION.at(view.route / "with", at_key=True, place=place, reason=_reason(view.choices))
    conditional: tuple[Flow | Claim, ...] = (*facts.model.flows.values(), *facts.model.claims.values())
    for entry in conditional:
        if entry.when and not facts.space.where(entry.when):
            yield IMPOSSIBLE_CONDITION.at(
                entry.route / "when", at_key=True, place=f"the `when` of `{entry.id}`", reason=_reason(entry.when)
            )


def _defaults(facts: Facts) -> Iterator[Finding]:
    """The defaults must be a configuration: it is the one that readers are shown first."""
    defaults = {option.id: option.default for option in facts.model.options.values()}
    for option in facts.model.options.values():
        choice = option.choices[option.default]
        against = [other for other, wanted in choice.requires.items() if defaults[other] not in wanted]
        against += [other for other, unwanted in choice.excludes.items() if defaults[other] in unwanted]
        for other in against:
            reason = f"`{choice.id}` does not go with `{defaults[other]}`, the default of `{other}`"
            yield IMPOSSIBLE_CONDITION.at(option.route / "default", place=f"the default of `{option.id}`", reason=reason)


def _reason(conditions: Conditions) -> str:
    empty = next((option for option, choices in conditions.items() if not choices), None)
    return f"it names no choice of `{empty}`" if empty else "its choices exclude each other"

"""The configurations of two models in one space, so that sets of them can be compared.

An option has the choices that it has in either model. A condition that does not mention an option holds for all of its
choices, those that its own model does not know included: a rule without a condition stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from groundplan.derive.condition import Condition, Space
from groundplan.diff.structure import EntryRef
from groundplan.domain.option import Choice, Conditions, Option
from groundplan.errors import UsageError


class Joint:
    """The space of an old and a new model. `renamed` says which options and choices of the old one have another id."""

    def __init__(self, old: Space, new: Space, renamed: Mapping[EntryRef, EntryRef], settings: Mapping[str, str]) -> None:
        self._renamed = renamed
        self.space = Space(_options(old, new, renamed))
        within = self._set(settings)
        self.new_valid = self._allowed(new, {}) & within
        self.old_valid = self._allowed(old, renamed) & within
        self.space.restrict(self.new_valid | self.old_valid)  # what neither model allows is not spoken of

    def old(self, condition: Condition) -> Condition:
        """A condition of the old model."""
        return self._lifted(condition, self._renamed)

    def new(self, condition: Condition) -> Condition:
        """A condition of the new model."""
        return self._lifted(condition, {})

    def when(self, condition: Condition, valid: Condition) -> tuple[Conditions, ...]:
        """The alternatives under which something is so; none where it is so in all of `valid`, beside which nothing is to be told apart."""
        if not valid & ~condition:
            return ()
        return tuple(cube for cube in (condition | ~valid).cubes() if self.space.where(cube) & condition)

    def _lifted(self, condition: Condition, renamed: Mapping[EntryRef, EntryRef]) -> Condition:
        return self.space.union(self.space.where(_named(cube, renamed)) for cube in condition.cubes())

    def _allowed(self, space: Space, renamed: Mapping[EntryRef, EntryRef]) -> Condition:
        """The configurations that one model allows: of choices that it has, where its options meet its constraints."""
        allowed = self.space.always
        for option in space.options:
            allowed &= self.space.where(_named({option.id: tuple(option.choices)}, renamed))
            for choice in option.choices.values():
                chosen = self.space.where(_named({option.id: (choice.id,)}, renamed))
                if choice.requires:
                    allowed &= ~chosen | self.space.where(_named(choice.requires, renamed))
                for other, excluded in choice.excludes.items():
                    allowed &= ~(chosen & self.space.where(_named({other: excluded}, renamed)))
        return allowed

    def _set(self, settings: Mapping[str, str]) -> Condition:
        options = {option.id: option for option in self.space.options}
        for option, choice in settings.items():
            if option not in options:
                raise UsageError(f"neither model has an option `{option}`")
            if choice not in options[option].choices:
                raise UsageError(f"`{option}` has no choice `{choice}`; its choices are {', '.join(options[option].choices)}")
        return self.space.where({option: (choice,) for option, choice in settings.items()})


def _named(conditions: Conditions, renamed: Mapping[EntryRef, EntryRef]) -> Conditions:
    """Conditions of the old model by the ids that the new one uses."""
    if not renamed:
        return conditions
    return {
        _option(option, renamed): tuple(_choice(option, choice, renamed) for choice in choices) for option, choices in conditions.items()
    }


def _option(option: str, renamed: Mapping[EntryRef, EntryRef]) -> str:
    ref = EntryRef("options", option)
    return renamed.get(ref, ref).id


def _choice(option: str, choice: str, renamed: Mapping[EntryRef, EntryRef]) -> str:
    ref = EntryRef("choices", f"{option}.{choice}")
    return renamed.get(ref, ref).id.rpartition(".")[2]


def _options(old: Space, new: Space, renamed: Mapping[EntryRef, EntryRef]) -> dict[str, Option]:
    """The options of the new model, then those that only the old one has, each with the choices of both and no constraints."""
    like = {_option(option.id, renamed): option for option in old.options} | {option.id: option for option in new.options}
    names: dict[str, list[str]] = {option.id: list(_default_first(option)) for option in new.options}
    for option in old.options:
        known = names.setdefault(_option(option.id, renamed), [])
        named = (_choice(option.id, choice, renamed) for choice in _default_first(option))
        known += [choice for choice in named if choice not in known]
    return {id_: _made(id_, choices, like[id_]) for id_, choices in names.items()}


def _default_first(option: Option) -> Iterable[str]:
    return (option.default, *(choice for choice in option.choices if choice != option.default))


def _made(id_: str, choices: list[str], like: Option) -> Option:
    made = {choice: Choice(id=choice, route=like.route, name=like.name) for choice in choices}
    return Option(id=id_, route=like.route, name=like.name, choices=made, default=choices[0])

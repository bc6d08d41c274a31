"""What people ask for in words (`ko`, `api-access=private`, `direction=inbound`), as what it means for a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.diagnostics import Route
from groundplan.domain.entry import Audience
from groundplan.domain.model import Project
from groundplan.errors import UsageError
from groundplan.i18n.locale.pseudo_tags import PSEUDO_LOCALES
from groundplan.nearest import did_you_mean
from groundplan.resolve.selectors import Scope, parse_selector, words_to_mapping

_PICTURES = frozenset({"bmp", "eps", "gif", "jpeg", "jpg", "pdf", "png", "webp"})
"""What people may take a drawing for."""


@contextmanager
def told_of(project: str) -> Iterator[None]:
    """What is asked wrongly is told of the project of this name, if it has one: others may know what it does not."""
    try:
        yield
    except UsageError as error:
        if not project:
            raise
        raise UsageError(f"the project `{project}`: {error}") from error


def reader(audience: str) -> Audience:
    """The audience of that name. Raises UsageError where there is none."""
    if audience not in tuple(Audience):
        raise UsageError(f"there is no audience `{audience}`; a site is for {' or '.join(Audience)}")
    return Audience(audience)


def spoken(project: Project, wanted: Iterable[str]) -> tuple[str, ...]:
    """The locales of a site, the model's first: `wanted`, or all. Raises UsageError for one that the project does not have."""
    chosen = tuple(wanted) or project.locales
    for tag in chosen:
        if tag not in {project.locale, *project.locales, *PSEUDO_LOCALES}:
            raise UsageError(f"the project has no locale `{tag}`; it has {', '.join((*project.locales, *PSEUDO_LOCALES))}")
    return tuple(dict.fromkeys((project.locale, *chosen)))


def choices_of(settings: Iterable[str]) -> Mapping[str, str]:
    """Option -> choice, from texts such as `api-access=private`. Raises UsageError for what sets nothing, and for two choices of one."""
    chosen: dict[str, str] = {}
    for setting in settings:
        name, separator, choice = setting.partition("=")
        if not separator:
            raise UsageError(f"`{setting}` sets nothing; write it as OPTION=CHOICE")
        if chosen.setdefault(name, choice) != choice:
            raise UsageError(f"`{name}` is set twice, to `{chosen[name]}` and to `{choice}`")
    return chosen


def configuration_of(facts: Facts, settings: Iterable[str], start: Configuration | None = None) -> Configuration:
    """The configuration `start`, or else the default one, changed by texts such as `api-access=private`.

    Raises UsageError for what does not exist.
    """
    configuration = dict(start or facts.default.configuration)
    for name, choice in choices_of(settings).items():
        option = facts.model.options.get(name)
        if option is None:
            raise UsageError(f"there is no option `{name}`. {did_you_mean(name, facts.model.options)}".strip())
        if choice not in option.choices:
            raise UsageError(f"`{name}` has no choice `{choice}`; its choices are {', '.join(option.choices)}")
        configuration[name] = choice
    if not facts.space.valid.holds_in(configuration):
        raise UsageError(f"this configuration cannot be: {'; '.join(_broken_rules(facts, configuration))}")
    return configuration


def _broken_rules(facts: Facts, configuration: Configuration) -> Iterator[str]:
    """The rules of the model that a configuration breaks, in words."""
    for option in facts.model.options.values():
        choice = option.choices[configuration[option.id]]
        chosen = f"`{option.id}={configuration[option.id]}`"
        for other, wanted in choice.requires.items():
            if configuration[other] not in wanted:
                yield f"{chosen} requires `{other}={' or '.join(wanted)}`, but it is `{configuration[other]}`"
        for other, unwanted in choice.excludes.items():
            if configuration[other] in unwanted:
                yield f"{chosen} excludes `{other}={configuration[other]}`"


def refuse_ending(output: Path | None, wanted: str, others: Mapping[str, str]) -> None:
    """Raise UsageError where the name of a file says that it holds something else than what ends in `wanted`.

    `others` are the endings of what else can be asked for, each with how.
    """
    ending = output.suffix.removeprefix(".").lower() if output else ""
    if output and ending in {*others, *_PICTURES} and not output.name.lower().endswith(f".{wanted}"):
        instead = f"; {others[ending]} writes that" if ending in others else ""
        raise UsageError(f"{output} would not hold what its name says{instead}; name a file that ends in .{wanted}")


def seen_from(facts: Facts, viewpoint: str | None) -> Facts:
    """The facts as the border of the place `viewpoint` sees them. Raises UsageError where there is no such place."""
    if viewpoint is None:
        return facts
    boundary = facts.model.boundaries.get(viewpoint)
    if boundary is None:
        raise UsageError(f"there is no boundary `{viewpoint}`. {did_you_mean(viewpoint, facts.model.boundaries)}".strip())
    return facts.seen_from(boundary)


def selected(facts: Facts, scope: Scope, wheres: Iterable[str]) -> Mapping[str, Condition]:
    """The flows that match every one of `wheres`, such as `direction=inbound carries=metrics,alerts`. Raises UsageError."""
    trial = replace(scope, findings=[])
    raw = words_to_mapping(word for where in wheres for word in where.split())
    selector = parse_selector(raw, Route("where"), trial)
    if selector is None:
        first = trial.findings[0] if trial.findings else None
        raise UsageError(f"{first.message}. {first.hint}".rstrip(". ") if first else "the selector names a broken entry")
    return facts.select(selector)

"""From facts to what readers take away: the allow-list in the words of a locale, ready for any format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from itertools import product
from math import prod
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateSyntaxError

from groundplan.derive.allow_list import Rule, allow_list, deciding
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.errors import GroundplanError
from groundplan.export.addresses import address_book
from groundplan.export.exported import Exported, Provenance
from groundplan.export.formats.json import rules_as_json
from groundplan.export.registry import FORMATS
from groundplan.export.rows import choices, origin
from groundplan.project.revision import Revision
from groundplan.project.sources import content_of
from groundplan.render.pages.environment import environment, handed_out
from groundplan.render.pages.files import RuleFiles
from groundplan.render.sandbox.letters import place_of
from groundplan.render.words.phrases import Phrases
from groundplan.render.words.words import Words

_FOR_PEOPLE = ("csv", "xlsx", "txt")
_FOR_PROGRAMS = ("json", "nftables", "iptables")
_MOST_CONFIGURATIONS = 32
"""For so many combinations of the choices that decide rules a site holds files; for more, only for the defaults."""


def exported(
    facts: Facts,
    words: Words,
    revision: Revision,
    configuration: Configuration | None,
    *,
    only: Mapping[str, Condition] | None = None,
    addresses: Iterable[str] = (),
) -> Exported:
    """The allow-list under `configuration`, or that of all configurations. Raises UsageError for addresses that no rule asks for."""
    rules = allow_list(facts, only, _where(facts, configuration))
    states = _states(facts, configuration, only, rules)
    ends = {address for rule in rules for address in (*rule.source, *rule.destination)}
    book = address_book(addresses, ends, (place for state in states for way in state.ways for place in way))
    told = provenance(facts, words, revision)
    return Exported(facts, rules, states, configuration, Phrases(words, facts.model.options), told, book)


def _where(facts: Facts, configuration: Configuration | None) -> Condition | None:
    if configuration is None:
        return None
    return facts.space.where({option: (choice,) for option, choice in configuration.items()})


def _states(
    facts: Facts, configuration: Configuration | None, only: Mapping[str, Condition] | None, rules: Iterable[Rule]
) -> tuple[FlowState, ...]:
    if configuration is None:
        return ()
    flows = facts.under(configuration).flows
    wanted = set(flows) if only is None else {*only, *(rule.flow.id for rule in rules)}
    return tuple(state for id_, state in flows.items() if id_ in wanted)


def provenance(facts: Facts, words: Words, revision: Revision) -> Provenance:
    """Where an export of these facts comes from."""
    verdicts = facts.verdicts.values()
    holding = sum(verdict.holds for verdict in verdicts)
    name = words.text(facts.model.project.name)
    configurations = facts.space.valid.count()
    return Provenance(name, revision.name, revision.digest, revision.date, version("groundplan"), holding, len(verdicts), configurations)


def origin_of(facts: Facts, words: Words, revision: Revision) -> str:
    """Which edition of the model something is made from, in one line."""
    return " · ".join(origin(Phrases(words, facts.model.options), provenance(facts, words, revision)))


def said_around(facts: Facts, words: Words, configuration: Configuration, revision: Revision) -> tuple[tuple[str, ...], str]:
    """What a picture says of itself: whose it is and which choices it shows, and which edition of the model it was drawn from."""
    phrases = Phrases(words, facts.model.options)
    told = provenance(facts, words, revision)
    pairs = choices(facts, configuration, phrases)
    chosen = [words.gettext("{option}: {choices}", option=option, choices=choice) for option, choice in pairs]
    return tuple(filter(None, (told.project, " · ".join(chosen)))), origin_of(facts, words, revision)


def site_files(facts: Facts, spoken: Mapping[str, Words], source_locale: str, revision: Revision) -> Mapping[str, RuleFiles]:
    """Locale -> the allow-list as files of a site. The names of those of the default choices never change, so that programs may poll them.

    Files for people are in each language; those for programs are in the model's, the same for all.
    """
    first = exported(facts, spoken[source_locale], revision, facts.default.configuration)
    options = deciding(allow_list(facts), facts)
    others = {
        key: replace(exported(facts, spoken[source_locale], revision, configuration), configuration=chosen)
        for key, chosen, configuration in _other_choices(facts, options)
    }
    default = _each_locale(first, spoken, source_locale)
    chosen: dict[str, dict[str, Mapping[str, bytes]]] = {}
    for key, prepared in others.items():
        for tag, files in _each_locale(prepared, spoken, source_locale).items():
            chosen.setdefault(tag, {})[key] = files
    return {tag: RuleFiles(default[tag], chosen.get(tag, {}), options) for tag in spoken}


def texts_of_rules(facts: Facts, spoken: Mapping[str, Words], revision: Revision) -> Mapping[str, RuleFiles]:
    """The same, as far as pages show what is in them: as text, under the default choices."""
    default = {tag: exported(facts, words, revision, facts.default.configuration) for tag, words in spoken.items()}
    return {tag: RuleFiles(_files(prepared, ("txt",))) for tag, prepared in default.items()}


def _other_choices(facts: Facts, options: tuple[str, ...]) -> Iterator[tuple[str, Configuration, Configuration]]:
    """The combinations of choices of `options` besides the default one, as an address names them, with a configuration that has them.

    None where there are too many for a site.
    """
    choices = [facts.model.options[option].choices for option in options]
    if prod(map(len, choices)) > _MOST_CONFIGURATIONS:
        return
    default = facts.default.configuration
    for combination in product(*choices):
        chosen = dict(zip(options, combination, strict=True))
        configuration = facts.space.where({option: (choice,) for option, choice in chosen.items()}).first()
        key = "_".join(f"{option}.{choice}" for option, choice in chosen.items() if choice != default[option])
        if key and configuration:
            yield key, chosen, configuration


def _each_locale(prepared: Exported, spoken: Mapping[str, Words], source_locale: str) -> Mapping[str, Mapping[str, bytes]]:
    for_programs = _files(prepared, _FOR_PROGRAMS)
    marks = {tag: "" if tag == source_locale else f".{tag}" for tag in spoken}
    return {tag: _files(_in_words(prepared, spoken[tag]), _FOR_PEOPLE, mark) | for_programs for tag, mark in marks.items()}


def _in_words(prepared: Exported, words: Words) -> Exported:
    """The same allow-list in other words."""
    model = prepared.facts.model
    told = replace(prepared.provenance, project=words.text(model.project.name))
    return replace(prepared, words=Phrases(words, model.options), provenance=told)


def _files(prepared: Exported, formats: Collection[str], mark: str = "") -> dict[str, bytes]:
    files = {}
    for format_ in FORMATS:
        if format_.name in formats:
            content = format_.write(prepared)
            files[f"allow-list{mark}.{format_.ending}"] = content.encode() if isinstance(content, str) else content
    return files


def own_format(root: Path, path: Path) -> Callable[[Exported], str]:
    """What writes an allow-list by the template at `path`, which sees the document of the JSON export and the project's templates.

    It raises GroundplanError, with the line, for what is no template or cannot be rendered.
    """

    def write(prepared: Exported) -> str:
        try:
            values = {**rules_as_json(prepared), **handed_out({"_": prepared.words.gettext})}
            return environment(root).page(content_of(path).decode(), values)
        except UnicodeDecodeError as error:
            raise GroundplanError(f"{path} is not UTF-8 text") from error
        except GroundplanError:
            raise
        except Exception as error:  # whatever a template may do, its author is the one to tell
            line, column = place_of(content_of(path).decode(), _letter(error))
            told = error.message if isinstance(error, TemplateSyntaxError) else str(error)
            raise GroundplanError(f"{path}:{line}:{column}: {told or type(error).__name__}") from error

    return write


def _letter(error: Exception) -> int:
    """The letter of the template that raised `error`; Jinja compiles a template so that its letters are the lines of the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    return max((letter for frame, letter in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"), default=1)

"""From facts to what readers take away: the allow-list in the words of a locale, ready for any format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateSyntaxError

from groundplan.derive.allow_list import Rule, allow_list
from groundplan.derive.condition import Condition, Configuration
from groundplan.derive.facts import Facts
from groundplan.derive.flow_facts import FlowState
from groundplan.errors import GroundplanError
from groundplan.export.addresses import address_book
from groundplan.export.exported import Exported, Provenance
from groundplan.export.formats.json import document
from groundplan.export.registry import FORMATS
from groundplan.project.revision import Revision
from groundplan.project.sources import content_of
from groundplan.render.pages.environment import environment
from groundplan.render.pages.functions import handed_out
from groundplan.render.words.phrases import Phrases
from groundplan.render.words.words import Words

_FOR_PEOPLE = ("csv", "xlsx", "txt")
_FOR_PROGRAMS = ("json", "nftables", "iptables")


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


def site_files(facts: Facts, spoken: Mapping[str, Words], source_locale: str, revision: Revision) -> Mapping[str, Mapping[str, bytes]]:
    """Locale -> the allow-list of the default choices as files of a site, by name. Names never change, so that programs may poll them.

    Files for people are in each language; those for programs are in the model's, the same for all.
    """
    first = exported(facts, spoken[source_locale], revision, facts.default.configuration)
    for_programs = _files(first, _FOR_PROGRAMS)
    files = {}
    for tag, words in spoken.items():
        mark = "" if tag == source_locale else f".{tag}"
        files[tag] = _files(_in_words(first, words), _FOR_PEOPLE, mark) | for_programs
    return files


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
            values = {**document(prepared), **handed_out({"_": prepared.words.gettext})}
            return environment(root).page(content_of(path).decode(), values)
        except UnicodeDecodeError as error:
            raise GroundplanError(f"{path} is not UTF-8 text") from error
        except GroundplanError:
            raise
        except Exception as error:  # whatever a template may do, its author is the one to tell
            raise GroundplanError(f"{path}:{_line(error)}: {str(error) or type(error).__name__}") from error

    return write


def _line(error: Exception) -> int:
    """The line of the template that raised `error`; Jinja compiles a template so that its lines are those of the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    return max((line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"), default=1)

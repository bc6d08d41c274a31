"""Whether every name names something; entries with a dangling name are set aside, with all that lean on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from groundplan import checks
from groundplan.diagnostics import Check, Finding, Related, Route
from groundplan.load.document import Document
from groundplan.load.entry import EntryRecord
from groundplan.load.mentions import ChosenRecord, Conditioned, Depends, KeyPath, Reference
from groundplan.load.records import SECTIONS, BoundaryRecord, DataRecord, OptionRecord
from groundplan.load.references import ELSE, each_value
from groundplan.nearest import meant_hint, nearest
from groundplan.resolve.hidden import Hidden, Id, is_within
from groundplan.resolve.possible import Domains, Possibilities

_MOST_COMPARED = 200_000
"""With how many names unknown ones are compared, in all: who has thousands of those has another fault than misspelling."""

_NOUNS = {section: record.noun for section, record in SECTIONS.items()} | {"choices": "one of the choices"}


class Names:
    """Every id of a document, and which entries had to be set aside."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self.broken: set[Id] = set(document.broken)
        self._users: dict[Id, set[Id]] = defaultdict(set)
        self._compared = 0

    def check(self) -> None:
        """Find dangling names, cycles and ambiguous ids, then set aside what depends on them."""
        for section in self.document.sections:
            for id_, record in self.written(section):
                self._check_entry((section, id_), record)
        self._check_ambiguity()
        self._check_cycles()
        self._spread()

    def _check_entry(self, user: Id, record: EntryRecord) -> None:
        self.findings += self.hidden.left_out(user, record)
        unseen = tuple(self.hidden.places(user, record))
        for mention in record.mentions(record, user):
            match mention:
                case Reference():
                    self._check_name(user, mention, unseen)
                case Conditioned(steps, conditions):
                    self._check_conditions(user, Route(*steps), conditions)
                case Depends():
                    self._check_choices(user, mention)

    def sound(self, section: str) -> Iterator[str]:
        """The ids of `section` that can be resolved, in the model's order."""
        return (id_ for id_ in self.document.sections[section] if (section, id_) not in self.broken)

    def written(self, section: str) -> Iterator[tuple[str, EntryRecord]]:
        """Every id of `section` with what is written there, those with faults last."""
        yield from self.document.sections[section].items()
        for (within, id_), record in self.document.partial.items():
            if within == section:
                yield id_, record

    def _record(self, named: Id) -> EntryRecord | None:
        return self.document.sections.get(named[0], {}).get(named[1]) or self.document.partial.get(named)

    def is_known(self, section: str, name: str) -> bool:
        """Whether the model defines `name`, be it broken."""
        return name in self.document.sections[section] or (section, name) in self.document.broken

    def unknown(self, route: Route, sections: Collection[str], name: str, *, choices: Collection[str] = ()) -> Finding:
        """The finding for a name that nothing has."""
        nouns = " nor ".join(_NOUNS[section] for section in sections)
        expected = f"neither {nouns}" if len(sections) > 1 else f"not {nouns}"
        known = self.document.sections
        candidates = {id_: section for section in sections if section in known for id_ in known[section]}
        near = self._nearest(name, [*candidates, *choices])
        hint = meant_hint(name, near)
        finding = checks.UNKNOWN_REFERENCE.at(route, place=route, name=name, expected=expected, hint=hint)
        if near in candidates:
            finding = replace(finding, related=(Related(f"`{near}` is defined here", Route(candidates[near], near)),))
        elif choices:
            finding = replace(finding, hint=finding.hint or f"the choices are {', '.join(choices)}")
        return finding

    def _nearest(self, name: str, candidates: Collection[str]) -> str | None:
        self._compared += len(candidates)
        return nearest(name, candidates) if self._compared <= _MOST_COMPARED else None

    def _check_name(self, user: Id, reference: Reference, unseen: Collection[KeyPath]) -> None:
        for section in reference.sections:
            if section in self.document.sections and self.is_known(section, reference.name):
                named = (section, reference.name)
                self._users[named].add(user)
                if not is_within(reference.steps, unseen):
                    self.findings += self.hidden.naming(user, Route(*reference.steps), named)
                return
        self.broken.add(user)
        if self.document.readable:  # else it may be defined in what could not be read
            record = self._record(user)
            choices = tuple(record.choices) if isinstance(record, OptionRecord) else ()
            self.findings.append(self.unknown(Route(*reference.steps), reference.sections, reference.name, choices=choices))

    @cached_property
    def hidden(self) -> Hidden:
        """What is not for the public."""
        return Hidden(self.document)

    def check_audience(self, user: Id, route: Route, named: Id) -> None:
        """A public entry that names an internal one would give it away, or leave a hole where it was."""
        self.findings += self.hidden.naming(user, route, named)

    def _check_conditions(self, user: Id, route: Route, condition: Mapping[str, tuple[str | None, ...]]) -> None:
        for option, chosen in condition.items():
            record = self.document.sections["options"].get(option)
            if not isinstance(record, OptionRecord):
                if not self.is_known("options", option):
                    self.broken.add(user)
                    if self.document.readable:
                        self.findings.append(replace(self.unknown(route / option, ("options",), option), at_key=True))
                self._users["options", option].add(user)
                continue
            self.findings += self.hidden.condition(user, route, option, [choice for choice in chosen if choice is not None])
            self._users["options", option].add(user)
            for index, choice in enumerate(chosen):
                if choice is not None and choice not in record.choices:
                    self.broken.add(user)
                    self.findings.append(self.unknown(route / option / index, ("choices",), choice, choices=tuple(record.choices)))

    def _check_choices(self, user: Id, depends: Depends) -> None:
        """Whether a value by choice has one for each choice under which its entry can exist, and for nothing else."""
        when = getattr(self._record(user), "when", None) or {}
        given = {option: frozenset(choice for choice in choices if choice) for option, choices in when.items()}
        self._check_chosen(user, Route(*depends.steps), depends.chosen, depends.noun, given)

    def _check_chosen(self, user: Id, route: Route, chosen: ChosenRecord[object], noun: str, given: Domains) -> None:
        option = self.document.sections["options"].get(chosen.option or "")
        if chosen.option is None:
            self._uncovered(user, route, f"the {noun} names no option: `by` is missing", noun, list(chosen.values))
        elif isinstance(option, OptionRecord):
            rest = frozenset(option.choices) - frozenset(chosen.values)
            if ELSE not in chosen.values:
                self._check_coverage(user, route, chosen, noun, given)
            for choice, inner in chosen.values.items():
                if isinstance(inner, ChosenRecord):
                    here = rest if choice == ELSE else frozenset({choice})
                    self._check_chosen(user, route / choice, inner, noun, {**given, chosen.option: here & given.get(chosen.option, here)})
            self._check_extras(user, route, chosen, noun)

    def _check_extras(self, user: Id, route: Route, chosen: ChosenRecord[object], noun: str) -> None:
        choices = self._choices(chosen.option)
        for extra in chosen.values:
            if extra not in choices and extra != ELSE:
                self._uncovered(user, route / extra, f"`{extra}` is not a choice of `{chosen.option}`", noun, choices)

    def _check_coverage(self, user: Id, route: Route, chosen: ChosenRecord[object], noun: str, given: Domains) -> None:
        """Every choice must have a value. A misspelt choice is one fault, though the right one is then missing."""
        option, choices = chosen.option or "", self._choices(chosen.option)
        missing = [choice for choice in choices if choice not in chosen.values and self._can_be(option, choice, given)]
        extras = [choice for choice in chosen.values if choice not in choices]
        one_for_one = len(extras) == len(missing) == 1
        for extra in extras:
            meant = missing[0] if one_for_one else self._nearest(extra, missing)
            if meant:
                missing.remove(meant)
        if missing:
            listed = ", ".join(f"`{choice}`" for choice in missing)
            self._uncovered(user, route, f"the {noun} says nothing of {listed} of the option `{option}`", noun, choices)

    def _choices(self, option: str | None) -> Collection[str]:
        record = self.document.sections["options"].get(option or "")
        return record.choices if isinstance(record, OptionRecord) else ()

    def _can_be(self, option: str, choice: str, given: Domains) -> bool:
        """Whether `choice` can come up where the options in `given` have one of the choices there."""
        return choice in given.get(option, {choice}) and self._possibilities.some({**given, option: frozenset({choice})})

    @cached_property
    def _possibilities(self) -> Possibilities:
        options = self.document.sections["options"]
        return Possibilities({id_: record for id_, record in options.items() if isinstance(record, OptionRecord)})

    def _uncovered(self, user: Id, route: Route, problem: str, noun: str, choices: Collection[str]) -> None:
        listed = ", ".join(f"`{choice}`" for choice in choices)
        self.findings.append(checks.UNCOVERED_CHOICE.at(route, at_key=True, problem=problem, noun=noun, choices=listed))
        self.broken.add(user)

    def _check_ambiguity(self) -> None:
        for id_, _ in self.written("boundaries"):
            if self._record(("components", id_)) is not None:
                related = (Related("the component is written here", Route("components", id_)),)
                self.findings.append(checks.AMBIGUOUS_ID.at(Route("boundaries", id_), related=related, id=id_))

    def _check_cycles(self) -> None:
        boundaries = {b: [r.parent] if isinstance(r, BoundaryRecord) and r.parent else [] for b, r in self.written("boundaries")}
        self._report_cycles(checks.BOUNDARY_CYCLE, "boundaries", "in", boundaries)
        data = {d: [r.whole] if isinstance(r, DataRecord) and r.whole else [] for d, r in self.written("data")}
        self._report_cycles(checks.DATA_CYCLE, "data", "part-of", data)
        self._report_cycles(checks.CARRIER_CYCLE, "channels", "carried-by", self._carriers())

    def _carriers(self) -> dict[str, list[str]]:
        """Channel -> the channels that its carriers may use."""
        flows = dict(self.written("flows"))
        graph: dict[str, list[str]] = {}
        for channel, record in self.written("channels"):
            below: list[str] = []
            for carrier in getattr(record, "carried_by", ()):
                below += each_value(getattr(flows.get(carrier), "channel", None))
            graph[channel] = below
        return graph

    def _report_cycles(self, check: Check, section: str, key: str, graph: dict[str, list[str]]) -> None:
        for cycle in _cycles(graph):
            chain = " → ".join(f"`{id_}`" for id_ in (*cycle, cycle[0]))
            related = tuple(Related(f"`{id_}` goes on here", Route(section, id_, key)) for id_ in cycle[1:])
            self.findings.append(check.at(Route(section, cycle[0], key), related=related, id=cycle[0], chain=chain))
            self.broken.update((section, id_) for id_ in cycle)

    def _spread(self) -> None:
        """Whatever names a broken entry is broken too, without a finding of its own."""
        waiting = list(self.broken)
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if user not in self.broken:
                    self.broken.add(user)
                    waiting.append(user)


def _cycles(graph: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Each cycle of `graph` that a walk from its first node meets, once, starting at the node written first."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        branches = [iter((start,))]
        while branches:
            node = next(branches[-1], None)
            if node is None:
                branches.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                yield tuple(path[path.index(node) :])
            elif node in graph and node not in done:
                path.append(node)
                branches.append(iter(graph[node]))

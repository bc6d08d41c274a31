"""All files of a model as one document: records by section and id, and the place of every key and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

import yaml

from groundplan import checks
from groundplan.diagnostics import Finding, Related, Route, Span
from groundplan.load.entry import EntryRecord
from groundplan.load.mentions import RawData
from groundplan.load.parse import ParsedFile, pairs_of, parse
from groundplan.load.records import SECTIONS, ProcedureRecord, ProjectRecord
from groundplan.load.uses import KEY as USES
from groundplan.load.uses import use_findings
from groundplan.load.values import is_id, suggest_id
from groundplan.load.wording import kind
from groundplan.load.yaml_faults import span_of
from groundplan.nearest import did_you_mean, disguised
from groundplan.project.member import MODEL
from groundplan.project.sources import Sources, printable_name

TOP_LEVEL = ("project", *SECTIONS)

_DAMAGING = frozenset({checks.UNSAFE_YAML.name, checks.INPUT_TOO_LARGE.name, checks.WRONG_TYPE.name})
"""What the parser of a file reports when it leaves a value out."""


@dataclass(frozen=True)
class WrittenEntry:
    """Where an entry stands: its file, its key and its value."""

    path: str
    key: yaml.Node
    value: yaml.Node


@dataclass
class Document:
    """The records of a model. `broken` holds the entries left out because something in them is wrong."""

    files: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    """Those of `files` that are of other models, which this one uses."""
    model: str = MODEL
    """The folder of the model."""
    project: ProjectRecord | None = None
    sections: dict[str, dict[str, EntryRecord]] = field(default_factory=lambda: {section: {} for section in SECTIONS})
    broken: set[tuple[str, str]] = field(default_factory=set)
    partial: dict[tuple[str, str], EntryRecord] = field(default_factory=dict)
    """The records of `broken` entries as far as they fit, for what else is wrong in them; what does not fit is None or empty."""
    partial_project: ProjectRecord | None = None
    findings: list[Finding] = field(default_factory=list)
    readable: bool = True
    """False when a file or a section could not be read, so that any name may be defined in what is missing."""
    damage: list[Span] = field(default_factory=list)
    """The places of values that a safe reading left out, so that what is around them must not be judged."""
    places: dict[Route, WrittenEntry] = field(default_factory=dict)
    """The place of `project.<key>` and of every `<section>.<id>`; the nodes below know the rest."""

    def span(self, route: Route, *, at_key: bool = False) -> Span | None:
        """The place of what `route` leads to, or of the nearest thing around it that is written.

        A scalar is found at its value, an entry or a block at its key.
        """
        for length in (2, 1):
            written = self.places.get(Route(*route[:length]))
            if written is not None:
                return _descend(written, route[length:], at_key)
        return None

    def locate(self, finding: Finding) -> Finding:
        """`finding` with the spans of its routes."""
        related = tuple(
            Related(item.message, item.route, item.span or (self.span(item.route) if item.route else None)) for item in finding.related
        )
        span = finding.span or (self.span(finding.route, at_key=finding.at_key) if finding.route else None)
        return Finding(finding.check, finding.severity, finding.message, finding.route, span, finding.at_key, finding.hint, related)


def load(sources: Sources) -> Document:
    """The document of every YAML file of the model, in path order, after those of the models that it uses.

    Faults of their content become findings. Raises NotAFile where something is only called like a YAML file, and OSError where the
    disk could not be read.
    """
    models = {model: _parsed(sources, model) for model in (*sources.used, sources.member.model)}
    document = _merged({model: files if model == sources.member.model else _shared(files) for model, files in models.items()})
    document.findings += use_findings(sources, models)
    return document


def _parsed(sources: Sources, model: str) -> list[ParsedFile]:
    return [parse(printable_name(path), content) for path, content in sources.below(model, ".yaml", ".yml").items()]


def read(files: Iterable[tuple[str, bytes]]) -> Document:
    """The document of `files`: pairs of a path, as findings name it, and the file's bytes."""
    return _merged({MODEL: [parse(path, content) for path, content in files]})


def _shared(files: Iterable[ParsedFile]) -> list[ParsedFile]:
    """What others get of the files of a model: its entries. Its project is no business of theirs."""
    return [replace(file, own=False) for file in files]


def _merged(models: Mapping[str, list[ParsedFile]]) -> Document:
    parsed = list(chain(*models.values()))
    shared, *_, model = frozenset(file.path for file in parsed if not file.own), *models
    document = Document({file.path: file.text for file in parsed}, shared, model, readable=all(file.readable for file in parsed))
    raw: dict[str, dict[str, RawData]] = {key: {} for key in TOP_LEVEL}
    for file in parsed:
        _note(document, file)
        _merge(document, raw, file)
    _validate_project(document, raw["project"])
    for section, record in SECTIONS.items():
        for id_, value in raw[section].items():
            _validate_entry(document, record, section, id_, value)
    return document


def _note(document: Document, file: ParsedFile) -> None:
    document.findings += file.findings
    document.damage += [finding.span for finding in file.findings if finding.span and finding.check in _DAMAGING]


def _is_read_elsewhere(key: str, file: ParsedFile) -> bool:
    """What is no section of entries; the project of a model that others use is no business of theirs."""
    return key == USES or (key == "project" and not file.own)


def _merge(document: Document, raw: dict[str, dict[str, RawData]], file: ParsedFile) -> None:
    if file.root is None or file.data is None:
        return
    if not isinstance(file.root, yaml.MappingNode) or not isinstance(file.data, dict):
        span = span_of(file.path, file.root)
        document.findings.append(checks.WRONG_TYPE.at(None, span=span, place="a model file", expected="a mapping", found=kind(file.data)))
        document.readable = False
        return
    seen: set[str] = set()
    for key_node, value_node in pairs_of(file.root):
        key = key_node.value
        if key in seen or _is_read_elsewhere(key, file):  # a duplicate key is already reported
            continue
        seen.add(key)
        route = Route(key)
        if key not in raw:
            document.findings.append(_unknown(key, span_of(file.path, key_node)))
            document.readable = False
            continue
        document.places.setdefault(route, WrittenEntry(file.path, key_node, value_node))
        if span_of(file.path, value_node) in document.damage:
            continue
        if isinstance(value_node, yaml.MappingNode):
            _merge_section(document, raw[key], key, file, value_node)
        elif file.data[key] is not None:
            span = span_of(file.path, value_node)
            found = kind(file.data[key])
            document.findings.append(checks.WRONG_TYPE.at(route, span=span, place=f"`{key}`", expected="a mapping", found=found))
            document.readable = False


def _unknown(key: str, span: Span) -> Finding:
    keys = (*TOP_LEVEL, USES)
    hint = did_you_mean(key, keys) or f"the keys of a model are {', '.join(keys)}"
    return checks.UNKNOWN_KEY.at(Route(key), span=span, hint=hint, place="a model", key=key)


def _merge_section(document: Document, into: dict[str, RawData], section: str, file: ParsedFile, node: yaml.MappingNode) -> None:
    assert isinstance(file.data, dict)
    data = file.data[section]
    if not isinstance(data, dict):  # cut off by a limit, already reported
        return
    for key_node, value_node in pairs_of(node):
        id_ = key_node.value
        route = Route(section, id_)
        first = document.places.get(route)
        if first is None:
            document.places[route] = WrittenEntry(file.path, key_node, value_node)
            into[id_] = data.get(id_)
        elif first.path != file.path:  # within one file it is a duplicate key, already reported
            related = (Related("first written here", span=span_of(first.path, first.key)),)
            span = span_of(file.path, key_node)
            if section == "project":
                document.findings.append(checks.DUPLICATE_KEY.at(route, span=span, related=related, key=id_))
            else:
                document.findings.append(checks.DUPLICATE_ID.at(route, span=span, related=related, id=id_, section=section))


def _validate_project(document: Document, raw: dict[str, RawData]) -> None:
    if Route("project") not in document.places:
        if document.readable:
            span = Span(next((file for file in document.files if file not in document.shared), document.model))
            document.findings.append(checks.MISSING_KEY.at(None, span=span, place="the model", key="project"))
        return
    unread = not document.readable and not raw
    if unread or any(_is_damaged(document, Route("project", key)) for key in raw):  # already reported
        return
    faults: list[Finding] = []
    record = ProjectRecord.read(raw, ("project",), faults)
    if faults:
        document.partial_project = record
    else:
        document.project = record
    document.findings += faults


def _validate_entry(document: Document, shape: type[EntryRecord], section: str, id_: str, value: RawData) -> None:
    route = Route(section, id_)
    faults: list[Finding] = []
    if not is_id(id_):
        faults.append(checks.BAD_ID.at(route, at_key=True, id=id_, suggestion=suggest_id(id_), hint=disguised(id_) or None))
    if _is_damaged(document, route):  # already reported
        document.broken.add((section, id_))
        document.findings += faults
        return
    record = shape.read({} if value is None else value, route, faults)
    if isinstance(record, ProcedureRecord):
        document.findings += _duplicate_steps(id_, record)
    document.findings += faults
    if faults:
        document.broken.add((section, id_))
        document.partial[section, id_] = record
    else:
        document.sections[section][id_] = record


def _duplicate_steps(procedure: str, record: ProcedureRecord) -> Iterator[Finding]:
    first: dict[str, Route] = {}
    for index, step in enumerate(record.steps or ()):
        route = Route("procedures", procedure, "steps", index, "id")
        if not isinstance(step.id, str):  # of another type, or missing: already reported
            continue
        if step.id in first:
            related = (Related("first written here", first[step.id]),)
            yield checks.DUPLICATE_ID.at(route, related=related, id=step.id, section=f"steps of `{procedure}`")
        first.setdefault(step.id, route)


def _is_damaged(document: Document, route: Route) -> bool:
    """Whether a value was left out in the entry at `route`."""
    if not document.damage:
        return False
    written = document.places[route]
    start, end = written.key.start_mark, written.value.end_mark
    first, last = (start.line + 1, start.column + 1), (end.line + 1, end.column + 1)
    return any(span.path == written.path and first <= (span.line, span.column) < last for span in document.damage)


def _descend(written: WrittenEntry, steps: tuple[str | int, ...], at_key: bool) -> Span:
    """Walk from an entry's node along `steps`, as far as they are written."""
    key: yaml.Node | None = written.key
    node = written.value
    for step in steps:
        below = _child(node, step)
        if below is None:
            break
        key, node = below
    at_value = isinstance(node, yaml.ScalarNode) and not at_key and bool(node.value)
    return span_of(written.path, node if at_value or key is None else key)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    match node, step:
        case yaml.MappingNode(), _:  # a step of digits may be an id
            return next(((key, value) for key, value in pairs_of(node) if key.value == str(step)), None)
        case yaml.SequenceNode(), int() if step < len(node.value):
            return None, node.value[step]
        case _:
            return None

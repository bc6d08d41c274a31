"""The models whose entries a model shares: `uses: [../shared]`, relative to its own folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import join, normpath

import yaml

from groundplan.checks import BAD_USE, WRONG_TYPE
from groundplan.diagnostics import Finding, Span
from groundplan.load.parse import ParsedFile, pairs_of, parse
from groundplan.load.wording import kind
from groundplan.load.yaml_faults import span_of
from groundplan.project.sources import Sources, is_there, printable_name, with_model

KEY = "uses"
Used = tuple[str, Span]
"""A folder as it is written, and where."""


def with_used(sources: Sources) -> Sources:
    """`sources` with the files of all models that its model uses, directly or through others: what is used stands before its user."""
    order: list[str] = []
    read = sources
    seen = {sources.member.model}

    def visit(model: str) -> None:
        nonlocal read
        for folder in _folders(read, model):
            if folder not in seen and _may_be_read(read, folder, seen):
                seen.add(folder)
                read = with_model(read, folder)
                visit(folder)
                order.append(folder)

    visit(sources.member.model)
    return replace(read, used=tuple(order))


def _may_be_read(sources: Sources, folder: str, seen: set[str]) -> bool:
    place, others = (sources.root / folder).resolve(), [(sources.root / other).resolve() for other in seen]
    return place.is_dir() and not any(place.is_relative_to(other) or other.is_relative_to(place) for other in others)


def _folders(sources: Sources, model: str) -> Iterator[str]:
    for path in sources.using(model):
        parsed = parse(printable_name(path), sources.files[path])
        yield from (target(model, written) for written, _ in used_in(parsed))


def target(model: str, written: str) -> str:
    """The folder that is written as `written` in a file of `model`, from the folder of the site."""
    return normpath(join(model, written))


def used_in(file: ParsedFile) -> Iterator[Used]:
    """What a file says below `uses`: texts, or one text."""
    value = _value(file)
    for item in value.value if isinstance(value, yaml.SequenceNode) else [value] if isinstance(value, yaml.ScalarNode) else ():
        if isinstance(item, yaml.ScalarNode) and item.value:
            yield item.value, span_of(file.path, item)


def _value(file: ParsedFile) -> yaml.Node | None:
    pairs = pairs_of(file.root) if isinstance(file.root, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == KEY), None)


def use_findings(sources: Sources, files: Mapping[str, list[ParsedFile]]) -> Iterator[Finding]:
    """What is wrong with what the models in `files` say that they use."""
    models = set(sources.models)
    for model, parsed in files.items():
        for file in parsed:
            yield from _mistyped(file)
            for written, span in used_in(file):
                yield from _faults(sources, model, written, span, models)
    yield from _circles(sources.member.model, files)


def _mistyped(file: ParsedFile) -> Iterator[Finding]:
    value = _value(file)
    items = value.value if isinstance(value, yaml.SequenceNode) else [value] if value is not None else []
    for item in items:
        if not isinstance(item, yaml.ScalarNode):
            span = span_of(file.path, item)
            yield WRONG_TYPE.at(None, span=span, place=f"`{KEY}`", expected="a list of folders", found=kind(_data(item)))


def _data(node: yaml.Node) -> dict[str, object] | list[object]:
    return dict.fromkeys(["…"]) if isinstance(node, yaml.MappingNode) else ["…"]


def _faults(sources: Sources, model: str, written: str, span: Span, models: set[str]) -> Iterator[Finding]:
    folder = target(model, written)
    if folder in models:
        return
    near = f"paths start at `{model}/`"
    if not (sources.root / folder).is_dir():
        what = "is a file" if is_there(sources.root / folder) else "is not there"
        yield BAD_USE.at(None, span=span, hint=near, problem=f"the model uses `{written}`, but the folder `{folder}` {what}")
    else:
        problem = f"the model uses `{written}`, but one of `{folder}` and another model holds the other"
        yield BAD_USE.at(None, span=span, hint="put what is shared into a folder beside the models that use it", problem=problem)


def _circles(start: str, files: Mapping[str, list[ParsedFile]]) -> Iterator[Finding]:
    """Each use that closes a ring, once."""
    edges = {
        model: [(target(model, written), span) for file in parsed for written, span in used_in(file)] for model, parsed in files.items()
    }
    done: set[str] = set()

    def walk(model: str, way: tuple[str, ...]) -> Iterator[Finding]:
        done.add(model)
        for folder, span in edges.get(model, ()):
            if folder in way:
                chain = " → ".join(f"`{step}`" for step in (*way[way.index(folder) :], folder))
                hint = "take out one of these uses; what both need goes into a folder that both use"
                yield BAD_USE.at(None, span=span, hint=hint, problem=f"the model uses itself: {chain}")
            elif folder not in done:
                yield from walk(folder, (*way, folder))

    yield from walk(start, (start,))

"""A draft as the YAML that a person would have written: short entries on a line, longer ones in a block, quotes where they are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from groundplan.import_.draft import Draft, DraftEntry, DraftValue

_PLAIN = re.compile(r"[A-Za-z0-9_/.][A-Za-z0-9_/.+ ()'’&-]*")
_NO_TEXT = frozenset({"", "~", "null", "Null", "NULL"})
_WIDE = 100


def files(draft: Draft, said: str) -> dict[str, str]:
    """Path -> text. `said` is what stands at the top: where the draft comes from, and what is to be done with it."""
    lines = (*said.splitlines(), *(f"Left out: {each}." for each in draft.left_out))
    head = "".join(f"# {_clean(line)}\n" for line in lines)
    project: Mapping[str, DraftEntry] = {"project": {"name": draft.name, "viewpoint": draft.viewpoint}}
    found = {"model/project.yaml": head + "\n" + "\n".join(_entries(project, "")) + "\n"}
    sections = {"boundaries": draft.boundaries, "components": draft.components}
    found["model/places.yaml"] = _sections(sections)
    found["model/connections.yaml"] = _sections({"data": draft.data, "channels": draft.channels, "flows": draft.flows})
    if draft.bindings:
        bound = (f"  {id_}: {_value(list(resources))}" for id_, resources in draft.bindings.items())
        found["model/bindings.yaml"] = "bindings:\n" + "\n".join(bound) + "\n"
    return {path: text for path, text in found.items() if text}


def _sections(sections: Mapping[str, Mapping[str, DraftEntry]]) -> str:
    return "\n".join(f"{section}:\n" + "\n".join(_entries(entries, "  ")) + "\n" for section, entries in sections.items() if entries)


def _entries(entries: Mapping[str, DraftEntry], indent: str) -> Iterator[str]:
    for id_, written in entries.items():
        short = f"{indent}{id_}: {{{', '.join(f'{key}: {_value(value)}' for key, value in written.items())}}}"
        if len(short) <= _WIDE:
            yield short
        else:
            yield f"{indent}{id_}:"
            yield from (f"{indent}  {key}: {_value(value)}" for key, value in written.items())


def _value(value: DraftValue) -> str:
    if isinstance(value, str):
        return _text(value)
    return f"[{', '.join(_flow(item) if isinstance(item, dict) else _text(item) for item in value)}]"


def _flow(item: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {_text(value)}' for key, value in item.items())}}}"


def _text(text: str) -> str:
    """Quoted unless it is plainly a text. Control characters, which no model holds, are left out."""
    clean = _clean(text)
    is_plain = _PLAIN.fullmatch(clean) and clean not in _NO_TEXT and not clean.endswith(" ")
    return clean if is_plain else json.dumps(clean, ensure_ascii=False)


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)

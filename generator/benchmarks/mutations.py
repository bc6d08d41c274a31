"""How many faults of a model its claims and checks notice.

    python generator/benchmarks/mutations.py [PROJECT]

Each flow is spoilt in turn, one fact at a time: its ends are swapped, its channel is replaced by one of the other exposure
(as alike as there is, so that only the exposure gives it away), each class of data in it by another of the same
sensitivity. A fault is noticed when a check fires that is silent on the model as it is. That the fingerprint of every
translated entry changes (`stale-translation`) does not count: it says that something changed, not that it is wrong.
"""

from __future__ import annotations

import copy
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from groundplan.check.run import run
from groundplan.check.subject import Subject
from groundplan.derive.facts import derive
from groundplan.diagnostics import Finding
from groundplan.load.document import read
from groundplan.resolve.resolve import resolve

Raw = dict[str, Any]
ROOT = Path(__file__).parents[2]


class Mutation(NamedTuple):
    """A model with one fault in it."""

    kind: str
    what: str
    raw: Raw


def main() -> None:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    raw = _read(root)
    icons = {path.name for path in root.glob("model/icons/*")}
    before = _findings(raw, icons)
    made, noticed, by = Counter[str](), Counter[str](), Counter[str]()
    missed: list[str] = []
    for mutation in _mutations(raw):
        made[mutation.kind] += 1
        fired = _findings(mutation.raw, icons) - before
        if fired:
            noticed[mutation.kind] += 1
            by.update({check for check, _ in fired})
        else:
            missed.append(f"{mutation.kind}: {mutation.what}")
    for kind, count in made.items():
        print(f"{kind:10} {noticed[kind]:4} of {count:4} noticed ({noticed[kind] / count:.0%})")
    print(f"{'all':10} {noticed.total():4} of {made.total():4} noticed ({noticed.total() / made.total():.0%})")
    print("noticed by:", ", ".join(f"{check} {count}" for check, count in by.most_common()))
    print("\nnot noticed:", *missed, sep="\n  ")


def _read(root: Path) -> Raw:
    raw: Raw = {}
    for path in sorted(root.glob("model/**/*.yaml")):
        for key, value in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).items():
            raw.setdefault(key, {}).update(value)
    return raw


def _findings(raw: Raw, icons: Collection[str]) -> set[tuple[str, str]]:
    """Which check fires where."""
    document = read([("model/model.yaml", json.dumps(raw).encode())])
    resolution = resolve(document)
    found: list[Finding] = [*document.findings, *resolution.findings]
    if resolution.model is not None:
        found += run(Subject(derive(resolution.model), icons, date(2026, 1, 1), resolution.whole))
    return {(finding.check, str(finding.route)) for finding in found}


def _mutations(raw: Raw) -> Iterator[Mutation]:
    for id_, flow in raw["flows"].items():
        ends = {"from": flow["to"], "to": flow["from"], "through": _turned(flow.get("through", []))}
        yield Mutation("initiator", f"{id_} opened by {flow['to']}", _with(raw, id_, ends))
        for steps, channel in _channels(flow["channel"]):
            other = _other_channel(raw["channels"], channel)
            yield Mutation("channel", f"{id_} over {other} instead of {channel}", _with(raw, id_, {"channel": steps(other)}))
        taken = {data for key in ("carries", "returns") for data in _named(flow.get(key, []))}
        for key in ("carries", "returns"):
            for data in _named(flow.get(key, [])):
                other = _other_data(raw["data"], data, taken)
                changed = _replaced(flow[key], data, other)
                yield Mutation("data", f"{id_} {key} {other} instead of {data}", _with(raw, id_, {key: changed}))


def _with(raw: Raw, flow: str, changes: Raw) -> Raw:
    spoilt = copy.deepcopy(raw)
    spoilt["flows"][flow].update({key: value for key, value in changes.items() if value})
    return spoilt


def _turned(rule: Any) -> Any:
    """A way from its end to its start, by choice as it is."""
    return {key: way if key == "by" else _turned(way) for key, way in rule.items()} if isinstance(rule, dict) else rule[::-1]


def _named(rule: Any) -> list[str]:
    """All that a list names, each once, whatever it depends on."""
    if isinstance(rule, dict):
        return list(dict.fromkeys(name for key, names in rule.items() if key != "by" for name in _named(names)))
    return list(rule)


def _replaced(rule: Any, name: str, other: str) -> Any:
    if isinstance(rule, dict):
        return {key: names if key == "by" else _replaced(names, name, other) for key, names in rule.items()}
    return [other if one == name else one for one in rule]


def _channels(rule: Any) -> Iterator[tuple[Any, str]]:
    """Each channel of `rule`, with the function that puts another in its place."""
    if isinstance(rule, str):
        yield lambda other: other, rule
        return
    for choice, channel in rule.items():
        if choice != "by":
            yield lambda other, choice=choice: {**rule, choice: other}, channel


def _other_channel(channels: Raw, channel: str) -> str:
    """The underlay of the other exposure that is most like `channel`: by its encryption, then by its controls."""
    mine = channels[channel]
    others = [id_ for id_, other in channels.items() if other["exposure"] != mine["exposure"] and "carried-by" not in other]
    return max(others, key=lambda id_: [channels[id_].get(key) == mine.get(key) for key in ("encryption", "controls")])


def _other_data(data: Raw, name: str, taken: set[str]) -> str:
    """The next class of the same sensitivity that the flow does not have; of any sensitivity where there is none."""
    order = list(data)
    following = [*order[order.index(name) + 1 :], *order[: order.index(name)]]
    free = [other for other in following if other not in taken and name not in _wholes(data, other) and other not in _wholes(data, name)]
    alike = [other for other in free if _sensitivity(data, other) == _sensitivity(data, name)]
    return (alike or free)[0]


def _wholes(data: Raw, name: str) -> list[str]:
    whole = data[name].get("part-of")
    return [whole, *_wholes(data, whole)] if whole else []


def _sensitivity(data: Raw, name: str) -> str | None:
    return next((data[whole]["sensitivity"] for whole in (name, *_wholes(data, name)) if "sensitivity" in data[whole]), None)


if __name__ == "__main__":
    main()

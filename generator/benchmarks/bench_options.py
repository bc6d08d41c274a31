"""How long a check takes where options entangle, and how much memory: prints a table.

    python generator/benchmarks/bench_options.py [--runs 3]

Each model has many options, in an order that is bad for decision diagrams: options that need each other are not neighbours. Processor
time of `groundplan check` as a whole process, the least of some runs, beside that of a model without options.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

Raw = dict[str, Any]

SWITCH: Raw = {"off": {}, "on": {}}
AIM, MOST = 2.0, 300
"""Seconds and megabytes that no model should take."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{os.getloadavg()[0]:.1f} processes waiting when this began; the aim is {AIM:g} s and {MOST} MB.\n")
    print("| model | options | connections | check | most memory |\n| --- | --- | --- | --- | --- |")
    for name, made in MODELS.items():
        model = made()
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), model)
            taken = [checked(Path(folder)) for _ in range(arguments.runs)]
        seconds, memory = min(taken)
        print(f"| {name} | {len(model['options'])} | {len(model['flows'])} | {seconds:.2f} s | {memory:.0f} MB |", flush=True)


def write(root: Path, model: Raw) -> None:
    """A project with this model and without pages."""
    (root / "docs").mkdir()
    (root / "model").mkdir()
    (root / "model/model.yaml").write_text(json.dumps(model, indent=1), encoding="utf-8")  # JSON is YAML


_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def checked(root: Path) -> tuple[float, float]:
    """Seconds of processor time and megabytes that a check takes which remembers nothing."""
    command = [str(Path(sys.executable).with_name("groundplan")), "check", str(root)]
    for kept in (root / ".cache").rglob("*.json"):
        kept.unlink()
    told = subprocess.run([sys.executable, "-c", _MEASURED, *command], check=True, capture_output=True, text=True).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


def model(options: Raw, flows: Raw, claims: Raw, components: int) -> Raw:
    """A model with some components on either side of a border."""
    places = {f"s{number}": "vpc" for number in range(components)} | {"out": "saas"}
    channel = {"encryption": "tls"}
    return {
        "project": {"name": "Options", "viewpoint": "vpc", "locale": "en"},
        "parties": {"customer": {"name": "Customer", "role": "customer"}, "vendor": {"name": "Vendor", "role": "vendor"}},
        "boundaries": {
            "saas": {"name": "SaaS", "kind": "vpc", "owner": "vendor"},
            "account": {"name": "Account", "kind": "account", "owner": "customer"},
            "vpc": {"name": "VPC", "kind": "vpc", "in": "account"},
        },
        "channels": {name: {"name": name, "exposure": name, **channel} for name in ("public", "private")},
        "options": {
            option: {
                "name": option,
                "choices": {choice: {"name": choice, **more} for choice, more in choices.items()},
                "default": next(iter(choices)),
            }
            for option, choices in options.items()
        },
        "components": {id_: {"name": id_, "kind": "service", "in": place} for id_, place in places.items()},
        "flows": {id_: {"name": id_, "ports": ["443/tcp"], **flow} for id_, flow in flows.items()},
        "claims": {id_: {"statement": id_, **claim} for id_, claim in claims.items()},
    }


def pairs(count: int, claim: Raw, needed: Callable[[int], Raw] = lambda _: {}) -> Raw:
    """Services that are there or not, and public or not: all options of the one kind stand before those of the other."""
    options: Raw = {f"enabled-{n}": SWITCH for n in range(count)}
    options |= {f"access-{n}": {"private": {}, "public": needed(n)} for n in range(count)}
    flows = {
        f"f{n}": {
            "from": "out",
            "to": f"s{n}",
            "channel": {"by": f"access-{n}", "private": "private", "public": "public"},
            "when": {f"enabled-{n}": "on"},
        }
        for n in range(count)
    }
    return model(options, flows, {"claim": claim}, count)


def required(count: int) -> Raw:
    """The same, where what is public must be there."""
    return pairs(count, {"every": PUBLIC, "is": {"encryption": "tls"}}, lambda n: {"requires": {f"enabled-{n}": "on"}})


def grid(side: int) -> Raw:
    """Flows to all neighbours of a grid, each under an option of its own, in no order: who reaches whom?"""
    across = [((x, y), (x + 1, y)) for x, y in product(range(side - 1), range(side))]
    down = [((x, y), (x, y + 1)) for x, y in product(range(side), range(side - 1))]
    steps = [step for a, b in across + down for step in ((a, b), (b, a))]
    random.Random(side).shuffle(steps)
    flows = {
        f"f{n}": {"from": f"s{ax * side + ay}", "to": f"s{bx * side + by}", "channel": "private", "when": {f"o{n}": "on"}}
        for n, ((ax, ay), (bx, by)) in enumerate(steps)
    }
    flows["leak"] = {"from": f"s{side * side - 1}", "to": "out", "channel": "private"}
    claim = {"unreachable": {"from": "s0", "to": "out"}}
    return model({f"o{n}": SWITCH for n in range(len(steps))}, flows, {"claim": claim}, side * side)


def excluded(count: int, conditions: int) -> Raw:
    """Options with three choices, of which random pairs exclude each other."""
    chance = random.Random(f"pairwise{count}{conditions}")
    options: Raw = {f"o{n}": {"a": {}, "b": {}, "c": {"excludes": {}}} for n in range(count)}
    for _ in range(conditions):
        one, other = chance.sample(range(count), 2)
        options[f"o{one}"]["c"]["excludes"][f"o{other}"] = chance.choice("bc")
    by = {"by": "o0", "a": "private", "b": "public", "c": "public"}
    return model(options, {"f": {"from": "out", "to": "s0", "channel": by}}, {"claim": {"never": {"exposure": "public"}}}, 1)


def random_flows(options: int, flows: int, conditions: int) -> Raw:
    """Flows on random ways, each under some random options, and claims over all that begin at a component."""
    chance = random.Random(f"{options} {flows}")
    made: Iterator[tuple[str, Raw]] = (
        (
            f"f{n}",
            {
                "from": f"s{chance.randrange(30)}",
                "to": "out" if n % 3 else f"s{30 + chance.randrange(30)}",
                "channel": {"by": f"o{chance.randrange(options)}", "off": "private", "on": "public"},
                "when": {f"o{option}": "on" for option in chance.sample(range(options), conditions)},
            },
        )
        for n in range(flows)
    )
    claims: Raw = {f"from-{n}": {"exists": {"from": f"s{n}"}} for n in range(20)} | {"public": {"exists": {"exposure": "public"}}}
    return model({f"o{n}": SWITCH for n in range(options)}, dict(made), claims, 60)


PUBLIC = {"exposure": "public"}
MODELS: dict[str, Callable[[], Raw]] = {
    "without options": lambda: model({}, {"f": {"from": "out", "to": "s0", "channel": "private"}}, {"c": {"never": PUBLIC}}, 1),
    "pairs of `requires`": lambda: required(20),
    "the same, ten times": lambda: required(200),
    "`never` over conditional connections": lambda: pairs(20, {"never": PUBLIC}),
    "the same, ten times over": lambda: pairs(200, {"never": PUBLIC}),
    "`exists` over conditional connections": lambda: pairs(20, {"exists": PUBLIC}),
    "a grid of 5 by 5": lambda: grid(5),
    "random exclusions": lambda: excluded(60, 120),
    "two conditions and a channel by option each, 20 options": lambda: random_flows(20, 400, 2),
    "the same, 200 options": lambda: random_flows(200, 400, 2),
}


if __name__ == "__main__":
    main()

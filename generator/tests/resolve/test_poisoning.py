"""One broken entry is one finding: whatever leans on it is left out of the model without a word."""

from __future__ import annotations

import pytest

from groundplan.load.document import read
from groundplan.resolve.resolve import Resolution, resolve

SOUND = """\
project: {name: Shop, viewpoint: vpc}
parties: {owner: {role: customer}}
boundaries:
  world: {kind: internet, owner: owner}
  vpc: {kind: vpc, in: world}
components:
  api: {kind: service, in: vpc, stores: [orders]}
  store: {kind: datastore, in: vpc, stores: [lines]}
data:
  orders: {sensitivity: internal}
  lines: {part-of: orders}
controls: {lock: {kind: identity}}
channels:
  inner: {exposure: private, controls: [lock]}
  tunnel: {exposure: private, carried-by: [dig]}
options:
  way: {choices: {near: {}, far: {}}, default: near}
  depth: {choices: {low: {requires: {way: near}}, high: {}}, default: low}
terms: {upkeep: {}}
flows:
  dig: {from: api, to: store, channel: inner, when: {way: near}}
  talk: {from: api, to: store, through: [store], channel: {by: way, near: tunnel, far: inner}, purpose: upkeep, returns: [lines]}
views:
  all: {show: {between: api}, collapse: [vpc]}
claims:
  drawn: {statement: Drawn., drawn-in: {view: all, every: {over: tunnel}}}
  kept: {statement: Kept., contained: {data: orders, within: vpc}}
  apart: {statement: Apart., unreachable: {from: {owner: owner}, to: store}}
  chosen: {statement: Chosen., exists: {purpose: upkeep}, when: {way: far}}
procedures:
  mend: {steps: [{id: go, by: api, uses: talk}]}
"""


def resolved(text: str) -> Resolution:
    return resolve(read([("model/a.yaml", text.encode())]))


def entries(resolution: Resolution) -> set[str]:
    """Every entry of the model, as `flows.talk`."""
    assert resolution.model is not None
    return {f"{section}.{id_}" for section, entries in resolution.model.sections() for id_ in entries}


ALL = entries(resolved(SOUND))


def test_the_sound_model_is_whole() -> None:
    resolution = resolved(SOUND)
    assert resolution.whole
    assert resolution.findings == ()
    assert len(ALL) == 21


@pytest.mark.parametrize(
    ("sound", "broken", "gone"),
    [
        ("store: {kind: datastore", "store: {kind: shop", {
            "components.store", "flows.dig", "flows.talk", "channels.tunnel", "claims.apart", "claims.drawn", "procedures.mend",
        }),
        ("lock: {kind: identity}", "lock: {}", {
            "controls.lock", "channels.inner", "flows.dig", "flows.talk", "channels.tunnel", "claims.drawn", "procedures.mend",
        }),
        ("orders: {sensitivity: internal}", "orders: {sensitivity: low}", {
            "data.orders", "data.lines", "components.api", "components.store", "flows.dig", "flows.talk", "channels.tunnel", "views.all",
            "claims.drawn", "claims.kept", "claims.apart", "procedures.mend",
        }),
        ("channel: inner, when", "channel: innr, when", {"flows.dig", "channels.tunnel", "flows.talk", "claims.drawn", "procedures.mend"}),
        ("upkeep: {}", "upkeep: 5", {"terms.upkeep", "flows.talk", "claims.chosen", "procedures.mend"}),
        ("far: {}}, default: near", "far: {}}, default: neer", {
            "options.way", "options.depth", "flows.dig", "flows.talk", "channels.tunnel", "claims.drawn", "claims.chosen",
            "procedures.mend",
        }),
        ("{between: api}", "{betwixt: api}", {"views.all", "claims.drawn"}),
        ("{over: tunnel}", "{over: tunel}", {"claims.drawn"}),
        ("uses: talk", "uses: tallk", {"procedures.mend"}),
        ("requires: {way: near}", "requires: {way: neer}", {"options.depth"}),
        ("near: tunnel, far: inner}", "near: tunnel, fax: inner}", {"flows.talk", "procedures.mend"}),
        ("contained: {data: orders, within: vpc}", "contained: {data: orders}", {"claims.kept"}),
    ],
)  # fmt: skip
def test_one_fault_is_one_finding_and_takes_all_that_leans_on_it(sound: str, broken: str, gone: set[str]) -> None:
    assert SOUND.count(sound) == 1
    document = read([("model/a.yaml", SOUND.replace(sound, broken).encode())])
    resolution = resolve(document)
    assert len([*document.findings, *resolution.findings]) == 1
    assert not resolution.whole
    assert ALL - entries(resolution) == gone


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("owner: {role: customer}", "owner: {role: king}"),
        ("world: {kind: internet", "world: {kind: planet"),
        ("vpc: {kind: vpc, in: world}", "vpc: {kind: vpc, in: wrold}"),
        ("viewpoint: vpc", "viewpoint: vpcs"),
        ("world: {kind: internet, owner: owner}", "world: {kind: internet, in: vpc}"),
        ("name: Shop, viewpoint: vpc", "name: Shop"),
    ],
)
def test_without_its_viewpoint_there_is_no_model_and_one_finding(sound: str, broken: str) -> None:
    assert SOUND.count(sound) == 1
    document = read([("model/a.yaml", SOUND.replace(sound, broken).encode())])
    resolution = resolve(document)
    assert len([*document.findings, *resolution.findings]) == 1
    assert resolution.model is None
    assert not resolution.whole


def test_what_a_misspelt_section_hides_is_not_reported_as_unknown() -> None:
    document = read([("model/a.yaml", SOUND.replace("channels:", "chanels:").encode())])
    resolution = resolve(document)
    assert [finding.check for finding in (*document.findings, *resolution.findings)] == ["unknown-key"]
    assert not resolution.whole


def test_two_faults_are_two_findings() -> None:
    text = SOUND.replace("uses: talk", "uses: tallk").replace("{over: tunnel}", "{over: tunel}")
    assert sorted(str(finding.route) for finding in resolved(text).findings) == [
        "claims.drawn.drawn-in.every.over",
        "procedures.mend.steps.0.uses",
    ]


def test_a_long_chain_of_boundaries_and_of_data_resolves_in_any_order() -> None:
    boundaries = [f"  b{n}: {{kind: other, in: b{n + 1}}}\n" for n in range(3000)] + ["  b3000: {kind: other}\n"]
    data = [f"  d{n}: {{part-of: d{n + 1}}}\n" for n in range(3000)] + ["  d3000: {sensitivity: internal}\n"]
    resolution = resolved("project: {name: Deep, viewpoint: b0}\nboundaries:\n" + "".join(boundaries) + "data:\n" + "".join(data))
    assert resolution.whole
    assert resolution.model is not None
    assert list(resolution.model.boundaries)[:2] == ["b0", "b1"], "the order of the model is kept"
    assert resolution.model.data["d0"].sensitivity == "internal"


def test_what_a_boundary_says_of_owner_and_manager_holds_inside_it() -> None:
    model = resolved(SOUND).model
    assert model is not None
    owner = model.parties["owner"]
    assert model.components["api"].owner is owner
    assert model.boundaries["vpc"].owner is owner
    assert model.components["api"].manager is None


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0", "\u200b\u2060"])
def test_an_entry_whose_name_nobody_sees_is_called_by_its_id(blank: str) -> None:
    found = resolve(read([("model/model.yaml", SOUND.replace("api: {kind", f'api: {{name: "{blank}", kind').encode())]))
    assert not found.findings
    assert found.model is not None
    assert found.model.components["api"].name.source == "Api"

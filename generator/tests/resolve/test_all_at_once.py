"""Whatever is wrong in an entry is told in one run: a fault never hides another, and none is told twice."""

from __future__ import annotations

import pytest

from groundplan.load.document import read
from groundplan.resolve.resolve import resolve

BASE = """\
project: {name: Shop, viewpoint: vpc}
boundaries: {vpc: {kind: vpc}}
components:
  api: {kind: service, in: vpc}
  bin: {kind: datastore, in: vpc}
data: {orders: {}}
channels: {inner: {exposure: private}}
options: {way: {choices: {near: {}, far: {}}, default: near}}
flows: {call: {from: api, to: bin, channel: inner}}
views: {all: {}}
"""


def told(entries: str) -> list[str]:
    """The findings about `BASE` with `entries` in a file of their own, as `line:column check`, the lines counted there."""
    document = read([("model/a.yaml", BASE.encode()), ("model/b.yaml", entries.encode())])
    found = [document.locate(finding) for finding in (*document.findings, *resolve(document).findings)]
    spans = sorted((finding.span, finding.check) for finding in found if finding.span)
    assert len(spans) == len(found)
    assert all(span.path == "model/b.yaml" for span, _ in spans)
    return [f"{span.line}:{span.column} {check}" for span, check in spans]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            "views:\n  v: {show: {between: apy}, collapse: [vcp]}\n",
            ["2:23 unknown-reference", "2:40 unknown-reference"],
            id="a view whose `collapse` dangles",
        ),
        pytest.param(
            "views:\n  v: {show: {betwen: api}, direction: sideways}\n",
            ["2:14 unknown-key", "2:39 wrong-type"],
            id="a view with a wrong word",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., when: {wey: near}, never: {channel: iner}}\n",
            ["2:29 unknown-reference", "2:58 unknown-reference"],
            id="a claim under an unknown option",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., when: {way: neer}, every: {from: apy}, is: {to: bni}}\n",
            ["2:34 unknown-reference", "2:55 unknown-reference", "2:70 unknown-reference"],
            id="a claim under an unknown choice",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., drawn-in: {view: al, every: {port: 1}}}\n",
            ["2:39 unknown-reference", "2:57 wrong-type"],
            id="a claim about an unknown view",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., contained: {data: oders, within: vcp}, never: {to: bni}}\n",
            ["2:3 bad-claim", "2:40 unknown-reference", "2:55 unknown-reference", "2:73 unknown-reference"],
            id="a claim of two forms, both of which dangle",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., never: {to: bni}, exists: {from: apy}}\n",
            ["2:3 bad-claim", "2:34 unknown-reference", "2:55 unknown-reference"],
            id="a claim of two forms with selectors",
        ),
        pytest.param(
            "claims:\n  c: {statment: S., never: {to: bni}}\n",
            ["2:7 unknown-key", "2:33 unknown-reference"],
            id="a claim with a misspelt key",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., nevr: {to: api}}\n",
            ["2:22 unknown-key"],
            id="a form that is misspelt is not missing, too",
        ),
        pytest.param(
            "claims:\n  c: {statement: S., contained: {data: oders, inside: vpc}}\n",
            ["2:22 missing-key", "2:40 unknown-reference", "2:47 unknown-key"],
            id="a form with a key that does not belong",
        ),
        pytest.param(
            "flows:\n  f: {from: apy, to: {a: }, through: [{component: [a]}, nat], channel: inner, carries: [oders], when: {way: neer}}\n",
            ["2:13 unknown-reference", "2:18 wrong-type", "2:40 wrong-type", "2:57 unknown-reference", "2:89 unknown-reference",
             "2:109 unknown-reference"],
            id="a flow with values of another type",
        ),
        pytest.param(
            "flows:\n  f: {from: api, to: bin, channel: {by: way, near: iner, fer: inner}, ports: nine}\n",
            ["2:52 unknown-reference", "2:58 uncovered-choice", "2:78 bad-port"],
            id="a flow with a bad port and a bad choice",
        ),
        pytest.param(
            "components:\n  My_Api: {kind: sevrice, in: vcp}\n",
            ["2:3 bad-id", "2:18 wrong-type", "2:31 unknown-reference"],
            id="a component with a bad id",
        ),
        pytest.param(
            "boundaries:\n  a: {kind: vcp, in: b}\n  b: {kind: vpc, in: a}\n",
            ["2:13 wrong-type", "3:22 boundary-cycle"],
            id="a cycle through a boundary of no known kind",
        ),
        pytest.param(
            "options:\n  o: {choices: {a: {requires: {wey: far}}}, default: b, sort: x}\n",
            ["2:32 unknown-reference", "2:54 unknown-reference", "2:57 unknown-key"],
            id="an option with a key that does not belong",
        ),
        pytest.param(
            "procedures:\n  p: {steps: [{id: go, by: apy}, {id: go, uses: cal, txt: x}, {id: [go]}]}\n",
            ["2:28 unknown-reference", "2:39 duplicate-id", "2:49 unknown-reference", "2:54 unknown-key", "2:64 wrong-type"],
            id="a procedure with a key that does not belong",
        ),
    ],
)  # fmt: skip
def test_every_fault_of_an_entry_is_told_at_once(entries: str, expected: list[str]) -> None:
    assert told(entries) == expected


def test_a_dangling_viewpoint_is_told_beside_other_faults_of_the_project() -> None:
    document = read([("model/a.yaml", BASE.replace("name: Shop, viewpoint: vpc", "nmae: Shop, viewpoint: vcp").encode())])
    found = [document.locate(finding) for finding in (*document.findings, *resolve(document).findings)]
    assert [(finding.check, finding.span.column) for finding in found if finding.span] == [("unknown-key", 11), ("unknown-reference", 34)]


def test_a_broken_entry_that_only_leans_on_another_is_silent() -> None:
    """`c` leans on the broken view and on the broken component; nothing in it is wrong."""
    entries = "components: {low: {kind: lower, in: vpc}}\nviews: {v: {show: {form: low}}}\n"
    assert told(entries + "claims: {c: {statement: S., drawn-in: {view: v, every: {from: low}}}}\n") == told(entries)

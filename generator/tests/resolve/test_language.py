"""The language is described once: the reference, the domain and the digests follow the records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, field, fields, make_dataclass
from pathlib import Path

import pytest
from derive.models import facts_from

from groundplan.check.rules import direction_mismatch
from groundplan.derive import digest
from groundplan.derive.digest import facts_digest
from groundplan.derive.facts import Facts, derive
from groundplan.derive.texts import model_sources, texts, within
from groundplan.domain.entry import Entry
from groundplan.load.document import read
from groundplan.load.entry import ChoiceRecord, EntryRecord, StepRecord
from groundplan.load.record import Record
from groundplan.load.records import CLAIM_FORMS, SECTIONS, ProjectRecord
from groundplan.resolve import resolve

REFERENCE = Path(__file__).parents[3] / "docs/reference/model.md"

RECORDS: dict[str, type[Record]] = {"every-entry": EntryRecord, "project": ProjectRecord, **SECTIONS}


def documented(anchor: str) -> list[set[str]]:
    """The keys of each table below a heading of the reference."""
    text = REFERENCE.read_text(encoding="utf-8")
    section = re.search(rf"^## .*{{: #{anchor} }}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, anchor
    tables = re.findall(r"^\| key \|.*\n\|[- |]+\|\n((?:\|.*\n)+)", section[1], re.MULTILINE)
    return [
        {key for row in re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE) for key in re.findall(r"`([^`]+)`", row)} for table in tables
    ]


def own_keys(record: type[Record]) -> set[str]:
    shared = set(EntryRecord.fields) if issubclass(record, EntryRecord) and record is not EntryRecord else set()
    return set(record.fields) - shared


@pytest.mark.parametrize("anchor", list(RECORDS))
def test_the_reference_has_every_key_and_no_other(anchor: str) -> None:
    tables = documented(anchor)
    expected = [own_keys(RECORDS[anchor])] if own_keys(RECORDS[anchor]) else []
    if anchor == "options":
        expected.append(own_keys(ChoiceRecord))
    if anchor == "procedures":
        expected = [own_keys(StepRecord)]
    if anchor == "bindings":  # lists, without keys
        expected = []
    assert tables == expected


def kinds() -> Iterator[tuple[type[Record], type]]:
    """Every record that is built into something, with what that is."""
    waiting: list[type[Record]] = [Record]
    while waiting:
        record = waiting.pop()
        waiting += record.__subclasses__()
        if record.makes is not dict:
            yield record, record.makes


def test_what_is_left_out_is_the_same_in_a_record_and_in_what_is_built_of_it() -> None:
    pairs = [(record, made, name) for record, made in kinds() for name in record._by_name if name not in CLAIM_FORMS]
    assert len(pairs) > 150
    for record, made, name in pairs:
        written, meant = record._by_name[name], {each.name: each for each in fields(made)}
        assert name in meant, f"{record.__name__}.{name}"
        if not written.required and name not in {"name", "show"}:
            default = meant[name].default if meant[name].default_factory is MISSING else meant[name].default_factory()  # type: ignore[misc]
            assert default == written.default, f"{record.__name__}.{name}"


FIRST_VERSION = """\
project: {name: Shop, viewpoint: vpc}
parties: {us: {role: customer}, them: {role: vendor, status: planned}}
boundaries:
  account: {kind: account, owner: us, manager: them}
  vpc: {kind: vpc, in: account}
  internet: {kind: internet, audience: internal}
components:
  api: {kind: service, in: vpc, produces: card, icon: aws.compute.EKS}
  store: {kind: datastore, in: vpc, owner: them, manager: us, stores: [orders, card]}
  agent: {kind: agent, in: account}
data: {orders: {sensitivity: restricted}, card: {part-of: orders}}
controls: {filter: {kind: network}}
channels:
  open: {exposure: public, encryption: tls, controls: filter}
  inner: {exposure: private}
  tunnel: {exposure: private, encryption: end-to-end, carried-by: [dial]}
options:
  way: {choices: {near: {requires: {far: [off]}}, long: {excludes: {far: off}}}, default: near}
  far: {choices: {off: {}, on: {}}, default: off}
flows:
  call:
    from: agent
    to: api
    through: [store, {component: agent, terminates: tls}]
    channel: {by: way, near: open, long: tunnel}
    purpose: orders-term
    ports: [443/tcp, 8000-8100/udp, icmp]
    protocol: https
    carries: [orders]
    returns: card
    controls: [filter]
    when: {way: [near, long]}
    endpoints: [{host: "*.example.com"}, {cidr: 192.0.2.0/24}, {service: s3}]
    expect: {direction: inbound}
  dial: {from: agent, to: internet, channel: open, ports: unknown, expect: {direction: external, exposure: public}}
  leave: {from: store, to: internet, channel: inner, when: {way: near}}
claims:
  a: {statement: A., never: {carries: orders, not: {port: 443/tcp}, any: [{from: api}, {to: {owner: us}}]}}
  b: {statement: B., every: {direction: inbound}, is: {rides-on: {over: open}}, when: {way: near}}
  c: {statement: C., exists: {}}
  d: {statement: D., contained: {data: orders, within: {owner: us}}}
  e: {statement: E., unreachable: {from: api, to: internet}}
  f: {statement: F., drawn-in: {view: all, every: {}}}
procedures:
  p: {steps: [{id: one, text: One., by: api, to: store, uses: call}, {id: two}]}
terms: {orders-term: {}, brand: {translate: false, avoid: {ko: [x]}}}
views: {all: {show: {between: api}, collapse: account, direction: down}}
"""

DIGESTS = {
    "project.name": "",
    "parties.us.name": "3fff52d9",
    "parties.them.name": "f05b39a5",
    "boundaries.account.name": "72c46c6e",
    "boundaries.vpc.name": "5ae4b497",
    "boundaries.internet.name": "bc2696c6",
    "components.api.name": "b6b97c5a",
    "components.store.name": "79a49ca0",
    "components.agent.name": "08ae97e9",
    "data.orders.name": "65c2de5f",
    "data.card.name": "bbd6f826",
    "controls.filter.name": "36041e2b",
    "channels.open.name": "0ea2786a",
    "channels.inner.name": "2604f0a7",
    "channels.tunnel.name": "1a4cfd8f",
    "options.way.name": "e303b780",
    "options.way.choices.near.name": "c09bc828",
    "options.way.choices.long.name": "47d64401",
    "options.far.name": "903fee94",
    "options.far.choices.off.name": "a01fb17a",
    "options.far.choices.on.name": "a01fb17a",
    "flows.call.name": "dc67e32c",
    "flows.dial.name": "e5673047",
    "flows.leave.name": "25e16a36",
    "claims.a.name": "64131cfa",
    "claims.a.statement": "64131cfa",
    "claims.b.name": "15cc78c1",
    "claims.b.statement": "15cc78c1",
    "claims.c.name": "20a93d7b",
    "claims.c.statement": "20a93d7b",
    "claims.d.name": "f03c930e",
    "claims.d.statement": "f03c930e",
    "claims.e.name": "c1284ce9",
    "claims.e.statement": "c1284ce9",
    "claims.f.name": "cb249b08",
    "claims.f.statement": "cb249b08",
    "procedures.p.name": "8da49537",
    "procedures.p.steps.0.name": "1ac6ff3f",
    "procedures.p.steps.0.text": "1ac6ff3f",
    "procedures.p.steps.1.name": "a73754d9",
    "terms.orders-term.name": "18bec016",
    "views.all.name": "f9454f3d",
}


def digests(facts: Facts) -> dict[str, str]:
    return {source.context: source.digest for source in model_sources(facts, known={str(text.route) for text in texts(facts)})}


def test_what_the_first_version_could_say_has_the_digest_that_it_had_then() -> None:
    """The values were worked out by the first version. Should one of them change, every translation of such an entry is out of date."""
    found = digests(facts_from(FIRST_VERSION))
    assert len(found) == len(DIGESTS) > 40
    assert found == DIGESTS


def test_a_key_that_is_left_out_changes_no_digest() -> None:
    """A version of the language with one more optional key, for each kind of entry in turn."""
    facts = facts_from(FIRST_VERSION)
    entries = [part for _, section in facts.model.sections() for entry in section.values() for part in within(entry)]
    assert len({type(entry) for entry in entries}) >= 14
    for entry in entries:
        kind = type(entry)
        more = make_dataclass(
            kind.__name__, [("latest", "str | None", field(default=None))], bases=(kind,), frozen=True, eq=False, kw_only=True
        )
        written = {each.name: getattr(entry, each.name) for each in fields(kind)}
        assert facts_digest(more(**written), facts) == facts_digest(entry, facts)
        assert facts_digest(more(**written, latest="something"), facts) != facts_digest(entry, facts)


OPTIONAL = [
    (section, key)
    for section, record in SECTIONS.items()
    if section not in ("waivers", "bindings")  # of which nothing is translated
    for key, told in record.fields.items()
    if not told.required and told.name not in CLAIM_FORMS  # one of which must be written
]
"""Every key of the description that may be left out."""


@pytest.mark.parametrize(("section", "key"), OPTIONAL)
def test_no_key_changes_a_digest_where_it_is_left_out(section: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests of entries that leave it out are those of a language that does not know it.

    Words and looks count nowhere. What has counted since the first version is told by its digests, above.
    """
    name, models = SECTIONS[section].fields[key].name, [facts_from(FIRST_VERSION), facts_from(BASE.read_text(encoding="utf-8"))]
    entries = [(entry, facts) for facts in models for of, found in facts.model.sections() if of == section for entry in found.values()]
    kind = type(entries[0][0])
    if name in digest._ALWAYS[kind.__name__]:
        return
    default = next((each.default for each in fields(kind) if each.name == name), None)
    if name not in {*digest._WORDS, *digest._LOOKS}:
        entries = [(entry, facts) for entry, facts in entries if getattr(entry, name) in (None, (), {}, default)]
    assert entries
    before = [facts_digest(entry, facts) for entry, facts in entries]
    monkeypatch.setattr(digest, "fields", lambda kind: [each for each in fields(kind) if each.name != name])
    digest._counted.cache_clear()
    assert [facts_digest(entry, facts) for entry, facts in entries] == before


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    yield
    digest._counted.cache_clear()


def test_every_kind_of_entry_is_a_kind_of_the_language() -> None:
    assert {record.makes for record in SECTIONS.values()} <= set(Entry.__subclasses__())


EXAMPLES = re.findall(r'^```yaml title="example"\n(.*?)^```$', REFERENCE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
BASE = Path(__file__).parents[1] / "check/base.yaml"


def test_the_reference_shows_what_the_language_says() -> None:
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.partition(":")[0] + str(index) for index, example in enumerate(EXAMPLES)])
def test_an_example_of_the_reference_is_sound_and_its_claims_hold(example: str) -> None:
    document = read([("model/base.yaml", BASE.read_bytes()), ("model/example.yaml", example.encode())])
    resolution = resolve(document)
    assert (document.findings, resolution.findings) == ([], ())
    assert resolution.model is not None
    facts = derive(resolution.model)
    assert [id_ for id_, verdict in facts.verdicts.items() if not verdict.holds] == []
    assert list(direction_mismatch.check(facts)) == []

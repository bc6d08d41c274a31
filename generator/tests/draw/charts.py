"""A model whose one procedure has every kind of step."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from groundplan.derive.facts import Facts, derive
from groundplan.domain.entry import Text
from groundplan.draw import Chart, compose_chart, lay_out_chart
from groundplan.draw.layout.chart import ChartLayout
from groundplan.load.document import read
from groundplan.resolve import resolve

MODEL = """
project: {name: Repair, viewpoint: garage, locale: en}
parties:
  us: {name: Bike Inc., role: vendor}
  you: {name: Customer, role: customer}
  them: {name: Relay Ltd, role: third-party}
boundaries:
  estate: {name: Estate, kind: account, owner: you}
  garage: {name: Garage, kind: vpc, in: estate}
  bench: {name: Bench, kind: subnet, in: garage}
  house: {name: House, kind: site, in: estate}
  relays: {name: Relays, kind: saas, owner: them}
  office: {name: Office, kind: site, owner: us}
  internet: {name: Internet, kind: internet}
components:
  owner: {name: Owner, kind: person, in: house}
  lock: {name: Lock, kind: service, in: garage}
  bike: {name: Bike, kind: device, in: bench}
  mechanic: {name: Mechanic, kind: person, in: office}
  laptop: {name: Laptop with a long name, kind: agent, in: office}
  relay: {name: Relay, kind: service, in: relays}
channels:
  public: {name: Public, exposure: public, encryption: tls}
  tunnel: {name: Tunnel, exposure: private, encryption: end-to-end, carried-by: [direct]}
flows:
  direct: {name: Direct way, from: laptop, to: lock, channel: public, status: planned}
  ride: {name: Ride, from: mechanic, through: [laptop, lock], to: bike, channel: tunnel}
  call: {name: Call, from: lock, through: [relay], to: bike, channel: public}
  scan: {name: Scan, from: internet, to: lock, channel: public}
procedures:
  repair:
    name: Repair <now>
    steps:
      - {id: ask, name: Ask, by: owner, to: mechanic}
      - {id: think, name: Think it over, by: mechanic}
      - {id: ride, name: Ride, by: mechanic, to: bike, uses: ride}
      - {id: scan, name: Scan, by: owner, uses: scan}
      - {id: done, name: Done}
  returning:
    name: Returning
    steps:
      - {id: call, name: Call, uses: call}
  idle:
    name: Idle
    steps:
      - {id: wait, name: Wait}
"""


@cache
def facts() -> Facts:
    document = read([("model/model.yaml", MODEL.encode())])
    resolution = resolve(document)
    assert not document.findings, document.findings
    assert resolution.model is not None
    return derive(resolution.model)


def labels(text: Text) -> dict[str, str]:
    """English as it is, and German, whose words are longer."""
    return {"en": text.source, "de": f"{text.source}-Instandsetzungsarbeit"}


def kinds(kind: StrEnum) -> dict[str, str]:
    return {"en": str(kind), "de": str(kind)}


def composed(procedure: str = "repair") -> Chart | None:
    known = facts()
    return compose_chart(known, known.model.procedures[procedure], known.default.configuration, labels, kinds)


@cache
def chart() -> Chart:
    found = composed()
    assert found is not None
    return found


@cache
def laid_out() -> ChartLayout:
    """The layout of `chart`."""
    return lay_out_chart(chart())


def returning() -> Chart:
    """A single step whose flow comes back to where it started."""
    found = composed("returning")
    assert found is not None
    return found

"""A synthetic project of any size: the same bytes for the same size.

It looks like a large estate: a vendor's and a customer's account, clusters with namespaces, traffic that mostly stays in its
cluster, a tenth of it across the viewpoint's border, an overlay network that agents in each cluster carry, options that
decide channels and whole flows, and claims of every form that hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from groundplan.derive.texts import model_sources
from groundplan.pipeline import analyse

KINDS = ("service", "service", "datastore", "queue", "gateway", "job", "agent")
WORDS = {"ko": "연결", "ja": "接続"}
OPTIONS, DATA, PER_NAMESPACE, NAMESPACES = 8, 24, 8, 4


def write_estate(root: Path, components: int, flows: int, locales: Iterable[str] = ()) -> Path:
    """Write a project with `components` and `flows` to `root`, with whole catalogues of `locales`; the path of its folder `model`."""
    model = root / "model"
    model.mkdir(parents=True)
    clusters = max(2, components // (PER_NAMESPACE * NAMESPACES))
    parts = {
        "project": _project(locales),
        "options": _options(),
        "boundaries": _boundaries(clusters),
        "components": _components(components, clusters),
        "flows": _flows(components, flows, clusters),
        "claims": _claims(clusters, min(components, flows)),
    }
    for name, lines in parts.items():
        (model / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if locales:
        _write_catalogues(root, locales)
    return model


def _write_catalogues(root: Path, locales: Iterable[str]) -> None:
    """A translation of every text, with the digest of the facts that it was written against, as `i18n update` notes it."""
    facts = analyse(root).facts
    assert facts is not None
    sources = list(model_sources(facts))
    (root / "model" / "locales").mkdir()
    for locale in locales:
        word = WORDS.get(locale, "Wort")
        messages = [f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n']
        for number, source in enumerate(sources):
            about = f"#. facts: {source.digest}\n" if source.digest else ""
            messages.append(f'{about}msgctxt "{source.context}"\nmsgid "{source.text}"\nmsgstr "{word} {number}"\n')
        (root / "model" / "locales" / f"{locale}.po").write_text("\n".join(messages), encoding="utf-8")


def _project(locales: Iterable[str]) -> Iterator[str]:
    yield f"project: {{name: Synthetic estate, viewpoint: customer-vpc, locales: [{', '.join(['en', *locales])}]}}"
    yield "parties:"
    yield "  customer: {name: Customer, role: customer}"
    yield "  vendor: {name: Vendor, role: vendor}"
    yield "controls:"
    yield "  allow-list: {name: Allow list, kind: network}"
    yield "terms:"
    yield from (f"  purpose-{number}: {{name: Purpose {number}}}" for number in range(6))
    yield "data:"
    yield "  business-data: {name: Business data, sensitivity: restricted}"
    for number in range(DATA):
        whole = "part-of: business-data" if number % 4 == 0 else "sensitivity: internal"
        yield f"  data-{number}: {{name: Data class {number}, {whole}}}"
    yield "channels:"
    yield "  local: {name: Inside the cluster, exposure: private, encryption: provider}"
    yield "  public: {name: Public, exposure: public, encryption: tls, controls: [allow-list]}"
    yield "  endpoint: {name: Private endpoint, exposure: private, encryption: tls}"
    yield "  mesh: {name: Mesh, exposure: private, encryption: end-to-end, carried-by: [flow-0, flow-1]}"
    yield "views:"
    yield "  overview: {name: Overview, show: {crosses: customer-vpc}, collapse: [cluster-1]}"


def _options() -> Iterator[str]:
    yield "options:"
    for number in range(OPTIONS):
        yield f"  option-{number}:"
        yield f"    name: Option {number}"
        requires = f", requires: {{option-{number - 1}: [open, shut]}}" if number % 3 == 2 else ""
        yield f"    choices: {{open: {{name: Open}}, shut: {{name: Shut{requires}}}, none: {{name: None}}}}"
        yield "    default: open"


def _boundaries(clusters: int) -> Iterator[str]:
    yield "boundaries:"
    yield "  vendor-vpc: {name: Vendor VPC, kind: vpc, owner: vendor}"
    yield "  customer-account: {name: Customer account, kind: account, owner: customer}"
    yield "  customer-vpc: {name: Customer VPC, kind: vpc, in: customer-account, manager: vendor}"
    for cluster in range(clusters):
        yield f"  cluster-{cluster}: {{name: Cluster {cluster}, kind: cluster, in: {'customer-vpc' if cluster % 4 else 'vendor-vpc'}}}"
        for number in range(NAMESPACES):
            yield f"  namespace-{cluster}-{number}: {{name: Namespace {number} of {cluster}, kind: namespace, in: cluster-{cluster}}}"


def _components(components: int, clusters: int) -> Iterator[str]:
    yield "components:"
    for number in range(components):
        yield f"  component-{number}:"
        yield f"    name: Component {number}"
        yield f"    description: Keeps and answers for data class {number % DATA}, on behalf of its cluster."
        yield f"    kind: {KINDS[number % len(KINDS)]}"
        yield f"    in: namespace-{number % clusters}-{number // clusters % NAMESPACES}"
        yield f"    produces: [data-{number % DATA}]"


def _flows(components: int, flows: int, clusters: int) -> Iterator[str]:
    rng = random.Random(components)
    yield "flows:"
    for number in range(flows):
        source = number % components
        if number < 2:  # the carriers of the mesh: out of the customer's VPC
            source, target = 1, number * clusters
        elif number % 10:  # within the cluster
            target = (source + clusters * rng.randrange(1, max(2, components // clusters))) % components
        else:
            target = rng.randrange(components)
        yield f"  flow-{number}:"
        yield f"    name: Connection {number}"
        yield f"    purpose: purpose-{number % 6}"
        yield f"    from: component-{source}"
        yield f"    to: component-{target if target != source else (target + 1) % components}"
        yield f"    channel: {_channel(number, source % clusters == target % clusters)}"
        yield "    ports: [443/tcp, 8443/tcp]"
        yield "    protocol: https"
        yield f"    carries: [data-{source % DATA}]"
        if number % 3 == 0:
            yield f"    returns: [data-{target % DATA}]"
        if number > 1 and number % 25 == 0:
            yield f"    when: {{option-{number // 25 % OPTIONS}: [open, shut]}}"
        yield "    endpoints: [{host: api.example.com}]"
        yield f"    notes: Component {source} opens it when there is work to do."


def _channel(number: int, local: bool) -> str:
    if number < 2:
        return "public"
    if local and number % 10:
        return "local"
    if number % 20 == 0:
        return f"{{by: option-{number // 20 % OPTIONS}, open: public, shut: endpoint, none: mesh}}"
    return "mesh" if number % 50 == 10 else "endpoint"


def _claims(clusters: int, carried: int) -> Iterator[str]:
    """Claims of every form; of those that something is carried, only what small projects carry."""
    yield "claims:"
    for number in range(20):
        if number % 5 == 2 and number >= carried:
            continue
        yield f"  claim-{number}:"
        yield f"    statement: Promise {number} is kept."
        place = f"namespace-{number % clusters}-{number % NAMESPACES}"
        yield from (
            (f"    never: {{from: {place}, encryption: none, carries: [data-{number}, data-0]}}",),
            ("    every: {exposure: public, crosses: customer-vpc}", "    is: {encryption: [tls, mtls], control: allow-list}"),
            (f"    exists: {{carries: data-{number}, not: {{over: mesh}}}}",),
            (f"    every: {{between: {place}, layer: overlay}}", "    is: {rides-on: {encryption: tls}}"),
            (f"    drawn-in: {{view: overview, every: {{leaves: data-{number}}}}}",),
        )[number % 5]

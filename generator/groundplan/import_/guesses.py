"""What names and images suggest: which sort of thing, on which port. Every guess says so in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.domain.flow import PORTLESS

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class KnownProgram:
    """What a well-known program is, and the port that it has unless told otherwise."""

    kind: ComponentKind
    ports: tuple[str, ...] = ()


_STORE, _QUEUE, _GATEWAY = ComponentKind.DATASTORE, ComponentKind.QUEUE, ComponentKind.GATEWAY
PROGRAMS = {
    "postgres": KnownProgram(_STORE, ("5432/tcp",)),
    "postgis": KnownProgram(_STORE, ("5432/tcp",)),
    "mysql": KnownProgram(_STORE, ("3306/tcp",)),
    "mariadb": KnownProgram(_STORE, ("3306/tcp",)),
    "mongo": KnownProgram(_STORE, ("27017/tcp",)),
    "mongodb": KnownProgram(_STORE, ("27017/tcp",)),
    "redis": KnownProgram(_STORE, ("6379/tcp",)),
    "valkey": KnownProgram(_STORE, ("6379/tcp",)),
    "memcached": KnownProgram(_STORE, ("11211/tcp",)),
    "clickhouse": KnownProgram(_STORE, ("8443/tcp", "9440/tcp")),
    "elasticsearch": KnownProgram(_STORE, ("9200/tcp",)),
    "opensearch": KnownProgram(_STORE, ("9200/tcp",)),
    "minio": KnownProgram(_STORE, ("9000/tcp",)),
    "cassandra": KnownProgram(_STORE, ("9042/tcp",)),
    "etcd": KnownProgram(_STORE, ("2379/tcp",)),
    "kafka": KnownProgram(_QUEUE, ("9092/tcp",)),
    "redpanda": KnownProgram(_QUEUE, ("9092/tcp",)),
    "rabbitmq": KnownProgram(_QUEUE, ("5672/tcp",)),
    "nats": KnownProgram(_QUEUE, ("4222/tcp",)),
    "nginx": KnownProgram(_GATEWAY, ("80/tcp",)),
    "traefik": KnownProgram(_GATEWAY, ("80/tcp",)),
    "haproxy": KnownProgram(_GATEWAY),
    "envoy": KnownProgram(_GATEWAY),
    "caddy": KnownProgram(_GATEWAY, ("443/tcp",)),
}
SCHEMES = {
    "http": "80/tcp",
    "https": "443/tcp",
    "postgres": "5432/tcp",
    "postgresql": "5432/tcp",
    "mysql": "3306/tcp",
    "mongodb": "27017/tcp",
    "redis": "6379/tcp",
    "amqp": "5672/tcp",
    "nats": "4222/tcp",
    "kafka": "9092/tcp",
}
"""The port of an address that names none."""


def program_of(image: str) -> KnownProgram | None:
    """What the program of a container image is, by the words in its name: `bitnami/postgresql:16`."""
    name = re.sub(r"(?:@|:(?!.*/)).*", "", image.lower()).rpartition("/")[2]
    words = re.split(r"[^a-z0-9]+", name)
    return next((known for program, known in PROGRAMS.items() if any(word.startswith(program) for word in words)), None)


_KINDS = {
    "client": ComponentKind.DEVICE,
    "browser": ComponentKind.DEVICE,
    "mobile": ComponentKind.DEVICE,
    "user": ComponentKind.PERSON,
    "actor": ComponentKind.PERSON,
    "customer": ComponentKind.PERSON,
    "person": ComponentKind.PERSON,
    "database": ComponentKind.DATASTORE,
    "storage": ComponentKind.DATASTORE,
    "store": ComponentKind.DATASTORE,
    "cylinder": ComponentKind.DATASTORE,
    "bucket": ComponentKind.DATASTORE,
    "queue": ComponentKind.QUEUE,
    "topic": ComponentKind.QUEUE,
    "gateway": ComponentKind.GATEWAY,
    "balancer": ComponentKind.GATEWAY,
    "agent": ComponentKind.AGENT,
    "job": ComponentKind.JOB,
}
"""What words suggest of a component."""
_PLACES = {
    "internet": BoundaryKind.INTERNET, "vpc": BoundaryKind.VPC, "vnet": BoundaryKind.VPC, "subnet": BoundaryKind.SUBNET,
    "cluster": BoundaryKind.CLUSTER, "namespace": BoundaryKind.NAMESPACE, "region": BoundaryKind.REGION, "account": BoundaryKind.ACCOUNT,
    "subscription": BoundaryKind.ACCOUNT, "cloud": BoundaryKind.CLOUD, "network": BoundaryKind.NETWORK, "office": BoundaryKind.SITE,
    "saas": BoundaryKind.SAAS,
}  # fmt: skip
"""What words suggest of a boundary."""


def component_kind(*said: str) -> ComponentKind | None:
    """The sort of component that the words suggest, the first ones first."""
    return _suggested(_KINDS, said)


def boundary_kind(*said: str) -> BoundaryKind | None:
    """The sort of boundary that the words suggest, the first ones first."""
    return _suggested(_PLACES, said)


def one_of(kinds: type[T], said: object) -> T | None:
    """The member of a closed set that is called just so."""
    return next((kind for kind in kinds if kind.value == said), None)


def _suggested(kinds: Mapping[str, T], said: tuple[str, ...]) -> T | None:
    return next((kind for text in said for word, kind in kinds.items() if word in text.lower()), None)


_PORT = re.compile(
    rf"(?<![\w/.-])(?:(\d{{1,5}})(?:-(\d{{1,5}}))?/(?:tcp|udp|sctp)|(?:{'|'.join(sorted(PORTLESS, reverse=True))}))(?![\w/])"
)


def ports_in(text: str) -> Iterator[str]:
    """The ports that a text names as the language does: `443/tcp`, `8000-8100/udp`, `icmp`."""
    for found in _PORT.finditer(text.lower()):
        first, last = (int(number) if number else None for number in found.groups())
        if first is None or 1 <= first <= (last or first) <= 65_535:
            yield found[0]

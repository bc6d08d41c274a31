"""What names and images suggest: which sort of thing, on which port. Every guess says so in the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.domain.component import ComponentKind


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

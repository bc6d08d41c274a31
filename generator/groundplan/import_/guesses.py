"""What names and images suggest: which sort of thing, on which port. Every guess says so in the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.domain.component import ComponentKind


@dataclass(frozen=True, slots=True)
class Known:
    """What a well-known program is, and the port that it has unless told otherwise."""

    kind: ComponentKind
    ports: tuple[str, ...] = ()


_STORE, _QUEUE, _GATEWAY = ComponentKind.DATASTORE, ComponentKind.QUEUE, ComponentKind.GATEWAY
PROGRAMS = {
    "postgres": Known(_STORE, ("5432/tcp",)),
    "postgis": Known(_STORE, ("5432/tcp",)),
    "mysql": Known(_STORE, ("3306/tcp",)),
    "mariadb": Known(_STORE, ("3306/tcp",)),
    "mongo": Known(_STORE, ("27017/tcp",)),
    "mongodb": Known(_STORE, ("27017/tcp",)),
    "redis": Known(_STORE, ("6379/tcp",)),
    "valkey": Known(_STORE, ("6379/tcp",)),
    "memcached": Known(_STORE, ("11211/tcp",)),
    "clickhouse": Known(_STORE, ("8443/tcp", "9440/tcp")),
    "elasticsearch": Known(_STORE, ("9200/tcp",)),
    "opensearch": Known(_STORE, ("9200/tcp",)),
    "minio": Known(_STORE, ("9000/tcp",)),
    "cassandra": Known(_STORE, ("9042/tcp",)),
    "etcd": Known(_STORE, ("2379/tcp",)),
    "kafka": Known(_QUEUE, ("9092/tcp",)),
    "redpanda": Known(_QUEUE, ("9092/tcp",)),
    "rabbitmq": Known(_QUEUE, ("5672/tcp",)),
    "nats": Known(_QUEUE, ("4222/tcp",)),
    "nginx": Known(_GATEWAY, ("80/tcp",)),
    "traefik": Known(_GATEWAY, ("80/tcp",)),
    "haproxy": Known(_GATEWAY),
    "envoy": Known(_GATEWAY),
    "caddy": Known(_GATEWAY, ("443/tcp",)),
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


def program_of(image: str) -> Known | None:
    """What the program of a container image is, by the words in its name: `bitnami/postgresql:16`."""
    name = re.sub(r"(?:@|:(?!.*/)).*", "", image.lower()).rpartition("/")[2]
    words = re.split(r"[^a-z0-9]+", name)
    return next((known for program, known in PROGRAMS.items() if any(word.startswith(program) for word in words)), None)

"""A Docker Compose file: services, networks, published ports, and what services depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from groundplan.domain.boundary import BoundaryKind
from groundplan.domain.component import ComponentKind
from groundplan.errors import GroundplanError
from groundplan.import_.draft import Draft
from groundplan.import_.guesses import SCHEMES, KnownProgram, program_of
from groundplan.load.manifests import manifests
from groundplan.load.trees import JsonTree

_ADDRESS = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+]*)://(?:[^/@\s]*@)?|(?:^|[\s,=]))(?P<host>[A-Za-z0-9][\w.-]*)(?::(?P<port>\d{1,5}))?")
"""What in the value of a variable may be the address of a service: `postgres://user:password@db:5432/shop`, `cache:6379`."""

_PUBLIC_NAME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z-]+")


def read(path: Path, content: bytes) -> Draft:
    """The draft of the file `path`. Raises GroundplanError for what is no Compose file."""
    documents = manifests(str(path), content)
    tree = documents[0].data if documents else None
    services = tree.get("services") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(services, dict) or not services:
        raise GroundplanError(f"{path} has no `services`, so that it is no Compose file")
    name = tree.get("name")
    return _Reader(str(name) if isinstance(name, str) else path.resolve().parent.name, services).read()


class _Reader:
    def __init__(self, name: str, services: JsonTree) -> None:
        self.draft = Draft(f"{name.replace('-', ' ').replace('_', ' ').capitalize()}", "")
        self.services = {str(key): value if isinstance(value, Mapping) else {} for key, value in services.items()}
        self.draft.viewpoint = self.draft.boundary("boundary/host", BoundaryKind.HOST, said="Host")
        self.ids: dict[str, str] = {}

    def read(self) -> Draft:
        for name, service in self.services.items():
            self._component(name, service)
        for name, service in self.services.items():
            self._published(name, service)
            self._needed(name, service)
        return self.draft

    def _component(self, name: str, service: JsonTree) -> None:
        networks = _names(service.get("networks"))
        home = self.draft.viewpoint
        if networks and networks != ["default"]:
            home = self.draft.boundary(f"network/{networks[0]}", BoundaryKind.NETWORK, self.draft.viewpoint)
        guess = f"Also in the networks {', '.join(networks[1:])}; a component is in one boundary." if len(networks) > 1 else ""
        known = self._known(service)
        if known is not None:
            guess = f"A {known.kind.value}, as its image `{service.get('image')}` suggests. {guess}".strip()
        kind = known.kind if known else ComponentKind.SERVICE
        self.ids[name] = self.draft.component(f"service/{name}", kind, home, guess)

    def _known(self, service: JsonTree) -> KnownProgram | None:
        return program_of(str(service.get("image") or ""))

    def _published(self, name: str, service: JsonTree) -> None:
        listed = service.get("ports")
        for entry in listed if isinstance(listed, list) else []:
            port, address = _published(entry)
            if port and not _is_local(address):
                self.draft.flow(self.draft.outside, self.ids[name], [port], f"Published by `ports` of `{name}`.")

    def _needed(self, name: str, service: JsonTree) -> None:
        for other, ports in self._addressed(name, service):
            self.draft.flow(self.ids[name], self.ids[other], ports, f"An address in the environment of `{name}` names `{other}`.")
        for host, ports in self._addressed_outside(service):
            said = f"An address in the environment of `{name}` names it."
            other = self.draft.component(f"host/{host}", ComponentKind.OTHER, self.draft.internet, said, said=host)
            self.draft.flow(self.ids[name], other, ports, said)
            self.draft.flows[f"{self.ids[name]}-to-{other}"]["endpoints"] = [{"host": host}]
        for key in ("depends_on", "links"):
            for other in _names(service.get(key)):
                target = other.partition(":")[0]
                if target in self.services and target != name and f"{self.ids[name]}-to-{self.ids[target]}" not in self.draft.flows:
                    said = f"`{key}` of `{name}` names `{target}`; whether it connects there is not said."
                    self.draft.flow(self.ids[name], self.ids[target], self._ports(target), said)

    def _ports(self, name: str) -> list[str]:
        """The ports that a service listens on inside, as far as the file or its image says."""
        service = self.services[name]
        listed = service.get("expose")
        exposed = [_port(str(entry)) for entry in listed] if isinstance(listed, list) else []
        known = self._known(service)
        return [port for port in exposed if port] or list(known.ports if known else ())

    def _addressed(self, name: str, service: JsonTree) -> Iterator[tuple[str, list[str]]]:
        """The other services that values of the environment name, with their ports. No value is told."""
        for value in _values(service.get("environment")):
            for match in _ADDRESS.finditer(value):
                host, port, scheme = match["host"], match["port"], match["scheme"]
                if host in self.services and host != name and (port or scheme or value == host):
                    by_scheme = SCHEMES.get((scheme or "").partition("+")[0])
                    yield host, [f"{port}/tcp"] if port else [by_scheme] if by_scheme else self._ports(host)

    def _addressed_outside(self, service: JsonTree) -> Iterator[tuple[str, list[str]]]:
        """The hosts outside of the file that URLs in the environment name, with their ports. Nothing else of a value is told."""
        for value in _values(service.get("environment")):
            for match in _ADDRESS.finditer(value):
                host, scheme = match["host"].rstrip(".").lower(), (match["scheme"] or "").partition("+")[0]
                is_whole = "@" not in value[match.end() :]  # or else what was found may be a name of a user, or a password
                if scheme and is_whole and _PUBLIC_NAME.fullmatch(host) and host not in self.services:
                    port = f"{match['port']}/tcp" if match["port"] else SCHEMES.get(scheme)
                    yield host, [port] if port else []


def _names(value: object) -> list[str]:
    """The names in a list, or the keys of a mapping."""
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    return [str(each) for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _values(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [str(each) for each in value.values() if each is not None]
    return [each.partition("=")[2] for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _published(entry: object) -> tuple[str, str]:
    """The port on the host, with its transport, and the address that it is published at."""
    if isinstance(entry, Mapping):
        return _port(f"{entry.get('published') or ''}/{entry.get('protocol') or 'tcp'}"), str(entry.get("host_ip") or "")
    text, _, transport = str(entry).partition("/")
    parts = re.match(r"(?:(?P<address>\[[^\]]*\]|\d+\.[\d.]+):)?(?P<host>[\d-]+)(?::[\d-]+)?$", text)
    return (_port(f"{parts['host']}/{transport or 'tcp'}"), parts["address"] or "") if parts else ("", "")


def _port(text: str) -> str:
    match = re.fullmatch(r"(\d{1,5}(?:-\d{1,5})?)(?:/(tcp|udp|sctp))?", text)
    return f"{match[1]}/{match[2] or 'tcp'}" if match else ""


def _is_local(address: str) -> bool:
    return address.startswith("127.") or address in ("[::1]", "::1", "localhost")

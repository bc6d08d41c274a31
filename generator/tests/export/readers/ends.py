"""Run within a namespace: `listen ADDRESS,… PORT,…` answers until it is ended, `try` prints which connections are answered."""

import asyncio
import json
import sys
from typing import Any

PATIENCE = 1.5


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.transport.sendto(data, addr)


class Reply(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.answered = asyncio.Event()

    def datagram_received(self, data: bytes, addr: Any) -> None:  # noqa: ARG002
        self.answered.set()


async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"!")
    await writer.drain()
    writer.close()


async def listen(addresses: list[str], ports: list[str]) -> None:
    loop = asyncio.get_running_loop()
    for number, _, transport in (port.partition("/") for port in ports):
        if transport == "tcp":
            await asyncio.start_server(greet, addresses, int(number), backlog=4096)
            continue
        for address in addresses:  # one socket each, so that it answers from the address that was asked
            await loop.create_datagram_endpoint(Echo, (address, int(number)))
    print("listening", flush=True)
    await asyncio.Event().wait()


async def tcp(source: str, target: str, port: int) -> None:
    reader, writer = await asyncio.open_connection(target, port, local_addr=(source, 0))
    assert await reader.read(1) == b"!"
    writer.close()


async def udp(source: str, target: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    transport, reply = await loop.create_datagram_endpoint(Reply, (source, 0), (target, port))
    transport.sendto(b"?")
    await reply.answered.wait()
    transport.close()


async def passes(connection: list[str]) -> bool:
    source, target, port = connection
    number, _, transport = port.partition("/")
    try:
        async with asyncio.timeout(PATIENCE):
            await (tcp if transport == "tcp" else udp)(source, target, int(number))
    except (TimeoutError, OSError):
        return False
    return True


async def attempt(connections: list[list[str]]) -> None:
    found = await asyncio.gather(*map(passes, connections))
    print(json.dumps([connection for connection, answered in zip(connections, found, strict=True) if answered]))


if __name__ == "__main__":
    asyncio.run(listen(sys.argv[2].split(","), sys.argv[3].split(",")) if sys.argv[1] == "listen" else attempt(json.load(sys.stdin)))

"""The real YAML language server, as editors run it, on the reference project with the schema that `groundplan schema` writes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from projects import Project

ROOT = Path(__file__).parents[3]
TOOL = ROOT / ".cache" / "yaml-language-server"
VERSION = "2.0.0"
PATIENCE = 60
"""Seconds after which a silent server has failed."""

pytestmark = pytest.mark.slow


def installed() -> Path:
    """The server's script; installed below `.cache` the first time."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("there is no npm, so the YAML language server cannot be installed")
    script = TOOL / "node_modules/yaml-language-server/bin/yaml-language-server"
    if not script.is_file():
        TOOL.mkdir(parents=True, exist_ok=True)
        package = f"yaml-language-server@{VERSION}"
        command = [npm, "install", "--prefix", str(TOOL), "--no-save", "--no-audit", "--no-fund", "--silent", package]
        subprocess.run(command, check=True, timeout=600)
    return script


class Server:
    """A language server that is spoken to over stdio: headers, an empty line, JSON."""

    def __init__(self, script: Path, schema: Path) -> None:
        command = ["node", str(script), "--stdio"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True)
        self._settings = {"yaml": {"schemas": {schema.as_uri(): "/**/*.yaml"}, "validate": True, "completion": True, "hover": True}}
        self._settings["yaml"]["schemaStore"] = {"enable": False, "url": ""}
        self._messages: Queue[dict[str, Any]] = Queue()
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        capabilities = {"textDocument": {"completion": {"completionItem": {}}, "hover": {}}, "workspace": {"configuration": True}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a document; what is wrong with it."""
        self._diagnostics.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while uri not in self._diagnostics:
            self._take()
        return self._diagnostics[uri]

    def completions(self, uri: str, line: int, character: int) -> list[str]:
        """The words that are offered at a place, counted from 0."""
        position = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return [item["label"] for item in self.ask("textDocument/completion", position)["items"]]

    def hover(self, uri: str, line: int, character: int) -> str:
        position = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        found = self.ask("textDocument/hover", position)
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def stop(self) -> None:
        with self._process:  # which closes the pipes
            os.killpg(self._process.pid, signal.SIGKILL)  # `node` may be a program that starts the real one
            self._listener.join(PATIENCE)

    def _take(self) -> dict[str, Any]:
        try:
            message = self._messages.get(timeout=PATIENCE)
        except Empty:
            pytest.fail(f"the language server said nothing for {PATIENCE} s")
        match message.get("method"):
            case "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            case "workspace/configuration":
                sections = (item.get("section", "") for item in message["params"]["items"])
                self._send({"id": message["id"], "result": [self._settings.get(section) for section in sections]})
            case _ if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while header := self._process.stdout.readline():
            length = int(header.split(b":")[1])
            while self._process.stdout.readline().strip():
                pass
            self._messages.put(json.loads(self._process.stdout.read(length)))


@pytest.fixture(scope="module")
def server(reference: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    script = installed()
    schema = tmp_path_factory.mktemp("editor") / "model.schema.json"
    schema.write_text(reference.run("schema").out, encoding="utf-8")
    started = Server(script, schema)
    yield started
    started.stop()


def test_the_reference_model_has_no_fault_in_the_editor(server: Server) -> None:
    told = {path.name: server.open(path.as_uri(), path.read_text(encoding="utf-8")) for path in sorted((ROOT / "model").glob("*.yaml"))}
    assert len(told) > 5
    assert {name: found for name, found in told.items() if found} == {}


def test_the_editor_tells_a_wrong_key_and_a_wrong_word(server: Server) -> None:
    text = "components:\n  nginx: {kind: servise, in: eks-cluster}\nflows:\n  f: {form: nginx, to: nginx, channel: tailnet}\n"
    found = server.open("file:///wrong.yaml", text)
    assert {(fault["range"]["start"]["line"], fault["range"]["start"]["character"]) for fault in found} >= {(1, 16), (3, 6)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("flows:\n  f:\n    from: ", {"nginx", "kubernetes-api", "on-call-engineer", "byoc-vpc"}),
        ("flows:\n  f:\n    to: kube", {"kubernetes-api"}),
        ("flows:\n  f:\n    channel: ", {"tailnet", "public-filtered"}),
        ("components:\n  c:\n    in: ", {"eks-cluster"}),
        ("components:\n  c:\n    kind: ", {"service", "datastore", "gateway"}),
        ("claims:\n  c:\n    never:\n      direction: ", {"inbound", "outbound"}),
        ("claims:\n  c:\n    never:\n      over: ", {"tailnet"}),
        ("flows:\n  f:\n    ", {"from", "to", "channel", "carries"}),
        ("", {"flows", "components", "claims"}),
    ],
)
def test_the_editor_offers_what_fits(text: str, words: set[str], server: Server) -> None:
    uri = f"file:///offer-{abs(hash(text))}.yaml"
    server.open(uri, text)
    lines = text.split("\n")
    assert words <= set(server.completions(uri, len(lines) - 1, len(lines[-1])))


def test_the_editor_explains_a_key(server: Server) -> None:
    server.open("file:///hover.yaml", "flows:\n  f:\n    from: nginx\n    to: nginx\n    channel: tailnet\n")
    assert "who opens the connection" in server.hover("file:///hover.yaml", 2, 5)

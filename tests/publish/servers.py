"""Servers to publish to, on this machine, and a proxy in front of them that fails when it is told to."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

Fault = Callable[[int, str, str], int | None]
"""(number of the request, method, path) -> the status to answer with, 0 to cut the connection, or nothing to go on."""


def free_port() -> int:
    """Returns a port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: Sequence[str | Path], port: int, folder: Path) -> Iterator[None]:
    """Runs a server until the block ends; begins once it listens."""
    with (folder / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen([*map(str, command)], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            while True:
                with socket.socket() as asked:
                    if asked.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if process.poll() is not None:
                    pytest.fail(f"{command[0]} ended: {(folder / f'server-{port}.log').read_text()[-2000:]}")
                time.sleep(0.1)
            yield
        finally:
            process.kill()
            process.wait()


@contextmanager
def moto(folder: Path, **env: str) -> Iterator[str]:
    """An S3 and a CloudFront; yields the address."""
    port = free_port()
    with running([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port, folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def azurite(package: Path, folder: Path) -> Iterator[str]:
    """An Azure Blob Storage; yields the address."""
    port = free_port()
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node to run azurite with")
    script = package / "dist" / "src" / "blob" / "main.js"
    command = [node, script, "--silent", "--blobHost", "127.0.0.1", "--blobPort", str(port), "--location", folder]
    with running([*command, "--skipApiVersionCheck", "--disableTelemetry"], port, folder):
        yield f"http://127.0.0.1:{port}"


@dataclass
class Proxy:
    """What stands in front of a server, and the requests it saw."""

    address: str
    fault: Fault = lambda *_: None
    seen: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of each request."""
    conditions_status: int | None = None
    """The answer to all writes under a condition."""


@contextmanager
def proxied(upstream: str) -> Iterator[Proxy]:
    """A proxy in front of a server; set its `fault` to make it fail."""
    port = free_port()
    proxy = Proxy(f"http://127.0.0.1:{port}")
    host = upstream.removeprefix("http://")
    counting = Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            with counting:
                proxy.seen.append((self.command, self.path))
                number = len(proxy.seen)
            status = proxy.fault(number, self.command, self.path)
            if self.command == "PUT" and ("If-None-Match" in self.headers or "If-Match" in self.headers):
                status = proxy.conditions_status or status
            if status == 0:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if status:
                self.answer(status, [("Content-Type", "application/xml")], b"<Error><Code>Injected</Code></Error>")
                return
            passed = http.client.HTTPConnection(host)
            try:
                passed.request(self.command, self.path, body, dict(self.headers))
                response = passed.getresponse()
                data = response.read()
                self.answer(response.status, response.getheaders(), data)
            except OSError:
                self.close_connection = True
            finally:
                passed.close()

        def answer(self, status: int, headers: Sequence[tuple[str, str]], data: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                    self.send_header(name, value)
            length = dict(headers).get("Content-Length", "0") if self.command == "HEAD" else str(len(data))
            self.send_header("Content-Length", length)
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else data)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = forward

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            """Says nothing: clients are killed here."""

    with Server(("127.0.0.1", port), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()

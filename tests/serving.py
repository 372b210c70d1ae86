"""A server of a project, run as a user runs it, and ways to ask it."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from queue import Empty, Queue
from re import compile as pattern
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from nursery import Forked, fork
from support import environment

PATIENCE = 120.0
"""Seconds after which something that has to happen is taken not to: a lot, since the machine may be busy."""
ADDRESS = pattern(r"Serving at (http://\S+)/ ")
INJECTED = pattern(rb'<script type="module" src="/_diglot/serve\.js" data-version="[^"]*"></script>\n')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def page(self) -> bytes:
        """The body without what the server puts into it."""
        return INJECTED.sub(b"", self.body)


@dataclass(slots=True)
class Served:
    """A server that is at work."""

    process: Forked
    lines: list[str] = field(default_factory=list)
    """What it printed."""

    @property
    def address(self) -> str:
        """Where it is, without a `/` at the end."""
        return until(lambda: next((match[1] for line in list(self.lines) if (match := ADDRESS.match(line))), None))

    def get(self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
        """Asks for a path as it is written; no redirect is followed."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            said = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, said, response.read())
        finally:
            connection.close()

    def findings(self, path: str) -> dict[str, Any]:
        """Returns what the panel of a page shows."""
        return dict(json.loads(self.get(f"/_diglot/findings?page={path}").body))

    def interrupt(self) -> int:
        """Ends it as Ctrl+C does; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


class Events:
    """What the server tells of changes."""

    def __init__(self, served: Served, query: str) -> None:
        self._connection = HTTPConnection(urlsplit(served.address).netloc, timeout=PATIENCE)
        self._connection.request("GET", f"/_diglot/events{query}")
        assert self._connection.sock is not None
        self._socket: socket.socket = self._connection.sock
        self.response: HTTPResponse = self._connection.getresponse()
        self._queue: Queue[dict[str, Any]] = Queue()
        # The first line says that this one is heard.
        self.response.readline()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            for line in self.response:
                if line.startswith(b"data: "):
                    self._queue.put(json.loads(line.removeprefix(b"data: ")))
        except (OSError, HTTPException):
            # The server ended, or the test did.
            return

    def next(self, kind: str = "") -> dict[str, Any]:
        """Returns the next event, or the next of a kind."""
        while True:
            event = self._queue.get(timeout=PATIENCE)
            if not kind or event["kind"] == kind:
                return event

    def rest(self) -> list[dict[str, Any]]:
        """Returns those that are there already."""
        found = []
        while True:
            try:
                found.append(self._queue.get_nowait())
            except Empty:
                return found

    def close(self) -> None:
        """Leaves."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join()
        self.response.close()
        self._connection.close()


def until(look: Callable[[], Any]) -> Any:
    """Returns what `look` returns once that is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"it did not happen: {look}")


@contextmanager
def serving_project(project: Path, *options: str, ready: bool = True, cwd: Path | None = None) -> Iterator[Served]:
    """Serves a project until the block ends."""
    port = () if "--port" in options else ("--port", "0")
    with TemporaryDirectory() as folder:
        said = Path(folder, "said")
        os.mkfifo(said)
        served = Served(fork(["serve", str(project), *port, *options], cwd or project, environment({}), (said, said)))
        # A pipe with a name opens once both ends are there, and ends with the last process that writes to it.
        reader = Thread(target=partial(_listen, said, served.lines))
        reader.start()
        try:
            if ready:
                assert served.get("/").status == 200, served.lines
            yield served
        finally:
            served.process.kill()
            served.process.wait()
            reader.join()


def _listen(said: Path, lines: list[str]) -> None:
    with said.open(encoding="utf-8") as pipe:
        lines.extend(iter(pipe.readline, ""))

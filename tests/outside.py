"""The world outside, as tests have it: sites on this machine that answer as they are told, and hosts of examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import urlsplit

from diglot.rules.links.external_addresses import Outcome, Standing

HOSTS = {
    "alive.printers.example": Outcome(Standing.ALIVE, 200),
    "gone.printers.example": Outcome(Standing.DEAD, 404, detail="it answers with 404"),
    "unknown.printers.example": Outcome(Standing.DEAD, detail="its host is not known"),
    "moved.printers.example": Outcome(Standing.MOVED, 200, "https://alive.printers.example/new"),
    "front.printers.example": Outcome(Standing.MOVED, 200, "https://alive.printers.example/"),
    "forbidden.printers.example": Outcome(Standing.UNKNOWN, 403, detail="it answers with 403"),
    "faulty.printers.example": Outcome(Standing.UNKNOWN, 503, detail="it answers with 503"),
    "robots.printers.example": Outcome(Standing.UNKNOWN, detail="the `robots.txt` of its host asks not to"),
}
"""What became of every address of a host, in the examples of all rules."""


def outcome_of(address: str) -> Outcome:
    """Returns what became of an address in an example; hosts that are not in the table are not asked."""
    return HOSTS.get(urlsplit(address).hostname or "", Outcome(Standing.IGNORED))


class Answer(NamedTuple):
    """What a site answers."""

    code: int = 200
    headers: Mapping[str, str] = {}
    body: bytes = b""
    after: float = 0.0
    """Seconds that it takes."""
    never: bool = False
    """True if it only answers once the test is over."""


class Request(NamedTuple):
    """What a site was asked."""

    method: str
    path: str
    host: str
    agent: str
    at: float
    """On this machine's steady clock, before the answer."""


class Site:
    """A site and what happened to it."""

    def __init__(self, answers: Mapping[str, Answer | Sequence[Answer]], head: Mapping[str, Answer]) -> None:
        self.address = ""
        """Without a slash at the end."""
        self.port = 0
        self.requests: list[Request] = []
        self.most_at_once = 0
        self.over = Event()
        self._now = 0
        self._lock = Lock()
        self._head = head
        self._answers = {path: [given] if isinstance(given, Answer) else [*given] for path, given in answers.items()}

    def at(self, host: str, path: str = "/") -> str:
        """Returns an address of this site under another host's name."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[str]:
        """Returns the methods of all requests for `path`."""
        return [request.method for request in self.requests if request.path == path]

    def take(self, request: Request) -> Answer:
        """Returns the answer to a request: the next one of its path, and the last one for ever."""
        with self._lock:
            self.requests.append(request)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            if request.method == "HEAD" and request.path in self._head:
                return self._head[request.path]
            left = self._answers.get(request.path, [Answer(404)])
            return left.pop(0) if len(left) > 1 else left[0]

    def leave(self) -> None:
        """Notes that a request was answered."""
        with self._lock:
            self._now -= 1


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, site: Site) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type]  # socketserver's own three

    def do_GET(self) -> None:
        headers = self.headers
        request = Request(self.command, self.path, headers["Host"], headers["User-Agent"], monotonic())
        answer = self.site.take(request)
        try:
            if answer.never:
                self.site.over.wait()
            sleep(answer.after)
        finally:
            # Whoever reads the answer may ask again before this thread goes on.
            self.site.leave()
        self.send_response(answer.code)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: clients leave when they have seen enough."""


@contextmanager
def site(answers: Mapping[str, Answer | Sequence[Answer]], head: Mapping[str, Answer] | None = None) -> Iterator[Site]:
    """Runs a site that answers by path; what it has no answer for is not there. `head` is for HEAD alone."""
    running = Site(answers, head or {})
    with _Server(("127.0.0.1", 0), partial(_Handler, site=running)) as server:
        running.port = server.server_port
        running.address = f"http://127.0.0.1:{running.port}"
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.02))
        thread.start()
        try:
            yield running
        finally:
            running.over.set()
            server.shutdown()
            thread.join()

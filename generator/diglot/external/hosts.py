"""Hosts: how often one is asked, when it is left alone, and what it allows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from diglot.external.addresses import Asked, follow
from diglot.external.network import Failure, Network, Reply
from diglot.external.options import ExternalOptions
from diglot.external.robots import LARGEST, Rules

_PATIENCE = 3
"""After so many addresses in a row that it did not answer, a host is left alone."""
_MOST_ROBOTS_REDIRECTS = 5
_TOO_MUCH = frozenset({429, 503})
"""HTTP statuses of a host that is asked too much."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""HTTP statuses that send on to another address."""


class Host:
    """A host during one check."""

    def __init__(self, name: str, options: ExternalOptions) -> None:
        self.name = name
        self.takes_head = True
        """False once it has shown that it does not know HEAD."""
        self.closed = ""
        """Why it is left alone."""
        self.rules: dict[tuple[str, int], Rules] = {}
        """What its `robots.txt` says, by scheme and port."""
        self.reading = asyncio.Lock()
        """Held while its `robots.txt` is read."""
        self.finding = asyncio.Lock()
        """Held while it is looked up."""
        self.is_sought = False
        """True once it was looked up."""
        self.failure: Failure | None = None
        """Why it cannot be asked, if it was not found."""
        self._options = options
        self._turns = asyncio.Semaphore(options.per_host)
        self._next = 0.0
        self._silent = 0

    @asynccontextmanager
    async def turn(self, everywhere: asyncio.Semaphore, pause: float) -> AsyncIterator[None]:
        """Waits until the host may be asked, `pause` seconds after the last time; `everywhere` bounds all requests."""
        loop = asyncio.get_running_loop()
        async with self._turns:
            while (wait := self._next - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._next = loop.time() + pause
            async with everywhere:
                self._next = max(self._next, loop.time() + pause)
                yield

    def rest(self, seconds: float) -> None:
        """Leaves the host alone for a while."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

    def note(self, result: Reply | Failure) -> None:
        """Notes how an address turned out, and gives the host up if that goes wrong too often."""
        if isinstance(result, Reply) and result.code in _TOO_MUCH:
            wait = result.retry_after or 0.0
            self._silent += _PATIENCE if wait > self._options.longest_wait else 1
            words = "its host asks for fewer requests"
        elif isinstance(result, Failure) and not result.is_dead:
            self._silent += 1
            words = "its host did not answer several times"
        else:
            self._silent = 0
        if self._silent >= _PATIENCE:
            self.closed = words


class Hosts:
    """All hosts of one check, and the only way to ask them."""

    def __init__(self, options: ExternalOptions, network: Network) -> None:
        self.network = network
        self.has_answers = False
        """True once any host has answered."""
        self._options = options
        self._everywhere = asyncio.Semaphore(options.concurrency)
        self._hosts: dict[str, Host] = {}

    def get(self, asked: Asked) -> Host:
        """Returns the host of an address."""
        if asked.host not in self._hosts:
            self._hosts[asked.host] = Host(asked.host, self._options)
        return self._hosts[asked.host]

    async def ask(self, method: str, asked: Asked, pause: float = 0.0, most: int = 0) -> Reply | Failure:
        """Returns the reply to one request, when it is this host's turn."""
        host = self.get(asked)
        async with host.turn(self._everywhere, max(pause, self._options.pause)):
            if host.closed:
                return Failure(host.closed, is_lasting=True)
            result = await self.network.request(method, asked, most)
        self.has_answers |= isinstance(result, Reply)
        return result

    async def find(self, asked: Asked) -> Failure | None:
        """Looks the host of an address up, once; returns why it cannot be asked."""
        host = self.get(asked)
        async with host.finding:
            if not host.is_sought:
                host.failure = await self.network.find(host.name)
                host.is_sought = True
        return host.failure

    async def rules(self, asked: Asked) -> Rules:
        """Returns what the `robots.txt` says that is in charge of an address; it is read once. Its host is found."""
        if not self._options.robots:
            return Rules()
        host = self.get(asked)
        async with host.reading:
            if (asked.scheme, asked.port) not in host.rules:
                host.rules[asked.scheme, asked.port] = await self._read_rules(asked)
            return host.rules[asked.scheme, asked.port]

    async def _read_rules(self, asked: Asked) -> Rules:
        there: Asked | None = asked._replace(target="/robots.txt")
        for _ in range(_MOST_ROBOTS_REDIRECTS + 1):
            if there is None or await self.find(there):
                break
            result = await self.ask("GET", there, most=LARGEST)
            if isinstance(result, Failure):
                # The page itself then says best what is wrong.
                break
            if result.code in REDIRECTS:
                there = follow(there, result.location)[0]
                continue
            if result.code == 429 or result.code >= 500:
                return Rules(closed=f"the `robots.txt` of its host answers with {result.code}")
            return Rules(result.body.decode("utf-8", "replace") if result.code < 300 else "")
        return Rules()

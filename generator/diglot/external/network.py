"""The network: finding hosts, and one request with its reply. Whatever fails becomes a value.

Nothing connects to an address that was not looked up and checked here, so no answer of a name server that changes
meanwhile, and no redirect, leads into a network of our own.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import httpcore

from diglot import __version__
from diglot.external.addresses import Asked, is_public
from diglot.external.options import ExternalOptions

_MOST_PLACES = 4
"""So many IP addresses of a host are tried."""
_KEPT_OPEN = 5.0
"""Seconds for which a connection that is not used stays open."""
_UNKNOWN_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""What a name server says that knows better; all else may pass."""
_UNTRACEABLE = frozenset({2, 20, 21})
"""OpenSSL's numbers for a certificate whose issuer is not at hand: browsers fetch it, or know more of them."""
_CERTIFICATES = {
    10: "its certificate has expired",
    18: "its certificate is signed by itself",
    19: "its certificate is signed by no known authority",
    62: "its certificate is for another host",
}
"""OpenSSL's numbers for what is wrong with a certificate -> our words."""


class Failure(NamedTuple):
    """Why there is no reply."""

    detail: str
    """The rest of a sentence."""
    is_dead: bool = False
    """True if no browser would get one."""
    is_lasting: bool = False
    """True if asking again is of no use."""
    is_unreached: bool = False
    """True if there was not even a connection."""


class Reply(NamedTuple):
    """What a host answered."""

    code: int
    location: str = ""
    retry_after: float | None = None
    """Seconds that the host asks us to wait."""
    body: bytes = b""


class Network:
    """Connections to hosts. An asynchronous context: they are closed when it ends."""

    def __init__(self, options: ExternalOptions) -> None:
        self._options = options
        self._hosts = dict(options.hosts)
        self._backend = _Checked()
        context = httpcore.default_ssl_context()
        # Besides the authorities that httpcore brings along, those that this machine trusts.
        context.load_default_certs()
        self._pool = httpcore.AsyncConnectionPool(
            context,
            max_connections=options.concurrency,
            keepalive_expiry=_KEPT_OPEN,
            network_backend=self._backend,
        )

    async def __aenter__(self) -> Network:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.aclose()

    async def find(self, host: str) -> Failure | None:
        """Looks a host up, so that requests to it are possible; returns why they are not."""
        found = await self.look_up(host)
        if isinstance(found, Failure):
            return found
        places = [place for place in found if self._options.allow_private or is_public(place)]
        if not places:
            return Failure("its host is on a network that is not open to all", is_lasting=True)
        # Machines that have IPv6 addresses but no way to them are common.
        self._backend.places[host] = tuple(sorted(places, key=lambda place: ":" in place)[:_MOST_PLACES])
        return None

    async def look_up(self, host: str) -> list[str] | Failure:
        """Returns the IP addresses of a host, or why there are none."""
        if (known := self._hosts.get(host)) is not None:
            return [known] if known else Failure("its host is not known", is_dead=True, is_lasting=True)
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in _UNKNOWN_NAME:
                return Failure("its host is not known", is_dead=True, is_lasting=True)
            return Failure("no name server tells where its host is")
        except (OSError, UnicodeError):
            return Failure("the name of its host cannot be looked up", is_lasting=True)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    async def request(self, method: str, asked: Asked, most: int = 0) -> Reply | Failure:
        """Returns the reply to a request, with at most `most` bytes of its body; the host has been found before."""
        limit = self._options.connect_timeout + self._options.read_timeout
        try:
            # Each of the timeouts below begins anew with every byte that comes.
            async with asyncio.timeout(limit), self._response(method, asked) as response:
                body = await _beginning(response, most) if most or method == "HEAD" else b""
                return _reply(response, body)
        except (TimeoutError, httpcore.TimeoutException) as error:
            return Failure("it does not answer in time", is_unreached=isinstance(error, httpcore.ConnectTimeout))
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            return failure_of(error)

    @asynccontextmanager
    async def _response(self, method: str, asked: Asked) -> AsyncIterator[httpcore.Response]:
        options = self._options
        url = httpcore.URL(
            scheme=asked.scheme.encode(), host=asked.host.encode(), port=asked.port, target=asked.target.encode()
        )
        headers: dict[str | bytes, str | bytes] = {
            "Host": asked.authority,
            "User-Agent": f"Diglot/{__version__} (checks links of help articles; robots.txt: diglot)",
            "Accept": "*/*",
            # A body that is not compressed is not larger than it looks.
            "Accept-Encoding": "identity",
        }
        timeout = {"connect": options.connect_timeout, "read": options.read_timeout, "write": options.read_timeout}
        async with self._pool.stream(method, url, headers=headers, extensions={"timeout": timeout}) as response:
            yield response


class _Checked(httpcore.AnyIOBackend):
    """Connects to hosts at the IP addresses that were found for them, and to nothing else."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[str, ...]] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        *others, last = self.places[host]
        for place in others:
            try:
                return await super().connect_tcp(place, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await super().connect_tcp(last, port, timeout, local_address, socket_options)


async def _beginning(response: httpcore.Response, most: int) -> bytes:
    """Returns at most `most` bytes of a body; that of a HEAD, which is empty, has to be read as well."""
    body = b""
    async for part in response.aiter_stream():
        body += part[: most - len(body)]
        if len(body) >= most:
            break
    return body


def _reply(response: httpcore.Response, body: bytes) -> Reply:
    headers = {name.lower(): value for name, value in response.headers}
    location = headers.get(b"location", b"")
    try:
        where = location.decode("utf-8")
    except UnicodeDecodeError:
        where = location.decode("latin-1")
    wait = seconds_to_wait(headers.get(b"retry-after", b""), headers.get(b"date", b""))
    return Reply(response.status, where, wait, body)


def seconds_to_wait(after: bytes, now: bytes) -> float | None:
    """Returns how long `Retry-After` asks us to wait; where it names a time, `now` is the host's own."""
    written = after.decode("ascii", "ignore").strip()
    if written.isdigit():
        return float(written[:9])
    try:
        wait = parsedate_to_datetime(written) - parsedate_to_datetime(now.decode("ascii", "ignore"))
    except (TypeError, ValueError):
        return None
    return max(wait.total_seconds(), 0.0)


def failure_of(error: BaseException) -> Failure:
    """Returns what an error of a connection means."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            if cause.verify_code in _UNTRACEABLE:
                return Failure("the authority behind its certificate is not known", is_lasting=True)
            words = _CERTIFICATES.get(cause.verify_code, "its certificate is not valid")
            return Failure(words, is_dead=True, is_lasting=True)
        if isinstance(cause, ssl.SSLError):
            return Failure("no encrypted connection comes about")
        if isinstance(cause, ConnectionRefusedError):
            return Failure("its host refuses the connection", is_dead=True, is_unreached=True)
    if isinstance(error, httpcore.ProtocolError):
        return Failure("its host breaks off, or answers with something that is not HTTP")
    return Failure("no connection comes about, or it breaks off", is_unreached=isinstance(error, httpcore.ConnectError))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yields an error and what caused it, the outermost first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__

"""Where the server listens, and under which names browsers may ask it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from diglot.errors import UserError, WorldError

_TRIES = 100
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_ELSEWHERE = ("192.0.2.1", 9)
"""An address that is nobody's (RFC 5737): to be asked which of our own leads there; nothing is sent."""


def listen(host: str, port: int) -> socket.socket:
    """Returns a socket that listens on `host`, at `port` or the next one that is free. Raises `UserError`."""
    try:
        family, _, _, _, (address, *_) = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise UserError(f"`{host}` is no address to listen on: {error.strerror or error}") from error
    for number in range(port, min(port + _TRIES, 65536)) if port else (0,):
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((address, number))
            found.listen(128)
        except OSError as error:
            found.close()
            if isinstance(error, PermissionError):
                raise WorldError(f"port {number} may not be listened on; choose one above 1023 with --port") from error
            if not _is_taken(error):
                raise WorldError(f"cannot listen on `{host}`: {error.strerror}; choose another --host") from error
            continue
        found.setblocking(False)
        return found
    raise WorldError(f"no port from {port} on is free; choose another --port")


def _is_taken(error: OSError) -> bool:
    import errno

    return error.errno == errno.EADDRINUSE


def is_loopback(host: str) -> bool:
    """Tells whether only this machine can reach `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def allowed_hosts(host: str, port: int) -> frozenset[str]:
    """Returns what the `Host` of a request may be, in lower case: any other one is a page that plays us a trick."""
    names = [*_LOCAL]
    if not is_loopback(host):
        names += _own_names(host)
    return frozenset(f"{name}{end}" for name in names for end in (f":{port}", *(("",) if port == 80 else ())))


def _own_names(host: str) -> Iterator[str]:
    name = socket.gethostname().lower()
    yield from (name, f"{name.partition('.')[0]}.local", socket.getfqdn().lower())
    for address in (host, lan_address(host)):
        yield f"[{address}]" if ":" in address else address.lower()


def lan_address(host: str) -> str:
    """Returns the address under which other machines reach a server that listens on `host`."""
    try:
        if not ip_address(host).is_unspecified:
            return host
    except ValueError:
        return host
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
    except OSError:
        # A machine without a network.
        return "127.0.0.1"


def web_origin(host: str, port: int) -> str:
    """Returns the address of the server for the bar of a browser, without a `/` at its end."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def is_own_origin(origin: str, hosts: frozenset[str]) -> bool:
    """Tells whether a page that asks was served by us."""
    return urlsplit(origin).netloc.lower() in hosts


def picture_of(address: str) -> str:
    """Returns a QR code of an address, in the characters of a terminal."""
    from io import StringIO

    import segno

    out = StringIO()
    segno.make(address, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()

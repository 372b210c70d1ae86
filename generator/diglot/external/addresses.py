"""Addresses as they are asked for: taken apart, encoded, without fragment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import translate
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from re import IGNORECASE, Pattern, compile, error, fullmatch
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from diglot.errors import UserError
from diglot.urls import web_address

LONGEST = 4_000
"""Characters of an address that is asked for."""
_LONGEST_HOST = 253
_PORTS = {"http": 80, "https": 443}
_MADE_UP = frozenset({"example", "invalid", "test"})
"""Top domains that RFC 2606 keeps for documents: nothing is there, and nothing is meant to be."""
_MADE_UP_SITES = frozenset({"example.com", "example.net", "example.org"})
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that a network turns into the IPv4 address in their last four bytes."""


class Asked(NamedTuple):
    """An address as it is asked for."""

    scheme: str
    host: str
    """Lower case, in ASCII; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""

    @property
    def authority(self) -> str:
        """Host and port as they are written."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def is_of_the_web(address: str) -> bool:
    """Tells whether `address` has a scheme that can be asked for."""
    return address.lower().startswith(("http://", "https://"))


def parse_address(address: str) -> Asked | None:
    """Returns `address` as it is asked for, None where it cannot be. Names of users and passwords are left out."""
    if len(address) > LONGEST or not is_of_the_web(address):
        return None
    try:
        parts = urlsplit(web_address(address.strip()))
        port, name = parts.port, urlsplit(address.strip()).hostname
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(name or "")
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return Asked(scheme, host, port or _PORTS[scheme], target) if host and len(target) <= 3 * LONGEST else None


def _host(name: str) -> str:
    """Returns a host's name in ASCII, empty where it is none."""
    name = name.removesuffix(".")
    if not name or len(name) > _LONGEST_HOST:
        return ""
    if ":" in name:
        return name if fullmatch(r"[0-9a-f:.]+", name) else ""
    try:
        host = name.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return host if fullmatch(r"[a-z0-9_.-]+", host) else ""


def follow(here: Asked, location: str) -> tuple[Asked | None, str]:
    """Returns where a redirect at `here` leads, None where it is no address of the web, and the fragment behind it."""
    try:
        absolute = urljoin(here.text, location[: LONGEST + 1].strip())
    except ValueError:
        return None, ""
    address, mark, fragment = absolute.partition("#")
    return parse_address(address), mark + web_address(fragment)


def is_made_up(asked: Asked) -> bool:
    """Tells whether the host is one of those that stand for any in texts, such as `www.example.com`."""
    labels = asked.host.split(".")
    return labels[-1] in _MADE_UP or ".".join(labels[-2:]) in _MADE_UP_SITES


def is_public(address: str) -> bool:
    """Tells whether an IP address is one of the whole internet, not of this machine or of a network of its own."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (ip, *_inner(ip)))


def _inner(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Returns the IPv4 addresses that packets to an IPv6 address may be carried on to."""
    if isinstance(ip, IPv4Address):
        return []
    carried = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    translated = [IPv4Address(int(ip) & 0xFFFF_FFFF)] if ip in _TRANSLATED else []
    return [each for each in carried if each is not None] + translated


class Selection:
    """Which addresses to ask for.

    A pattern is a glob for the whole address, `https://*.printers.example/*`, or, written between slashes, a regular
    expression for a part of it: `/[?&]session=/`. Capital letters do not matter.
    """

    def __init__(self, only: Iterable[str], ignore: Iterable[str]) -> None:
        """Raises `UserError` for a pattern that cannot be read."""
        self._only = [_pattern(one) for one in only]
        self._ignore = [_pattern(one) for one in ignore]

    def has(self, address: str) -> bool:
        """Tells whether `address` is to be asked for."""
        if self._only and not any(one.search(address) for one in self._only):
            return False
        return not any(one.search(address) for one in self._ignore)


def _pattern(written: str) -> Pattern[str]:
    is_regex = len(written) > 2 and written.startswith("/") and written.endswith("/")
    try:
        return compile(written[1:-1] if is_regex else rf"\A{translate(written)}", IGNORECASE)
    except error as wrong:
        raise UserError(f"`{written}` is no regular expression: {wrong}") from wrong

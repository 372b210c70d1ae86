"""Addresses of the web as the rules about them see them: their parts, and the locale that a path may hold. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from diglot.i18n import is_spoken

_WEB = pattern(r"(https?)://([^/?#\\\s]*+)(.*)\Z", IGNORECASE)
_LOCALE = pattern(r"/([A-Za-z]{2,3}(?:-[A-Za-z]{4})?-[A-Za-z]{2})(?=[/?#]|\Z)")
_FARTHEST = 2
"""A locale is the first or second part of a path; further behind it is more often the name of something."""

_LONGEST = 60


class WebAddress(NamedTuple):
    """The parts of an address that begins with `http://` or `https://`."""

    scheme: str
    """In lower case, as the host."""
    host: str
    """With a port, if there is one."""
    rest: str
    """Path, query and fragment as written."""


class PathLocale(NamedTuple):
    """A locale in the path of an address."""

    tag: str
    """As written."""
    start: int
    """Its offset in the address."""


def web_parts(address: str) -> WebAddress | None:
    """Returns the parts of `address`, or nothing if it is not one of the web."""
    match = _WEB.match(address)
    return WebAddress(match[1].lower(), match[2].lower(), match[3]) if match else None


def shown(text: str) -> str:
    """Returns `text` as it is named in a message: a long one is cut."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def is_below(host: str, domains: Iterable[str]) -> bool:
    """Tells whether `host` is one of `domains`, or belongs to it."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def path_locale(address: str) -> PathLocale | None:
    """Returns the locale in the path of an address of the web, or nothing if there is none."""
    parts = web_parts(address) if _LOCALE.search(address) else None
    if parts is None:
        return None
    path = parts.rest.partition("?")[0].partition("#")[0]
    for match in _LOCALE.finditer(path):
        if path.count("/", 0, match.start(1)) <= _FARTHEST and is_spoken(match[1]):
            return PathLocale(match[1], len(address) - len(parts.rest) + match.start(1))
    return None

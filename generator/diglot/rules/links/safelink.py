"""LNK202: addresses wrapped by a service that checks or counts who follows them."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import unquote

from diglot.diagnostics import Finding
from diglot.rules.links.hosts import is_insecure, is_secure_host
from diglot.rules.links.insecure_address import secured
from diglot.rules.links.places import written
from diglot.rules.links.web import is_below, shown, web_parts
from diglot.rules.subject import Page


class Wrapper(NamedTuple):
    """A service that wraps addresses."""

    host: str
    path: str
    """How what stands behind the host begins."""
    parameter: str
    """Holds the true address, percent-encoded."""


_WRAPPERS = (
    Wrapper("safelinks.protection.outlook.com", "/", "url"),
    Wrapper("safelinks.protection.office365.us", "/", "url"),
    Wrapper("statics.teams.cdn.office.net", "/evergreen-assets/safelinks/", "url"),
    Wrapper("www.google.com", "/url?", "q"),
    Wrapper("www.google.com", "/url?", "url"),
    Wrapper("l.facebook.com", "/l.php?", "u"),
    Wrapper("slack-redir.net", "/link?", "url"),
)
_MARKS = ("safelinks", "google.com/url?", "facebook.com/l.php", "slack-redir")
"""One of these stands in every wrapped address."""
_MOST = 5
"""A mail that was sent on and on has wrappers in wrappers."""
_REFERENCE = pattern(r"&(?=#?\w+;)")
_UNSAFE = pattern(r"[\s()<>\\\"'|]")


def find_safelinks(page: Page) -> Iterator[Finding]:
    """Yields a finding for each wrapped address on a page."""
    if not any(mark in page.text for mark in _MARKS):
        return
    for one in written(page, lambda address: bool(unwrapped(address)[0])):
        inner, is_certain = unwrapped(one.address)
        parts = web_parts(inner)
        if is_insecure(inner) and parts is not None and is_secure_host(parts.host):
            inner = secured(inner)
        # What is left to say of the address afterwards is for people to decide.
        is_safe = is_certain and not is_insecure(inner)
        fix = one.fix("Write the address itself", _as_destination(inner), safe=is_safe)
        host = outer.host if (outer := web_parts(one.address)) else ""
        message = f"`{host}` sees who follows this link; write the address behind it, `{shown(inner)}`"
        yield Finding("safelink", one.at, message, fix=fix)


def unwrapped(address: str) -> tuple[str, bool]:
    """Returns where a wrapped address really leads, and whether that is certain; nothing where it is not wrapped."""
    found, is_certain = "", True
    if not any(mark in address for mark in _MARKS):
        return "", False
    for _ in range(_MOST):
        value = _wrapped(found or address)
        inner = unquote(value)
        if web_parts(inner) is None:
            break
        # One that was not encoded when it was wrapped may have lost some of its own parameters.
        found, is_certain = inner, is_certain and "://" not in value
    return found, is_certain and bool(found)


def _wrapped(address: str) -> str:
    """Returns what an address wraps, still encoded; nothing where it is no wrapper."""
    parts = web_parts(address)
    if parts is None:
        return ""
    for host, path, parameter in _WRAPPERS:
        if is_below(parts.host, (host,)) and parts.rest.startswith(path):
            queries = parts.rest.partition("?")[2].partition("#")[0].split("&")
            value = next((query.partition("=")[2] for query in queries if query.startswith(f"{parameter}=")), "")
            if value:
                return value
    return ""


def _as_destination(address: str) -> str:
    """Returns an address as it is written between the parentheses of a link."""
    encoded = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}" if match[0].isascii() else "%20", address)
    return _REFERENCE.sub("&amp;", encoded)

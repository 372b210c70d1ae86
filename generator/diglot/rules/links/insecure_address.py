"""LNK201: addresses that are asked for in the clear. The fix is safe where the host is known to do better."""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.rules.links.hosts import is_insecure, is_secure_host
from diglot.rules.links.places import written
from diglot.rules.links.web import shown, web_parts
from diglot.rules.subject import Page

_SECURE = pattern(r"https://([a-z0-9.-]+)", IGNORECASE)


def find_insecure_addresses(page: Page) -> Iterator[Finding]:
    """Yields a finding for each `http://` address of a public host on a page."""
    if "http://" not in page.text:
        return
    found = list(written(page, is_insecure))
    # What the page itself asks for over HTTPS is the best of witnesses.
    said = {host.lower().rstrip(".") for host in _SECURE.findall(page.text)} if found else ()
    for one in found:
        parts = web_parts(one.address)
        known = parts is not None and (parts.host in said or is_secure_host(parts.host))
        fix = one.fix("Write `https://`", secured(page.text[one.at.start : one.at.end]), safe=known)
        message = f"`{shown(one.address)}` is asked for without encryption; write `https://` instead of `http://`"
        yield Finding("insecure-address", one.at, message, fix=fix)


def secured(address: str) -> str:
    """Returns an `http://` address as an `https://` one."""
    return f"https{address[len('http') :]}"

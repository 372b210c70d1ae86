"""Images of other hosts: a page asks no other host for anything, unless the site names it. They become links.

What reaches this module was written by our own renderer or by the sanitizer, both of which escape `<` and `>` in
attributes; so a tag ends where it seems to.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape, unescape
from re import compile as pattern
from urllib.parse import urlsplit

_TAG = pattern(r"<(a) |</(a)>|<img [^>]*>")
_SOURCE = pattern(r'\ssrc="([^"]*)"')
_ALT = pattern(r'\salt="([^"]*)"')
_MAY_BE_OUTSIDE = ('src="http', 'src="//', 'src="HTTP')


def without_outside_images(html: str, hosts: Iterable[str]) -> str:
    """Returns a body in which each image of a host that is none of `hosts` is a link to it, or its words in a link."""
    if not any(mark in html for mark in _MAY_BE_OUTSIDE):
        return html
    known, parts, done, in_link = frozenset(hosts), [], 0, False
    for match in _TAG.finditer(html):
        if match.group(1) or match.group(2):
            in_link = match.group(1) is not None
            continue
        source = _SOURCE.search(match.group())
        if source is None or _is_known(unescape(source.group(1)), known):
            continue
        parts += [html[done : match.start()], _words(match.group(), source.group(1), in_link)]
        done = match.end()
    return "".join([*parts, html[done:]])


def _is_known(address: str, hosts: frozenset[str]) -> bool:
    if not address.lower().startswith(("http:", "https:", "//")):
        return True
    try:
        return urlsplit(address).netloc.lower() in hosts
    except ValueError:
        return False


def _words(image: str, address: str, in_link: bool) -> str:
    alt = _ALT.search(image)
    words = alt.group(1).strip() if alt else ""
    if in_link:
        return f'<span data-generated="outside-image">{words}</span>' if words else ""
    name = words or escape(unescape(address).rpartition("/")[2] or unescape(address))
    return f'<a class="outside-image" href="{address}"><span data-generated="outside-image">{name}</span></a>'

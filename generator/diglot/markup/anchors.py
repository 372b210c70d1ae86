"""The ids of a page that holds raw HTML: each stands once, or links could not tell where they lead."""

from __future__ import annotations

from html import unescape
from re import Match
from re import compile as pattern

ATTRIBUTES = r'(?:\s[^\s"=<>]+(?:="[^"]*")?)*?'
"""The attributes of a tag as our own code and the sanitizer write them."""
_ID = pattern(rf'<[a-z][a-z0-9]*{ATTRIBUTES}\sid="([^"]*)"')


def unique_ids(html: str) -> tuple[str, tuple[str, ...]]:
    """Returns HTML in which each id stands once, where it stood first, and the ids."""
    found = _ID.findall(html)
    ids = dict.fromkeys(map(unescape, found))
    if len(ids) < len(found):
        seen: set[str] = set()

        def once(match: Match[str]) -> str:
            name = match.group(1)
            if name in seen:
                return match.group()[: -len(f' id="{name}"')]
            seen.add(name)
            return match.group()

        html = _ID.sub(once, html)
    return html, tuple(ids)

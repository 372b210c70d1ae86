"""What a setting `invalidate` says, and how caches call the files of a site."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

CLOUDFRONT = "cloudfront:"


def changed_paths(paths: Iterable[str], base: str) -> list[str]:
    """Returns how caches know files of the site at the address `base`: paths from the root of the host, encoded."""
    root = urlsplit(base).path or "/"
    found = []
    for path in paths:
        if path == "index.html" or path.endswith("/index.html"):
            found.append(path.removesuffix("index.html"))
        found.append(path)
    return [root + quote(address, safe="/~") for address in found]


def problem_of(how: str) -> str:
    """Returns what is wrong with a setting `invalidate`; nothing if it can be used."""
    if not how or (how.startswith(CLOUDFRONT) and how != CLOUDFRONT):
        return ""
    try:
        words = shlex.split(how)
    except ValueError as error:
        return f"cannot be read as a command: {error}"
    if not {"{paths}", "{urls}"} & set(words):
        return "has to be `cloudfront:ID`, or a command with `{paths}` or `{urls}` as a word of its own"
    return ""

"""Tables of contents: `TOC.yml`, a nested list of names and links beside the articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from diglot.model import Entry

_DEEPEST = 20


def parse_toc(text: str) -> tuple[tuple[Entry, ...], str]:
    """Returns the entries of a `TOC.yml`, and what is wrong with it, if anything. Never fails."""
    try:
        loaded = yaml.load(text.removeprefix("\ufeff"), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        return (), f"this table of contents is not valid YAML{line} ({getattr(error, 'problem', None) or error})"
    if isinstance(loaded, dict):
        loaded = loaded.get("items")
    if not loaded:
        return (), ""
    if not isinstance(loaded, list):
        return (), "a table of contents is a list of entries with `name` and `href`"
    return tuple(_entries(loaded, 0)), ""


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _entries(items: list[Any], depth: int) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict):
            below = item.get("items")
            entries = tuple(_entries(below, depth + 1)) if isinstance(below, list) and depth < _DEEPEST else ()
            yield Entry(str(item.get("name") or ""), str(item.get("href") or item.get("topicHref") or ""), entries)

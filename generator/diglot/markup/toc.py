"""Tables of contents: `TOC.yml`, a nested list of names and links beside the articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diglot.diagnostics import Finding
from diglot.markup.yaml_strings import load_strings
from diglot.model import Entry, Span

_DEEPEST = 20


def parse_toc(text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Returns the entries of a `TOC.yml`, and what is wrong with it, if anything. Never fails."""
    loaded, problem = load_strings(text)
    if problem is not None:
        message = f"the table of contents is not valid YAML ({problem.message}); put names that hold a colon in quotes"
        return (), (Finding("invalid-toc", Span(problem.offset, problem.offset), message),)
    if isinstance(loaded, dict) and "items" in loaded:
        loaded = loaded["items"]
    if not loaded:
        return (), ()
    if not isinstance(loaded, list) or not any(isinstance(item, dict) for item in loaded):
        message = "the table of contents is no list of entries; write `- name:` and `href:` for each"
        return (), (Finding("invalid-toc", Span(0, 0), message),)
    return tuple(_entries(loaded, 0)), ()


def _entries(items: list[Any], depth: int) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, dict):
            below = item.get("items")
            entries = tuple(_entries(below, depth + 1)) if isinstance(below, list) and depth < _DEEPEST else ()
            yield Entry(_text(item.get("name")), _text(item.get("href")) or _text(item.get("topicHref")), entries)


def _text(value: Any) -> str:
    """Returns a scalar; a list or mapping where one was expected is none."""
    return value if isinstance(value, str) else ""

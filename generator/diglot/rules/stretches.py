"""Stretches of text between those that a rule passes over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def stretches(length: int, skipped: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields (start, end) of what is left of a text of some length without stretches that may overlap."""
    at = 0
    for first, last in sorted(skipped):
        if first > at:
            yield at, first
        at = max(at, last)
    if at < length:
        yield at, length

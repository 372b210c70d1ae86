"""Numbers of units: new ones get numbers between those of their neighbours, so that those that are known stay.

A number is part of an address, so it does not change unless there is no room: then as few units as possible move on.
All locales have the same numbers, which is why an assignment that another locale has already is taken over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from hashlib import sha1
from itertools import pairwise

FIRST = 101
"""The lowest number of a unit."""
STEP = 10
"""Between the numbers of units that are made together, so that there is room for later ones."""


def prefix_of(path: str) -> str:
    """Returns the prefix of an article's ids: five digits of the digest of its path, with its ending, in its locale."""
    return sha1(path.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()[:5]


def assign_numbers(known: Sequence[int | None], first: int = FIRST, hints: Sequence[int | None] = ()) -> list[int]:
    """Returns a rising number for each unit, given those that are `known`, which are kept where they can be.

    `hints` are the numbers that other locales gave units that are new here.
    """
    kept = _rising(known)
    numbers: list[int | None] = [number if position in kept else None for position, number in enumerate(known)]
    for position, hint in enumerate(hints):
        if hint is not None and numbers[position] is None and _fits(numbers, position, hint, first):
            numbers[position] = hint
    places = [-1, *(position for position, number in enumerate(numbers) if number is not None), len(numbers)]
    for before, after in pairwise(places):
        low = numbers[before] if before >= 0 else None
        high = numbers[after] if after < len(numbers) else None
        numbers[before + 1 : after] = _between(first - 1 if low is None else low, high, after - before - 1, low is None)
    return _pushed([number or 0 for number in numbers], first)


def _between(low: int, high: int | None, count: int, is_start: bool) -> list[int | None]:
    if high is None:
        start = low + 1 if is_start else low + STEP
        return [start + STEP * i for i in range(count)]
    room = high - low
    # Without room for all of them they follow one another, and push the next ones on.
    spread = [low + room * i // (count + 1) for i in range(1, count + 1)]
    return list(spread if room > count else range(low + 1, low + 1 + count))


def _pushed(numbers: list[int], first: int) -> list[int]:
    last = first - 1
    for position, number in enumerate(numbers):
        numbers[position] = last = max(number, last + 1)
    return numbers


def _fits(numbers: Sequence[int | None], position: int, number: int, first: int) -> bool:
    low = next((found for found in reversed(numbers[:position]) if found is not None), first - 1)
    high = next((found for found in numbers[position + 1 :] if found is not None), None)
    return low < number and (high is None or number < high)


def _rising(known: Sequence[int | None]) -> frozenset[int]:
    """Returns the positions of the most numbers that rise."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for position, number in enumerate(known):
        if number is None:
            continue
        at = bisect_left(ends, number)
        before[position] = last[at - 1] if at else -1
        ends[at : at + 1], last[at : at + 1] = [number], [position]
    found = set()
    position = last[-1] if last else -1
    while position >= 0:
        found.add(position)
        position = before[position]
    return frozenset(found)


def hints_from(texts: Sequence[str], assigned: Mapping[str, Sequence[int]]) -> list[int | None]:
    """Returns the number that another locale gave each of `texts`, taking those of equal texts in order."""
    left = {text: list(reversed(numbers)) for text, numbers in assigned.items()}
    return [left[text].pop() if left.get(text) else None for text in texts]

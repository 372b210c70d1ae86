"""What stands outside of units and is translated all the same: texts of images, comments in code, words of raw HTML.

Nothing beside such a text tells which source it translates. So it is found again by what it belongs to, such as an
address, a command or a tag, and by where it stands; where that leaves a choice, it is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from diglot.bilingual.numbers import rising

Thing = TypeVar("Thing")


class Line(NamedTuple):
    """A line without units."""

    position: int
    """Of its chunk."""
    start: int
    """Where it stands in its file."""
    text: str


class Kept(NamedTuple):
    """A piece of the new source that the old translation has a text for."""

    start: int
    end: int
    text: str
    old: int
    """The position of the chunk that has it."""
    new: int
    """The position of the chunk that gets it."""


class Neighbours:
    """Places of the old version that are places of the new one: what stands between the same two is in one interval."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Takes (offset in the old file, offset in the new one) of what was found again, in any order."""
        pairs = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
        kept = sorted(rising([old for old, _ in pairs]))
        self._old = [pairs[position][0] for position in kept]
        self._new = [pairs[position][1] for position in kept]

    def of_old(self, offset: int) -> int:
        """Returns the interval of a place of the old file."""
        return bisect_right(self._old, offset)

    def of_new(self, offset: int) -> int:
        """Returns the interval of a place of the new file."""
        return bisect_right(self._new, offset)


def in_turn(
    old: Mapping[Hashable, Sequence[Thing]], new: Mapping[Hashable, Sequence[Thing]]
) -> Iterator[tuple[Thing, Thing]]:
    """Yields (old, new) of things with the same key, one after the other, where there are as many of both."""
    for key, things in new.items():
        if len(old.get(key, ())) == len(things):
            yield from zip(old[key], things, strict=True)


def grouped(things: Sequence[tuple[Hashable, Thing]]) -> dict[Hashable, list[Thing]]:
    """Returns things by their keys, in order."""
    found: dict[Hashable, list[Thing]] = {}
    for key, thing in things:
        found.setdefault(key, []).append(thing)
    return found

"""Finds what two versions of a page have in common: chunks all lines of which are the same, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from diglot.bilingual.chunks import Chunk
from diglot.bilingual.matching import equal_runs


def unchanged_chunks(old: Sequence[Chunk], new: Sequence[Chunk]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yields (position of a new chunk, positions of the old ones that are the same), in order.

    What one version cuts into several chunks may be one in the other; then the first of the new ones stands for all.
    """
    old_lines = [(number, key) for number, chunk in enumerate(old) for key in chunk.keys]
    new_lines = [(number, key) for number, chunk in enumerate(new) for key in chunk.keys]
    runs = equal_runs([key for _, key in old_lines], [key for _, key in new_lines])
    partners = {new_at + i: old_at + i for old_at, new_at, length in runs for i in range(length)}
    old_ends, new_ends = _line_ends(old), _line_ends(new)
    first = 0
    while first < len(new):
        found = _group(first, partners, (old_lines, new_lines), (old_ends, new_ends))
        if found is None:
            first += 1
            continue
        placed, last = found
        yield first, placed
        yield from ((position, ()) for position in range(first + 1, last + 1))
        first = last + 1


_Lines = Sequence[tuple[int, str]]


def _line_ends(chunks: Sequence[Chunk]) -> list[int]:
    """Returns the number of the line behind each chunk."""
    return list(accumulate(len(chunk.keys) for chunk in chunks))


def _group(
    first: int, partners: Mapping[int, int], lines: tuple[_Lines, _Lines], ends: tuple[Sequence[int], Sequence[int]]
) -> tuple[tuple[int, ...], int] | None:
    """Returns the old chunks that are the same as new ones from `first` on, and the last of these; None for none."""
    (old_lines, _), (old_ends, new_ends) = lines, ends
    start = new_ends[first - 1] if first else 0
    if start not in partners:
        return None
    old_start = partners[start]
    if old_start and old_lines[old_start - 1][0] == old_lines[old_start][0]:
        return None
    last, line = first, start
    while True:
        while line < new_ends[last]:
            if partners.get(line) != old_start + line - start:
                return None
            line += 1
        if (old_end := old_ends[old_lines[old_start + line - start - 1][0]]) == old_start + line - start:
            return tuple(range(old_lines[old_start][0], old_lines[old_end - 1][0] + 1)), last
        last += 1
        if last == len(new_ends):
            return None

"""Finds out which texts of an old version are which of a new one: equal ones first, then like ones in order."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_LIKE = 0.45
"""Texts that have less in common are not the same text, changed."""
_ALONE = 0.25
"""The same for a text that is the only one between two that were found again."""
_MOST_PAIRS = 4_000
"""Of more pairs than these, only those near the diagonal are looked at."""
_BAND = 8
_LONGEST = 600
"""Characters of a text that are compared."""


class Match(NamedTuple):
    """A text that was found again."""

    old: int
    new: int
    is_equal: bool


def match_texts(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Returns which of the `old` texts each of the `new` ones is, in the order of `new`; each is used once.

    Texts are compared without regard to blanks. Equal ones may have moved, like ones stand in the same order.
    """
    before, after = [" ".join(text.split()) for text in old], [" ".join(text.split()) for text in new]
    pairs = dict(_equal_in_order(before, after))
    used = set(pairs.values())
    anchors = [(-1, -1), *((old_at, new_at) for new_at, old_at in sorted(pairs.items())), (len(before), len(after))]
    waiting: dict[str, list[int]] = {}
    for position in reversed(range(len(before))):
        if position not in used:
            waiting.setdefault(before[position], []).append(position)
    for position, text in enumerate(after):
        if position not in pairs and waiting.get(text):
            pairs[position] = waiting[text].pop()
    found = [Match(old_at, new_at, True) for new_at, old_at in pairs.items()]
    used = set(pairs.values())
    for (old_from, new_from), (old_to, new_to) in pairwise(anchors):
        left = [position for position in range(old_from + 1, old_to) if position not in used]
        right = [position for position in range(new_from + 1, new_to) if position not in pairs]
        found += [Match(i, j, False) for i, j in _like(left, right, before, after)]
    return sorted(found, key=lambda match: match.new)


def equal_runs(old: Sequence[object], new: Sequence[object]) -> list[tuple[int, int, int]]:
    """Returns (position in `old`, position in `new`, length) of runs that both have, in order; the ends first."""
    first = 0
    most = min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle = SequenceMatcher(None, old[first : len(old) - last], new[first : len(new) - last], autojunk=False)
    runs = [(first + one.a, first + one.b, one.size) for one in middle.get_matching_blocks() if one.size]
    return [*([(0, 0, first)] if first else []), *runs, *([(len(old) - last, len(new) - last, last)] if last else [])]


def likeness(one: str, other: str) -> float:
    """Returns how much two texts have in common, from 0 to 1."""
    matcher = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    if matcher.real_quick_ratio() < _ALONE or matcher.quick_ratio() < _ALONE:
        return 0.0
    return matcher.ratio()


def _equal_in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    return [(b + i, a + i) for a, b, size in equal_runs(old, new) for i in range(size)]


def _like(left: Sequence[int], right: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Returns pairs of positions of like texts in order, such that they have as much in common as can be."""
    if not left or not right:
        return []
    least = _ALONE if len(left) == len(right) == 1 else _LIKE
    near = len(left) * len(right) > _MOST_PAIRS
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    shares: dict[tuple[int, int], float] = {}
    for i, old_at in enumerate(left, 1):
        for j, new_at in enumerate(right, 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1])
            if near and abs(i * len(right) - j * len(left)) > _BAND * max(len(left), len(right)):
                continue
            share = likeness(old[old_at], new[new_at])
            if share >= least and best[i - 1][j - 1] + share > best[i][j]:
                best[i][j] = best[i - 1][j - 1] + share
                shares[i, j] = share
    pairs = []
    i, j = len(left), len(right)
    while i and j:
        if (i, j) in shares and best[i][j] == best[i - 1][j - 1] + shares[i, j]:
            pairs.append((left[i - 1], right[j - 1]))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs

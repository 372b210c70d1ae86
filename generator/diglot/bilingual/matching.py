"""Finds out which texts of an old version are which of a new one: equal ones first, then like ones in order."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from diglot.bilingual.numbers import rising

_LIKE = 0.45
"""Texts that have less in common are not the same text, changed."""
_ALONE = 0.25
"""The same for a text that is the only one between two that were found again."""
_MOST_PAIRS = 4_000
"""Of more pairs than these, only those near the diagonal are looked at."""
_BAND = 8
_MOST_COMPARED = 40_000
"""Longer sequences of things that stand more than once are walked through side by side."""
_FAR = 20
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


def equal_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Returns (position in `old`, position in `new`, length) of runs that both have, in order.

    What stands once in both decides first, then what stands between; so long texts take time by their length.
    """
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        anchors = _anchors(old[a:a_end], new[b:b_end])
        if not anchors:
            pairs += ((a + i, b + j) for i, j in _closely(old[a:a_end], new[b:b_end]))
            continue
        # The anchors themselves are found by what stands before each of them: it is trimmed from its end.
        edges = [(a, b), *((a + i + 1, b + j + 1) for i, j in anchors), (a_end, b_end)]
        waiting += [(one[0], two[0], one[1], two[1]) for one, two in pairwise(edges)]
    return _as_runs(sorted(pairs))


def _as_runs(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for a, b in pairs:
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (a, b):
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    return runs


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Returns pairs of positions of what stands once in both, as many as are in the same order."""
    before, after = Counter(old), Counter(new)
    places = {thing: position for position, thing in enumerate(new) if after[thing] == 1}
    pairs = [(position, places[thing]) for position, thing in enumerate(old) if before[thing] == 1 and thing in places]
    return [pairs[position] for position in sorted(rising([b for _, b in pairs]))]


def _closely(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Yields pairs of positions of equal things where nothing stands once: the most there are, of short sequences."""
    if len(old) * len(new) <= _MOST_COMPARED:
        for one in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield from ((one.a + i, one.b + i) for i in range(one.size))
        return
    places: dict[Hashable, deque[int]] = {}
    for position, thing in enumerate(old):
        places.setdefault(thing, deque()).append(position)
    cursor = 0
    for position, thing in enumerate(new):
        found = places.get(thing, deque())
        while found and found[0] < cursor:
            found.popleft()
        if found and found[0] - cursor <= _FAR:
            cursor = found.popleft()
            yield cursor, position
            cursor += 1


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

"""Numbers of units: new ones get numbers between those of their neighbours, so that those that are known stay.

A number is part of an address, so it never changes because of a neighbour. Where two numbers follow one another, a unit
between them gets a number of the other sequence that the format has, the one with a `p`: `p10350` between `103` and
`104`. Both sequences rise. All locales have the same numbers, which is why one that another locale gave is taken over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from hashlib import sha1
from itertools import groupby, pairwise

FIRST = 101
"""The lowest number of a unit."""
STEP = 10
"""Between the numbers of units that are made together, so that there is room for later ones."""
_WITHIN = 100
"""So many numbers with a `p` belong to a number without."""
_HIGHEST = 10**9
P = "p"


def prefix_of(path: str) -> str:
    """Returns the prefix of an article's ids: five digits of the digest of its path, with its ending, in its locale."""
    return sha1(path.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()[:5]


def assign_numbers(known: Sequence[str], first: int = FIRST, hints: Sequence[str] = ()) -> list[str]:
    """Returns a number for each unit, given those that are `known`, empty for new units, which are kept if they rise.

    `hints` are the numbers that other locales gave these units; empty for none.
    """
    plain = _kept([_value(number, "") for number in known], [_value(number, "") for number in hints])
    marked = _kept([_value(number, P) for number in known], [_value(number, P) for number in hints])
    for position in marked.keys() & plain.keys():
        # Known as the one, and as the other elsewhere.
        del marked[position]
    for before, after in pairwise([-1, *sorted(plain), len(known)]):
        low, high = plain.get(before, first - 1), plain.get(after)
        open_ = [position for position in range(before + 1, after) if position not in marked]
        plain.update(_within(open_, low, high, before < 0))
    _mark(range(len(known)), plain, marked, first)
    return [str(plain[position]) if position in plain else f"{P}{marked[position]}" for position in range(len(known))]


def hints_from(texts: Sequence[str], assigned: Mapping[str, Sequence[str]]) -> list[str]:
    """Returns the number that another locale gave each of `texts`, taking those of equal texts in order."""
    left = {text: list(reversed(numbers)) for text, numbers in assigned.items()}
    return [left[text].pop() if left.get(text) else "" for text in texts]


def _value(number: str, kind: str) -> int | None:
    if not number or number.startswith(P) != bool(kind):
        return None
    return int(number.removeprefix(kind))


def _kept(known: Sequence[int | None], hints: Sequence[int | None]) -> dict[int, int]:
    """Returns the numbers that stay, by position: as many of the known ones as rise, and hints that fit between."""
    kept = {position: number for position in rising(known) if (number := known[position]) is not None}
    places = sorted(kept)
    for position, hint in enumerate(hints):
        if hint is None or position in kept or known[position] is not None:
            continue
        at = bisect_left(places, position)
        low = kept[places[at - 1]] if at else 0
        high = kept[places[at]] if at < len(places) else _HIGHEST
        if low < hint < high:
            kept[position] = hint
            places.insert(at, position)
    return kept


def _within(positions: Sequence[int], low: int, high: int | None, is_start: bool) -> dict[int, int]:
    """Returns numbers between `low` and `high` for units at `positions`; none where there is no room for them."""
    if high is None:
        start = low + 1 if is_start else low + STEP
        return {position: start + STEP * i for i, position in enumerate(positions)}
    room = high - low
    if room <= len(positions):
        return {}
    return {position: low + room * i // (len(positions) + 1) for i, position in enumerate(positions, 1)}


def _mark(positions: Sequence[int], plain: Mapping[int, int], marked: dict[int, int], first: int) -> None:
    """Gives all units that have no number one with a `p`."""
    kept = sorted(marked)
    base, bases = first - 1, []
    for position in positions:
        base = plain.get(position, base)
        bases.append(base)
    missing = [position for position in positions if position not in plain and position not in marked]
    done = FIRST - 1
    for (base, at), group in groupby(missing, key=lambda position: (bases[position], bisect_left(kept, position))):
        run = list(group)
        # Runs come in order, so what was numbered last before this one is the latest run, or what is kept behind it.
        low = max(done, marked[kept[at - 1]] if at else 0)
        high = marked[kept[at]] if at < len(kept) else _HIGHEST
        near_low, near_high = max(low, base * _WITHIN), min(high, (base + 1) * _WITHIN)
        if near_high - near_low <= len(run):
            near_low, near_high = low, min(high, low + _WITHIN)
        step = (near_high - near_low) / (len(run) + 1)
        marked.update((position, near_low + max(i, int(step * i))) for i, position in enumerate(run, 1))
        done = marked[run[-1]]
    # Where there was no room either, those behind move on.
    last = FIRST - 1
    for position in sorted(marked):
        marked[position] = last = max(marked[position], last + 1)


def rising(known: Sequence[int | None]) -> frozenset[int]:
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

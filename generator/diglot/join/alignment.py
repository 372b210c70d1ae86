"""Alignment: which blocks of a translated page and of its source page say the same.

1. Blocks that look the same in both pages, and like no other, are anchors; those that keep the order are trusted.
2. Around the path from anchor to anchor, the cheapest way through both pages is found by dynamic programming: block by
   block, with blocks left out, split and merged. What a pair costs follows from its kinds, from what both have and only
   one has of what no translator changes, and from the lengths of their texts (Gale and Church, 1993).

Pages whose blocks are of the same kinds in the same order, with nothing that speaks against it, need neither.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from diglot.markup.signatures import HEADING, IMAGE, ROW, TEXT, Signature, read_signatures
from diglot.model import PageId, Summary
from diglot.settings import Settings

_NEVER = 1e9
_SKIP = 4.0
"""What it costs that a block has no counterpart."""
_UNEVEN = 3.8
"""What it costs that two blocks of one page are one in the other, besides how well they fit."""
_UNLIKELY = 6.5
"""The most that lengths can cost: then they tell nothing more."""
_DOUBTFUL = 6.0
"""A pair that costs more than this is rather none."""
_ASTRAY = 1.8
"""Where the way costs more than this for each step, the pages say different things."""
_AROUND = 6
"""So many steps before and after a pair say whether the way is lost there."""
_VARIANCE = 6.8
"""Of the length of a translation, for each character of the source (Gale and Church)."""
_SMALL = 10_000
"""So many pairs between two anchors are all looked at."""
_LARGE = 200_000
"""So many pairs between two anchors are looked at at most, or a few for each block."""
_NEAR = 2
"""How far from an anchor the way may pass: it may stand where a block was split."""
_MATCH, _NO_TARGET, _NO_SOURCE, _MERGED, _SPLIT = range(5)


class _Pages(NamedTuple):
    """Both pages."""

    source: Sequence[Signature]
    target: Sequence[Signature]
    ratio: float
    """The length of the target's text for each character of the source's."""


def aligned(
    settings: Settings, pages: Mapping[PageId, Summary], alternates: Mapping[PageId, Sequence[PageId]]
) -> dict[PageId, tuple[int, ...]]:
    """Returns for each page whose blocks are named, and that has a counterpart, the numbers of its blocks."""
    found: dict[PageId, tuple[int, ...]] = {}
    for page, summary in pages.items():
        if summary.blocks and page.locale != settings.source_locale:
            others = (other for other in alternates[page] if other.locale == settings.source_locale)
            source = next((pages[other] for other in others if pages[other].blocks), None)
            if source is not None:
                found[page] = align(source.blocks, summary.blocks)
                found.setdefault(source.id, align(source.blocks, source.blocks))
    return found


def align(source: str, target: str) -> tuple[int, ...]:
    """Returns for each block of the page noted as `target` the number of its counterpart in `source`, 0 without one.

    Blocks are numbered from 1. Parts of a block that was split have the same counterpart; a block into which several
    were merged has the first of them.
    """
    pages = _Pages(read_signatures(source), read_signatures(target), 1.0)
    if source == target or _is_parallel(pages._replace(ratio=_ratio(pages, []))):
        found = list(range(len(pages.target)))
    else:
        anchors = _anchors(pages)
        pages = pages._replace(ratio=_ratio(pages, anchors))
        found = _counterparts(pages, list(_band(len(pages.source), len(pages.target), anchors)))
    return tuple(_numbers(pages, found))


def _numbers(pages: _Pages, found: Sequence[int]) -> Iterator[int]:
    """Yields the numbers of blocks for the counterparts of signatures: of the cells of a row, each its own."""
    first = [1]
    for signature in pages.source:
        first.append(first[-1] + signature.blocks)
    for signature, counterpart in zip(pages.target, found, strict=True):
        for cell in range(signature.blocks):
            has_one = counterpart >= 0 and cell < pages.source[counterpart].blocks
            yield first[counterpart] + cell if has_one else 0


def _is_parallel(pages: _Pages) -> bool:
    """Tells whether the pages have the same blocks in the same order, as far as anyone can see."""
    source, target, ratio = pages
    if len(source) != len(target):
        return False
    doubt = 0.0
    for one, other in zip(source, target, strict=True):
        if one.kind != other.kind or one.level != other.level:
            return False
        if one.strong and other.strong and one.strong.isdisjoint(other.strong):
            return False
        doubt += _length_cost(one.length, other.length / ratio)
    return doubt <= len(source)


def _ratio(pages: _Pages, anchors: Sequence[tuple[int, int]]) -> float:
    """Returns the length of the target's text for each character of the source's."""
    lengths = [(pages.source[i].length, pages.target[j].length) for i, j in anchors]
    known = [theirs / ours for ours, theirs in lengths if ours >= 20 and theirs]
    if len(known) >= 5:
        return min(max(median(known), 0.2), 5.0)
    ours, theirs = (sum(one.length for one in page) for page in (pages.source, pages.target))
    return min(max((theirs + 1) / (ours + 1), 0.2), 5.0)


def _anchors(pages: _Pages) -> list[tuple[int, int]]:
    """Returns pairs of blocks that look the same and like no other; the most of them that keep the order."""
    ours, theirs = _unique(pages.source), _unique(pages.target)
    pairs = {(i, theirs[key]) for key, i in ours.items() if key in theirs}
    # Of several counterparts of one block, at most one is on a way that rises: they come in falling order.
    return _rising(sorted(pairs, key=lambda pair: (pair[0], -pair[1])))


def _unique(page: Sequence[Signature]) -> dict[tuple[str, frozenset[str]], int]:
    """Returns where each look stands that only one block of the page has."""
    found: dict[tuple[str, frozenset[str]], int] = {}
    for number, one in enumerate(page):
        looks = {one.strong, one.strong | one.weak} if one.strong or len(one.weak) > 1 else set()
        for look in looks - {frozenset()}:
            key = ("" if one.kind in TEXT else one.kind, look)
            found[key] = -1 if key in found else number
    return {key: number for key, number in found.items() if number >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the longest part of `pairs` whose second members rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, end) in enumerate(pairs):
        at = bisect_left(ends, end)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [end], [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _band(rows: int, columns: int, anchors: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yields for each number of source blocks passed, from 0 on, how few and how many of the target are by then."""
    start, left = 0, 0
    for end, right in [*anchors, (rows, columns)]:
        height, width = end - start, right - left
        slope = width / height if height else 0.0
        reach = columns
        if height > 1 and width > 1 and height * width > _SMALL:
            wanted = min(2 * abs(height - width) + 12, _LARGE // (2 * height))
            reach = max(wanted, int(slope) + 2, 12)
        for row in range(start, end + 1):
            middle = left + int((row - start) * slope)
            yield max(0, left - _NEAR, middle - reach), min(columns, right + _NEAR, middle + reach)
        start, left = end + 1, right + 1


class _Step(NamedTuple):
    """A step of the way through both pages."""

    source: int
    """The first block that it passes, or the next one if it passes none."""
    target: int
    passed: int
    """How many blocks of the target have the source's block for their counterpart."""
    cost: float


def _counterparts(pages: _Pages, band: Sequence[tuple[int, int]]) -> list[int]:
    """Returns for each signature of the target the number of its counterpart in the source, -1 without one."""
    way = list(_way(pages, band))
    found = [-1] * len(pages.target)
    sums = list(accumulate((step.cost for step in way), initial=0.0))
    for number, (source, target, passed, cost) in enumerate(way):
        low, high = max(0, number - _AROUND), min(len(way), number + _AROUND + 1)
        before, after = sums[number + 1] - sums[low], sums[high] - sums[number]
        # On one side at least, what stands around it has to fit: the other may be where something was left out.
        is_astray = before > _ASTRAY * (number + 1 - low) and after > _ASTRAY * (high - number)
        if not is_astray and cost <= _DOUBTFUL:
            found[target : target + passed] = [source] * passed
    return found


def _way(pages: _Pages, band: Sequence[tuple[int, int]]) -> Iterator[_Step]:
    """Yields the steps of the cheapest way within the band, the last one first."""
    source, target, ratio = pages
    steps = _steps(pages, band)
    i, j = len(source), len(target)
    while i or j:
        step = steps[i][j - band[i][0]]
        if step == _NO_TARGET:
            i, passed, cost = i - 1, 0, _SKIP
        elif step == _NO_SOURCE:
            j, passed, cost = j - 1, 0, _SKIP
        elif step == _MATCH:
            i, j, passed = i - 1, j - 1, 1
            cost = _cost(source[i], target[j], ratio)
        elif step == _MERGED:
            i, j, passed = i - 2, j - 1, 1
            cost = _uneven(target[j], source[i], source[i + 1], ratio, 1.0)
        else:
            i, j, passed = i - 1, j - 2, 2
            cost = _uneven(source[i], target[j], target[j + 1], 1.0, ratio)
        yield _Step(i, j, passed, cost)


def _steps(pages: _Pages, band: Sequence[tuple[int, int]]) -> list[bytearray]:
    """Returns the last step of the cheapest way to each place within the band."""
    source, target, ratio = pages
    steps: list[bytearray] = []
    above: list[float] = []
    above_low = 0
    higher: list[float] = []
    higher_low = 0
    for i, (low, high) in enumerate(band):
        row = [_NEVER] * (high - low + 1)
        taken = bytearray(high - low + 1)
        ours = source[i - 1] if i else None
        for j in range(low, high + 1):
            best, step = (0.0, 0) if not i and not j else (_NEVER, _NO_SOURCE)
            if j > low and row[j - low - 1] + _SKIP < best:
                best, step = row[j - low - 1] + _SKIP, _NO_SOURCE
            if ours is not None:
                up = j - above_low
                if 0 <= up < len(above) and above[up] + _SKIP < best:
                    best, step = above[up] + _SKIP, _NO_TARGET
                if j and 0 < up <= len(above) and above[up - 1] < best:
                    cost = above[up - 1] + _cost(ours, target[j - 1], ratio)
                    if cost <= best:
                        best, step = cost, _MATCH
                if j > 1 and 1 < up <= len(above) + 1 and above[up - 2] + _UNEVEN < best:
                    cost = above[up - 2] + _uneven(ours, target[j - 2], target[j - 1], 1.0, ratio)
                    if cost < best:
                        best, step = cost, _SPLIT
                over = j - higher_low - 1
                if i > 1 and j and 0 <= over < len(higher) and higher[over] + _UNEVEN < best:
                    cost = higher[over] + _uneven(target[j - 1], source[i - 2], source[i - 1], ratio, 1.0)
                    if cost < best:
                        best, step = cost, _MERGED
            row[j - low], taken[j - low] = best, step
        steps.append(taken)
        higher, higher_low, above, above_low = above, above_low, row, low
    return steps


def _cost(ours: Signature, theirs: Signature, ratio: float) -> float:
    """Returns what it costs that two blocks are counterparts."""
    cost = 0.0
    if ours.kind != theirs.kind:
        cost = _kind_cost(ours.kind, theirs.kind)
        if cost == _NEVER:
            return cost
    elif ours.level != theirs.level:
        cost = 2.0 if ours.kind == HEADING else 1.0
    cost += _feature_cost(ours.strong, theirs.strong, 2.5) + _feature_cost(ours.weak, theirs.weak, 0.8)
    return cost + _length_cost(ours.length, theirs.length / ratio)


def _uneven(whole: Signature, first: Signature, second: Signature, ratio: float, halves: float) -> float:
    """Returns what it costs that one block is two in the other page; the last two are the ratios of their languages."""
    if whole.kind not in TEXT or first.kind not in TEXT or second.kind not in TEXT:
        return _NEVER
    cost = _UNEVEN + (1.0 if whole.kind != first.kind else 0.0)
    cost += _feature_cost(whole.strong, first.strong | second.strong, 2.5)
    cost += _feature_cost(whole.weak, first.weak | second.weak, 0.8)
    return cost + _length_cost(whole.length / ratio, (first.length + second.length) / halves)


def _kind_cost(ours: str, theirs: str) -> float:
    if ours in TEXT and theirs in TEXT:
        return 1.0
    kinds = {ours, theirs}
    if ROW in kinds or not kinds & TEXT:
        return _NEVER
    return 5.0 if HEADING in kinds else 3.0 if IMAGE in kinds else _NEVER


def _feature_cost(ours: frozenset[str], theirs: frozenset[str], weight: float) -> float:
    """Returns what speaks for a pair (below 0) or against it, of what both could have."""
    if not ours and not theirs:
        return 0.0
    if not ours or not theirs:
        return weight / 4
    shared = len(ours & theirs)
    if not shared:
        return weight
    return weight * (len(ours ^ theirs) / 4 - min(shared, 2))


def _length_cost(ours: float, theirs: float) -> float:
    """Returns how unlikely it is, as a cost, that texts of these lengths say the same; both as if in one language."""
    distance = theirs - ours
    return min(distance * distance / (_VARIANCE * (ours + theirs) + 32), _UNLIKELY)

"""The rule length-outlier: a translation that is far shorter or longer than those of its language are.

What is usual is measured, never presumed: the median of all units of a locale, and how far they stray from it. The
fewer units there are, the wider is what counts as usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

from diglot.diagnostics import Finding, Gather
from diglot.model import PageId, Span
from diglot.rules.accuracy.prose import content, excerpt, prose
from diglot.rules.subject import Ground, Late, Page

_SHORTEST = 10
"""Letters of a source that says anything about the lengths of a language."""
_FULL = 80
"""Letters of a source from which on its length says all it can."""
_NEAR = 0.4
"""Logarithms of ratios this near to those of their page are usual everywhere."""
_BLANKS = " \n\u00a0"
_FEWEST = 5
_PRIOR, _PRIOR_SPREAD = 40, 0.3
"""How many units the presumption weighs, and how widely it lets lengths stray."""
_LIMIT = 5.0
_TO_DEVIATION = 1.4826
"""A standard deviation by a median one, as far as lengths are spread normally."""


class Measured(NamedTuple):
    """A unit whose length is unlike those of its page."""

    start: int
    end: int
    ratio: float
    """Logarithm of target by source."""
    length: int
    """Of the source."""
    text: str
    """Of the target, cut."""


class Lengths(NamedTuple):
    """What is kept of a page."""

    ratios: tuple[float, ...]
    unusual: tuple[Measured, ...]


def take_lengths(page: Page) -> Lengths | None:
    """Returns the ratios of a page's lengths, translation by source, and which stand out; none without units."""
    measured = []
    for pair in page.pairs:
        if pair.source is None or pair.block == "code":
            continue
        source, target = prose(pair.source), prose(pair.target)
        ours, theirs = _letters(target), _letters(source)
        # Where the source stands within the translation, the rest explains it.
        if theirs >= _SHORTEST and ours and source.strip() not in target:
            measured.append((round(log(ours / theirs), 2), theirs, pair.target))
    if not measured:
        return None
    usual = median(ratio for ratio, _, _ in measured)
    unusual = (
        Measured(*target.span(*content(target)), ratio, length, excerpt(target.text))
        for ratio, length, target in measured
        if len(measured) < _FEWEST or abs(ratio - usual) > _NEAR
    )
    return Lengths(tuple(ratio for ratio, _, _ in measured), tuple(unusual))


def _letters(text: str) -> int:
    return len(text) - sum(map(text.count, _BLANKS))


def find_length_outliers(ground: Ground, lengths: Mapping[PageId, Lengths]) -> Iterator[Late]:
    """Yields a finding for each unit whose length is far from what is usual in its locale."""
    ratios = [ratio for taken in lengths.values() for ratio in taken.ratios]
    if len(ratios) < _FEWEST:
        return
    usual = median(ratios)
    spread = _spread(ratios, usual)
    for page, taken in lengths.items():
        for unit in taken.unusual:
            weight = min(1.0, sqrt(unit.length / _FULL))
            if abs(unit.ratio - usual) / spread * weight > _LIMIT:
                yield Late(page, _finding(unit, usual))


def _spread(ratios: Sequence[float], usual: float) -> float:
    """Returns how far lengths usually stray; the fewer there are, the more of it is presumed."""
    own = _TO_DEVIATION * median(abs(ratio - usual) for ratio in ratios)
    return (len(ratios) * own + _PRIOR * _PRIOR_SPREAD) / (len(ratios) + _PRIOR)


def _finding(unit: Measured, usual: float) -> Finding:
    share = round(100 * exp(unit.ratio - usual))
    advice = "add what is missing" if unit.ratio < usual else "remove what the source does not say"
    message = f"`{unit.text}` has {share} % of the length that is usual here; {advice}"
    return Finding("length-outlier", Span(unit.start, unit.end), message)


LENGTHS = Gather("lengths", take_lengths, Lengths)

"""All that was measured, and what follows from it: medians, ratios and their spread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from bench.watching import Figures

_INDEXER = "pagefind"


class Spread(NamedTuple):
    """The middle of some numbers, and their ends."""

    middle: float
    least: float
    most: float


class Row(NamedTuple):
    """A case of ours or of others, with all its rounds."""

    name: str
    title: str
    rounds: Sequence[Figures]
    pages: int
    """How many articles of all locales there are."""


class Ratio(NamedTuple):
    """How much of others' cost a case has, round by round."""

    name: str
    title: str
    against: str
    seconds: Spread
    cpu: Spread
    memory: Spread
    """Of the largest process."""
    indexer: Spread | None = None
    """Memory of Pagefind, where both sides run it."""
    goal: float = 0
    """What the ratio of seconds is to stay below; 0 for no goal."""


class Report(NamedTuple):
    """A whole run of the benchmarks."""

    about: Mapping[str, str]
    """What was measured, where and with what."""
    rows: Sequence[Row]
    ratios: Sequence[Ratio] = ()
    notes: Sequence[str] = ()
    compared: str = "Shares of what others take"
    """What the ratios are."""


def spread(numbers: Sequence[float]) -> Spread:
    """Returns the median of `numbers` with the least and the most."""
    return Spread(median(numbers), min(numbers), max(numbers))


def total(steps: Mapping[str, Figures]) -> Figures:
    """Returns the figures of steps that follow one another, as if they were one command."""
    parts = list(steps.values())
    peaks = {role: peak for part in parts for role, peak in part.peaks.items()}
    return Figures(
        sum(part.seconds for part in parts),
        sum(part.cpu for part in parts),
        peaks,
        sum(part.files for part in parts),
        sum(part.size for part in parts),
        {name: part.seconds for name, part in steps.items()},
        sum(part.others for part in parts),
    )


def ratio(name: str, title: str, against: str, pairs: Sequence[tuple[Figures, Figures]], goal: float = 0) -> Ratio:
    """Returns how (ours, theirs) of each round compare."""

    def compare(what: Callable[[Figures], float]) -> Spread:
        return spread([what(ours) / max(what(theirs), 1e-9) for ours, theirs in pairs])

    both_index = all(_INDEXER in figures.peaks for pair in pairs for figures in pair)
    return Ratio(
        name,
        title,
        against,
        compare(lambda figures: figures.seconds),
        compare(lambda figures: figures.cpu),
        compare(lambda figures: max(figures.peaks.values(), default=0)),
        compare(lambda figures: figures.peaks[_INDEXER]) if both_index else None,
        goal,
    )

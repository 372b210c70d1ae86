"""What the plots of an HTML report show, measured out: shares of bars in per cent, steps of a heat map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from diglot.i18n import language_name
from diglot.quality import BEHIND, CURRENT, ORPHAN, UNKNOWN, LocaleQuality, Report
from diglot.report.ranking import counted

FAMILIES = {
    "SEG": "Units",
    "MRK": "Markup",
    "LNK": "Links",
    "ACC": "Accuracy",
    "LNG": "Language",
    "TRM": "Terms",
    "CHR": "Characters",
    "TYP": "Typography",
    "FMT": "Format",
    "CON": "Consistency",
    "STA": "Staleness",
}
"""What families of rules are called, in their order."""

STEPS = (0.1, 0.3, 1.0, 3.0, 10.0)
"""Where the colours of the heat map change, in defects per 1,000 words: the same in every report."""


class Part(NamedTuple):
    """A piece of a bar."""

    kind: str
    """Names its pattern: `p0` for what is not there, `p1` …"""
    name: str
    pages: int
    start: float
    """In per cent of the bar's length, as `size`."""
    size: float


class Bar(NamedTuple):
    """A locale in a plot."""

    locale: str
    name: str
    value: str
    """What the bar says above all, in words: `83% current`."""
    parts: tuple[Part, ...]


class Plot(NamedTuple):
    """A plot of a bar for each locale."""

    id: str
    title: str
    text: str
    """One sentence on how to read it."""
    kinds: tuple[tuple[str, str], ...]
    """(pattern, what it stands for)"""
    bars: tuple[Bar, ...]


class Cell(NamedTuple):
    """A family of rules in a locale."""

    locale: str
    text: str
    """Defects per 1,000 source words."""
    step: int
    """0 for none, then 1 to 6."""
    counts: str
    """`2 errors, 3 warnings, 1 info`"""


class HeatRow(NamedTuple):
    """A family of rules in every locale."""

    family: str
    name: str
    cells: tuple[Cell, ...]


def plots(report: Report) -> tuple[Plot, ...]:
    """Returns the plots: coverage, and for translations how they were made and how old they are."""
    translated = [locale for locale in report.locales if locale.locale != report.source_locale]
    shown = [
        _plot("coverage", "Coverage", "Articles that a locale has.", _COVERAGE, report.locales, _coverage),
        _plot("types", "Translation", "How pages were translated.", _TYPES, translated, _types),
        _plot("freshness", "Freshness", "Whether pages keep up with their source.", _FRESHNESS, translated, _freshness),
    ]
    return tuple(plot for plot in shown if plot.bars)


def heat(report: Report) -> tuple[HeatRow, ...]:
    """Returns errors and warnings per 1,000 source words, a row for each family that any locale names."""
    named = {family for locale in report.locales for family, *_ in locale.families}
    order = [*(family for family in FAMILIES if family in named), *sorted(named - FAMILIES.keys())]
    return tuple(
        HeatRow(family, FAMILIES.get(family, ""), tuple(_cell(locale, family) for locale in report.locales))
        for family in order
    )


def rate(defects: int, words: int) -> float:
    """Returns defects per 1,000 words; very short texts count as 100 words, as in the score of a page."""
    return 1000 * defects / max(words, 100)


def rounded(value: float) -> str:
    """Returns a rate with as many digits as a reader compares: `0.04`, `0.3`, `12`."""
    if value == 0:
        return "0"
    return f"{max(value, 0.01):.2f}" if value < 0.095 else f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


_Counts = Sequence[int]
_Kinds = tuple[tuple[str, str], ...]

_COVERAGE: _Kinds = (("p1", "present"), ("p0", "missing"))
_TYPES: _Kinds = (("p1", "machine"), ("p2", "human"), ("p3", "other or not said"))
_FRESHNESS: _Kinds = (("p1", CURRENT), ("p2", BEHIND), ("p3", UNKNOWN), ("p4", ORPHAN))


def _plot(
    id: str,
    title: str,
    text: str,
    kinds: _Kinds,
    locales: Iterable[LocaleQuality],
    counts: Callable[[LocaleQuality], _Counts],
) -> Plot:
    return Plot(id, title, text, kinds, tuple(_bar(locale, kinds, counts(locale)) for locale in locales))


def _bar(locale: LocaleQuality, kinds: _Kinds, counts: _Counts) -> Bar:
    total = sum(counts)
    parts, reached = [], 0
    for (kind, name), count in zip(kinds, counts, strict=True):
        start, size = (round(100 * share / total, 2) if total else 0.0 for share in (reached, count))
        parts.append(Part(kind, name, count, start, size))
        reached += count
    value = f"{_percent(counts[0], total)} {kinds[0][1]}" if total else "no pages"
    return Bar(locale.locale, language_name(locale.locale, "en"), value, tuple(parts))


def _percent(count: int, total: int) -> str:
    # Neither all nor nothing unless it is.
    share = 100 * count / total
    return f"{share:.0f}%" if count in (0, total) else f"{min(max(share, 1), 99):.0f}%"


def _coverage(locale: LocaleQuality) -> _Counts:
    return (locale.pages, locale.missing)


def _types(locale: LocaleQuality) -> _Counts:
    types = dict(locale.types)
    machine, human = types.get("MT", 0), types.get("HT", 0)
    return (machine, human, sum(types.values()) - machine - human)


def _freshness(locale: LocaleQuality) -> _Counts:
    counts = dict(locale.freshness)
    return tuple(counts.get(name, 0) for _, name in _FRESHNESS)


def _cell(locale: LocaleQuality, family: str) -> Cell:
    errors, warnings, infos = next((counts for name, *counts in locale.families if name == family), (0, 0, 0))
    value = rate(errors + warnings, locale.source_words)
    step = 0 if value == 0 else 1 + sum(value >= limit for limit in STEPS)
    return Cell(locale.locale, rounded(value), step, counted({"error": errors, "warning": warnings, "info": infos}))

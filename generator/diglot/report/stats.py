"""What `diglot stats` says: each locale in figures, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group
from rich.table import Table
from rich.text import Text

from diglot.quality import LocaleQuality, Report
from diglot.report.encoding import on_one_line, to_json
from diglot.report.figures import figures, rate, share

VERSION = 1
_NOTHING = "–"


def stats_json(report: Report) -> bytes:
    """Returns the figures as one JSON object in UTF-8; a locale is what it is in the summary of `check`."""
    locales = [figures(quality) for quality in report.locales]
    return to_json({"version": VERSION, "source_locale": report.source_locale, "locales": locales}) + b"\n"


def stats_text(report: Report) -> Group:
    """Returns two tables over locales: what there is, and how often something is wrong."""
    legend = Text("Errors / warnings per 1,000 words of the source", "dim")
    return Group(_content(report.locales), Text(), _findings(report.locales), legend)


def _content(locales: Iterable[LocaleQuality]) -> Table:
    names = "Pages Coverage MT HT Units Untranslated Current Behind Unknown Orphan"
    table = _table(names.split())
    for quality in locales:
        types = [_percent(_pages_of(quality, kind), quality.pages) for kind in ("MT", "HT")]
        table.add_row(
            on_one_line(quality.locale),
            f"{quality.pages:,}",
            f"{share(quality.pages, quality.articles):.0%}",
            *types,
            f"{quality.units:,}",
            f"{quality.untranslated:,}",
            *(f"{pages:,}" for _, pages in quality.freshness),
        )
    return table


def _findings(locales: tuple[LocaleQuality, ...]) -> Table:
    """Returns the table of findings; families without any are left out."""
    found = {
        family: None for quality in locales for family, errors, warnings, _ in quality.families if errors or warnings
    }
    table = _table(["Words", *found, "All"])
    for quality in locales:
        counts = {family: (errors, warnings) for family, errors, warnings, _ in quality.families}
        counts["All"] = (sum(one for one, _ in counts.values()), sum(one for _, one in counts.values()))
        rates = [_rates(*counts.get(family, (0, 0)), quality.source_words) for family in (*found, "All")]
        table.add_row(on_one_line(quality.locale), f"{quality.source_words:,}", *rates)
    return table


def _table(names: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Locale", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _pages_of(quality: LocaleQuality, kind: str) -> int:
    return sum(pages for name, pages in quality.types if name.upper() == kind)


def _percent(part: int, total: int) -> str:
    return f"{part / total:.0%}" if total else _NOTHING


def _rates(errors: int, warnings: int, words: int) -> str:
    if not words:
        return _NOTHING
    return f"{rate(errors, words):.1f} / {rate(warnings, words):.1f}"

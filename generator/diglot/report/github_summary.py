"""The report as the summary of a step in a GitHub workflow: figures, the worst rules, and the first findings.

Texts of articles stand in HTML, where nothing of them is read as Markdown. Everything is cut to a length at which the
summary stays far below the 1 MiB that GitHub takes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from diglot.diagnostics import Diagnostic, Severity
from diglot.quality import LocaleQuality, Report
from diglot.report.encoding import on_one_line
from diglot.report.figures import share
from diglot.report.ranking import by_severity, counted, worst_first
from diglot.rules.registry import BY_NAME

_MOST_FINDINGS = 50
_MOST_RULES = 10
_MOST_LOCALES = 500
_MOST_NOTES = 20
_LONGEST = 300
"""Characters of a message, path or text that are shown."""
_CODE = re.compile("`([^`]+)`")


def step_summary(report: Report) -> str:
    """Returns the summary in Markdown. It lists what the baseline does not know, and counts the rest."""
    new = [one for one in report.diagnostics if not one.known]
    return "".join(f"{line}\n" for line in _lines(report, new))


def _lines(report: Report, new: list[Diagnostic]) -> Iterator[str]:
    yield "## Diglot"
    yield ""
    known, absent = len(report.diagnostics) - len(new), len(report.absent)
    yield counted(by_severity(new)).capitalize() + "".join(
        f"; {count:,} {what}"
        for count, what in (
            (known, "known to the baseline"),
            (absent, "in the baseline, but gone"),
            (report.suppressed, "allowed in the articles"),
        )
        if count
    )
    yield from _list("Rules that failed", report.failures)
    if report.locales:
        yield from _locales(report.locales[:_MOST_LOCALES], new)
    if new:
        yield from _rules(new)
        yield from _findings(worst_first(new)[:_MOST_FINDINGS], len(new))
    yield from _list("Notes", report.notes)


def _list(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        more = [f"<li>and {len(texts) - _MOST_NOTES:,} more</li>"] if len(texts) > _MOST_NOTES else []
        items = [f"<li>{_html(text)}</li>" for text in texts[:_MOST_NOTES]]
        yield from ("", f"### {title}", "", "<ul>", *items, *more, "</ul>")


def _locales(locales: Iterable[LocaleQuality], new: Iterable[Diagnostic]) -> Iterator[str]:
    counts = Counter((one.locale, one.severity) for one in new)
    yield from ("", "### Languages", "")
    yield "| Language | Pages | Coverage | Errors | Warnings | Info |"
    yield "|---|--:|--:|--:|--:|--:|"
    for quality in locales:
        found = " | ".join(f"{counts[quality.locale, severity]:,}" for severity in sorted(Severity, reverse=True))
        coverage = share(quality.pages, quality.articles)
        yield f"| {_html(quality.locale)} | {quality.pages:,} | {coverage:.0%} | {found} |"


def _rules(new: list[Diagnostic]) -> Iterator[str]:
    counts = Counter((one.severity, one.name) for one in new)
    worst = sorted(counts.items(), key=lambda entry: (-entry[0][0], -entry[1], entry[0][1]))
    yield from ("", "### Most frequent", "")
    yield "| Findings | Severity | Rule | |"
    yield "|--:|---|---|---|"
    for (severity, name), count in worst[:_MOST_RULES]:
        rule = BY_NAME[name]
        yield f"| {count:,} | {severity.word} | {rule.code} `{name}` | {rule.summary} |"


def _findings(shown: list[Diagnostic], total: int) -> Iterator[str]:
    title = "Findings" if len(shown) == total else f"The first {len(shown):,} of {total:,} findings"
    yield from ("", f"### {title}", "", "<table>")
    yield "<tr><th>Place</th><th>Finding</th><th>Source</th><th>Target</th></tr>"
    for found in shown:
        place = f"{_html(found.at.path)}:{found.at.line}:{found.at.column}"
        message = _CODE.sub(r"<code>\1</code>", _html(found.message))
        what = f"{found.severity.word} <b>{found.code}</b> {message}"
        texts = "".join(f'<td dir="auto">{_html(text)}</td>' for text in (found.source, found.target))
        yield f"<tr><td>{place}</td><td>{what}</td>{texts}</tr>"
    yield "</table>"


def _html(text: str) -> str:
    """Returns `text` on one line, cut to `_LONGEST` characters, fit for HTML and for a cell of a table."""
    line = on_one_line(text)
    cut = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return escape(cut).replace("|", "&#124;")

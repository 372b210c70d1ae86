"""How cost grows: with the number of locales, and with the number of articles. Without search, on made-up articles."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.articles import LOCALES, write_articles
from bench.cases import Bench, Case
from bench.figures import Ratio, Report, Row, Spread, spread
from bench.projects import Project
from bench.watching import Figures

_COLD = Case("cold", "cold build without search", "clean", ("build", "--no-check"), search=False)
_MOST_SECONDS = 1.15
"""A page of a larger site may take so many times what it takes in the smaller one."""
_MOST_BYTES = 3_000


def grow(
    work: Path,
    articles: int,
    locales: Sequence[int],
    times: Sequence[int],
    measure: Callable[[str, Bench], list[Figures]],
) -> Report:
    """Returns what cold builds take with so many locales, and with so many times `articles` in all of them.

    `measure` gets a title and a project, and returns the rounds.
    """
    most = LOCALES[: max(locales)]
    by_locales = [(articles, LOCALES[:number]) for number in locales]
    by_articles = [(articles * many, most) for many in times]
    rows = {}
    for number, chosen in dict.fromkeys([*by_locales, *by_articles]):
        write_articles(work / "project" / "content", number, chosen)
        project = Project(work / "project")
        title = f"{number:,} articles in {len(chosen)} locales"
        rows[number, chosen] = Row(f"{number}x{len(chosen)}", title, measure(title, Bench(project)), project.pages)
        shutil.rmtree(work / "project")
    groups = ([rows[step] for step in by_locales], [rows[step] for step in by_articles])
    ratios = [_per_page(rows[0], row) for rows in groups for row in rows[1:]]
    notes = [_each(rows[0], row) for rows in groups for row in rows[1:]]
    return Report(
        {}, list(rows.values()), ratios, notes, "Time and CPU of one page, as shares of those in a smaller site"
    )


def measure_cold(bench: Bench) -> Figures:
    """Returns what a cold build without search takes."""
    return bench.measure(_COLD)


def _per_page(base: Row, row: Row) -> Ratio:
    def compare(what: Callable[[Figures], float]) -> Spread:
        before = spread([what(one) / base.pages for one in base.rounds]).middle
        return spread([what(one) / row.pages / before for one in row.rounds])

    memory = spread([one.peaks["driver"] / base.rounds[0].peaks["driver"] for one in row.rounds])
    seconds, cpu = compare(lambda one: one.seconds), compare(lambda one: one.cpu)
    return Ratio(row.name, row.title, base.title, seconds, cpu, memory, goal=_MOST_SECONDS)


def _each(base: Row, row: Row) -> str:
    """Returns a sentence on what one more page costs the driver."""
    before, after = (spread([one.peaks["driver"] for one in some.rounds]).middle for some in (base, row))
    each = (after - before) / (row.pages - base.pages)
    return f"- {row.title}: the driver takes {each:,.0f} bytes for each page more (goal: ≤ {_MOST_BYTES:,})"

"""Writes what was measured: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bench.figures import Report, Row, Spread, spread

_ROLES = ("driver", "worker", "pagefind", "hugo")
"""What the table shows; the JSON has all processes."""
_MEGABYTE = 1_000_000
_DISTURBED = 0.1
"""Others may take so much of one processor."""


def markdown(report: Report) -> str:
    """Returns the table: what each case takes, then how that compares."""
    lines = ["# Benchmarks", "", *(f"- {name}: {text}" for name, text in report.about.items())]
    lines += ["", "Medians, with least–most of all rounds behind them where they differ.", ""]
    heads = ("case", "seconds", "CPU seconds", *(f"{role} MB" for role in _ROLES), "files written", "MB written")
    lines += _table((*heads, "pages per second"), [_cells(row) for row in report.rows])
    if report.ratios:
        heads = ("case", "against", "time", "goal", "CPU", "largest process", "Pagefind's memory")
        lines += ["", f"{report.compared}, least–most of the rounds behind them:", ""]
        lines += _table(heads, list(_ratios(report)))
    if phases := list(_phases(report)):
        lines += ["", "Phases, in seconds, as the programs tell:", "", *phases]
    if notes := [*report.notes, *_disturbed(report)]:
        lines += ["", *notes]
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> str:
    """Returns every figure of every round."""
    data = {
        "about": dict(report.about),
        "notes": list(report.notes),
        "cases": [
            {"name": row.name, "title": row.title, "pages": row.pages, "rounds": [one._asdict() for one in row.rounds]}
            for row in report.rows
        ],
        "ratios": [
            {name: value._asdict() if isinstance(value, Spread) else value for name, value in one._asdict().items()}
            for one in report.ratios
        ],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def told(numbers: Spread, digits: int) -> str:
    """Returns `1.2 (1.1–1.3)`; the middle alone where there is no spread to tell of."""
    middle, least, most = (f"{number:,.{digits}f}" for number in numbers)
    return middle if least == most else f"{middle} ({least}–{most})"


def _cells(row: Row) -> list[str]:
    seconds = spread([one.seconds for one in row.rounds])
    cells = [row.title, told(seconds, 2), told(spread([one.cpu for one in row.rounds]), 2)]
    for role in _ROLES:
        peaks = [one.peaks[role] / _MEGABYTE for one in row.rounds if role in one.peaks]
        cells.append(told(spread(peaks), 0) if peaks else "")
    cells.append(told(spread([one.files for one in row.rounds]), 0))
    cells.append(told(spread([one.size / _MEGABYTE for one in row.rounds]), 1))
    cells.append(told(spread([row.pages / one.seconds for one in row.rounds]), 0))
    return cells


def _ratios(report: Report) -> Iterator[list[str]]:
    for one in report.ratios:
        goal = f"≤ {one.goal:g}" if one.goal else ""
        indexer = told(one.indexer, 2) if one.indexer else ""
        memory = told(one.memory, 2)
        yield [one.title, one.against, told(one.seconds, 3), goal, told(one.cpu, 3), memory, indexer]


def _phases(report: Report) -> Iterator[str]:
    for row in report.rows:
        names = dict.fromkeys(name for one in row.rounds for name in one.phases)
        if names:
            told_phases = (
                f"{name} {told(spread([one.phases.get(name, 0.0) for one in row.rounds]), 1)}" for name in names
            )
            yield f"- {row.title}: {', '.join(told_phases)}"


def _disturbed(report: Report) -> Iterator[str]:
    """Yields a warning where other programs kept the machine busy."""
    everything = [one for row in report.rows for one in row.rounds]
    seconds, others = sum(one.seconds for one in everything), sum(one.others for one in everything)
    if others > _DISTURBED * seconds:
        yield (
            f"- Other programs took {others:,.0f} CPU seconds during the {seconds:,.0f} seconds that were measured: "
            "do not trust times, measure again on a machine that is idle"
        )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---", *(["---:"] * (len(heads) - 1))], *rows]
    return [f"| {' | '.join(line)} |" for line in lines]

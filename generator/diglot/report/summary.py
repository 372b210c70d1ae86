"""What a build says of itself: progress while it works, and a summary at the end."""

from __future__ import annotations

import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

from diglot.diagnostics import Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from diglot.outcome import Result

_PHASES = {
    "read": "Reading pages",
    "source": "Making source pages",
    "render": "Drawing pages",
    "compare": "Comparing pages",
    "outside": "Asking other sites",
    "search": "Indexing for search",
}


class Told:
    """Hears of a build's progress; shows it on a terminal, and keeps the time of each phase."""

    def __init__(self, console: Console, *, shown: bool) -> None:
        self._progress = _bars(console) if shown else None
        self._tasks: dict[str, TaskID] = {}
        self._started = self._phase_started = time.perf_counter()
        self._phase = ""
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> Told:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_phase()
        if self._progress:
            self._progress.stop()

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Takes note of `done` of `total` pages in `phase`."""
        if phase != self._phase:
            self._end_phase()
            self._phase = phase
        if self._progress:
            if phase not in self._tasks:
                self._tasks[phase] = self._progress.add_task(_PHASES[phase], total=total)
            self._progress.update(self._tasks[phase], completed=done, total=total)

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._started

    def _end_phase(self) -> None:
        now = time.perf_counter()
        if self._phase:
            self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._phase_started
        self._phase_started = now


def _bars(console: Console) -> Progress:
    # Where no terminal is, nothing of it is imported.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True)


def summarize(console: Console, result: Result, told: Told) -> None:
    """Prints how many pages, units and findings there are, where the time went, and how large the site is."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Locale")
    table.add_column("Pages", justify="right")
    table.add_column("Units", justify="right")
    table.add_column("")
    for count in result.locales:
        note = "made from translations" if count.is_generated else ""
        table.add_row(count.locale, f"{count.pages:,}", f"{count.units:,}", note)
    console.print(table)
    counts = Counter(found.severity for found in result.diagnostics)
    named = ", ".join(
        f"{counts[level]:,} {level.word}{'s' if counts[level] != 1 and level.word != 'info' else ''}"
        for level in sorted(Severity, reverse=True)
        if counts[level]
    )
    console.print(f"\nFindings: {named or 'none'}")
    phases = ", ".join(
        f"{_PHASES[phase].lower()} {seconds:.1f} s" for phase, seconds in told.seconds.items() if seconds >= 0.05
    )
    console.print(f"Time: {told.total:.1f} s" + (f" ({phases})" if phases else ""), soft_wrap=True)
    removals = f", {result.removed:,} removed" if result.removed else ""
    console.print(
        f"Site: {result.files:,} files, {result.size / 1_000_000:.1f} MB; {result.changed:,} written{removals}",
        soft_wrap=True,
    )

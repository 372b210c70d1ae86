"""Where the time of a build goes: phases, jobs, slow pages, slow rules; for people, and as a trace for a browser.

Jobs are timed in the processes that do them, and looked at every few milliseconds: whatever stands on the stack then is
what took the time. Nothing that is measured knows about it.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, get_ident
from time import perf_counter_ns
from types import FrameType
from typing import Generic, NamedTuple, TypeVar

from diglot.build import Tell
from diglot.files import write_atomically
from diglot.model import PageId
from diglot.run import Run

Job = TypeVar("Job")
Result = TypeVar("Result")
TRACE, REPORT = "trace.json", "profile.txt"
_PAUSE = 0.002
"""Seconds between two looks at the stack."""
_PACKAGE = f"{os.sep}diglot{os.sep}"
_LISTED = 20


class Stretch(NamedTuple):
    """Something that took time."""

    name: str
    process: int
    start: int
    """Nanoseconds, by a clock that all processes of a machine share."""
    end: int

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.end - self.start) / 1e9


class _Done(NamedTuple, Generic[Result]):
    result: Result
    stretch: Stretch
    seen: Counter[str]
    """Module -> how often it was seen at work."""


@dataclass
class Profile:
    """What was measured."""

    jobs: list[Stretch] = field(default_factory=list)
    phases: dict[str, tuple[int, int]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    pages: dict[PageId, float] = field(default_factory=dict)
    """Seconds that it took to read each one."""

    def telling(self, tell: Tell) -> Tell:
        """Returns a `tell` that also notes when phases were under way."""

        def noted(phase: str, done: int, total: int) -> None:
            start, _ = self.phases.get(phase, (perf_counter_ns(), 0))
            self.phases[phase] = (start, perf_counter_ns())
            tell(phase, done, total)

        return noted

    def write(self, folder: Path) -> None:
        """Writes report and trace. Raises `OSError`."""
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(str(folder / REPORT), "\n".join(self._lines()).encode() + b"\n")
        write_atomically(str(folder / TRACE), json.dumps({"traceEvents": list(self._events())}).encode())

    def _lines(self) -> Iterator[str]:
        yield "Phases, seconds from the first to the last page (they overlap):"
        for name, (start, end) in self.phases.items():
            yield f"  {(end - start) / 1e9:8.2f}  {name}"
        yield "\nJobs, seconds in all processes:"
        kinds: dict[str, list[float]] = {}
        for job in self.jobs:
            kinds.setdefault(job.name, []).append(job.seconds)
        for name, times in sorted(kinds.items(), key=lambda kind: -sum(kind[1])):
            yield f"  {sum(times):8.2f}  {name}: {len(times):,} of them, {max(times):.2f} the longest"
        yield "\nPages that took longest to read, milliseconds:"
        for page, seconds in sorted(self.pages.items(), key=lambda entry: -entry[1])[:_LISTED]:
            yield f"  {seconds * 1e3:8.1f}  {page.locale}/{page.path}"
        total = sum(self.seen.values()) or 1
        rules = {name: count for name, count in self.seen.items() if name.startswith("rules/") and name.count("/") == 2}
        yield "\nRules, share of the time of all jobs:"
        for name, count in Counter(rules).most_common(_LISTED):
            yield f"  {count / total:8.2%}  {name}"
        yield "\nModules at work, share of the time of all jobs:"
        for name, count in self.seen.most_common(_LISTED):
            yield f"  {count / total:8.2%}  {name}"

    def _events(self) -> Iterator[dict[str, object]]:
        """Yields events of the Trace Event Format, which browsers and Perfetto show."""
        phases = [Stretch(name, 0, start, end) for name, (start, end) in self.phases.items()]
        first = min((stretch.start for stretch in (*self.jobs, *phases)), default=0)
        for stretch in (*phases, *self.jobs):
            yield {
                "name": stretch.name,
                "ph": "X",
                "pid": 1,
                "tid": stretch.process,
                "ts": (stretch.start - first) / 1e3,
                "dur": (stretch.end - stretch.start) / 1e3,
            }


class Timed:
    """A way to run work that also measures it; see `run.Run`."""

    def __init__(self, run: Run, profile: Profile) -> None:
        self._run = run
        self._profile = profile

    def each(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """See `run.Run`."""
        return (self._noted(done) for done in self._run.each(_Timing(work), jobs))

    def start(self, work: Callable[[Job], Result], job: Job) -> Callable[[], Result]:
        """See `run.Run`."""
        waiting = self._run.start(_Timing(work), job)
        return lambda: self._noted(waiting())

    def _noted(self, done: _Done[Result]) -> Result:
        self._profile.jobs.append(done.stretch)
        self._profile.seen.update(done.seen)
        return done.result


@dataclass(frozen=True, slots=True)
class _Timing(Generic[Job, Result]):
    """Work that is measured."""

    work: Callable[[Job], Result]

    def __call__(self, job: Job) -> _Done[Result]:
        inner = getattr(self.work, "func", self.work)
        seen: Counter[str] = Counter()
        ended = Event()
        watcher = Thread(target=_watch, args=(get_ident(), ended, seen), daemon=True)
        start = perf_counter_ns()
        watcher.start()
        try:
            result = self.work(job)
        finally:
            ended.set()
            watcher.join()
        name = getattr(inner, "__name__", "work").strip("_")
        return _Done(result, Stretch(name, os.getpid(), start, perf_counter_ns()), seen)


def _watch(thread: int, ended: Event, seen: Counter[str]) -> None:
    while not ended.wait(_PAUSE):
        seen[_module(sys._current_frames().get(thread))] += 1


def _module(frame: FrameType | None) -> str:
    """Returns the rule that stands on the stack, or else the innermost of our modules: `rules/links/slang.py`."""
    innermost = ""
    while frame is not None:
        name = frame.f_code.co_filename
        if _PACKAGE in name and name != __file__:
            module = name.rpartition(_PACKAGE)[2].replace(os.sep, "/")
            innermost = innermost or module
            if module.startswith("rules/") and module.count("/") == 2:
                return module
        frame = frame.f_back
    return innermost or "other"

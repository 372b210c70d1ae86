"""The one seam for running work: `run.each(work, jobs)` gives results in the order of the jobs, however it is done."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import TracebackType
from typing import Protocol, TypeVar

from diglot.errors import WorldError

Job = TypeVar("Job")
Result = TypeVar("Result")
_ATTEMPTS = 2
"""How often a job is done again that a process died over."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Leaves it to the counting of references to free memory, for work on many values that do not refer to each other.

    Looking for cycles among tokens is a tenth of the work of parsing, among what is known of all pages a third of
    joining it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def kept() -> Iterator[None]:
    """Does as `uncollected` for work whose results live as long as the process: no cycles are looked for in them later.

    Else the first look, which comes at once, would go through all that is known of all pages.
    """
    with uncollected():
        try:
            yield
        finally:
            gc.freeze()


@contextmanager
def swept() -> Iterator[None]:
    """Frees what was made meanwhile and refers to itself, as the drawing of a page does; looks at nothing older.

    A list of ten thousand articles would stay in memory for each page that shows one.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()


class Run(Protocol):
    """Runs work over jobs."""

    def each(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """Yields `work(job)` for each of `jobs`, in order."""
        ...

    def start(self, work: Callable[[Job], Result], job: Job) -> Callable[[], Result]:
        """Starts `work(job)` and returns what waits for its result."""
        ...


class Serial:
    """Runs everything here and now: the debugger's friend, and the quickest for a small site."""

    def each(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """See `Run`."""
        for job in jobs:
            yield work(job)

    def start(self, work: Callable[[Job], Result], job: Job) -> Callable[[], Result]:
        """See `Run`."""
        result = work(job)
        return lambda: result


class Threads(Serial):
    """Runs everything in this process, and beside it what is started: for little work, most of it in other programs."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor()

    def __enter__(self) -> Threads:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def start(self, work: Callable[[Job], Result], job: Job) -> Callable[[], Result]:
        """See `Run`."""
        return self._executor.submit(work, job).result


class Pool:
    """Runs work in processes of their own. One that is killed is replaced, and its job done again."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._made: ProcessPoolExecutor | None = None
        self._context = multiprocessing.get_context("spawn")
        # Nothing is ever sent: the processes end when our end of it does.
        self._end, self._ours = self._context.Pipe(duplex=False)

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Nobody wants what is still at work any more, and who interrupts does not want to wait for it.
        if error:
            self._ours.close()
            self._let_go()
        # Whoever is at work is waited for: when this ends, nothing writes any more.
        if self._made:
            self._made.shutdown(wait=True, cancel_futures=True)
        self._ours.close()
        self._end.close()

    def each(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
        """See `Run`. A few jobs are handed out ahead, so that memory does not grow with their number."""
        waiting: deque[tuple[Job, Future[Result]]] = deque()
        remaining = iter(jobs)
        while True:
            while len(waiting) < 2 * self._processes + 1 and (job := next(remaining, _END)) is not _END:
                waiting.append((job, self._submit(work, job)))  # type: ignore[arg-type]
            if not waiting:
                return
            job, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                result = self._alone(work, job)
                waiting = deque((job, self._submit(work, job)) for job, _ in waiting)
            yield result

    def start(self, work: Callable[[Job], Result], job: Job) -> Callable[[], Result]:
        """See `Run`."""
        future = self._submit(work, job)

        def result() -> Result:
            try:
                return future.result()
            except BrokenProcessPool:
                return self._alone(work, job)

        return result

    def _alone(self, work: Callable[[Job], Result], job: Job) -> Result:
        """Does a job again that was under way when a process died; no other beside it, so it is known which kills."""
        for _ in range(_ATTEMPTS):
            with suppress(BrokenProcessPool):
                return self._submit(work, job).result()
        raise WorldError(f"processes keep dying over the same pages: {_named(job)}")

    def _submit(self, work: Callable[[Job], Result], job: Job) -> Future[Result]:
        # Only made once there is something to do.
        self._made = self._made or self._make()
        try:
            return self._made.submit(work, job)
        except BrokenProcessPool:
            self._let_go()
            self._made.shutdown(wait=False, cancel_futures=True)
            self._made = self._make()
            return self._made.submit(work, job)

    def _let_go(self) -> None:
        """Ends what is still being sent to processes that are gone."""
        # Before 3.11.5 Python would wait for them to read it (gh-94777); later ones do just this themselves.
        if sys.version_info < (3, 11, 5) and self._made and (queue := self._made._call_queue):  # type: ignore[attr-defined]
            # Python may be closing it at this moment: it stays a file, and is that of nobody.
            with suppress(OSError), open(os.devnull, "rb") as nothing:  # noqa: PTH123 - no file of ours
                os.dup2(nothing.fileno(), queue._reader.fileno(), inheritable=False)

    def _make(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes, mp_context=self._context, initializer=follow_parent, initargs=(self._end,)
        )


def follow_parent(end: Connection | None = None) -> None:
    """Leaves it to the parent to be interrupted, and ends this process as soon as the parent is gone, or closes `end`.

    What is written is written in one step, so this may happen at any time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlive_no_parent, args=(end,), daemon=True).start()


def _outlive_no_parent(end: Connection | None) -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        wait([parent.sentinel, *([end] if end else [])])
    os._exit(1)


_END = object()


def _named(job: object) -> str:
    text = repr(job)
    return text if len(text) < 300 else text[:300] + "…"


def available_processors() -> int:
    """Returns how many processors this process may use, a container's limit included."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:  # noqa: PTH123 - a file of the kernel's, not of ours
            quota, period = file.read().split()
        return count if quota == "max" else max(1, min(count, round(int(quota) / int(period))))
    except (OSError, ValueError):
        return count

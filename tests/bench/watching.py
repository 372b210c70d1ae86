"""Runs a command and watches it: how long it takes, what it costs, how much memory each of its processes ever had."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from typing import NamedTuple

_EVERY = 0.05
"""Seconds between two looks at the processes."""
_MOST = 1 << 14
"""Bytes of what the system says of a process."""
_PEAK = re.compile(r"^VmHWM:\s*([0-9]+) kB", re.MULTILINE)
_PHASES = re.compile(r"^Time: .*?\((.*)\)", re.MULTILINE)
_PHASE = re.compile(r"([^,(]+?) ([0-9.]+) s(?:,|$)")


class Figures(NamedTuple):
    """What one run of a command took."""

    seconds: float
    cpu: float
    """Seconds of all its processes together."""
    peaks: Mapping[str, int]
    """Role of a process -> bytes that it had in memory at most; of several in one role the largest."""
    files: int = 0
    """How many were written into the output folder."""
    size: int = 0
    """Bytes of these."""
    phases: Mapping[str, float] = {}
    """What the command says of itself."""
    others: float = 0
    """CPU seconds that all other programs took meanwhile: they make the command slower than it is."""


class CommandError(Exception):
    """A command that is to be measured failed."""


def watch(
    command: Sequence[str | Path],
    folder: Path,
    role: str,
    output: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Figures:
    """Returns what `command` takes, run in `folder`; its first process has the role `role`.

    What is written below `output` is counted; `variables` are added to the environment. Raises `CommandError` where
    it fails.
    """
    # What earlier runs wrote goes to the disk at their expense, not at this one's.
    os.sync()
    ended, usages = Event(), []
    with TemporaryFile() as said:
        busy, began_at, began = _busy(), time.time(), time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )

        def wait() -> None:
            _, status, usage = os.wait4(process.pid, 0)
            usages.append((time.perf_counter() - began, usage))
            process.returncode = os.waitstatus_to_exitcode(status)
            ended.set()

        waiting = Thread(target=wait)
        waiting.start()
        peaks = _watched(process.pid, role, ended)
        waiting.join()
        busy = _busy() - busy
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise CommandError(f"`{' '.join(map(str, command))}` ended with {process.returncode}:\n{text[-2000:]}")
    seconds, usage = usages[0]
    if not peaks:
        # Where the system does not say, only the largest of all processes is known; its unit is KiB on Linux.
        peaks = {role: usage.ru_maxrss * 1024}
    files, size = _written(output, began_at) if output else (0, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return Figures(seconds, cpu, peaks, files, size, _phases(text), max(busy - cpu, 0))


def _watched(first: int, role: str, ended: Event) -> dict[str, int]:
    """Returns the peaks of a process and all below it, looked at until it has ended."""
    peaks: dict[str, int] = {}
    while True:
        for process in _family(first):
            if peak := _peak(process):
                name = role if process == first else _role(process)
                peaks[name] = max(peaks.get(name, 0), peak)
        if ended.wait(_EVERY):
            return peaks


def _family(process: int) -> Iterator[int]:
    """Yields a process and those below it. Processes may end meanwhile."""
    yield process
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except OSError:
        return
    for thread in threads:
        for child in _read(f"/proc/{process}/task/{thread}/children").split():
            yield from _family(int(child))


def _peak(process: int) -> int:
    found = _PEAK.search(_read(f"/proc/{process}/status"))
    return int(found[1]) * 1024 if found else 0


def _role(process: int) -> str:
    """Returns what a process below the first one is there for, by its command line."""
    line = _read(f"/proc/{process}/cmdline")
    program = line.partition("\0")[0].rpartition("/")[2]
    if "resource_tracker" in line:
        return "tracker"
    if "multiprocessing" in line:
        return "worker"
    # Pagefind's program is `pagefind_extended` in one package and `pagefind` in another.
    return next((name for name in ("pagefind", "hugo") if name in program), program or "other")


def _busy() -> float:
    """Returns for how many seconds the processors have not idled since the system started; 0 if nobody knows."""
    # user nice system idle iowait irq softirq steal, in ticks.
    ticks = [int(number) for number in _read("/proc/stat").partition("\n")[0].split()[1:9]]
    return (sum(ticks) - sum(ticks[3:5])) / os.sysconf("SC_CLK_TCK")


def _read(path: str) -> str:
    try:
        file = os.open(path, os.O_RDONLY)
        try:
            return os.read(file, _MOST).decode("utf-8", "replace")
        finally:
            os.close(file)
    except OSError:
        return ""


def _written(folder: Path, since: float) -> tuple[int, int]:
    """Returns (files, bytes) below `folder` that changed since then."""
    # Clocks of file systems run a few milliseconds behind.
    least = since - 0.02
    sizes = [stat.st_size for path in folder.rglob("*") if path.is_file() and (stat := path.stat()).st_ctime >= least]
    return len(sizes), sum(sizes)


def _phases(text: str) -> dict[str, float]:
    found = _PHASES.search(text)
    return {name.strip(): float(seconds) for name, seconds in _PHASE.findall(found[1])} if found else {}

"""Work is done in this process or in many, with equal results; a process that dies is replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import ref

import pytest

import jobs
from diglot.errors import WorldError
from diglot.run import Pool, Run, Serial, available_processors, swept, uncollected
from support import GENERATOR, ROOT


@pytest.fixture(params=["serial", "pool"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Each way to run work."""
    if request.param == "serial":
        yield Serial()
    else:
        with Pool(2) as pool:
            yield pool


def test_results_are_in_order(run: Run) -> None:
    """Whoever does the work, and however many jobs there are; jobs may come from anywhere."""
    assert list(run.each(jobs.square, iter(range(40)))) == [number * number for number in range(40)]
    assert list(run.each(jobs.square, [])) == []


def test_jobs_are_taken_as_they_are_needed(run: Run) -> None:
    """Few of them are held at a time."""
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    assert next(run.each(jobs.square, numbers())) == 0
    assert len(taken) <= 6


def test_started_work_is_waited_for(run: Run) -> None:
    """It may run beside other work."""
    waits = [run.start(jobs.square, number) for number in (3, 4)]
    assert list(run.each(jobs.square, range(5))) == [0, 1, 4, 9, 16]
    assert [wait() for wait in waits] == [9, 16]


def test_mistakes_come_through(run: Run) -> None:
    """An exception of the work is an exception here, after the results before it."""
    results = run.each(jobs.fail, range(5))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="not 3"):
        next(results)


def test_pool_uses_other_processes() -> None:
    """Else it would be serial."""
    with Pool(2) as pool:
        assert os.getpid() not in set(pool.each(jobs.process, range(8)))


@pytest.mark.parametrize("started", [False, True])
def test_killed_process_is_replaced(tmp_path: Path, started: bool) -> None:
    """No result is lost, none comes twice."""
    flag = str(tmp_path / "died")
    with Pool(2) as pool:
        waits = [pool.start(jobs.die_once, (2, flag))] if started else []
        assert list(pool.each(jobs.die_once, [(number, flag) for number in range(12)])) == list(range(12))
        assert [wait() for wait in waits] == [2] * started
    assert Path(flag).exists()


def test_job_that_always_kills_is_named() -> None:
    """It is that very job that is named, whichever ran beside it; what comes before it is done."""
    done: list[int] = []
    with Pool(2) as pool, pytest.raises(WorldError, match=r"dying over the same pages: 5$") as caught:
        done.extend(pool.each(jobs.die, range(12)))
    assert caught.value.exit_code == 3
    assert done == [0, 1, 2, 3, 4]


def test_started_job_that_always_kills_is_named() -> None:
    """Also when it is only waited for."""
    with Pool(1) as pool:
        wait = pool.start(jobs.die, 5)
        with pytest.raises(WorldError, match=r"5$"):
            wait()


DRIVER = """\
import sys, time
import jobs
from diglot.run import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        {does}
"""


@contextmanager
def driven(folder: Path, does: str) -> Iterator[subprocess.Popen[str]]:
    """A process with a `pool` that does something."""
    script = folder / "driver.py"
    script.write_text(DRIVER.format(does=does), "utf-8")
    path = os.pathsep.join(map(str, (GENERATOR, ROOT / "tests")))
    with subprocess.Popen(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A process with a pool that waits, and the numbers of the pool's processes."""
    does = "print(*set(pool.each(jobs.process, range(8))), flush=True); time.sleep(600)"
    with driven(tmp_path, does) as process:
        assert process.stdout is not None
        yield process, [int(number) for number in process.stdout.readline().split()]


def wait_until(holds: Callable[[], bool]) -> None:
    """Returns as soon as something holds; whoever gives up is the test's runner."""
    while not holds():
        time.sleep(0.01)


def is_gone(process: int) -> bool:
    """Tells whether a process has ended."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except (ProcessLookupError, FileNotFoundError):
        return True


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_pool_does_not_outlive_its_driver(driver: tuple[subprocess.Popen[str], list[int]]) -> None:
    """Nobody is left behind who would write to a site that the next build has begun."""
    process, workers = driver
    assert workers
    process.kill()
    for worker in workers:
        wait_until(lambda worker=worker: is_gone(worker))  # type: ignore[misc]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_interrupt_is_the_drivers_business(driver: tuple[subprocess.Popen[str], list[int]]) -> None:
    """The workers of an interrupted build end quietly."""
    process, workers = driver
    for each in (*workers, process.pid):
        os.kill(each, signal.SIGINT)
    _, stderr = process.communicate()
    assert stderr.count("Traceback") == 1, stderr
    assert stderr.rstrip().endswith("KeyboardInterrupt")
    assert all(map(is_gone, workers))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_who_interrupts_does_not_wait(tmp_path: Path) -> None:
    """What is under way is given up: nobody wants it any more."""
    with driven(tmp_path, "list(pool.each(jobs.never_end, [600, 600]))") as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate()
        assert stderr.rstrip().endswith("KeyboardInterrupt")
        assert all(map(is_gone, workers))


SENDS = "[pool.start(jobs.never_end, 600) for _ in '12']; [pool.start(len, bytes(9_000_000)) for _ in '12345']; "
"""Both processes are busy, and jobs that are larger than a pipe wait for them."""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_what_is_being_sent_is_given_up(tmp_path: Path) -> None:
    """A mistake ends the work at once, whatever waits for processes that go."""
    with driven(tmp_path, f"{SENDS} time.sleep(0.5); raise LookupError") as process:
        _, stderr = process.communicate(timeout=60)
        assert stderr.rstrip().endswith("LookupError")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_what_was_being_sent_is_no_burden(tmp_path: Path) -> None:
    """Where processes are killed others do the work, and the end waits for nobody."""
    with driven(tmp_path, f"{SENDS} print(pool.start(jobs.square, 3)())") as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline()) for _ in range(2)]
        time.sleep(0.5)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        stdout, stderr = process.communicate(timeout=60)
        assert (stdout, process.returncode) == ("9\n", 0), stderr


def test_available_processors() -> None:
    """There is one at least."""
    assert 1 <= available_processors() <= (os.cpu_count() or 1)


def test_what_refers_to_itself_is_swept_out() -> None:
    """Where nobody else collects it, and only what was made meanwhile is looked at."""

    class Circle:
        def __init__(self) -> None:
            self.own = self

    with uncollected():
        before = ref(Circle())
        with swept():
            meanwhile = ref(Circle())
        assert meanwhile() is None
        assert before() is not None

"""Work for `tests/test_run.py`: other processes have to be able to import it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def square(number: int) -> int:
    """Returns the square."""
    return number * number


def fail(number: int) -> int:
    """Raises a mistake for 3."""
    if number == 3:
        raise ValueError(f"not {number}")
    return number


def die_once(job: tuple[int, str]) -> int:
    """Kills its process at the first of all attempts."""
    number, flag = job
    if number == 2:
        try:
            Path(flag).touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
    return number


def die(number: int) -> int:
    """Kills its process for 5, always."""
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def process(_: int) -> int:
    """Returns the number of the process it runs in."""
    return os.getpid()


def never_end(number: int) -> int:
    """Says which process does it, and goes on for ever."""
    os.write(1, b"%d\n" % os.getpid())
    while True:
        time.sleep(number)

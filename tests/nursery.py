"""Processes for commands of Diglot that need not import it first: a parent that has done so forks one for each.

A test run starts more than a thousand commands, and importing costs each of them more than most of their work. What
comes out is a process of its own as `python -m diglot` would be: its own folder, environment, output and exit code.
Only the order of Python's sets is the parent's; tests that look at that name a `PYTHONHASHSEED`, and get a Python of
their own.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from select import select

_IMPORTED = ("builder", "checker", "cli", "cli_publish", "fixer", "report.summary", "report.text", "publish.publisher")
"""All but what starts threads, which a fork would leave behind."""
_free: list[_Nursery] = []


def run_forked(
    arguments: Sequence[str], cwd: Path, env: Mapping[str, str], outputs: Sequence[str], timeout: float
) -> int:
    """Runs `python -m diglot` with `arguments` and returns its exit code; what it says goes into the two `outputs`.

    Raises `subprocess.TimeoutExpired` after `timeout` seconds, when it is gone. May be called by several threads.
    """
    nursery = _free.pop() if _free else _Nursery()
    try:
        return nursery.run(arguments, cwd, env, outputs, timeout)
    finally:
        _free.append(nursery)


class _Nursery:
    """A parent, which runs one command at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(), text=True
        )
        atexit.register(self._close)

    def run(
        self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], outputs: Sequence[str], timeout: float
    ) -> int:
        said = self._process.stdout
        assert said is not None
        print(json.dumps([arguments, str(cwd), env, outputs]), file=self._process.stdin, flush=True)
        child = int(said.readline())
        if not select([said], [], [], timeout)[0]:
            os.kill(child, signal.SIGKILL)
            said.readline()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        return int(said.readline())

    def _close(self) -> None:
        self._process.communicate()


def _environment() -> dict[str, str]:
    path = str(Path(__file__).resolve().parent.parent / "generator")
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def _become(arguments: Sequence[str], cwd: str, env: Mapping[str, str], outputs: Sequence[str]) -> None:
    """Makes a child what a Python that was started for its command would be, and runs the command."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    modes = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)
    for number, (path, mode) in enumerate(zip((os.devnull, *outputs), modes, strict=True)):
        opened = os.open(path, mode)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = ["diglot", *arguments]
    sys.path[0] = cwd
    runpy.run_module("diglot", run_name="__main__", alter_sys=True)


def _main() -> None:
    for name in _IMPORTED:
        __import__(f"diglot.{name}")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
            return
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(number: int) -> None:
    os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    _main()

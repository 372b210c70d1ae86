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
from contextlib import suppress
from pathlib import Path
from select import select

_IMPORTED = ("builder", "checker", "cli", "cli_publish", "fixer", "report.summary", "report.text", "publish.publisher")
"""All but what starts threads, which a fork would leave behind."""
_free: list[_Nursery] = []


class Forked:
    """A command that was started; like a `subprocess.Popen`, but for what it prints."""

    def __init__(self, nursery: _Nursery, arguments: Sequence[str], pid: int) -> None:
        self._nursery = nursery
        self._arguments = arguments
        self._code: int | None = None
        self.pid = pid

    def wait(self, timeout: float | None = None) -> int:
        """Waits until it has ended, and returns its exit code. Raises `subprocess.TimeoutExpired`."""
        if self._code is None:
            self._code = self._nursery.code(timeout)
            if self._code is None:
                raise subprocess.TimeoutExpired(self._arguments, timeout or 0)
            _free.append(self._nursery)
        return self._code

    def send_signal(self, number: int) -> None:
        """Sends it a signal, if it is still at work."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kills it, if it is still at work."""
        self.send_signal(signal.SIGKILL)


def fork(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], outputs: tuple[Path, Path]) -> Forked:
    """Starts `python -m diglot` with `arguments`; what it prints goes into two files, which must be there.

    May be called by several threads.
    """
    try:
        nursery = _free.pop()
    except IndexError:
        nursery = _Nursery()
    return Forked(nursery, arguments, nursery.fork(arguments, cwd, env, outputs))


class _Nursery:
    """A parent, with one command at a time."""

    def __init__(self) -> None:
        # Nothing is read ahead: whether there is more to read is asked of the pipe.
        self._process = subprocess.Popen(
            [sys.executable, __file__], bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        atexit.register(self._process.communicate)

    def fork(self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], outputs: tuple[Path, Path]) -> int:
        """Starts a command, and returns its process."""
        assert self._process.stdin is not None
        request = json.dumps([arguments, str(cwd), env, [*map(str, outputs)]])
        self._process.stdin.write(request.encode() + b"\n")
        return self._number()

    def code(self, timeout: float | None) -> int | None:
        """Returns the exit code of the command; None if it is still at work after `timeout` seconds."""
        assert self._process.stdout is not None
        return self._number() if select([self._process.stdout], [], [], timeout)[0] else None

    def _number(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


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

"""Processes for commands of Diglot that need not import it first: a parent that has done so forks one for each.

A test run starts more than a thousand commands, and importing costs each of them more than most of their work. What
comes out is a process of its own as `python -m diglot` would be: its own folder, environment, output and exit code.
Only the order of Python's sets is the parent's; tests that look at that name a `PYTHONHASHSEED`, and get a Python of
their own.

Python asks a parent through pipes (`fork`), a shell asks one that listens (`listening`, `ASK`).
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory

_IMPORTED = (
    *("builder", "checker", "cli", "cli_publish", "finder", "fixer", "fixing", "indexer", "measure", "xrefmaps"),
    *("report.summary", "report.text", "publish.publisher"),
)
"""All but what starts threads, which a fork would leave behind."""
_ARTICLE = """\
# Anker

The skipper lets the anchor down slowly and then waits for the tide, while somebody else is looking at the wind and at
what the other boats in the bay are doing, so that nobody is surprised by them.
"""
"""In another language than it should be, so that what tells languages is loaded, which takes a second."""
_free: list[_Nursery] = []
ASK = r"""
import json, os, socket, sys
request = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode() + b"\n"
with socket.socket(socket.AF_UNIX) as nursery:
    nursery.connect(os.environ["NURSERY"])
    sent = socket.send_fds(nursery, [request], [0, 1, 2])
    nursery.sendall(request[sent:])
    sys.exit(int(nursery.recv(16)))
"""
"""What `python -SEc` runs a command with: the nursery at the address in `NURSERY` gives it the files of its own."""


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


@cache
def listening() -> str:
    """Starts a nursery for shells, of as many commands at a time as ask, and returns its address."""
    folder = TemporaryDirectory()
    address = f"{folder.name}/nursery"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        process = subprocess.Popen(
            [sys.executable, __file__, str(door.fileno())], pass_fds=[door.fileno()], env=_environment()
        )

    def end() -> None:
        process.kill()
        process.wait()
        folder.cleanup()

    atexit.register(end)
    return address


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
    # A fork would leave threads behind, and numpy starts some.
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}


def _become(arguments: Sequence[str], cwd: str, env: Mapping[str, str], files: Sequence[int]) -> None:
    """Makes a child what a Python that was started for its command would be, and runs the command.

    `files` are its input, its output, and where it tells of errors; they are closed.
    """
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = ["diglot", *arguments]
    sys.path[0] = cwd
    try:
        runpy.run_module("diglot", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            _end(end.code or 0)
        raise


def _end(code: int) -> None:
    """Ends as Python does, but for taking all apart that was imported, which takes as long as most commands."""
    threading._shutdown()  # type: ignore[attr-defined]  # what Python itself calls: waits for threads
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _main() -> None:
    for name in _IMPORTED:
        __import__(f"diglot.{name}")
    _warm_up()
    # What no collection touches stays shared.
    gc.collect()
    gc.freeze()
    if sys.argv[1:]:
        _listen(socket.socket(fileno=int(sys.argv[1])))
        return
    for line in sys.stdin:
        child = os.fork()
        if not child:
            arguments, cwd, env, outputs = json.loads(line)
            files = (os.open(os.devnull, os.O_RDONLY), *(os.open(path, os.O_WRONLY) for path in outputs))
            _become(arguments, cwd, env, files)
            return
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _warm_up() -> None:
    """Builds a small site, so that templates are compiled and languages known for all that build another."""
    from diglot.builder import build_project
    from diglot.console import consoles
    from diglot.project import open_project

    consoles(no_color=True)
    with TemporaryDirectory() as folder:
        for name, text in (("site/site.toml", "search = false\n"), ("content/nl-NL/anker.md", _ARTICLE)):
            path = Path(folder, name)
            path.parent.mkdir(parents=True)
            path.write_text(text, "utf-8")
        build_project(open_project(Path(folder), None, None), (), 1, lambda *_: None, checks=True, remembers=False)


def _listen(door: socket.socket) -> None:
    """Forks for each who asks one that waits for the command and tells how it ended; comes back in a command."""
    # Nobody asks how those who wait have ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asked, _ = door.accept()
        if os.fork():
            asked.close()
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        request, files, _, _ = socket.recv_fds(asked, 1 << 16, 3)
        while not request.endswith(b"\n"):
            request += asked.recv(1 << 16)
        child = os.fork()
        if not child:
            asked.close()
            arguments, cwd, env = json.loads(request)
            _become(arguments, cwd, env, files)
            return
        for file in files:
            os.close(file)
        asked.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os._exit(0)


def _say(number: int) -> None:
    os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    _main()

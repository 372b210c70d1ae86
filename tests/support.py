"""What several test files share, and what their fixtures hand out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from nursery import fork

ROOT = Path(__file__).resolve().parent.parent
"""The repository."""
GENERATOR = ROOT / "generator"
PACKAGE = GENERATOR / "diglot"

TERMINAL_VARIABLES = {"CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR"}
"""They change what a command prints, so a test that means them sets them itself."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What is left of a process."""

    code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """All it said, for a test's message."""
        return f"exit code {self.code}\n{self.stdout}{self.stderr}"


def run_python(
    *arguments: str | Path,
    cwd: Path = ROOT,
    path: Path = GENERATOR,
    env: Mapping[str, str] | None = None,
    timeout: float = 600,
) -> Ran:
    """Runs this Python with `arguments`; modules below `path` win over installed ones."""
    command = [sys.executable, *map(str, arguments)]
    return run(command, cwd, {"PYTHONPATH": str(path), **(env or {})}, timeout)


def run_diglot(
    *arguments: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None, timeout: float = 600
) -> Ran:
    """Runs `python -m diglot` in a process of its own; where `env` has nothing for Python, from a nursery."""
    own = env or {}
    if not hasattr(os, "fork") or any(name.startswith("PYTHON") for name in own):
        return run_python("-m", "diglot", *arguments, cwd=cwd, env=own, timeout=timeout)
    with TemporaryDirectory() as folder:
        outputs = Path(folder, "stdout"), Path(folder, "stderr")
        for path in outputs:
            path.touch()
        process = fork([*map(str, arguments)], cwd, environment(own), outputs)
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
            process.wait()
        return Ran(code, *(path.read_text("utf-8") for path in outputs))


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float = 600) -> Ran:
    """Runs a program with `env` on top of this environment; it finds Diglot's modules, and no terminal."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """Returns the variables of a process: `env`, and of ours all but those that change what a command prints."""
    inherited = {name: value for name, value in os.environ.items() if name not in TERMINAL_VARIABLES}
    return inherited | {"PYTHONPATH": str(GENERATOR), "PYTHONUTF8": "1"} | dict(env)


def expect_none(problems: Iterable[str]) -> None:
    """Fails with the problems and nothing else: the code that found them is not what the reader wants to see."""
    if listed := list(problems):
        pytest.fail("\n".join(listed), pytrace=False)

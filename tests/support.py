"""What several test files share, and what their fixtures hand out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

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


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float = 600) -> Ran:
    """Runs a program with `env` on top of this environment; it finds Diglot's modules, and no terminal."""
    inherited = {name: value for name, value in os.environ.items() if name not in TERMINAL_VARIABLES}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=inherited | {"PYTHONPATH": str(GENERATOR), "PYTHONUTF8": "1"} | dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def expect_none(problems: Iterable[str]) -> None:
    """Fails with the problems and nothing else: the code that found them is not what the reader wants to see."""
    if listed := list(problems):
        pytest.fail("\n".join(listed), pytrace=False)

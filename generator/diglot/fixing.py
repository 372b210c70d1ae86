"""Mends a project: checks it, applies fixes, and checks again until nothing is left that can be mended."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from time import time_ns
from typing import NamedTuple

from diglot.build import Tell
from diglot.checker import Request, check_project
from diglot.errors import WorldError
from diglot.files import write_atomically
from diglot.fixer import apply_fixes, difference
from diglot.project import Project

_MOST_ROUNDS = 10


class Mended(NamedTuple):
    """What was mended."""

    applied: int
    """Findings."""
    suggestions: int
    """Findings that have a fix which someone has to look at, and which was not asked for."""
    differences: tuple[tuple[str, str], ...]
    """(path relative to the project, unified diff) of each file that changed."""


def fix_project(project: Project, request: Request, *, unsafe: bool, dry: bool, tell: Tell) -> Mended:
    """Applies the fixes of `project`, with `unsafe` the suggestions too; with `dry` it only tells what would change.

    Fixes that overlap are applied in rounds: each round checks the files as the one before left them. A dry run shows
    the first round.
    """
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    applied = suggestions = 0
    for _ in range(_MOST_ROUNDS):
        started = time_ns()
        report = check_project(project, request, tell)
        fixable = [found for found in report.diagnostics if found.fix is not None]
        wanted = [found for found in fixable if found.fix is not None and (found.fix.safe or unsafe)]
        suggestions = len(fixable) - len(wanted)
        done: set[str] = set()
        for path, group in groupby(wanted, key=lambda found: found.at.path):
            file = os.path.realpath(project.root / path)
            data = _read(file, path, started)
            # Of two paths to one file, and of one that was saved meanwhile, places are not known before the next round.
            if file in done or data is None:
                continue
            done.add(file)
            fixed = apply_fixes(data, group)
            applied += len(fixed.applied)
            before.setdefault(path, data)
            after[path] = fixed.data
            if not dry:
                # A link stays one: the file it leads to is replaced.
                write_atomically(file, fixed.data, keeps_mode=True)
        if dry or not wanted:
            break
    changed = sorted(path for path in after if after[path] != before[path])
    return Mended(applied, suggestions, tuple((path, difference(path, before[path], after[path])) for path in changed))


def _read(file: str, path: str, started: int) -> bytes | None:
    """Returns a file that was not written since `started`, in nanoseconds since the epoch; None for one that was.

    Clocks differ, and archives say what they like: a time that is still to come tells nothing.
    """
    try:
        data = Path(file).read_bytes()
        return None if started <= Path(file).stat().st_mtime_ns <= time_ns() else data
    except OSError as error:
        raise WorldError(f"cannot read `{path}`: {error.strerror}") from error

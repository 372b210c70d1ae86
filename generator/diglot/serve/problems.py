"""Mistakes in what sets a site up, with their places: what the overlay shows until they are mended."""

from __future__ import annotations

from pathlib import Path
from re import compile as pattern

from diglot.looks import Theme
from diglot.render import MisdrawnError
from diglot.serve.values import Problem
from diglot.theme import template_file

_PLACE = pattern(r"^\s*([^\s:][^:\n]*):(\d+): ")
_FILE = pattern(r"^\s*([^\s:][^:\n]*\.(?:toml|po|html|css|js|json|yml)): ")
_AROUND = 3
"""So many lines are shown before and after a place."""


def problem_of(root: Path, message: str) -> Problem:
    """Returns the problem that a message of `UserError` tells, with the first place that it names."""
    for line in message.splitlines():
        if match := _PLACE.match(line):
            return _placed(root, message, match[1], int(match[2]))
    for line in message.splitlines():
        if match := _FILE.match(line):
            return _placed(root, message, match[1], 0)
    return Problem(message)


def template_problem(root: Path, theme: Theme, error: MisdrawnError) -> Problem:
    """Returns the problem that a template has: the file of the project or of the theme, and the line in it."""
    if not error.name:
        return Problem(str(error.message))
    lines = dict(theme.templates).get(error.name, "").splitlines()
    return Problem(str(error.message), template_file(root, error.name), error.line, _frame(lines, error.line))


def _placed(root: Path, message: str, file: str, line: int) -> Problem:
    path = Path(file)
    try:
        lines = path.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        # It may be gone by now; its name says enough.
        lines = []
    shown = path.resolve()
    name = shown.relative_to(root.resolve()).as_posix() if shown.is_relative_to(root.resolve()) else file
    return Problem(message, name, line, _frame(lines, line))


def _frame(lines: list[str], line: int) -> tuple[tuple[int, str], ...]:
    if not line:
        return ()
    first = max(1, line - _AROUND)
    return tuple(enumerate(lines[first - 1 : line + _AROUND], first))

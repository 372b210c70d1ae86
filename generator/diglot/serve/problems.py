"""Mistakes in what sets a site up, with their places: what the overlay shows until they are mended."""

from __future__ import annotations

import traceback
from pathlib import Path
from re import compile as pattern

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from diglot.looks import Theme
from diglot.serve.values import Problem

_PLACE = pattern(r"^\s*([^\s:][^:\n]*):(\d+): ")
_FILE = pattern(r"^\s*([^\s:][^:\n]*\.(?:toml|po|html|css|js|json|yml)): ")
_AROUND = 3
"""So many lines are shown before and after a place."""
_TEMPLATE = "<template>"


def problem_of(root: Path, message: str) -> Problem:
    """Returns the problem that a message of `UserError` tells, with the first place that it names."""
    for line in message.splitlines():
        if match := _PLACE.match(line):
            return _placed(root, message, match[1], int(match[2]))
    for line in message.splitlines():
        if match := _FILE.match(line):
            return _placed(root, message, match[1], 0)
    return Problem(message)


def template_problem(root: Path, theme: Theme, error: TemplateError) -> Problem:
    """Returns the problem that a template has: the file of the project or of the theme, and the line in it."""
    message = str(error.message or type(error).__name__)
    if isinstance(error, TemplateNotFound):
        return Problem(f"there is no template `{message}`", *_where(root, theme, error, ""))
    if isinstance(error, TemplateSyntaxError):
        text = dict(theme.templates).get(error.name or "", "").splitlines()
        return _shown(root, message, error.name or "", error.lineno, text)
    return Problem(message, *_where(root, theme, error, message))


def _where(
    root: Path, theme: Theme, error: TemplateError, message: str
) -> tuple[str, int, tuple[tuple[int, str], ...]]:
    """Returns file, line and frame of the template in which drawing stopped.

    Templates are drawn with their parts in place: the line that was drawn is looked for in the files.
    """
    drawn = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE]
    wanted = (drawn[-1].line or "").strip() if drawn else ""
    for name, text in theme.templates if wanted else ():
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            if line.strip() == wanted:
                return _shown(root, message, name, number, lines)[1:]
    return "", 0, ()


def _shown(root: Path, message: str, name: str, line: int, lines: list[str]) -> Problem:
    own = f"site/templates/{name}"
    shown = own if (root / own).is_file() else f"the template `{name}` of Diglot"
    return Problem(message, shown, line, _frame(lines, line))


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

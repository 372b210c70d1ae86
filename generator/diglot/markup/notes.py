"""Notes: what a construct has to say about a document while it is parsed or written; findings once they are placed."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, NamedTuple


class Note(NamedTuple):
    """A problem, by the lines of the projection in which it was met."""

    rule: str
    message: str
    line: int
    """The first line, 0-based."""
    end: int
    """The line after the last one."""
    text: str = ""
    """The words to point at, within these lines; empty points at the start of the first one."""


def note(env: MutableMapping[str, Any], rule: str, message: str, line: int, end: int, text: str = "") -> None:
    """Leaves a note on the document that is being parsed with the environment `env`; see `Note` for the rest."""
    notes: list[Note] = env.setdefault("notes", [])
    notes.append(Note(rule, message, line, end, text))

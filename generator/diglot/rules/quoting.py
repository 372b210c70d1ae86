"""How messages quote the reader's own text: on one line, in backticks, no longer than a line."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """Returns `text` in backticks, on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= _LONGEST else f"`{line[: _LONGEST - 1].rstrip()}…`"

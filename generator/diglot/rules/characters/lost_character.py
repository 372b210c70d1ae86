"""The rule lost-character: U+FFFD, which stands in place of a character that some program could not read."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.model import Span

_LOST = "\ufffd"
_WORD = pattern(r"[^\s<>`]{0,20}\ufffd[^\s<>`]{0,20}")
_BEFORE = 20


def find_lost_characters(text: str, start: int) -> Iterator[Finding]:
    """Yields a finding for each line of `text`, from offset `start` on, that has lost a character."""
    at = text.find(_LOST, start)
    while at >= 0:
        match = _WORD.search(text, max(start, at - _BEFORE))
        words = match.group() if match else _LOST
        message = f"`{words}` has lost a character; write the one that the source or an older version has"
        yield Finding("lost-character", Span(at, at + 1), message)
        end = text.find("\n", at)
        at = text.find(_LOST, end) if end >= 0 else -1

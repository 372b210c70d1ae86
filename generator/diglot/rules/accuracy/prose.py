"""The text of a side that translators translate: without code and without addresses, letter for letter in its place."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.markup.sides import CODE, LINK, Run, Side
from diglot.patterns import pattern

_ADDRESS = pattern(r"\b[a-z][a-z+.-]{1,20}://[^\s<>]++|\bwww\.[^\s<>]++|[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)++")
_LONGEST = 60
MOST = 10
"""Findings of one kind in a unit: what is wrong more often than that has another cause."""
MANY = 50
"""Different names of one kind in a unit that are each looked for in all of the other text."""


def prose(side: Side) -> str:
    """Returns the visible text of `side` with blanks in place of code, web addresses and mail addresses."""
    text = side.text
    if side.runs:
        hidden = [run for run in side.runs if run.kind == CODE or (run.kind == LINK and run.text == run.address)]
        if hidden:
            text = _blanked(text, hidden)
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    return text


def _blanked(text: str, runs: Sequence[Run]) -> str:
    parts, done = [], 0
    for run in runs:
        if run.start >= done:
            parts += [text[done : run.start], " " * (run.end - run.start)]
            done = run.end
    return "".join([*parts, text[done:]])


def excerpt(text: str) -> str:
    """Returns `text` for a message: of a long one the beginning."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def content(side: Side) -> tuple[int, int]:
    """Returns where the visible text of `side` begins and ends, blanks at its edges aside."""
    text = side.text
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))

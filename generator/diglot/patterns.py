"""Regular expressions as they are meant, on every Python that Diglot runs on.

Before Python 3.11.5 a group that never gives back what it took, `(?:…)*+`, can miss a match that is there
(https://github.com/python/cpython/issues/106052). An atomic group says the same, and has always worked.
"""

from __future__ import annotations

import re
from re import compile as pattern_of

_IS_SOUND = re.compile("(?:[^-]|-(?!>))*+->").match("a->") is not None
"""Asked of Python itself: what is mended is mended, whatever the version is called."""
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})\+")


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Returns `text` as a regular expression, as `re.compile` does."""
    return pattern_of(text if _IS_SOUND else atomic(text), flags)


def atomic(text: str) -> str:
    """Returns a regular expression with atomic groups in place of possessive ones: `(?>(?:…)*)` for `(?:…)*+`."""
    pieces: list[str] = []
    opened: list[int] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            pieces.append(text[at : at + 2])
            at += 2
            continue
        if char == "[":
            end = _class_end(text, at)
            pieces.append(text[at:end])
            at = end
            continue
        pieces.append(char)
        at += 1
        if char == "(":
            opened.append(len(pieces) - 1)
        elif char == ")":
            start = opened.pop()
            if quantifier := _QUANTIFIER.match(text, at):
                at = quantifier.end()
                pieces[start:] = ["(?>" + "".join(pieces[start:]) + quantifier.group()[:-1] + ")"]
    return "".join(pieces)


def _class_end(text: str, start: int) -> int:
    """Returns where the set of characters ends that begins at `start`."""
    at = start + 1
    if text.startswith("^", at):
        at += 1
    # A bracket that comes first is one of the set.
    at += 1 if text.startswith("]", at) else 0
    while at < len(text) and text[at] != "]":
        at += 2 if text[at] == "\\" else 1
    return at + 1

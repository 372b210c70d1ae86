"""Edges of links and marked text: where a letter touches them."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import NamedTuple

from diglot.markup.sides import EM, LINK, STRONG, Run, Side
from diglot.profile import Profile

_MARKED = frozenset({LINK, STRONG, EM})
_CLOSING = frozenset(".,:;!?)]}%”’»…،؛؟")
"""What may stand before a closing mark that should have a space behind it; letters and digits are as good."""
_LAST_WORD = pattern(r"(?:[^\W\d_]|[\u064b-\u0652])+\Z")
"""With the vowel signs of Arabic, which are no letters."""
_FIRST_WORD = pattern(r"[^\W_]+")
_LONGEST = 30


class Edge(NamedTuple):
    """Where a letter touches a mark."""

    offset: int
    """In visible text, of what stands behind the edge."""
    place: int
    """In the page, where a space is missing."""


def marked(side: Side) -> list[Run]:
    """Returns links with a text of their own, bold and italic text, outer ones first."""
    return [run for run in side.runs if run.kind in _MARKED and run.at != run.inner and run.text.strip()]


def glued_edges(side: Side, profile: Profile) -> Iterator[Edge]:
    """Yields the edges at which two words meet without a space, each once."""
    if not profile.has_spaces or not side.runs:
        return
    text, length = side.text, len(side.text)
    seen: set[int] = set()
    for run in marked(side):
        start, end = run.start, run.end
        if start and start not in seen and text[start - 1].isalpha() and _is_glued_before(text, start, profile):
            seen.add(start)
            yield Edge(start, run.at.start)
        if end < length and end not in seen and text[end].isalpha() and _is_glued_behind(text, end, profile):
            seen.add(end)
            yield Edge(end, run.at.end)


def _is_glued_before(text: str, start: int, profile: Profile) -> bool:
    if not text[start].isalnum():
        return False
    word = _LAST_WORD.search(text[max(0, start - _LONGEST) : start])
    return word is None or word.group() not in profile.attached_before


def _is_glued_behind(text: str, end: int, profile: Profile) -> bool:
    if not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
        return False
    word = _FIRST_WORD.match(text, end, end + _LONGEST)
    return word is None or word.group() not in profile.attached_after

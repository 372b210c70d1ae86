"""The rule repeated-phrase: words that a translation program wrote over and over again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import eq
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.profile import Profile
from diglot.rules.accuracy.prose import excerpt, prose
from diglot.rules.subject import Pair

_WORD = pattern(r"[^\W\d_]\w*+")
_LETTER = pattern(r"[^\W\d_]")
_LEAST = 8
"""Letters of a phrase."""
_TIMES = 3
_WORDS = (5, 4, 3, 2, 1)
"""How many words a phrase may have, the most first."""
_GAP = 4
"""Letters that may stand between, all in all."""
_LONGEST_GAP = 20
_REACH = 300
"""From where a phrase begins to where it begins again, if every letter between comes again too."""


class _Loop(NamedTuple):
    start: int
    phrase_end: int
    end: int


def find_repeated_phrases(pair: Pair) -> Iterator[Finding]:
    """Yields a finding if a target says the same words three times in a row or nearly so, and its source does not."""
    text = pair.target.text
    if pair.source is None or len(text) < _LEAST * _TIMES or not _may_loop(text, pair.profile):
        return
    loop = _loop(prose(pair.target), pair.profile)
    if loop is not None and _loop(pair.source.text, pair.source_profile) is None:
        phrase = excerpt(text[loop.start : loop.phrase_end])
        message = f"`{phrase}` stands here three times; write it once, and what else the source says"
        yield Finding("repeated-phrase", pair.target.span(loop.start, loop.end), message)


def _may_loop(text: str, profile: Profile) -> bool:
    """Tells whether anything stands twice in `text`: a quick test that hardly any text passes."""
    if profile.has_spaces:
        words = text.split()
        if len(words) - len(set(words)) < _TIMES - 1:
            return False
        return len(words) - 1 > len(set(pairwise(words))) or any(map(eq, words, words[1:]))
    # Of a loop, one of these pieces comes again behind itself.
    return any(
        text.find(text[start : start + _LEAST], start + _LEAST, start + _LEAST + _REACH) >= 0
        for start in range(0, len(text) - _LEAST * 2 + 1, _LEAST)
    )


def _loop(text: str, profile: Profile) -> _Loop | None:
    """Returns the longest phrase that stands in `text` three times, with hardly anything between."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return None
    if not profile.has_spaces:
        letters = [match.span() for match in _LETTER.finditer(lowered)]
        return _loop_of(lowered, letters, _LEAST, _is_periodic)
    words = [match.span() for match in _WORD.finditer(lowered)]
    most = _longest_run(lowered[start:end] for start, end in words)
    loop = _loop_of(lowered, words, _WORDS[0], _is_periodic) if most >= _WORDS[0] else None
    sizes = (size for size in _WORDS if size <= most)
    return loop or next(filter(None, (_loop_of(lowered, words, size, _is_dense) for size in sizes)), None)


def _longest_run(words: Iterable[str]) -> int:
    """Returns how many words in a row there are that each stand three times in all: no phrase of a loop has more."""
    written = list(words)
    counts = Counter(written)
    most = length = 0
    for word in written:
        length = length + 1 if counts[word] >= _TIMES else 0
        most = max(most, length)
    return most


def _loop_of(
    text: str, pieces: Sequence[tuple[int, int]], size: int, is_loop: Callable[[str, str], bool]
) -> _Loop | None:
    places: dict[str, list[int]] = defaultdict(list)
    for first in range(len(pieces) - size + 1):
        start, end = pieces[first][0], pieces[first + size - 1][1]
        phrase = text[start:end]
        before = places[phrase]
        if len(phrase) < _LEAST or (before and start < before[-1] + len(phrase)):
            continue
        before.append(start)
        if len(before) < _TIMES or end - before[-_TIMES] > _TIMES * _REACH:
            continue
        begin = before[-_TIMES]
        if is_loop(text[begin:end], phrase):
            return _Loop(begin, begin + len(phrase), end)
    return None


def _is_periodic(stretch: str, phrase: str) -> bool:
    """Tells whether `stretch` is nothing but one run of letters, `phrase` or one that begins with it, over and over."""
    period = (len(stretch) - len(phrase)) // (_TIMES - 1)
    return stretch[period:] == stretch[:-period]


def _is_dense(stretch: str, phrase: str) -> bool:
    """Tells whether hardly anything but `phrase` is said in `stretch`; a number between makes it a list."""
    if len(stretch) > _TIMES * len(phrase) + _LONGEST_GAP:
        return False
    between = [char for char in stretch.replace(phrase, "") if char.isalnum()]
    return len(between) <= _GAP and not any(char.isdecimal() for char in between)

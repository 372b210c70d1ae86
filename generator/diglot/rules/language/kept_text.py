"""Finds what a translation has left in the language of the source: the same words in the same order.

Names, titles, commands and placeholders are the same in both on purpose, so only prose counts: a run of words with a
frequent word of the source's language and with words in lower case that say something. Text of links and code is
passed over, and so is what a translation repeats beside its own words: `Original title (translated title)`.
A unit that is its source and nothing else may be shorter: a sentence is no name, and no label of a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from diglot.markup.sides import CODE, LINK, STRONG, Side
from diglot.patterns import pattern
from diglot.profile import Profile
from diglot.rules.stretches import stretches
from diglot.rules.subject import Pair

_WORD = pattern(r"[^\W_]+(?:['’.-][^\W_]+)*+")
_NO_PROSE = pattern(r"(?:://|www\.)\S++|<[^<>]*+>")
_GLOSS = pattern(r"[\s\"'”’»\].,:;。]*+[(（]")
_CODE = pattern(r"[{}$|=\\]|\d\.\d+\.\d")
"""Commands and the answers of servers are written by no translator."""
_OPENING, _CLOSING = "(（", ")）"
_SHORTEST = 4
"""Words of a run: fewer are the same by accident."""
_MOST_RUNS = 50
_TELLING = 2
"""Different words of a run that are no names and no function words."""
_MOSTLY = 0.7
"""Of the words of the source."""
_END_MARKS = ".!?。．！？"
_EDGES = f"{_END_MARKS}…:： \t\r\n\u00a0"
"""Around a text; a translation may have another mark at its end and be none all the same."""
_SEVERAL = 2
"""Different words in lower case; function words that are no accident."""
_OFTEN = 0.25
"""Share of the frequent words in a sentence; in one of another language there are fewer that look like them."""


class Kept(NamedTuple):
    """What a translation has left as it was."""

    start: int
    """Of the longest run, in the visible text of the target."""
    end: int
    share: float
    """Of the source's words, from 0 to 1: all that was left."""

    @property
    def is_most(self) -> bool:
        """True if next to nothing was translated."""
        return self.share >= _MOSTLY


class _Word(NamedTuple):
    key: str
    start: int
    end: int
    is_lower: bool


class _Run(NamedTuple):
    """A stretch of words that both sides have."""

    source: int
    target: int
    length: int


def kept_text(pair: Pair) -> Kept | None:
    """Returns what the target has left in the language of the source; none if nothing is surely left."""
    profile, stop_words = pair.source_profile, pair.source_profile.stop_words
    # Nearly every unit ends here, so that the rest may take its time.
    if pair.source is None or stop_words.isdisjoint(_rough_words(pair.target.text)):
        return None
    if profile.detector == pair.profile.detector or profile.detector in pair.profile.siblings:
        return None
    source, target = _words(pair.source, LINK, CODE), _words(pair.target, LINK, CODE)
    common = islice(_common_runs(source, target), _MOST_RUNS)
    runs = [run for run in common if not _is_glossed(pair, source, target, run)]
    prose = [run for run in runs if _is_prose(pair.source.text, _both(source, target, run), profile)]
    if not prose:
        return None
    longest = max(prose, key=lambda run: run.length)
    same = sum(run.length for run in runs)
    last = target[longest.target + longest.length - 1]
    return Kept(target[longest.target].start, last.end, min(1.0, same / len(source)))


def is_same_sentence(pair: Pair) -> bool:
    """Tells whether a target is its source, which is a sentence in prose: no name, no label, no command.

    In a language of another script hardly any sentence of the source is meant to stay. Where the script is the same,
    the sentence has to be complete, and its words none that the target's language has as well.
    """
    source = pair.source
    # Nearly every unit ends here.
    if source is None or pair.target.text.strip(_EDGES) != source.text.strip(_EDGES):
        return False
    own, other = pair.profile, pair.source_profile
    if not own.scripts or not other.scripts or other.detector in {own.detector, *own.siblings}:
        return False
    text = source.text.strip()
    if not text[:1].isupper() or _CODE.search(text) is not None:
        return False
    words = _words(source, LINK, CODE, STRONG)
    lower = [word.key for word in words if word.is_lower]
    # Of names and titles most words begin with a capital.
    if len(set(lower)) < _SEVERAL or 2 * len(lower) <= len(words):
        return False
    keys = [word.key.replace("’", "'") for word in words]
    found = [key for key in keys if key in other.function_words or key in other.stop_words]
    frequent = set(found)
    if len(found) < _OFTEN * len(keys) or frequent.issuperset(lower):
        return False
    is_complete = text[-1] in _END_MARKS
    if not own.scripts.isdisjoint(other.scripts):
        return is_complete and len(frequent - own.function_words - own.stop_words) >= _SEVERAL
    if is_complete:
        return bool(frequent)
    # Labels of screens have no mark at their end, and headings have none either; a cell is rather a label.
    is_heading = len(frequent) >= _SEVERAL and not frequent.isdisjoint(other.stop_words)
    return is_heading and pair.block != "table"


@lru_cache(maxsize=200)
def _rough_words(text: str) -> tuple[str, ...]:
    """Returns what stands between blanks, in lower case: several rules ask it of the same unit."""
    return tuple(text.lower().split())


def _words(side: Side, *passed_over: str) -> list[_Word]:
    """Returns the words of a text outside of addresses and of marked text of these kinds."""
    text = side.text
    skipped = [(run.start, run.end) for run in side.of(*passed_over)]
    skipped += [match.span() for match in _NO_PROSE.finditer(text)]
    return [
        _Word(match[0].lower(), match.start(), match.end(), match[0][0].islower())
        for start, end in stretches(len(text), skipped)
        for match in _WORD.finditer(text, start, end)
    ]


def _common_runs(source: Sequence[_Word], target: Sequence[_Word]) -> Iterator[_Run]:
    """Yields runs of at least four words that both sides have, in the order of the target."""
    first_at: dict[tuple[str, ...], int] = {}
    for at in range(len(source) - _SHORTEST + 1):
        first_at.setdefault(_keys(source, at), at)
    at = 0
    while at <= len(target) - _SHORTEST:
        found = first_at.get(_keys(target, at))
        if found is None:
            at += 1
            continue
        length = _SHORTEST
        most = min(len(source) - found, len(target) - at)
        while length < most and source[found + length].key == target[at + length].key:
            length += 1
        yield _Run(found, at, length)
        at += length


def _keys(words: Sequence[_Word], at: int) -> tuple[str, ...]:
    return tuple(word.key for word in words[at : at + _SHORTEST])


def _both(source: Sequence[_Word], target: Sequence[_Word], run: _Run) -> list[_Word]:
    """Returns the words of a run in the source; what begins with a capital in either language may be a name."""
    words = zip(source[run.source :], target[run.target : run.target + run.length], strict=False)
    return [word._replace(is_lower=word.is_lower and other.is_lower) for word, other in words]


def _is_prose(text: str, words: Sequence[_Word], profile: Profile) -> bool:
    telling = {word.key for word in words if word.is_lower} - profile.function_words - profile.stop_words
    if len(telling) < _TELLING or profile.stop_words.isdisjoint(word.key for word in words):
        return False
    return _CODE.search(text, words[0].start, words[-1].end) is None


def _is_glossed(pair: Pair, source: Sequence[_Word], target: Sequence[_Word], run: _Run) -> bool:
    """Tells whether a run stands beside its translation: one of the two is in brackets, as nothing in the source is."""
    assert pair.source is not None
    last, source_last = target[run.target + run.length - 1].end, source[run.source + run.length - 1].end
    if _GLOSS.match(pair.target.text, last) and not _GLOSS.match(pair.source.text, source_last):
        return True
    depth = _depth(pair.target.text, target[run.target].start)
    return depth > _depth(pair.source.text, source[run.source].start)


def _depth(text: str, end: int) -> int:
    return sum(text.count(mark, 0, end) for mark in _OPENING) - sum(text.count(mark, 0, end) for mark in _CLOSING)

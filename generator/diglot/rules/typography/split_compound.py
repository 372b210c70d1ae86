"""The rule split-compound: two words that the other pages of the locale write as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from diglot.diagnostics import Edit, Finding, Fix, Gather
from diglot.model import PageId, Span
from diglot.rules.subject import Ground, Late, Page, Pair
from diglot.rules.typography.prose import is_written, prose

Compounds = tuple[dict[str, int], list[tuple[str, int]]]
"""What is gathered of a page: (long word -> count, [two words as written, offset in the page])."""

_PUNCTUATION = ".,:;!?()\"'“”„«»…"
_SHORTEST_PART = 3
"""Letters that a word has at least."""
_SHORTEST = 2 * _SHORTEST_PART
_TIMES = 3
"""How many times as frequent the joined form has to be."""


def find_split_compounds(ground: Ground, gathered: Mapping[PageId, Compounds]) -> Iterator[Late]:
    """Yields a finding for each pair of words of a locale that is joined three times as often."""
    joined: Counter[str] = Counter()
    split: Counter[str] = Counter()
    for words, pairs in gathered.values():
        joined.update(words)
        split.update(_normal(text) for text, _ in pairs)
    wrong = {text for text, count in split.items() if joined[text.replace(" ", "")] >= _TIMES * count}
    for page, (_, pairs) in gathered.items():
        apart = ground.profiles[page.locale].apart_compounds
        for text, offset in pairs:
            if _normal(text) in wrong and _normal(text) not in apart:
                yield Late(page, _finding(text, offset))


def _normal(text: str) -> str:
    return text.lower()


def _finding(text: str, offset: int) -> Finding:
    one, other = text.split(" ")
    space = offset + len(one)
    # Two nouns may both have a capital, the word that they are has one at most.
    fix = Fix("Join the words", (Edit(Span(space, space + 2), other[0].lower()),))
    message = f"`{text}` is one word on most other pages; write `{one}{other[0].lower()}{other[1:]}`"
    return Finding("split-compound", Span(offset, offset + len(text)), message, fix=fix)


def _take(page: Page) -> Compounds | None:
    """Returns the long words of a page, and its pairs of words that may be one; nothing if its language joins none."""
    if not page.profile.joins_compounds:
        return None
    texts = [(pair, _words(prose(pair.target))) for pair in page.pairs if pair.block != "code"]
    short = page.profile.function_words | page.profile.stop_words
    long: dict[str, int] = {}
    parts: set[str] = set()
    for written, count in Counter(chain.from_iterable(words for _, words in texts)).items():
        word = written.strip(_PUNCTUATION)
        if len(word) < _SHORTEST_PART or not word.isalpha():
            continue
        lower = word.lower()
        if lower not in short:
            parts.add(word)
            # `PowerShell` is no compound.
            if len(word) >= _SHORTEST and word[1:] == lower[1:]:
                long[lower] = long.get(lower, 0) + count
    pairs = [two for pair, words in texts for two in _pairs(pair, words, parts)]
    return (long, pairs) if long else None


def _words(text: str) -> list[str]:
    """Returns what stands between single blanks, so that the lengths tell the places; a line break is a blank, too."""
    return text.replace("\n", " ").split(" ")


def _pairs(pair: Pair, words: Sequence[str], parts: set[str]) -> Iterator[tuple[str, int]]:
    """Yields two words in a row that may be `parts` of one, with their place; no names that the source has as well."""
    side, at = pair.target, 0
    for one, follower in pairwise(words):
        start, at = at, at + len(one) + 1
        if one not in parts:
            continue
        other = follower if follower in parts else follower.rstrip(_PUNCTUATION)
        both = f"{one} {other}"
        if other not in parts or not side.text.startswith(both, start):
            continue
        is_name = pair.source is not None and both.lower() in pair.source.text.lower()
        if not is_name and is_written(side, start, start + len(both)):
            yield both, side.span(start, start).start


COMPOUNDS = Gather("compounds", _take, Compounds)

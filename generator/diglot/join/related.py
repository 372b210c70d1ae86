"""Related articles: those of a locale that share what is rare, subjects in front matter and words of titles.

Each article asks the lists of pages that have what it has, the shortest first, and no more of them than a fixed number
of pages. So the whole takes time in proportion to the site, however common a word is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from heapq import nsmallest
from math import log2
from re import compile as pattern
from typing import NamedTuple
from unicodedata import normalize

from diglot.model import Index

MOST = 5
"""So many articles are shown."""
_ASKED = 60
"""So many pages are looked at for one article."""
_NEAR = 9
"""So many of them are compared with it."""
_ALIKE = 0.34
"""The share of what two articles are about that has to be the same."""
_LEAST = 0.5
"""And two articles that share only common words have nothing to do with each other: so rare has to be what is the same,
measured by what only one article has."""
_SHORTEST = 3
_STEM = 7
"""Letters of a word that count: endings differ from sentence to sentence."""
_TITLE = 200
_SUBJECT = "="
"""Before subjects, so that no word of a title is taken for one."""
_WORD = pattern(r"[^\W\d_]+|\d+")
_UNSPACED = pattern(r"[ァ-ヶー]+|[一-鿿㐀-䶿々]+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
"""Runs of scripts that set no spaces between words; hiragana is mostly grammar."""
_ANY_UNSPACED = pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Kin(NamedTuple):
    """All that decides about what an article is related to."""

    path: str
    title: str
    subjects: tuple[str, ...]
    beside: tuple[str, ...]
    """The paths of the articles before and after it, which readers find there."""


def kin_of(index: Index) -> dict[str, tuple[Kin, ...]]:
    """Returns the articles of each locale, home pages left out."""
    found: dict[str, list[Kin]] = defaultdict(list)
    for page, summary in index.pages.items():
        if index.addresses[page].count("/") > 1:
            beside = tuple(near.path for near in index.neighbours.get(page, ()) if near)
            found[page.locale].append(Kin(page.path, summary.title, summary.subjects, beside))
    return {locale: tuple(members) for locale, members in found.items()}


def related(pages: Sequence[Kin]) -> dict[str, tuple[str, ...]]:
    """Returns for each of the articles of a locale those that are most like it, best first, all by their paths.

    Those that none is like are left out. Neither the neighbours of an article are among them nor, of course, itself.
    """
    return dict(_alike(pages))


def _alike(pages: Sequence[Kin]) -> Iterator[tuple[str, tuple[str, ...]]]:
    having: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for mark in {*(f"{_SUBJECT}{subject}" for subject in page.subjects), *_words(page.title)}:
            having[mark].append(number)
    # What only one page has joins nothing, and what all have tells nothing.
    weights = {mark: _weight(mark, len(of), len(pages)) for mark, of in having.items() if len(of) > 1}
    marks: list[set[str]] = [set() for _ in pages]
    for mark in weights:
        for number in having[mark]:
            marks[number].add(mark)
    least = _LEAST * 1000 * log2(len(pages))
    totals = [sum(map(weights.__getitem__, own)) for own in marks]
    for number, page in enumerate(pages):
        own, ranked = marks[number], []
        for other in _near(own, having, weights):
            same = sum(map(weights.__getitem__, own & marks[other]))
            share = 2 * same / (totals[number] + totals[other] or 1)
            if share > _ALIKE and same > least:
                ranked.append((-share, pages[other].path, pages[other].title))
        if len(ranked) > 1:
            found = tuple(_best(sorted(ranked), page))
            if found:
                yield page.path, found


def _weight(mark: str, count: int, pages: int) -> int:
    """Returns how much it tells that two pages have `mark`: what authors said on purpose tells more than a word.

    Whole numbers add up alike in any order.
    """
    return round(1000 * log2(pages / count)) * (2 if mark.startswith(_SUBJECT) else 1)


def _near(marks: Set[str], having: Mapping[str, Sequence[int]], weights: Mapping[str, int]) -> list[int]:
    """Returns some pages that have the rarest of `marks`, those that have most of them first."""
    scores: dict[int, int] = defaultdict(int)
    left = _ASKED
    for weight, mark in sorted([(-weights[mark], mark) for mark in marks]):
        left -= len(having[mark])
        if left < 0:
            break
        for other in having[mark]:
            scores[other] += weight
    return [other for _, other in nsmallest(_NEAR, [(score, other) for other, score in scores.items()])]


def _best(ranked: Iterable[tuple[float, str, str]], page: Kin) -> Iterator[str]:
    """Yields the pages to be shown: one of each title, since a reader could not tell the others from it."""
    seen = {page.title}
    beside = {page.path, *page.beside}
    for _, other, title in ranked:
        if other not in beside and title not in seen:
            seen.add(title)
            yield other
            if len(seen) > MOST:
                return


def _words(title: str) -> Iterator[str]:
    """Yields what the words of a title have in common with their other forms."""
    text = normalize("NFKC", title[:_TITLE]).casefold()
    if _ANY_UNSPACED.search(text):
        for match in _UNSPACED.finditer(text):
            run = match.group()
            if "ァ" <= run[0] <= "ー":
                yield run
            else:
                yield from (run[start : start + 2] for start in range(len(run) - 1))
        text = _ANY_UNSPACED.sub(" ", text)
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) >= _SHORTEST:
            yield word[:_STEM]

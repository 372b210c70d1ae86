"""Tells whether a page is in another language than it should be.

The profile answers for nearly every page: text in a language is full of its function words. Only where it has hardly
any does language detection have the last word, for it takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from diglot.markup.sides import Side
from diglot.profile import Profile

_MOST = 2_000
"""Characters of a page that are looked at."""
_LEAST = 80
"""Letters below which no one can tell; those of words that begin with a capital do not count, since names tell nothing.
"""
_LEAST_UNSPACED = 60
"""The same for languages whose letters are syllables or words."""
_USUAL = 0.2
"""Share of frequent words below which a text is suspect. No text in another language was seen to have more of them."""
_USUAL_UNSPACED = 0.02
"""The same for languages without spaces, of characters."""


def foreign_language(sides: Iterable[Side], profile: Profile) -> str:
    """Returns what language detection calls the language of texts that are surely not in that of `profile`.

    Returns an empty string where they are, or where it cannot be told.
    """
    if not profile.detector:
        return ""
    text = _start(sides)
    if _is_usual(text, profile.function_words, profile.stop_words, has_spaces=profile.has_spaces):
        return ""
    if not _is_enough(text, profile):
        return ""
    language = _detected(text)
    return "" if language == profile.detector or language in profile.siblings else language


def _start(sides: Iterable[Side]) -> str:
    pieces: list[str] = []
    length = 0
    for side in sides:
        pieces.append(side.text)
        length += len(side.text)
        if length > _MOST:
            break
    return " ".join(pieces)[:_MOST]


@lru_cache(maxsize=200)
def _is_usual(text: str, function_words: frozenset[str], stop_words: frozenset[str], *, has_spaces: bool) -> bool:
    """Tells whether a text is in the language of these words; all translations of an article have the same source."""
    if not has_spaces:
        return sum(map(text.count, stop_words)) > _USUAL_UNSPACED * len(text)
    words = text.lower().split()
    # Function words may be words of other languages too, stop words are not.
    found = sum(map(function_words.__contains__, words)) + 2 * sum(map(stop_words.__contains__, words))
    return found > _USUAL * len(words)


def _is_enough(text: str, profile: Profile) -> bool:
    words = (word for word in text.split() if not word[0].isupper())
    return sum(map(str.isalpha, "".join(words))) >= (_LEAST if profile.has_spaces else _LEAST_UNSPACED)


def _detected(text: str) -> str:
    from py3langid.langid import classify

    return str(classify(text)[0])

"""FMT807: texts of images that stand outside of all units, where translators overlook them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from re import IGNORECASE, MULTILINE
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.markup.plain_code import without_code
from diglot.model import Span
from diglot.rules.subject import Page

_IMAGES = (
    ("![", pattern(r"!\[(?P<text>[^\]\n]++)\](?=[(\[])")),
    ("alt=", pattern(r"<img\s[^<>\n]*?\balt=[\"'](?P<text>[^\"'<>\n]++)[\"']", IGNORECASE)),
    (
        "alt-text=",
        pattern(r"^[ \t>*+\d.-]{0,40}:::[ ]?image[^\n]*?\balt-text=\"(?P<text>[^\"\n]++)\"", IGNORECASE | MULTILINE),
    ),
)
"""(what a page with such images holds, where their texts are)."""
_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 3
"""Words from which on a text is more than the name of something."""


def find_untranslated_alt_texts(page: Page) -> Iterator[Finding]:
    """Yields a finding for each image of a translated page whose text is in the source language.

    It is if it has words that only the source language has, and none that only the page's has.
    """
    images = [image for mark, image in _IMAGES if mark in page.text]
    if page.is_source or page.profile.is_neutral or not images:
        return
    own = page.profile.function_words | page.profile.stop_words
    sources = page.source_profile.function_words | page.source_profile.stop_words
    starts = [unit.at.start for unit in page.units]
    text = without_code(page.text)
    for match in chain.from_iterable(image.finditer(text, page.body) for image in images):
        number = bisect_right(starts, match.start()) - 1
        is_in_unit = number >= 0 and match.start() < page.units[number].at.end
        words = {word.lower() for word in _WORD.findall(match["text"])}
        if is_in_unit or len(words) < _FEWEST or not (words & sources) - own or (words & own) - sources:
            continue
        message = f"the text `{match['text']}` of this image was left in the source language; translate it"
        yield Finding("untranslated-alt-text", Span(*match.span("text")), message)

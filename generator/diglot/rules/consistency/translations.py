"""What the consistency of a locale is told by: each unit's source as readers see it, and the form of its target.

Two targets have the same form if they only differ in marks, punctuation, spaces and case.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import NamedTuple
from zlib import crc32

from diglot.diagnostics import Gather
from diglot.model import Span
from diglot.rules.subject import Page

_NO_LETTERS = pattern(r"[\W_]+")
_HALF = pattern("[\ud800-\udfff]")
_SHORTEST, _LONGEST = 9, 240
"""Characters of a source: a shorter one means many things, a longer one hardly stands twice."""
_APART = frozenset({"code", "front-matter"})


class Translation(NamedTuple):
    """A unit, as far as others are compared with it."""

    source: str
    """Visible text on one line."""
    written: int
    """Digest of the source as it is written, marks and addresses included; 0 where it has none."""
    target: str
    """As it is written."""
    form: int
    """Digest of the letters of the target."""
    at: Span
    """The target in its page."""
    is_heading: bool


def take_translations(page: Page) -> tuple[Translation, ...]:
    """Returns the units of a page that can be compared with those of others."""
    if not page.units or (not page.text.isascii() and _HALF.search(page.text)):
        # Bytes that are no text cannot be kept; they are a finding of their own.
        return ()
    return tuple(_translations(page))


TRANSLATIONS = Gather("translations", take_translations, tuple[Translation, ...])


def letters(text: str) -> str:
    """Returns what `text` is compared by: its letters and digits, without case."""
    return _NO_LETTERS.sub("", text).casefold()


def form_of(text: str) -> int:
    """Returns a digest of the letters of visible text."""
    return crc32(letters(text).encode())


def _translations(page: Page) -> Iterator[Translation]:
    fewest = 2 if page.source_profile.has_spaces else 1
    for unit, pair in zip(page.units, page.pairs, strict=True):
        if pair.source is None or unit.block in _APART or not _SHORTEST <= len(pair.source.text) <= _LONGEST:
            continue
        words = pair.source.text.split()
        if len(words) >= fewest and (text := letters(pair.target.text)):
            source = " ".join(words)
            written = crc32(" ".join(unit.source.split()).encode()) if unit.source != source else 0
            form, is_heading = crc32(text.encode()), unit.block == "heading"
            yield Translation(source, written, unit.target, form, unit.target_at, is_heading)

"""The rule doubled-word: the same word twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from re import IGNORECASE, Match, search
from re import compile as pattern

from diglot.diagnostics import Finding, Fix
from diglot.markup.sides import HTML, Side
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import edit, is_written, prose, quoted

_DOUBLED = pattern(r"(?<![\w'’.-])([^\W\d_]{2,}+)[ \n]++\1(?![\w'’-])(?!\.\w)", IGNORECASE)
_DOUBLED_NUMBER = pattern(r"(?<=[^\W\d_] )([1-9]\d++) \1(?![\w.,])")
_QUICK = pattern(r"\b(\w\w++)[ \n]++\1\b")
"""Finds as much in lower case, in less time."""


def find_doubled_words(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each word of a text that stands twice in a row, unless words of the source do."""
    side, profile = pair.target, pair.profile
    if _QUICK.search(side.text.lower()) is None:
        return
    yield from _doubled_numbers(pair)
    if not profile.has_spaces:
        return
    found = [
        match
        for match in _DOUBLED.finditer(prose(side))
        if match[1].lower() not in profile.doubled_words and not _is_name(match) and not _is_parted(side, match)
    ]
    if found and not (pair.source is not None and _DOUBLED.search(prose(pair.source))):
        for match in found:
            yield _finding(side, match)


def _doubled_numbers(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each number of a name that stands twice, `Office 365 365`; thousands are no numbers."""
    if pair.source is not None and _DOUBLED_NUMBER.search(pair.source.text) is None:
        for match in _DOUBLED_NUMBER.finditer(prose(pair.target)):
            if search(rf"(?<![\d.,]){match[1]}(?![.,]?\d)", pair.source.text) is not None:
                yield _finding(pair.target, match)


def _is_name(match: Match[str]) -> bool:
    """Tells whether one of the two is an acronym."""
    return any(word.isupper() and word.lower() != word for word in match.group().split())


def _is_parted(side: Side, match: Match[str]) -> bool:
    """Tells whether a link or bold text begins or ends between the two words or within them."""
    start, end = match.span()
    return any(start < edge < end for run in side.runs if run.kind != HTML for edge in (run.start, run.end))


def _finding(side: Side, match: Match[str]) -> Finding:
    start, end = match.span()
    fix = None
    if is_written(side, start, end):
        fix = Fix("Remove one of the two", (edit(side, start + len(match[1]), end, ""),))
    message = f"{quoted(match.group())} says a word twice; remove one of the two, or write what was meant"
    return Finding("doubled-word", side.span(start, end), message, fix=fix)

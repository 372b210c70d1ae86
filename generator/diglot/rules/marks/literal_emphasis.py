"""The rule literal-emphasis: marks of bold or italic text that are shown as such, since they do not render."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import STRONG, Side, side
from diglot.model import Span
from diglot.rules.marks.edges import glued_edges
from diglot.rules.marks.words import named, prose, written
from diglot.rules.subject import Pair

_STARS = pattern(r"\*+")
_LINES = pattern(r"(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])|(?<!\w)__+(?!\w)")
"""Underscores at an edge of a word: those within one are names."""
_SPACED = pattern(r"(?:\\?\*){2}([ \t]*+)([^\s*\\>](?:[^*\\\n]*[^\s*\\])?)([ \t]*+)(?:\\?\*){2}")


def find_literal_emphasis(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit that shows marks of emphasis, while its source shows none."""
    target, source = pair.target, pair.source
    if source is None or ("*" not in target.text and "_" not in target.text):
        return
    shown = _literal(target, besides=source)
    if shown:
        at = target.span(min(match.start() for match in shown), max(match.end() for match in shown))
        if written(pair, Span(at.start - 1, at.start)) == "\\":
            at = Span(at.start - 1, at.end)
        message = f"marks are shown as such in {named(pair, at)}; put them right beside the words that they mark"
        yield Finding("literal-emphasis", at, message, fix=_fix(pair, source))


def _literal(shown: Side, besides: Side) -> list[Match[str]]:
    """Returns the marks that a side shows, of the kinds that another one does not show."""
    text, other = prose(shown), prose(besides)
    if _STARS.search(other):
        return []
    found = list(_STARS.finditer(text))
    return found if _LINES.search(other) else found + list(_LINES.finditer(text))


def _fix(pair: Pair, source: Side) -> Fix | None:
    """Returns what takes the blanks out of `** bold **`, if the page then shows as much bold text as the source."""
    if pair.unit is None:
        return None
    text, start = pair.unit.target, pair.unit.target_at.start
    new = _SPACED.sub(lambda match: _closed(text, match), text)
    mended = side(new, int, Span(0, len(new)))
    bold = {run.text for run in mended.of(STRONG)}
    count = len(list(mended.of(STRONG)))
    if (
        "\\*" in new
        or count != len(list(source.of(STRONG)))
        or _literal(mended, besides=source)
        or any(glued_edges(mended, pair.profile))
    ):
        return None
    changes = [(match, _closed(text, match)) for match in _SPACED.finditer(text)]
    edits = [
        Edit(Span(start + match.start(), start + match.end()), closed)
        for match, closed in changes
        if closed != match.group()
    ]
    # Where marks that rendered find other partners, someone has to look.
    is_safe = all(run.text in bold for run in pair.target.of(STRONG))
    return Fix("put the marks beside their words", tuple(edits), safe=is_safe)


def _closed(text: str, match: Match[str]) -> str:
    """Returns bold text with its blanks outside of its marks, where there are not others already."""
    before, words, behind = match.groups()
    is_apart = match.start() == 0 or not text[match.start() - 1].isalnum()
    is_free = match.end() == len(text) or not text[match.end()].isalnum()
    return f"{'' if is_apart else before}**{words}**{'' if is_free else behind}"

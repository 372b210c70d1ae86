"""The rule suspended-hyphen: a hyphen that stands for the rest of a word, glued to the next word: `werk-of school…`."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import edit, is_written, prose, quoted, safe_fix

_GLUED = pattern(r"-(?<=\w-)([^\W\d_]++)(?= ++(?!\1\b)\w)")


def find_suspended_hyphens(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each hyphen of a text that a word such as “and” follows without a space."""
    side, joining = pair.target, pair.profile.joining_words
    if not joining or _GLUED.search(side.text) is None:
        return
    text = prose(side)
    for match in _GLUED.finditer(text):
        if match[1].lower() not in joining:
            continue
        start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        word = text[start : match.end()]
        if pair.source is not None and word.lower() in pair.source.text.lower():
            continue
        at = match.start(1)
        fix = safe_fix(side, "Add a space", edit(side, at, at, " ")) if is_written(side, at - 1, at + 1) else None
        message = f"{quoted(word)} lacks a space; write {quoted(f'{text[start:at]} {match[1]}')}"
        yield Finding("suspended-hyphen", side.span(start, match.end()), message, fix=fix)

"""The rule split-brackets: a pair of brackets of which a link or marked text has only one half."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from diglot.diagnostics import Finding
from diglot.markup.sides import Run, Side
from diglot.profile import Profile
from diglot.rules.marks.edges import marked
from diglot.rules.marks.words import named
from diglot.rules.subject import Pair


def find_split_brackets(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each link or marked text with half a pair of brackets, unless the source has such."""
    target, source = pair.target, pair.source
    if source is None or not target.runs:
        return
    found = _split(target, pair.profile)
    if found and not _split(source, pair.profile):
        for run, mark in found:
            message = (
                f"{named(pair, run.inner)} has `{mark}` without its other half; move the marks to hold both or none"
            )
            yield Finding("split-brackets", run.at, message)


def _split(side: Side, profile: Profile) -> list[tuple[Run, str]]:
    """Returns, for each kind of brackets, the first run with half a pair whose other half stands elsewhere."""
    text = normalize("NFKC", side.text)
    found = []
    for opening, closing in profile.brackets:
        if opening in text and text.count(opening) == text.count(closing):
            runs = ((run, normalize("NFKC", run.text)) for run in marked(side))
            counted = ((run, words.count(opening) - words.count(closing)) for run, words in runs)
            found += [(run, opening if left > 0 else closing) for run, left in counted if left][:1]
    return found

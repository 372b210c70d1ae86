"""The rule marked-function-word: bold text or a link that is left on words such as “the” and “in”."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.markup.sides import EM, LINK, STRONG
from diglot.rules.marks.edges import marked
from diglot.rules.marks.words import quoted, says_nothing
from diglot.rules.subject import Pair

_NAMES = {LINK: "a link", STRONG: "bold", EM: "italic"}


def find_marked_function_words(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each link or marked text of only function words, unless the source has such as well."""
    if pair.source is None or not pair.target.runs or not pair.profile.function_words:
        return
    found = [run for run in marked(pair.target) if says_nothing(run.text, pair.profile)]
    if not found:
        return
    theirs = {run.text for run in marked(pair.source)}
    if any(says_nothing(text, pair.source_profile) for text in theirs):
        return
    done = -1
    for run in found:
        # Of a link around bold text, one is enough.
        if run.start >= done and run.text not in theirs:
            done = run.end
            message = (
                f"only {quoted(run.text)} is {_NAMES[run.kind]}; move its marks to the words that the source marks"
            )
            yield Finding("marked-function-word", run.at, message)

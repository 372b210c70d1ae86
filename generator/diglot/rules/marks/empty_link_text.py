"""The rule empty-link-text within units: links that show nothing, or only marks where the source has words.

Links outside of units, and around them, are seen by the parser.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.markup.sides import HTML, LINK, Run, Side
from diglot.rules.marks.words import has_letters, is_shown, quoted
from diglot.rules.subject import Pair


def find_empty_link_texts(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each link of a unit without a text that its source has; of sources alone, without any."""
    target, source = pair.target, pair.source
    if not target.runs or pair.unit is None:
        return
    links = [run for run in target.runs if run.kind == LINK and run.address and not has_letters(run.text)]
    if not links:
        return
    theirs = [] if source is None else list(source.of(LINK))
    empty = {run.address for run in theirs if not is_shown(run)}
    for link in links:
        address = quoted(link.address)
        if is_shown(link):
            if theirs and all(has_letters(run.text) for run in theirs):
                message = f"the link to {address} shows only {quoted(link.text)}; move the words that name it into it"
                yield Finding("empty-link-text", link.at, message)
        elif link.address not in empty and not _has_picture(target, link):
            message = f"the link to {address} has no text; move the words that name it into its brackets"
            yield Finding("empty-link-text", link.at, message)


def _has_picture(side: Side, link: Run) -> bool:
    tags = (run for run in side.of(HTML) if link.at.start < run.at.start < link.at.end)
    return any(run.address[:4].lower() == "<img" for run in tags)

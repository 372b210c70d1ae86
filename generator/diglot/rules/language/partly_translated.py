"""The rule partly-translated: some words in the middle of a translation that are still those of the source."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.rules.language.kept_text import kept_text
from diglot.rules.quoting import quoted
from diglot.rules.subject import Pair


def find_partly_translated(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for the longest run of words that a translation has left as they were."""
    kept = kept_text(pair)
    if kept is not None and not kept.is_most:
        words = pair.target.text[kept.start : kept.end]
        at = pair.target.span(kept.start, kept.end)
        yield Finding("partly-translated", at, f"{quoted(words)} is still in the language of the source; translate it")

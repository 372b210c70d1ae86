"""The rule glued-mark: a word that stands right beside a link or marked text, where a space belongs."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.model import Span
from diglot.patterns import pattern
from diglot.rules.marks.edges import glued_edges
from diglot.rules.marks.words import quoted
from diglot.rules.subject import Pair

_AROUND = 40
_BEFORE = pattern(r"[^\W_]++(?:-[^\W_]++)*+\W?\Z")
_BEHIND = pattern(r"[^\W_]{1,40}")


def find_glued_marks(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each edge of a link or marked text at which two words meet, unless the source has such."""
    target, source = pair.target, pair.source
    if source is None or not target.runs:
        return
    edges = list(glued_edges(target, pair.profile))
    if edges and not any(glued_edges(source, pair.source_profile)):
        for edge in edges:
            before, behind = _words(target.text, edge.offset)
            message = f"no space parts {quoted(before)} from {quoted(behind)}; add one"
            fix = Fix("add a space", (Edit(Span(edge.place, edge.place), " "),))
            yield Finding("glued-mark", Span(edge.place - 1, edge.place + 1), message, fix=fix)


def _words(text: str, offset: int) -> tuple[str, str]:
    """Returns the words that meet at an offset of visible text."""
    before, behind = _BEFORE.search(text[max(0, offset - _AROUND) : offset]), _BEHIND.match(text, offset)
    return before.group() if before else text[offset - 1], behind.group() if behind else text[offset]

"""The rule changed-emphasis: bold or italic text that was lost in translation, or that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.markup.sides import EM, STRONG, Side
from diglot.rules.marks.words import has_letters, quoted
from diglot.rules.subject import Pair

_NAMES = {STRONG: "bold", EM: "italic"}
_MOST = 3
"""So many texts are named in a message."""


def find_changed_emphasis(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit with more or fewer bold or italic texts than its source."""
    target, source = pair.target, pair.source
    if source is None or not (target.runs or source.runs) or "*" in source.text:
        return
    for kind, name in _NAMES.items():
        if not any(run.kind == kind for run in target.runs) and not any(run.kind == kind for run in source.runs):
            continue
        ours, theirs = _texts(target, kind), _texts(source, kind)
        if _words(ours) < _words(theirs):
            message = f"{name} in the source: {_listed(theirs)}, here: {_listed(ours)}; put marks around the same words"
            yield Finding("changed-emphasis", target.at, message)
        elif _words(ours) > len(theirs):
            message = f"{name} here: {_listed(ours)}, in the source: {_listed(theirs)}; remove marks that it lacks"
            yield Finding("changed-emphasis", target.at, message)


def _texts(side: Side, kind: str) -> list[str]:
    return [run.text for run in side.runs if run.kind == kind and run.text.strip()]


def _words(texts: list[str]) -> int:
    """Returns how many texts have a letter or a digit."""
    return sum(map(has_letters, texts))


def _listed(texts: list[str]) -> str:
    if not texts:
        return "nothing"
    more = len(texts) - _MOST
    return ", ".join(map(quoted, texts[:_MOST])) + (f" and {more} more" if more > 0 else "")

"""The rule changed-code: samples of code within a sentence that are not those of the source."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import CODE, Side
from diglot.rules.marks.words import lost_and_added, quoted
from diglot.rules.subject import Pair


def find_changed_code(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit whose code is not that of its source."""
    target, source = pair.target, pair.source
    if source is None or not (target.runs or source.runs):
        return
    ours, theirs = _codes(target), _codes(source)
    if ours == theirs:
        return
    lost, added = lost_and_added(ours, theirs)
    place = next((run.inner for run in target.of(CODE) if added and _plain(run.text) == added[0]), target.at)
    if len(lost) == len(added) == 1:
        message = f"the code {quoted(added[0])} is not that of the source; write {quoted(lost[0])}"
        fix = None if "`" in lost[0] else Fix("write the code of the source", (Edit(place, lost[0]),))
        yield Finding("changed-code", place, message, fix=fix)
    elif added:
        yield Finding("changed-code", place, f"{quoted(added[0])} is no code in the source; remove its marks")
    elif lost:
        message = f"the code {quoted(lost[0])} of the source is missing; write it between backticks"
        yield Finding("changed-code", place, message)


def _codes(side: Side) -> list[str]:
    return [_plain(run.text) for run in side.runs if run.kind == CODE]


def _plain(text: str) -> str:
    return " ".join(text.split())

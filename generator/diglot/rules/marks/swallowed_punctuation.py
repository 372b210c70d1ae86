"""The rule swallowed-punctuation: a full stop or comma of the sentence that moved into a link or marked text."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import LINK, Run, Side
from diglot.model import Span
from diglot.rules.marks.edges import marked
from diglot.rules.marks.words import named
from diglot.rules.subject import Pair

_MARKS = frozenset(".,،。，、")
_WIDE = frozenset("。，、")
"""Of these, a marked text at the beginning has its own."""
_STOPS = frozenset(".。")
_THEIRS = (".", ",", ":", ";", "!", "?")
_BEHIND = frozenset(")]}\"'”’»")
"""What may follow, besides blanks, for the mark to be moved without a look."""


def find_swallowed_punctuation(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each link or marked text that ends with a mark which the source has outside of it."""
    target, source = pair.target, pair.source
    if source is None or not any(run.text[-1:] in _MARKS for run in target.runs):
        return
    seen: set[int] = set()
    for run in marked(target):
        if run.end not in seen and _ends_sentence(target, run) and not _is_theirs(pair, run, source):
            seen.add(run.end)
            at = target.span(run.end - 1, run.end)
            place = "the link" if run.kind == LINK else "the marks"
            message = f"the `{run.text[-1]}` in {named(pair, run.inner)} is the sentence's own; move it behind {place}"
            yield Finding("swallowed-punctuation", at, message, fix=_fix(target, run, at))


def _ends_sentence(target: Side, run: Run) -> bool:
    # A mark behind it tells that the one within belongs to an abbreviation; a letter, that a space is missing.
    following = target.text[run.end : run.end + 1]
    if run.text[-1] in _WIDE and run.start == 0:
        return False
    return run.text[-1] in _MARKS and run.text[-2:-1].isalnum() and not following.isalnum() and following not in _THEIRS


def _is_theirs(pair: Pair, run: Run, source: Side) -> bool:
    """Tells whether the source has a mark there as well, or no full stop elsewhere, or whether an abbreviation ends."""
    if run.text[-1] in _STOPS and "." not in _unmarked(source):
        return True
    if run.text.split()[-1].lower() in pair.profile.abbreviations or (run.start == 0 and _is_label(source)):
        return True
    if run.kind == LINK:
        return any(theirs.text.endswith(_THEIRS) for theirs in source.of(LINK) if theirs.address == run.address)
    return any(theirs.text.endswith(_THEIRS) for theirs in marked(source))


def _is_label(source: Side) -> bool:
    """Tells whether the source begins with marked words that no mark of a sentence follows: `**Note**: Wait`."""
    first = next(iter(marked(source)), None)
    return first is not None and first.start == 0 and source.text[first.end : first.end + 1] not in (".", ",")


def _unmarked(side: Side) -> str:
    """Returns the visible text of a side without what is in links or marked."""
    pieces: list[str] = []
    done = 0
    for run in marked(side):
        pieces.append(side.text[done : run.start])
        done = max(done, run.end)
    return "".join((*pieces, side.text[done:]))


def _fix(target: Side, run: Run, at: Span) -> Fix | None:
    following = target.text[run.end : run.end + 1]
    if (following and not following.isspace() and following not in _BEHIND) or at.end - at.start != 1:
        return None
    edits = (Edit(at, ""), Edit(Span(run.at.end, run.at.end), run.text[-1]))
    return Fix("move the mark out", edits, safe=True)

"""What the rules about marks share: the page's own words for messages, and questions about runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from diglot.markup.sides import CODE, OBJECT, Run, Side
from diglot.model import Span
from diglot.patterns import pattern
from diglot.profile import Profile
from diglot.rules.subject import Pair

BLANK = "\0"
"""Stands for each letter of what is left out."""
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)*+['’]?")
_LONGEST = 60


def written(pair: Pair, at: Span) -> str:
    """Returns what stands in the page at `at`, a place in the target or source of `pair`; empty outside of units."""
    unit = pair.unit
    if unit is None:
        return ""
    is_target = unit.target_at.start <= at.start and at.end <= unit.target_at.end
    text, start = (unit.target, unit.target_at.start) if is_target else (unit.source, unit.source_at.start)
    return text[at.start - start : at.end - start]


def quoted(text: str) -> str:
    """Returns `text` as messages quote it: on one line, in backticks, its end left out where it is long."""
    line = " ".join(text.strip().splitlines()).replace("`", "")
    return f"`{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}`"


def named(pair: Pair, at: Span) -> str:
    """Returns what stands in the page at `at` as messages quote it."""
    return quoted(written(pair, at))


def is_shown(run: Run) -> bool:
    """Tells whether a run shows anything but blanks; a picture is something."""
    return bool(run.text.strip())


def has_letters(text: str) -> bool:
    """Tells whether there is a letter, a digit or a picture in visible text."""
    return any(letter.isalnum() or letter == OBJECT for letter in text)


def says_nothing(text: str, profile: Profile) -> bool:
    """Tells whether all words of a text only join others, as articles and prepositions do."""
    first = _WORD.search(text)
    if first is None or first.group().lower() not in profile.function_words:
        return False
    return all(word in profile.function_words for word in _WORD.findall(text.lower()))


def prose(side: Side) -> str:
    """Returns visible text with code blanked out, letter by letter: what stands in code is no mark."""
    pieces: list[str] = []
    done = 0
    for run in side.of(CODE):
        pieces += (side.text[done : run.start], BLANK * (run.end - run.start))
        done = run.end
    return "".join((*pieces, side.text[done:])) if pieces else side.text


def lost_and_added(target: Iterable[str], source: Iterable[str]) -> tuple[list[str], list[str]]:
    """Returns what the source has more often than the target, and what the target has more often, in order."""
    ours, theirs = Counter(target), Counter(source)
    return list((theirs - ours).elements()), list((ours - theirs).elements())

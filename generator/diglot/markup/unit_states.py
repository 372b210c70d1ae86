"""What a translation says of its own units: a comment directly behind a unit, for translators and for checks.

    <!-- untranslated -->                 nobody has translated the unit: its target is its source
    <!-- behind: The old sentence. -->    its source is new, its target still translates the old sentence

`diglot sync` writes them, whoever translates the unit takes them away, and no view of a page shows them. In a comment
nothing may look like its end, nor like the border of a cell or of code: such characters are written as entities.
"""

from __future__ import annotations

from html import unescape
from typing import NamedTuple

from diglot.model import Span, Unit
from diglot.patterns import pattern

UNTRANSLATED = "<!-- untranslated -->"
BEHIND = "<!-- behind:"
_STATE = pattern(r"<!--[ \t]*(?:(?P<new>untranslated)|behind:(?P<old>(?:[^-]|-(?!->))*+))[ \t]*-->")
_UNSAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;"}


class UnitState(NamedTuple):
    """What a comment says of a unit."""

    at: Span
    """The comment, which begins where the unit ends."""
    old: str | None
    """The source text that the target was translated from; None where it was not translated at all."""
    old_at: Span
    """Where in the page that stands."""


def unit_state(text: str, unit: Unit) -> UnitState | None:
    """Returns what the page `text` says of its `unit`; None where it says nothing."""
    if not text.startswith("<!--", unit.at.end):
        return None
    match = _STATE.match(text, unit.at.end)
    if match is None:
        return None
    at = Span(*match.span())
    if match["new"]:
        return UnitState(at, None, Span(at.end, at.end))
    return UnitState(at, unescape(match["old"].strip()), Span(*match.span("old")))


def is_untranslated(text: str, unit: Unit) -> bool:
    """Tells of a unit that it says so itself, and that its target still is its source."""
    state = unit_state(text, unit)
    return state is not None and state.old is None and same_text(unit.target, unit.source)


def same_text(one: str, other: str) -> bool:
    """Tells whether two texts are the same but for blanks and the ends of their lines."""
    return one == other or " ".join(one.split()) == " ".join(other.split())


def behind(old: str) -> str:
    """Returns the comment that says that a target translates `old`, which is written in one line."""
    written = "".join(_UNSAFE.get(char, char) for char in " ".join(old.split()))
    return f"{BEHIND} {written.replace('--', '-&#45;')} -->"

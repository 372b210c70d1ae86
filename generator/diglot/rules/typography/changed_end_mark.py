"""The rule changed-end-mark: a text that does not end as its source does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from re import compile as pattern

from diglot.diagnostics import Finding, Fix
from diglot.model import Span
from diglot.profile import Profile
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import ADDRESS, TWINS, edit, is_written, prose, quoted

_MARKS = ".:?!…;,،؛؟。．、，：；？！"
_TAIL = pattern(r"[.:?!…;,،؛؟。．、，：；？！\s)\]}\"'’”“»«›‹」』）］*>+|/&\u200e\u200f]*\Z")
_LAST_WORD = pattern(r"\S{1,40}\Z")
_LONGEST_TAIL = 40
_TELLING = "?…;"
"""Marks that say something; commas are left to the grammar of a language, exclamation marks to taste."""


def find_changed_end_marks(pair: Pair) -> Iterator[Finding]:
    """Yields a finding if the last mark of a unit's source, `:` or `?`, has no counterpart at the end of its target."""
    source, side = pair.source, pair.target
    if source is None or source.text == side.text or _ends_alike(source.text, side.text, pair.profile):
        return
    allowed = dict(pair.profile.end_marks)
    text, shown = prose(source), prose(side)
    # A heading needs no full stop or colon.
    wanted = _TELLING if pair.block == "heading" else _TELLING + ".:"
    mark = next((mark for mark in _marks(text) if mark in wanted and mark in allowed), "")
    if not mark or _agree(_marks(text), _marks(shown), allowed) or _is_apart(text, pair.source_profile):
        return
    has_moved = mark != "." and mark in shown.translate(TWINS)
    if not has_moved and not shown.endswith(ADDRESS):
        yield _finding(pair, shown, mark, allowed[mark])


def _ends_alike(source: str, target: str, profile: Profile) -> bool:
    """Tells whether both texts end in a letter, or in marks that agree: nearly all do."""
    last = source[-1:]
    return last.isalnum() or any(mark == last and target[-1:] in options for mark, options in profile.end_marks)


def _tail(text: str) -> str:
    """Returns what stands behind the last word: marks, quotes, brackets, blanks, and what is left of a menu path."""
    end = text[-_LONGEST_TAIL:]
    match = _TAIL.search(end)
    return match.group() if match else ""


def _marks(text: str) -> str:
    tail = _tail(text).replace("...", "…")
    return "".join(mark for mark in tail if mark in _MARKS)


def _agree(wanted: str, found: str, allowed: Mapping[str, str]) -> bool:
    options = "".join(allowed.get(mark, mark) for mark in wanted)
    return any(mark in options for mark in found) or (not found and " " in options)


def _is_apart(text: str, profile: Profile) -> bool:
    """Tells whether the mark ends no sentence: that of an abbreviation, a list label, or in a list of characters."""
    tail = _tail(text)
    words = text[: len(text) - len(tail)].split()
    if not words or tail[:1].isspace():
        return True
    return len(words[-1]) == 1 or f"{words[-1].lower()}." in profile.abbreviations


def _finding(pair: Pair, shown: str, mark: str, options: str) -> Finding:
    side = pair.target
    end = len(shown.rstrip())
    last = _LAST_WORD.search(shown, max(0, end - 40), end)
    start = last.start() if last else 0
    has_none = not _marks(shown)
    fix = None
    if has_none and is_written(side, end - 1, end) and not _tail(shown).strip():
        fix = Fix(f"End with {options[0]}", (edit(side, end, end, options[0]),))
    verb = "add" if has_none else "write"
    message = f"{quoted(side.text[start:end])} does not end with the `{mark}` of its source; {verb} `{options[0]}`"
    # The marks of bold text and links stand behind its last letter.
    at = Span(side.span(start, end).start, side.at.end) if has_none else side.span(start, end)
    return Finding("changed-end-mark", at, message, fix=fix)

"""The rule changed-name: a listed name that the locale usually keeps is translated, misspelt or dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix, Severity
from diglot.model import PageId, Span
from diglot.profile import NEUTRAL, Profile
from diglot.rules.quoting import quoted
from diglot.rules.subject import Ground, Late
from diglot.rules.terms.names import Names, Tally, tally_of_names
from diglot.rules.terms.traces import Lost, Piece

_KEPT = 0.85
"""A locale that keeps a name in this share of its units means to keep it."""
_FEW = 5
"""Units with a name below which nothing can be said of the locale; the list of names is believed then."""
_OFTEN, _MOSTLY = 5, 0.5
"""A word is what a locale says instead of a name if it is in so many of the units without it, and in this share."""


def find_changed_names(ground: Ground, gathered: Mapping[PageId, Names]) -> Iterator[Late]:
    """Yields a finding for each unit that lacks a listed name which its locale keeps."""
    tallies = tally_of_names(gathered.values())
    losses = [(page, one) for page, names in gathered.items() for one in names.lost if is_enforced(tallies[one.name])]
    if not losses:
        return
    profile = ground.profiles.get(losses[0][0].locale, NEUTRAL)
    words = _replacements(profile, [one for _, one in losses])
    listed = {term.name for term in profile.terms}
    for page, one in losses:
        instead = one.instead or _replacing(words.get(one.name), one, profile)
        yield Late(page, _changed(one, instead) if instead else _dropped(one, listed))


def is_enforced(tally: Tally) -> bool:
    """Tells whether a locale is expected to keep a name everywhere."""
    return tally.all < _FEW or tally.share >= _KEPT


def _changed(lost: Lost, instead: Piece) -> Finding:
    name, at = f"`{lost.name}`", Span(instead.start, instead.end)
    fix = Fix(f"Write {name}", (Edit(at, lost.name),))
    return Finding("changed-name", at, f"{quoted(instead.text)} stands for {name}; write {name}", fix=fix)


def _dropped(lost: Lost, listed: Collection[str]) -> Finding:
    # People leave a name out where it is clear; machines lose it.
    severity: Severity | None = Severity.WARNING if lost.is_machine else Severity.INFO
    part = lost.part
    if part is None:
        message = f"`{lost.name}` is missing in {quoted(lost.at.text)}; write it as the source does"
        return Finding("changed-name", Span(lost.at.start, lost.at.end), message, severity=severity)
    message = f"only {quoted(part.text)} is left of `{lost.name}`; write `{lost.name}`"
    if part.text not in listed:
        # What is left is no name of its own that may be short for all of it.
        severity = None
    return Finding("changed-name", Span(part.start, part.end), message, severity=severity)


def _replacing(word: str | None, lost: Lost, profile: Profile) -> Piece | None:
    """Returns where in a unit the word stands that the locale has instead of a name, without what is attached to it."""
    if word is None:
        return None
    for piece in lost.words:
        before = piece.text.casefold().removesuffix(word)
        if len(before) < len(piece.text) and (not before or before in profile.attached_before):
            return Piece(piece.start + len(before), piece.end, piece.text[len(before) :])
    return None


def _replacements(profile: Profile, losses: Sequence[Lost]) -> dict[str, str]:
    """Returns name -> the word that the locale has instead, where one is in most units that lack the name.

    Of a name of several words it would stand for one of them alone.
    """
    found: dict[str, str] = {}
    for name in sorted({one.name for one in losses if " " not in one.name}):
        without = [one for one in losses if one.name == name and one.instead is None]
        counts = Counter(word for one in without for word in _telling(one.words, profile)).most_common(2)
        is_clear = len(counts) == 1 or (len(counts) == 2 and counts[0][1] > counts[1][1])
        if is_clear and counts[0][1] >= max(_OFTEN, _MOSTLY * len(without)):
            found[name] = counts[0][0]
    return found


def _telling(words: Sequence[Piece], profile: Profile) -> set[str]:
    said = {piece.text.casefold() for piece in words if _LETTERS.fullmatch(piece.text)}
    return said - profile.function_words - profile.stop_words


_LETTERS = pattern(r"[^\W\d_]{3,}+")

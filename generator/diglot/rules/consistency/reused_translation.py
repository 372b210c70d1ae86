"""CON902: one translation for two texts that say different things. Mostly that is right, so little is looked at.

What is found is what a translation memory does: it takes the target of a source that is nearly the same, and the word
that differs stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.model import PageId
from diglot.rules.consistency.translations import Translation, letters
from diglot.rules.quoting import quoted
from diglot.rules.subject import Ground, Late

_WORD = pattern(r"\w+")
_LATIN = pattern(r"[A-Za-z0-9]+")
"""A name that stands in a target as it is, in Japanese right beside other letters."""
_NAME = pattern(r"(?<=[\w,>] )[^\W\d_]*[A-Z0-9]\w*")
"""A word that is a name: it has a capital or a digit, and no sentence begins with it."""
_FEWEST = 4
"""Words of a source: fewer are a label, and two labels may well be one word."""
_ALIKE = 0.6
"""So much of all other words two sources have to share."""
_STEM = 3
"""Letters that two forms of one word begin with."""
_MOST = 12
"""So many sources of one target are compared."""


class _Use(NamedTuple):
    page: PageId
    translation: Translation


def find_reused_translations(ground: Ground, gathered: Mapping[PageId, tuple[Translation, ...]]) -> Iterator[Late]:
    """Yields a finding for each unit whose target belongs to another source, with another name in it."""
    first: dict[int, str] = {}
    reused = {
        one.form for page in gathered.values() for one in page if first.setdefault(one.form, one.source) != one.source
    }
    uses: dict[int, dict[str, list[_Use]]] = {}
    for page, translations in gathered.items():
        for one in translations:
            if one.form in reused and len(_WORD.findall(one.source)) >= _FEWEST:
                uses.setdefault(one.form, {}).setdefault(letters(one.source), []).append(_Use(page, one))
    for by_source in uses.values():
        yield from _mistaken(list(by_source.values())[:_MOST])


def _mistaken(sources: Sequence[Sequence[_Use]]) -> Iterator[Late]:
    found: set[_Use] = set()
    for uses, others in combinations(sources, 2):
        rare, usual = (uses, others) if len(uses) < len(others) else (others, uses)
        name = _difference(rare[0].translation, usual[0].translation)
        for page, one in rare if name else ():
            if _Use(page, one) not in found:
                found.add(_Use(page, one))
                other = quoted(usual[0].translation.source)
                message = f"{quoted(one.target)} also translates {other}, which does not say {name}; translate {name}"
                yield Late(page, Finding("reused-translation", one.at, message))


def _difference(one: Translation, other: Translation) -> str:
    """Returns the names, quoted, that one source has in place of names of the other; empty where that means nothing."""
    words, others = ({word.casefold() for word in _WORD.findall(text)} for text in (one.source, other.source))
    names = [name for name in _NAME.findall(one.source) if name.casefold() not in others]
    instead = [name for name in _NAME.findall(other.source) if name.casefold() not in words]
    if not names or not instead or _is_same_name(names, instead, one, other):
        return ""
    rest, rest_of_other = words - set(map(str.casefold, names)), others - set(map(str.casefold, instead))
    alike = len(rest & rest_of_other) / max(1, len(rest | rest_of_other))
    return quoted(" ".join(names)) if alike >= _ALIKE else ""


def _is_same_name(names: Sequence[str], instead: Sequence[str], one: Translation, other: Translation) -> bool:
    """Tells whether two names are one, written differently, or the target has one of them: then other rules see it."""
    if letters("".join(names)) in letters(other.source) or letters("".join(instead)) in letters(one.source):
        return True
    kept = {word.casefold() for word in _LATIN.findall(one.target)}
    if any(name.casefold() in kept for name in (*names, *instead)):
        return True
    return any(name[:_STEM].casefold() == another[:_STEM].casefold() for name in names for another in instead)

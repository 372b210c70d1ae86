"""The rule lost-term: an acronym or a name that nobody has listed, kept nearly everywhere in a locale, but not here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from diglot.diagnostics import Finding
from diglot.model import PageId, Span
from diglot.rules.subject import Ground, Late
from diglot.rules.terms.names import Names, tally_of_acronyms

_KEPT = 0.93
_FEW = 8
"""Units with a term below which its locale has no habit."""
_CAPITAL = 0.65
"""How much of the units with an acronym have it in capital letters, where that is the habit."""
_TWO = 2


def find_lost_terms(ground: Ground, gathered: Mapping[PageId, Names]) -> Iterator[Late]:
    """Yields a finding for each unit that lacks a term of its source which its locale keeps nearly everywhere."""
    tallies = tally_of_acronyms(gathered.values())
    for page, names in gathered.items():
        for one in names.lost_acronyms:
            tally = tallies[one.name]
            if tally.all >= _FEW and tally.share >= _KEPT:
                piece = one.instead or one.at
                message = (
                    f"`{one.name}` is kept in {tally.kept} of {tally.all} texts of this locale, not here; write it as"
                    f" the source does"
                )
                yield Late(page, Finding("lost-term", Span(piece.start, piece.end), message))
    yield from _in_small_letters(gathered)


def _in_small_letters(gathered: Mapping[PageId, Names]) -> Iterator[Late]:
    """Yields a finding for each acronym that a unit has in small letters, and most others of its locale in capitals."""
    tallies = tally_of_acronyms(gathered.values())
    small = Counter(one.name for names in gathered.values() for one in names.recased_acronyms)
    for page, names in gathered.items():
        for one in names.recased_acronyms:
            kept = tallies[one.name].kept if one.name in tallies else 0
            capital = kept - small[one.name]
            if capital >= _TWO and capital >= _CAPITAL * kept:
                message = (
                    f"`{one.at.text}` is written `{one.name}` in {capital} of {kept} texts of this locale; write it so"
                    f" here, too"
                )
                yield Late(page, Finding("lost-term", Span(one.at.start, one.at.end), message))

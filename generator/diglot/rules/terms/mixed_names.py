"""The rule mixed-names: a listed name that a locale keeps here and translates there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diglot.diagnostics import Finding
from diglot.model import PageId, Span
from diglot.rules.subject import Ground, Late
from diglot.rules.terms.changed_name import is_enforced
from diglot.rules.terms.names import Names, tally_of_names


def find_mixed_names(ground: Ground, gathered: Mapping[PageId, Names]) -> Iterator[Late]:
    """Yields a finding for each listed name that a locale often translates, at the first place where it does so."""
    tallies = tally_of_names(gathered.values())
    told = {name for name, tally in tallies.items() if is_enforced(tally)}
    for page, names in gathered.items():
        for one in names.lost:
            if one.name in told:
                continue
            told.add(one.name)
            tally = tallies[one.name]
            piece = one.instead or one.part or one.at
            message = (
                f"`{one.name}` is kept in {tally.kept} of {tally.all} texts of this locale, not here; keep it"
                f" everywhere, or list in `terms.toml` what this locale calls it"
            )
            yield Late(page, Finding("mixed-names", Span(piece.start, piece.end), message))

"""STA951: a translation of a source that has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diglot.diagnostics import Finding
from diglot.model import PageId, Span
from diglot.quality import BEHIND, State
from diglot.rules.freshness.sources import Sources
from diglot.rules.subject import Ground, Late

_MOST = 5


def find_outdated_translations(ground: Ground, gathered: Mapping[PageId, Sources]) -> Iterator[Late]:
    """Yields a finding for each page that is behind, at its first unit with an older source."""
    for page, state in ground.states.items():
        if state.freshness == BEHIND:
            at = _place(gathered[page], state.units or state.additions)
            yield Late(page, Finding("outdated-translation", at, _message(ground, state, state.newest)))


def _place(sources: Sources, numbers: Sequence[str]) -> Span:
    return next((place.at for place in sources.details().places if place.number in numbers), Span(0, 0))


def _message(ground: Ground, state: State, newest: PageId | None) -> str:
    where = "the article" if newest is None else _named(ground, newest)
    if state.units:
        verb = "has" if len(state.units) == 1 else "have"
        return f"{_units(state.units)} {verb} an older source than {where}; translate the new one"
    return f"the source in {where} says more next to {_units(state.additions)}; translate that too"


def _named(ground: Ground, newest: PageId) -> str:
    summary = ground.pages[newest].metadata
    day = summary.updated if newest.locale == ground.source_locale else summary.last_handoff
    return f"`{newest.locale}`" + (f" of {day}" if day else "")


def _units(numbers: Sequence[str]) -> str:
    """Returns `units 103, 107 and 4 more`."""
    listed = ", ".join(f"`{number}`" for number in numbers[:_MOST])
    rest = f" and {len(numbers) - _MOST} more" if len(numbers) > _MOST else ""
    return f"unit{'s' if len(numbers) > 1 else ''} {listed}{rest}"

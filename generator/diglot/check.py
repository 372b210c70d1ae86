"""The cross-page rules: what only shows once all pages are known. Pure; reads summaries and what rules gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import msgspec

from diglot.diagnostics import Diagnostic, Gather
from diglot.model import Index, PageId, Span, Summary
from diglot.packing import opened_notes
from diglot.profile import Profiles
from diglot.quality import State
from diglot.rules import diagnostic
from diglot.rules.causes import explained
from diglot.rules.freshness.sources import SOURCES
from diglot.rules.freshness.states import page_states
from diglot.rules.registry import RULES
from diglot.rules.runner import Failure
from diglot.rules.subject import LOCALE, SITE, Ground, Late
from diglot.settings import Settings


class Compared(NamedTuple):
    """What comparing pages brought to light."""

    found: tuple[Late, ...]
    failures: tuple[Failure, ...]
    states: Mapping[PageId, State] = {}
    """How old each translated page is; only where the pages of all locales were compared."""


def check(index: Index) -> Iterator[Diagnostic]:
    """Yields a diagnostic for every problem that joining the pages brought to light."""
    for problem in index.problems:
        yield diagnostic(problem.rule, problem.at, problem.message, problem.page)


def without_echoes(source_locale: str, diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yields diagnostics, but for those that only repeat what another one says.

    A fault in an address of the source is reported once, on the source, and not once more for each locale. What joining
    the pages brought to light explains what rules found at the same place.
    """
    said = {_echo(found) for found in diagnostics if found.locale == source_locale}
    files: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        if found.locale == source_locale or found.name not in _ECHOED or _echo(found) not in said:
            files.setdefault(found.at.path, []).append(found)
    for file in files.values():
        yield from explained(file, lambda found: (found.name, Span(found.at.start, found.at.end)))


def _echo(found: Diagnostic) -> tuple[str, str, str]:
    return (found.name, found.page, found.message)


_ECHOED = frozenset(rule.name for rule in RULES if rule.family == "LNK")


def ground_of(settings: Settings, profiles: Profiles, pages: Mapping[PageId, Summary], locale: str = "") -> Ground:
    """Returns what rules over many pages stand on: those of one `locale`, or of the site if it is empty."""
    wanted = (locale, settings.source_locale) if locale else settings.locales
    known = {name: profiles.of(name) for name in wanted}
    kept = pages
    if locale:
        # Those of one locale are compared in another process: what no rule looks at need not travel.
        own = ((page, summary) for page, summary in pages.items() if page.locale == locale)
        kept = {page: replace(summary, links=(), anchors=(), blocks="") for page, summary in own}
    return Ground(settings.source_locale, settings.locales, known, kept)


def compare_locale(ground: Ground, notes: Mapping[PageId, bytes]) -> Compared:
    """Returns what rules over the pages of one locale find; `notes` are those of each page's survey, packed."""
    return _compare(LOCALE, ground, gathered(_gathers(LOCALE), notes))


def compare_site(ground: Ground, notes: Mapping[PageId, bytes]) -> Compared:
    """Returns what rules over the pages of all locales find, and how old each translated page is; `notes` as above."""
    known = gathered({SOURCES, *_gathers(SITE)}, notes)
    try:
        states = page_states(ground, known[SOURCES.name])
    except Exception as error:
        # Whatever goes wrong here is reported, and the command fails; what was found by then is reported too.
        return Compared((), (_failure(SOURCES.name, ground, error),))
    compared = _compare(SITE, ground._replace(states=states), known)
    return compared._replace(states=states)


def _gathers(scope: str) -> set[Gather]:
    return {rule.gather for rule in RULES if rule.scope == scope and rule.gather is not None}


def _compare(scope: str, ground: Ground, known: Mapping[str, Mapping[PageId, Any]]) -> Compared:
    found: list[Late] = []
    failures: list[Failure] = []
    for rule in RULES:
        if rule.scope != scope or rule.find is None or rule.gather is None:
            continue
        try:
            found += rule.find(ground, known[rule.gather.name])
        except Exception as error:
            # As above: the other rules go on.
            failures.append(_failure(rule.name, ground, error))
    return Compared(tuple(found), tuple(failures))


def _failure(name: str, ground: Ground, error: Exception) -> Failure:
    return Failure(name, ground.source_locale, f"{type(error).__name__}: {error}")


def gathered(gathers: Iterable[Gather], notes: Mapping[PageId, bytes]) -> dict[str, dict[PageId, Any]]:
    """Returns what each of `gathers` took of each page, by its name; pages of which it took nothing are left out."""
    decoders: dict[str, Callable[[bytes], Any]] = {
        gather.name: msgspec.msgpack.Decoder(gather.type).decode for gather in gathers
    }
    known: dict[str, dict[PageId, Any]] = {name: {} for name in decoders}
    for page, packed in notes.items():
        for name, data in opened_notes(packed):
            if name in decoders:
                known[name][page] = decoders[name](data)
    return known

"""The rules: what Diglot reports, under which code, and how a finding becomes a diagnostic.

Each rule has a page of the same name beside it, in the folder of its family: what, why, how to fix, examples. All of
them are in `registry`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from diglot.diagnostics import Diagnostic, Finding, PlacedEdit, PlacedFix, Rule
from diglot.model import Location, PageId, Span, Unit


class Places(Protocol):
    """Knows where the offsets of a page are in its file."""

    def locate(self, at: Span) -> Location:
        """Returns the place of `at`."""
        ...

    def span(self, at: Location) -> Span:
        """Returns the offsets of a place."""
        ...

    def slice(self, at: Span) -> str:
        """Returns the text that stands at `at`."""
        ...


def stamp(
    findings: Iterable[Finding], places: Places, page: PageId, units: Sequence[Unit] = ()
) -> tuple[Diagnostic, ...]:
    """Returns findings in one file with their rule's code and severity, their place, and a fingerprint, in order.

    `page` is the article that the file is, or its locale alone; `units` are the page's own, in order.
    """
    starts = [unit.at.start for unit in units]
    seen: Counter[tuple[str, ...]] = Counter()
    stamped = []
    for finding in sorted(findings, key=lambda finding: (*finding.at, finding.rule)):
        unit = _unit_at(finding.at.start, starts, units)
        evidence = _normal(places.slice(finding.at))
        key = (finding.rule, page.locale, page.path, _normal(unit.source) if unit else "", evidence)
        seen[key] += 1
        stamped.append(_stamped(finding, places, page, unit, fingerprint(*key, str(seen[key]))))
    return tuple(stamped)


def in_units(diagnostics: Iterable[Diagnostic], places: Places, units: Sequence[Unit]) -> Iterator[Diagnostic]:
    """Yields diagnostics of one file, whose places are known, with the unit that each of them stands in.

    `units` are the file's own, in order.
    """
    starts = [unit.at.start for unit in units]
    for found in diagnostics:
        at = places.span(found.at)
        unit = _unit_at(at.start, starts, units)
        yield _in_unit(found, at, unit) if unit else found


def _in_unit(found: Diagnostic, at: Span, unit: Unit) -> Diagnostic:
    in_target = _within(at, unit.target_at)
    in_source = _within(at, unit.source_at) if in_target is None else None
    return replace(
        found,
        unit=found.unit or unit.number or None,
        target=unit.target,
        source=unit.source,
        within=in_target or in_source,
        in_source=in_source is not None,
    )


def _unit_at(offset: int, starts: Sequence[int], units: Sequence[Unit]) -> Unit | None:
    number = bisect_right(starts, offset) - 1
    return units[number] if number >= 0 and offset < units[number].at.end else None


def _stamped(finding: Finding, places: Places, page: PageId, unit: Unit | None, print_: str) -> Diagnostic:
    rule = _rule(finding.rule)
    fix = None
    if finding.fix is not None:
        edits = [(places.locate(edit.at), edit.text) for edit in finding.fix.edits]
        placed = tuple(sorted(PlacedEdit(at.start, at.end, text) for at, text in edits))
        fix = PlacedFix(finding.fix.title, finding.fix.safe, placed)
    found = Diagnostic(
        rule.code,
        rule.name,
        finding.severity or rule.severity,
        places.locate(finding.at),
        finding.message,
        page.locale,
        finding.unit or None,
        page=page.path,
        fix=fix,
        fingerprint=print_,
    )
    return _in_unit(found, finding.at, unit) if unit else found


def _within(at: Span, whole: Span) -> Span | None:
    """Returns where in `whole` a place is, if it is."""
    is_inside = whole.start <= at.start and at.end <= whole.end
    return Span(at.start - whole.start, at.end - whole.start) if is_inside else None


def diagnostic(name: str, at: Location, message: str, page: PageId) -> Diagnostic:
    """Returns a diagnostic of the rule `name` at a place that is already known."""
    rule = _rule(name)
    print_ = fingerprint(name, page.locale, page.path or at.path, "", message, "1")
    return Diagnostic(rule.code, rule.name, rule.severity, at, message, page.locale, page=page.path, fingerprint=print_)


def _rule(name: str) -> Rule:
    # Most of those who could report something find nothing, and do without the rules.
    from diglot.rules.registry import BY_NAME

    return BY_NAME[name]


def fingerprint(*parts: str) -> str:
    """Returns what stays the same of a finding however its file changes elsewhere: 16 hexadecimal digits."""
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _normal(text: str) -> str:
    return " ".join(text.split())

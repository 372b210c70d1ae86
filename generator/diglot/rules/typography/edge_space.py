"""The rule edge-space: a space at an edge of a unit that its source has not, or that is missing there."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import Side
from diglot.model import Span, Unit
from diglot.rules.subject import Page
from diglot.rules.typography.prose import edit, is_written, quoted

_BLANK = " "
_OPENING, _CLOSING = "[*_", "]*_"
_AROUND = 20


def find_edge_spaces(page: Page) -> Iterator[Finding]:
    """Yields a finding for each edge of a unit where a space too many or too few shows on the page."""
    for pair in page.pairs:
        unit, side, source = pair.unit, pair.target, pair.source
        if unit is None or source is None or pair.block == "code" or not side.text.strip() or not source.text:
            continue
        first, last = side.text[0] == _BLANK, side.text[-1] == _BLANK
        if first and source.text[0].strip() and _doubles_before(page.text, unit):
            yield _too_many(side, 0, len(side.text) - len(side.text.lstrip(_BLANK)))
        if last and source.text[-1].strip() and _doubles_after(page.text, unit):
            yield _too_many(side, len(side.text.rstrip(_BLANK)), len(side.text))
        if pair.profile.has_spaces and source.text[-1] == _BLANK and not side.text[-1].isspace():
            yield from _too_few(page.text, unit, side)


def _doubles_before(text: str, unit: Unit) -> bool:
    """Tells whether a space at the beginning of `unit` comes behind another one, or behind an opening mark."""
    before = text[unit.at.start - 1 : unit.at.start]
    return before == _BLANK or before in _OPENING


def _doubles_after(text: str, unit: Unit) -> bool:
    """Tells whether a space at the end of `unit` has another one behind it on its line, or a closing mark."""
    end = unit.at.end
    after = text[end : end + 2]
    return after[:1] in (*_CLOSING,) or (after[:1] == _BLANK and len(after) > 1 and not after[1].isspace())


def _too_many(side: Side, start: int, end: int) -> Finding:
    fix = Fix("Remove the space", (edit(side, start, end, ""),), safe=True) if is_written(side, start, end) else None
    around = quoted(side.text[:_AROUND] if start == 0 else side.text[-_AROUND:])
    message = f"{around} has a space at its {'beginning' if start == 0 else 'end'} that its source has not; remove it"
    return Finding("edge-space", side.span(start, end), message, fix=fix)


def _too_few(text: str, unit: Unit, side: Side) -> Iterator[Finding]:
    """Yields a finding if a word or unit follows directly."""
    after = text[unit.at.end : unit.at.end + len("<span data-ttu")]
    if after[:1].isalnum() or after == "<span data-ttu":
        end = unit.target_at.end
        fix = Fix("Add a space", (Edit(Span(end, end), _BLANK),), safe=True)
        message = f"{quoted(side.text[-_AROUND:])} lacks the space at its end that its source has; add it"
        yield Finding("edge-space", side.span(len(side.text) - 1, len(side.text)), message, fix=fix)

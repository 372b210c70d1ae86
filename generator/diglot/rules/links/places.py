"""Where the addresses of a page are written: in its text, and in the source text of the same unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Edit, Fix
from diglot.model import Span, Unit
from diglot.rules.subject import Page

_GOES_ON = pattern(r"[\w/?#&=%~:@+$*\-]|[.,;:!'](?=[\w/])")
"""What an address goes on with; a mark of the sentence around it ends it."""


class Written(NamedTuple):
    """An address with the places where it stands."""

    address: str
    at: Span
    """In the text of the page."""
    source: str
    """Of its unit, as written; empty where there is none."""
    twin: Span | None
    """The same address in the source of its unit; none where the source has another one, or there is none."""

    def fix(self, title: str, address: str, *, safe: bool) -> Fix:
        """Returns a fix that writes another address in both places, so that they stay the same."""
        places = (self.at, self.twin) if self.twin else (self.at,)
        return Fix(title, tuple(Edit(at, address) for at in places), safe)


def written(page: Page, is_wanted: Callable[[str], bool]) -> Iterator[Written]:
    """Yields those addresses of a page that a rule wants and that stand in its text letter by letter."""
    twins: dict[tuple[str, str], Iterator[Span]] = {}
    for one in page.addresses:
        if not is_wanted(one.address):
            continue
        as_written = page.text[one.at.start : one.at.end]
        # The parser adds a scheme to `www.example.com`, and a definition may have been found in its place.
        if unescape(as_written) != one.address:
            continue
        twin = None
        if one.unit is not None:
            key = (one.unit.id, as_written)
            if key not in twins:
                twins[key] = _twins(one.unit, as_written)
            twin = next(twins[key], None)
        yield Written(one.address, one.at, one.unit.source if one.unit else "", twin)


def _twins(unit: Unit, address: str) -> Iterator[Span]:
    """Yields where an address stands in the source of `unit`, in order."""
    at = unit.source.find(address)
    while at >= 0:
        end = at + len(address)
        if _GOES_ON.match(unit.source, end) is None:
            yield Span(unit.source_at.start + at, unit.source_at.start + end)
        at = unit.source.find(address, end)

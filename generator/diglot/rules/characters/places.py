"""Where in a page an offset stands: in the text that its readers see, or in the source of a unit."""

from __future__ import annotations

from bisect import bisect_right

from diglot.model import Unit
from diglot.rules.subject import Page


def unit_at(page: Page, offset: int) -> Unit | None:
    """Returns the unit of `page` that `offset` stands in; none between units."""
    number = bisect_right(page.units, offset, key=lambda unit: unit.at.start) - 1
    return page.units[number] if number >= 0 and offset < page.units[number].at.end else None


def is_in_source(unit: Unit | None, offset: int) -> bool:
    """Tells whether `offset` stands in the source text of `unit`, which is another page's business."""
    return unit is not None and unit.source_at.start <= offset < unit.source_at.end

"""Writes a carried page: numbers its units, puts them into its text, and sees that both views are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diglot.bilingual.carrying import Carried
from diglot.bilingual.items import Item
from diglot.bilingual.numbers import FIRST, assign_numbers, hints_from
from diglot.markup.front_matter import front_matter
from diglot.markup.units import scan_units
from diglot.markup.views import SOURCE, TARGET, project
from diglot.patterns import pattern

_ID = pattern(r"[0-9a-f]{5}-p?[0-9]{3,9}\Z")


class Numbering(NamedTuple):
    """The numbers of a page's units, for other locales to take over."""

    texts: tuple[str, ...]
    """The source of each, without regard to blanks."""
    known: tuple[str, ...]
    """The number that each had; empty for a new one."""
    numbers: tuple[str, ...]
    prefix: str


def number_units(carried: Carried, prefix: str, titled: bool, others: Sequence[Numbering] = ()) -> Numbering:
    """Returns the numbers of all units of a page.

    `titled` tells whether the page has a title, to which the first number belongs. `others` are the numberings of the
    same article in other locales: equal units get equal numbers.
    """
    known = tuple(item.id.partition("-")[2] if _ID.match(item.id) else "" for item in carried.items)
    texts = tuple(" ".join(item.source.split()) for item in carried.items)
    if carried.is_same:
        return Numbering(texts, known, known, prefix)
    for other in others:
        if other.texts == texts and _agree(known, other):
            return Numbering(texts, known, other.numbers, prefix)
    assigned: dict[str, list[str]] = {}
    for other in others[:1]:
        for text, number in zip(other.texts, other.numbers, strict=True):
            assigned.setdefault(text, []).append(number)
    hints = hints_from(texts, assigned) if assigned else ()
    return Numbering(texts, known, tuple(assign_numbers(known, FIRST + titled, hints)), prefix)


def _agree(known: Sequence[str], other: Numbering) -> bool:
    pairs = zip(known, other.known, other.numbers, strict=True)
    return all(not own or own in (before, after) for own, before, after in pairs)


def prefix_in(carried: Carried) -> str:
    """Returns the prefix of the ids that a page has; empty for a page without any."""
    return next((item.id.partition("-")[0] for item in carried.items if item.id), "")


def write(carried: Carried, numbering: Numbering) -> str:
    """Returns the text of a page.

    What cannot be written as a unit without a change of what the source view says, such as a sentence with half a tag
    of `<span>` in it, is left as text.
    """
    ids = [f"{numbering.prefix}-{number}" for number in numbering.numbers]
    items: list[Item | None] = list(carried.items)
    text = _written(carried.pieces, items, ids)
    # Each round mends what the one before found; nothing is left to mend after the third.
    for _ in range(3):
        wrong = _wrong(text, items)
        if not wrong:
            break
        for position in wrong:
            items[position] = _mended(items[position])
        text = _written(carried.pieces, items, ids, carried.items)
    return text


def _written(
    pieces: Sequence[str | int], items: Sequence[Item | None], ids: Sequence[str], first: Sequence[Item] = ()
) -> str:
    written = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(piece)
            continue
        item = items[piece]
        written.append(first[piece].raw if item is None else _pair(item, ids[piece]))
    return "".join(written)


def _pair(item: Item, id: str) -> str:
    if item.is_kept and item.id == id:
        return item.raw + item.state
    return (
        f'<span data-ttu-id="{id}">{item.target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{id}">{item.source}</span></span>{item.state}'
    )


def _wrong(text: str, items: Sequence[Item | None]) -> list[int]:
    """Returns the positions of new units that a view does not show as they are."""
    positions = [position for position, item in enumerate(items) if item is not None]
    body = front_matter(text).end
    scanned = scan_units(text, body)
    fresh = [position for position in positions if (item := items[position]) and not item.is_kept]
    if len(scanned.units) != len(positions):
        spans = [position for position in fresh if (item := items[position]) and "span" in item.target + item.source]
        return spans or fresh
    source, target = project(text, scanned, SOURCE, body), project(text, scanned, TARGET, body)
    found = []
    for position, shown, other in zip(positions, source.marks, target.marks, strict=True):
        item = items[position]
        if item is None or item.is_kept:
            continue
        is_hidden = not item.id and target.text[other.start : other.end] != item.target
        if is_hidden or source.text[shown.start : shown.end] != item.raw:
            found.append(position)
    return found


def _mended(item: Item | None) -> Item | None:
    """Returns a unit with its source as the article has it; None, so that it is text, if it has that already."""
    if item is None or item.source == item.raw:
        return None
    return item._replace(source=item.raw)

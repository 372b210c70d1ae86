"""Gathers what stands outside of units in an old version and has a place in the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from diglot.bilingual.chunks import Chunk, is_comment
from diglot.bilingual.code_comments import code_blocks, is_fenced, kept_comments
from diglot.bilingual.image_texts import Image, images, kept_texts
from diglot.bilingual.outside import Kept, Line, Neighbours
from diglot.bilingual.raw_html import HtmlLine, html_lines, kept_words
from diglot.markup.unit_states import is_untranslated, unit_state
from diglot.markup.units import Units
from diglot.model import Span, Unit


class Version(NamedTuple):
    """One of two versions of a page."""

    text: str
    chunks: Sequence[Chunk]
    spans: Sequence[Span]
    """Where its units or segments stand."""

    def line(self, position: int) -> Line | None:
        """Returns a chunk as a line; None for one with units."""
        chunk = self.chunks[position]
        return None if chunk.units else Line(position, chunk.start, self.text[chunk.start : chunk.end])

    def lines(self) -> list[Line | None]:
        """Returns all chunks as lines."""
        return [self.line(position) for position in range(len(self.chunks))]


class Outside(NamedTuple):
    """What was found."""

    kept: tuple[Kept, ...]
    """In order."""
    code: frozenset[int]
    """The positions of old chunks that are code."""


Found = tuple[Mapping[int, tuple[int, ...]], Sequence[tuple[int, int]], Mapping[int, int]]
"""What is known already: positions of new chunks with those of the old ones that stay in their place; pairs of such
chunks (old, new) in the same order; positions of segments with those of the units that they were."""


def kept_outside(old: Version, new: Version, found: Found, code: Sequence[int], scanned: Units) -> Outside:
    """Returns what pieces of a new version keep. `code` has the positions of new chunks that are code."""
    places, borders, matches = found
    taken = {position for placed in places.values() for position in placed}
    placed = {position: olds[0] for position, olds in places.items() if olds}
    # Where nobody has translated anything, nothing stands there that is worth a guess.
    by_place = not all(is_untranslated(old.text, unit) for unit in scanned.units)
    neighbours = _neighbours(old, new, borders, matches)
    blocks = list(code_blocks(old.lines()))
    was_code = frozenset(line.position for block in blocks if is_fenced(block) for line in block)
    is_code = frozenset(code)
    new_blocks = list(code_blocks([line if line and line.position in is_code else None for line in new.lines()]))
    free = [
        [position for position in range(len(old.chunks)) if position not in taken and position not in was_code],
        [position for position in range(len(new.chunks)) if position not in places and position not in is_code],
    ]
    kept = [each for each in kept_comments(blocks, new_blocks, placed) if each.old not in taken]
    goes = {one: other for other, one in placed.items()} | _owners(old, new, matches)
    was_html = _html(old, was_code, frozenset(free[0]))
    lines = [each for each in was_html if not is_comment(each.line.text)]
    kept += kept_words(lines, list(_html(new, is_code, frozenset(free[1]))), neighbours, goes, by_place)
    before = [image for position in free[0] for image in _old_images(old, position, scanned.units)]
    after = [image for position in free[1] for image in _new_images(new, position)]
    kept += kept_texts(before, after, neighbours, by_place)
    kept = [each for each in kept if each.new not in places]
    return Outside(tuple(sorted(kept, key=lambda each: (each.start, -each.end))), was_code)


def _neighbours(
    old: Version, new: Version, borders: Sequence[tuple[int, int]], matches: Mapping[int, int]
) -> Neighbours:
    before, after = (Counter(key for chunk in version.chunks for key in chunk.keys) for version in (old, new))
    pairs = [(old.spans[unit].start, new.spans[segment].start) for segment, unit in matches.items()]
    # A line that stands there more often than before, or less often, may be any of them.
    pairs += [
        (old.chunks[i].start, new.chunks[j].start)
        for i, j in borders
        if before[new.chunks[j].keys[0]] == after[new.chunks[j].keys[0]]
    ]
    return Neighbours(pairs)


def _owners(old: Version, new: Version, matches: Mapping[int, int]) -> dict[int, int]:
    """Returns the positions of old chunks with those of the new ones that have their first units."""
    owners, goes = (
        {number: position for position, chunk in enumerate(version.chunks) for number in chunk.units}
        for version in (old, new)
    )
    return {owners[unit]: goes[segment] for segment, unit in sorted(matches.items(), reverse=True)}


def _html(version: Version, code: frozenset[int], free: frozenset[int]) -> Iterator[HtmlLine]:
    """Yields the lines of raw HTML in the chunks at the positions of `free`."""
    lines = []
    for position, chunk in enumerate(version.chunks):
        line = version.line(position) if position not in code else None
        lines.append((line, version.text.count("\n", chunk.end, chunk.next) > 1))
    return (each for each in html_lines(lines) if each.line.position in free)


def _old_images(old: Version, position: int, units: Sequence[Unit]) -> Iterator[Image]:
    chunk = old.chunks[position]
    own = [units[number] for number in chunk.units]
    for image in images(old.text, Span(chunk.start, chunk.end), position):
        if any(unit.at.start <= image.start < unit.at.end for unit in own):
            continue
        inner = [unit for unit in own if image.alt_at.start <= unit.at.start and unit.at.end <= image.alt_at.end]
        yield _without_tags(old.text, image, inner) if inner else image


def _without_tags(text: str, image: Image, units: Sequence[Unit]) -> Image:
    """Returns an image with the targets of the units in its text."""
    target, source, at = "", "", image.alt_at.start
    for unit in units:
        target += text[at : unit.at.start] + unit.target
        source += text[at : unit.at.start] + unit.source
        state = unit_state(text, unit)
        at = state.at.end if state else unit.at.end
    rest = text[at : image.alt_at.end]
    return image._replace(alt=target + rest, source=source + rest)


def _new_images(new: Version, position: int) -> Iterator[Image]:
    chunk = new.chunks[position]
    at = chunk.start
    for number in chunk.units:
        yield from images(new.text, Span(at, new.spans[number].start), position)
        at = new.spans[number].end
    yield from images(new.text, Span(at, chunk.end), position)

"""Carries a source article into a translation of it: new units, changed ones, and all else as it was, byte for byte.

The lines of the source view of the translation are compared with those of the article. What is the same stays as it is
written; in between, the article is written anew, with the translations of those of its segments that were found again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from diglot.bilingual.chunks import Chunk, after_blank_lines, is_comment, source_chunks, target_chunks
from diglot.bilingual.cutting import Cut, Segment
from diglot.bilingual.items import Item, name_of, new_item, readdressed
from diglot.bilingual.keeping import Version, kept_outside
from diglot.bilingual.matching import match_texts
from diglot.bilingual.outside import Kept
from diglot.bilingual.unchanged import unchanged_chunks
from diglot.markup.front_matter import front_matter
from diglot.markup.unit_states import BEHIND, behind, is_untranslated, same_text, unit_state
from diglot.markup.units import Units, scan_units
from diglot.model import Unit
from diglot.patterns import pattern

_MARK_BEFORE = pattern(r"(?:(?<!!)\[|\*\*?|__?)\Z")
_MARK_AFTER = pattern(r"\]\([^()\s]*+\)|\*\*?|__?")


class Counts(NamedTuple):
    """What became of the units of a page."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    moved: int = 0


class Carried(NamedTuple):
    """A page in pieces, before its units are numbered."""

    pieces: tuple[str | int, ...]
    """Text, and positions of units."""
    items: tuple[Item, ...]
    counts: Counts
    is_same: bool
    """True if nothing has to be written."""


def carry(text: str, cut: Cut) -> Carried:
    """Returns the translation `text` with all that `cut`, its source article, says by now."""
    return _Carrying(text, cut).run()


def skeleton(cut: Cut, front: str) -> Carried:
    """Returns an article as a translation in which no unit is translated; `front` is its front matter."""
    pieces: list[str | int] = [front]
    items: list[Item] = []
    at = cut.body
    for segment in cut.segments:
        pieces += [cut.text[at : segment.at.start] + name_of(segment), len(items)]
        items.append(new_item(segment, "\n"))
        at = segment.at.end
    pieces.append(cut.text[at:])
    return Carried(tuple(pieces), tuple(items), Counts(new=len(items)), False)


class _Carrying:
    """One page on its way; lives for one call of `carry`."""

    def __init__(self, text: str, cut: Cut) -> None:
        self._text = text
        self._cut = cut
        end = front_matter(text).end
        self._scanned: Units = scan_units(text, end)
        # How many blank lines stand above the text is the business of each file.
        self._body, start = after_blank_lines(text, end), after_blank_lines(cut.text, cut.body)
        self._units = self._scanned.units
        self._old = target_chunks(text, self._body, self._scanned)
        self._new = source_chunks(cut.text, start, [segment.at for segment in cut.segments])
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._line_ends = [at for at, char in enumerate(cut.text) if char == "\n"]
        self._places: dict[int, tuple[int, ...]] = {}
        """Position of a new chunk -> the old ones that stand in its place; of several new ones, at the first."""
        self._comments: dict[int, list[int]] = {}
        """Position of a new chunk -> old comments that stand above it."""
        self._kept: list[Kept] = []
        """What the translation has for pieces of the article outside of its segments, in order."""
        self._items: list[Item] = []
        self._pieces: list[str | int] = []

    def run(self) -> Carried:
        """Returns the page."""
        self._places = dict(unchanged_chunks(self._old, self._new))
        kept = {old for placed in self._places.values() for old in placed}
        if (
            len(self._places) == len(self._new)
            and len(kept) == len(self._old)
            and not any(map(self._differs, self._places))
        ):
            return Carried((), tuple(self._known(unit) for unit in self._units), Counts(), True)
        borders = [(min(placed), new) for new, placed in self._places.items() if placed]
        moved = self._move(kept)
        matches = self._match(borders)
        was_code = self._keep_outside(borders, matches)
        self._keep_comments(matches, was_code)
        self._write(matches)
        used = {number for placed in self._places.values() for old in placed for number in self._old[old].units}
        used |= {match[0] for match in matches.values()}
        new = sum(1 for item in self._items if not item.id)
        behind_before = sum(1 for unit in self._units if (state := unit_state(self._text, unit)) and state.old)
        changed = sum(1 for item in self._items if item.state.startswith(BEHIND)) - behind_before
        counts = Counts(new, changed, len(self._units) - len(used), moved)
        return Carried(tuple(self._pieces), tuple(self._items), counts, False)

    def _taken(self) -> set[int]:
        return {old for placed in self._places.values() for old in placed}

    def _differs(self, new: int) -> bool:
        """Tells whether a chunk that is equal but for blanks has other blank lines below it, or is other code."""
        placed = self._places[new]
        if not placed:
            return False
        old, chunk = self._old[placed[-1]], self._new[new]
        if self._is_code(chunk) and self._line(old) != self._source(chunk).replace("\n", self._line_end):
            return True
        is_last = placed[-1] + 1 == len(self._old) or new + 1 == len(self._new) or self._places.get(new + 1) == ()
        return not is_last and self._blank(old, self._text) != self._blank(chunk, self._cut.text)

    def _blank(self, chunk: Chunk, text: str) -> int:
        return text.count("\n", chunk.end, chunk.next)

    def _line(self, chunk: Chunk) -> str:
        return self._text[chunk.start : chunk.end]

    def _source(self, chunk: Chunk) -> str:
        return self._cut.text[chunk.start : chunk.end]

    def _is_code(self, chunk: Chunk) -> bool:
        return not chunk.units and bisect_left(self._line_ends, chunk.start) in self._cut.code

    def _move(self, kept: set[int]) -> int:
        """Finds chunks with units that stand elsewhere now; returns how many there are."""
        waiting: dict[tuple[str, ...], list[int]] = {}
        for position in range(len(self._old) - 1, -1, -1):
            if position not in kept and self._old[position].units:
                waiting.setdefault(self._old[position].keys, []).append(position)
        before = len(self._places)
        for position, chunk in enumerate(self._new):
            if position not in self._places and chunk.units and waiting.get(chunk.keys):
                self._places[position] = (waiting[chunk.keys].pop(),)
        return len(self._places) - before

    def _match(self, borders: Sequence[tuple[int, int]]) -> dict[int, tuple[int, bool]]:
        """Returns for segments the unit that each of them was, and whether it has changed."""
        taken = self._taken()
        left = [position for position in range(len(self._old)) if position not in taken]
        right = [position for position in range(len(self._new)) if position not in self._places]
        old_units = [number for position in left for number in self._old[position].units]
        segments = [number for position in right for number in self._new[position].units]
        # What stays stands between what does not: like texts are looked for between the same neighbours only.
        old_texts, old_at = self._between(left, [old for old, _ in borders], self._old, self._sources())
        texts, new_at = self._between(
            right, [new for _, new in borders], self._new, [segment.text for segment in self._cut.segments]
        )
        if not old_units or not segments:
            return {}
        found = {}
        for match in match_texts(old_texts, texts):
            if new_at[match.new] >= 0 and old_at[match.old] >= 0:
                found[new_at[match.new]] = (old_at[match.old], not match.is_equal)
        return found

    def _sources(self) -> list[str]:
        return [self._widened(unit).source for unit in self._units]

    def _widened(self, unit: Unit) -> Unit:
        """Returns a unit with the marks that stand directly around it, as around the text of a link, in its texts."""
        state = unit_state(self._text, unit)
        lead = _MARK_BEFORE.search(self._text, max(self._body, unit.at.start - 3), unit.at.start)
        tail = _MARK_AFTER.match(self._text, state.at.end if state else unit.at.end)
        if (
            lead is None
            or tail is None
            or (tail.group() != lead.group() and (lead.group(), tail.group()[0]) != ("[", "]"))
        ):
            return unit
        before, after = lead.group(), tail.group()
        return unit._replace(target=before + unit.target + after, source=before + unit.source + after)

    def _between(
        self, positions: Sequence[int], borders: Sequence[int], found: Sequence[Chunk], texts: Sequence[str]
    ) -> tuple[list[str], list[int]]:
        """Returns the texts of chunks with a text for each border between them, and what each of them is."""
        marked: list[tuple[int, int, str, int]] = [
            (border, 0, f"\0{number}", -1) for number, border in enumerate(borders)
        ]
        for position in positions:
            marked += [(position, 1, texts[number], number) for number in found[position].units]
        marked.sort(key=lambda entry: entry[:2])
        return [entry[2] for entry in marked], [entry[3] for entry in marked]

    def _keep_outside(self, borders: Sequence[tuple[int, int]], matches: dict[int, tuple[int, bool]]) -> frozenset[int]:
        """Finds translations that stand outside of units; returns the positions of old chunks that are code."""
        old = Version(self._text, self._old, [unit.at for unit in self._units])
        new = Version(self._cut.text, self._new, [segment.at for segment in self._cut.segments])
        code = [position for position, chunk in enumerate(self._new) if self._is_code(chunk)]
        pairs = {segment: unit for segment, (unit, _) in matches.items()}
        found = kept_outside(old, new, (self._places, borders, pairs), code, self._scanned)
        self._kept = list(found.kept)
        # A line that becomes what it was stays as it is, with the blank lines below it.
        taken = self._taken()
        for kept in self._kept:
            chunk, line = self._new[kept.new], self._line(self._old[kept.old])
            is_free = kept.new not in self._places and kept.old not in taken
            if is_free and not chunk.units and self._gap(chunk.start, chunk.end) == line:
                self._places[kept.new] = (kept.old,)
                taken.add(kept.old)
        return found.code

    def _keep_comments(self, matches: dict[int, tuple[int, bool]], was_code: frozenset[int]) -> None:
        """Finds places for comments that only the translation has, such as those that allow a finding."""
        owners = {number: position for position, chunk in enumerate(self._old) for number in chunk.units}
        goes = {old: new for new, placed in self._places.items() for old in placed}
        for position, chunk in enumerate(self._new):
            for number in chunk.units:
                if number in matches:
                    goes.setdefault(owners[matches[number][0]], position)
        for kept in self._kept:
            goes.setdefault(kept.old, kept.new)
        following = len(self._new)
        for position in range(len(self._old) - 1, -1, -1):
            if position in goes:
                following = goes[position]
            elif (
                position not in was_code
                and not self._old[position].units
                and is_comment(self._line(self._old[position]))
            ):
                self._comments.setdefault(following, []).insert(0, position)

    def _write(self, matches: dict[int, tuple[int, bool]]) -> None:
        self._put(self._text[: self._body])
        for position, chunk in enumerate(self._new):
            self._put_comments(position)
            placed = [self._old[old] for old in self._places.get(position, ())]
            if position in self._places and not placed:
                continue
            if not placed or (self._is_code(chunk) and placed[0].keys == chunk.keys):
                self._put_new(chunk, matches)
            else:
                self._put_old(placed)
            self._put(self._tail(position, placed[-1] if placed else None))
        self._put_comments(len(self._new))

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)

    def _put_comments(self, position: int) -> None:
        for old in self._comments.get(position, ()):
            chunk = self._old[old]
            self._put(self._text[chunk.start : chunk.next])

    def _tail(self, position: int, old: Chunk | None) -> str:
        """Returns the line end and the blank lines below a chunk."""
        while self._places.get(position + 1) == ():
            # It stands for those behind it as well.
            position += 1
        chunk = self._new[position]
        wanted = self._cut.text[chunk.end : chunk.next].replace("\n", self._line_end)
        if position + 1 == len(self._new):
            # How a file ends is its own business.
            return self._text[self._old[-1].end : self._old[-1].next] if self._old else wanted
        if old is None or self._text.count("\n", old.end, old.next) != wanted.count("\n"):
            return wanted
        return self._text[old.end : old.next]

    def _put_old(self, placed: Sequence[Chunk]) -> None:
        at = placed[0].start
        for number in (number for chunk in placed for number in chunk.units):
            unit = self._units[number]
            self._put(self._text[at : unit.at.start])
            self._add(self._known(unit))
            state = unit_state(self._text, unit)
            at = unit.at.end if state is None else state.at.end
        self._put(self._text[at : placed[-1].end])

    def _put_new(self, chunk: Chunk, matches: dict[int, tuple[int, bool]]) -> None:
        at = chunk.start
        for number in chunk.units:
            segment = self._cut.segments[number]
            self._put(self._gap(at, segment.at.start) + name_of(segment))
            if number in matches:
                self._add(self._carried(self._widened(self._units[matches[number][0]]), segment))
            else:
                self._add(new_item(segment, self._line_end))
            at = segment.at.end
        self._put(self._gap(at, chunk.end))

    def _gap(self, start: int, end: int) -> str:
        """Returns text between segments, with what the translation had for pieces of it."""
        written, at = [], start
        first = bisect_left(self._kept, start, key=lambda kept: kept.start)
        for number in range(first, len(self._kept)):
            kept = self._kept[number]
            if kept.start >= end:
                break
            if kept.start >= at and kept.end <= end:
                written += [self._cut.text[at : kept.start].replace("\n", self._line_end), kept.text]
                at = kept.end
        return "".join([*written, self._cut.text[at:end].replace("\n", self._line_end)])

    def _add(self, item: Item) -> None:
        self._pieces.append(len(self._items))
        self._items.append(item)

    def _known(self, unit: Unit) -> Item:
        """Returns a unit as it is; a comment that it is not translated goes once it is."""
        state = unit_state(self._text, unit)
        written = self._text[slice(*state.at)] if state else ""
        if state is not None and state.old is None and not is_untranslated(self._text, unit):
            written = ""
        return Item(unit.target, unit.source, written, unit.id, self._text[slice(*unit.at)], True)

    def _carried(self, unit: Unit, segment: Segment) -> Item:
        """Returns a unit whose source is `segment` by now."""
        known = self._known(unit)
        new = new_item(segment, self._line_end)
        if same_text(unit.source, new.source):
            return known._replace(source=new.source, raw=new.raw, is_kept=False)
        if is_untranslated(self._text, unit):
            return new._replace(id=unit.id)
        state = unit_state(self._text, unit)
        old = unit.source if state is None or state.old is None else state.old
        target = unit.target
        if (moved := readdressed(unit.source, new.source, target)) is not None:
            return new._replace(target=moved, state=known.state, id=unit.id)
        return new._replace(target=target, state="" if same_text(old, new.source) else behind(old), id=unit.id)

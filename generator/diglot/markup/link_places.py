"""Where in its file each link of a page stands: at its address, or where that cannot be found, at its block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import unescape
from re import IGNORECASE, MULTILINE
from re import compile as pattern

from diglot.markup.documents import Document, Placer
from diglot.markup.raw_slots import Slot
from diglot.markup.text import Places
from diglot.model import Link, Span

_DEFINITION = pattern(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*(\S+)", MULTILINE)
_ATTRIBUTE = pattern(r"\b(?:href|src)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))", IGNORECASE)
_EMPTY = pattern(r"\]\((?=\s*(?:<>\s*)?\))")
_MOST_MISSES = 200
"""After so many addresses that do not stand in a block, the next ones are not looked for in it."""
_AFTER = (")", " ", "\t", "\n", "")
"""What may stand behind a link's address."""


def links_of(slots: Sequence[Slot], documents: Sequence[Document]) -> tuple[Link, ...]:
    """Returns the link of each slot, in order; `documents` are the page and the files it includes."""
    finders: dict[int, _Finder] = {}
    found = []
    for slot in slots:
        if slot.document not in finders:
            finders[slot.document] = _Finder(documents[slot.document])
        base = documents[slot.document].place.path if slot.document else ""
        found.append(finders[slot.document].link(slot, base))
    return tuple(found)


def spans_of(slots: Sequence[Slot], document: Document) -> Iterator[Span]:
    """Yields where in its file the address of each slot of one document stands; at its block where it does not."""
    finder = _Finder(document)
    return (finder.span(slot) for slot in slots)


class _Finder:
    """Finds the links of one document, in order."""

    def __init__(self, document: Document) -> None:
        self._placer = Placer(document)
        self._document = document
        self._places: Places | None = None
        self._done: dict[str, int] = {}
        """How far each address was looked for."""
        self._attributes: dict[str, list[tuple[int, int]]] | None = None
        """Where each address stands in tags, in order."""
        self._done_in_tags: dict[str, int] = {}
        self._definitions: dict[str, int] | None = None
        self._misses: dict[int, int] = {}
        """So many addresses do not stand in the block that begins on a line: its links refer to definitions."""

    def link(self, slot: Slot, base: str) -> Link:
        """Returns the link of `slot`; it is relative to the file `base`, or to the page."""
        self._places = self._places or Places(self._document.text, self._document.file)
        return Link(slot.address, self._places.locate(self.span(slot)), slot.image, base)

    def span(self, slot: Slot) -> Span:
        """Returns where the address of `slot` stands; slots are asked for in order."""
        placer, address = self._placer, slot.address
        start = placer.line(slot.line)
        end = placer.line(slot.end) if slot.end else len(placer.text)
        at, length = -1, 0
        if slot.is_raw:
            return placer.span(*self._in_tag(address, start, end))
        if self._misses.get(slot.line, 0) < _MOST_MISSES:
            at, length = _written(placer.text, address, max(start, self._done.get(address, 0)), end)
        if at < 0:
            self._misses[slot.line] = self._misses.get(slot.line, 0) + 1
        if at < 0 and self._definitions is None:
            self._definitions = {match[1].strip("<>"): match.start(1) for match in _DEFINITION.finditer(placer.text)}
        if at < 0 and self._definitions is not None:
            at, length = self._definitions.get(address, start), len(address) * (address in self._definitions)
        self._done[address] = at + length
        return placer.span(at, length)

    def _in_tag(self, address: str, start: int, end: int) -> tuple[int, int]:
        """Returns where the next attribute with an address stands, and its length; `start` where there is none."""
        if self._attributes is None:
            self._attributes = {}
            for match in _ATTRIBUTE.finditer(self._placer.text):
                value = match.lastindex or 0
                self._attributes.setdefault(unescape(match[value]), []).append(match.span(value))
        found = self._attributes.get(address, [])
        number = bisect_left(found, (max(start, self._done_in_tags.get(address, 0)),))
        if number == len(found) or found[number][0] >= end:
            return start, 0
        at, behind = found[number]
        self._done_in_tags[address] = behind
        return at, behind - at


def _written(text: str, address: str, start: int, end: int) -> tuple[int, int]:
    """Returns where a link's address stands between `start` and `end`, and its length; -1 where it does not."""
    if not address:
        match = _EMPTY.search(text, start, end)
        return (match.end(), 0) if match else (-1, 0)
    found = text.find(f"]({address}", start, end)
    while found >= 0 and text[found + 2 + len(address) : found + 3 + len(address)] not in _AFTER:
        # Another link's address, which begins with this one.
        found = text.find(f"]({address}", found + 1, end)
    at = found + 2 if found >= 0 else text.find(address, start, end)
    if at < 0 and "&" in address:
        # Authors who think of HTML write the ampersand as `&amp;`.
        escaped = address.replace("&", "&amp;")
        return text.find(escaped, start, end), len(escaped)
    return at, len(address)

"""Where in its file each link of a page stands: at its address, or where that cannot be found, at its block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import MULTILINE
from re import compile as pattern

from diglot.markup.documents import Document, Placer
from diglot.markup.raw_slots import Slot
from diglot.markup.text import Places
from diglot.model import Link, Span

_DEFINITION = pattern(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*(\S+)", MULTILINE)
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
        self._done: dict[tuple[str, bool], int] = {}
        """How far (address, is raw) was looked for."""
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
        key = (address, slot.is_raw)
        if self._misses.get(slot.line, 0) < _MOST_MISSES:
            find = _written_in_tag if slot.is_raw else _written
            at, length = find(placer.text, address, max(start, self._done.get(key, 0)), end)
        if at < 0:
            self._misses[slot.line] = self._misses.get(slot.line, 0) + 1
        if at < 0 and slot.is_raw:
            return placer.span(start, 0)
        if at < 0 and self._definitions is None:
            self._definitions = {match[1].strip("<>"): match.start(1) for match in _DEFINITION.finditer(placer.text)}
        if at < 0 and self._definitions is not None:
            at, length = self._definitions.get(address, start), len(address) * (address in self._definitions)
        self._done[key] = at + length
        return placer.span(at, length)


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


def _written_in_tag(text: str, address: str, start: int, end: int) -> tuple[int, int]:
    """Returns where an address stands as the value of an attribute, and its length; -1 where it does not."""
    for written in dict.fromkeys((address, address.replace("&", "&amp;"))):
        at = text.find(written, start, end)
        while at >= 0:
            before, after = text[at - 1 : at], text[at + len(written) : at + len(written) + 1]
            if (before == after and before in ("'", '"')) or (before == "=" and after in (" ", ">", "\n", "\t")):
                return at, len(written)
            at = text.find(written, at + 1, end)
    return -1, 0

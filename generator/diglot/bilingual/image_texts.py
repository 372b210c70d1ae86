"""Finds the texts of images again when a source article changes: of Markdown, of HTML and of `:::image`.

An image is the same if its address is, or if it stands in the place of one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Match, Pattern
from typing import NamedTuple

from diglot.bilingual.outside import Kept, Neighbours, grouped, in_turn
from diglot.model import Span
from diglot.patterns import pattern

_IMAGE = pattern(
    r"!\[(?P<alt>[^\[\]]*+)\]\(<?(?P<address>[^()\s<>]*+)>?(?:[ \t]++\"(?P<title>[^\"\n]*+)\")?"
    r"|(?P<tag><img\b[^<>]*+>|:::image\b[^\n]*?:::)",
    2,
)
_ADDRESS = pattern(r"""\b(?:src|source)\s*+=\s*+["']?([^"'\s<>]++)""", 2)
_ALT = pattern(r"\b(?:alt-text|alt)=\"([^\"]*+)\"", 2)
_TITLE = pattern(r"\btitle=\"([^\"]*+)\"", 2)
_PLAIN = pattern(r"[^\"\[\]<>\\`&]*+")


class Image(NamedTuple):
    """An image of a page."""

    start: int
    chunk: int
    is_tag: bool
    address: str
    alt: str
    alt_at: Span
    title: str
    title_at: Span
    source: str | None = None
    """What its text was in the old source, which is known where the text is a unit."""

    @property
    def name(self) -> str:
        """The last part of its address."""
        return self.address.rpartition("/")[2].lower()


def images(text: str, at: Span, chunk: int) -> Iterator[Image]:
    """Yields the images that stand in a part of a page, which belongs to a `chunk`."""
    for match in _IMAGE.finditer(text, at.start, at.end):
        if not match["tag"]:
            parts = (match["address"], match["alt"], Span(*match.span("alt")))
            yield Image(match.start(), chunk, False, *parts, match["title"] or "", Span(*match.span("title")))
            continue
        address, alt, title = (_in(part, match) for part in (_ADDRESS, _ALT, _TITLE))
        if address[0]:
            yield Image(match.start(), chunk, True, address[0], *alt, *title)


def _in(part: Pattern[str], match: Match[str]) -> tuple[str, Span]:
    found = part.search(match.string, match.start(), match.end())
    return (found[1], Span(*found.span(1))) if found else ("", Span(-1, -1))


def kept_texts(old: Sequence[Image], new: Sequence[Image], neighbours: Neighbours, by_place: bool) -> Iterator[Kept]:
    """Yields the texts of `old` images that `new` ones keep.

    `by_place` tells whether one with another address may be the same.
    """
    pairs = dict(_same_address(old, new))
    used = set(pairs.values())
    if by_place:
        gone = [position for position in range(len(old)) if position not in used]
        come = [position for position in range(len(new)) if position not in pairs]

        def match(old_keys: Sequence[object], new_keys: Sequence[object]) -> None:
            before = grouped([(old_keys[i], i) for i in gone if i not in used and old_keys[i] is not None])
            after = grouped([(new_keys[j], j) for j in come if j not in pairs])
            for i, j in in_turn(before, after):
                pairs[j] = i
                used.add(i)

        match([image.source for image in old], [image.alt for image in new])
        places = [neighbours.of_old(image.start) for image in old], [neighbours.of_new(image.start) for image in new]
        # A file in another folder first, then whatever stands there instead.
        match(
            [(place, image.name) for place, image in zip(places[0], old, strict=True)],
            [(place, image.name) for place, image in zip(places[1], new, strict=True)],
        )
        match(*places)
    for j, i in pairs.items():
        yield from _texts(old[i], new[j])


def _same_address(old: Sequence[Image], new: Sequence[Image]) -> Iterator[tuple[int, int]]:
    """Yields positions of new images and of old ones with their address; the last of these serves all that follow."""
    waiting = grouped([(image.address, position) for position, image in enumerate(old)])
    for position, image in enumerate(new):
        if found := waiting.get(image.address):
            yield position, found.pop(0) if len(found) > 1 else found[0]


def _texts(old: Image, new: Image) -> Iterator[Kept]:
    for text, known, at in ((old.alt, new.alt, new.alt_at), (old.title, new.title, new.title_at)):
        # What has no text in one of both needs none, or has none to keep.
        if text.strip() and known.strip() and (old.is_tag == new.is_tag or _PLAIN.fullmatch(text)):
            yield Kept(at.start, at.end, text, old.chunk, new.chunk)

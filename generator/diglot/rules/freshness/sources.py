"""What the freshness of a page is told by: its source text in pieces that do not depend on how it was segmented.

Two texts are the same if they are once spaces, marks, links and images are left out; where one unit ends and the next
begins decides nothing, nor does whether a link stands inside or outside of a unit.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from re import compile as pattern
from typing import NamedTuple

import msgspec

from diglot.diagnostics import Gather
from diglot.markup.sides import CODE, LINK, OBJECT, Side, source_side
from diglot.markup.unit_states import unit_state
from diglot.model import Span
from diglot.rules.subject import Page

_DROPPED = pattern(rf"[\s{OBJECT}*_`~\\\[\]\"'“”„‘’«»]+")
"""Spaces, images, and what may be written one way or the other without a change of what it says."""
_END = pattern(r"(?<=[.!?:;。！？])\s+|\n")
"""Where sentences end: units are sentences in one page, and paragraphs in the other."""
_APART = frozenset({"code", "html", "front-matter"})
"""Blocks of units whose source text is none of the running text of the source page."""
_MOST = 500_000
"""Characters of a page that is compared with its source page; a longer one costs too much."""


class Place(NamedTuple):
    """A unit of a page."""

    number: str
    at: Span
    """Its target."""


class Piece(NamedTuple):
    """A sentence of source text."""

    unit: int
    """The position of its unit; -1 in a source page."""
    digest: int


class _Sentence(NamedTuple):
    """A piece and its digest."""

    text: str
    digest: int


class Details(NamedTuple):
    """What is only looked at where an article changed, or has a source page."""

    places: tuple[Place, ...]
    """Of the units, in order."""
    pieces: tuple[Piece, ...]
    text: bytes = b""
    """The pieces themselves, compressed: of pages that stand both in the source locale and in another one."""

    def texts(self) -> tuple[str, ...]:
        """Returns the text of each of `pieces`; nothing where it was not kept."""
        return tuple(zlib.decompress(self.text).decode("utf-8", "surrogatepass").split("\n")) if self.text else ()


class Sources(NamedTuple):
    """The source text of a page. Small: the driver holds one for each page of the site."""

    digest: bytes
    """Equal digests mean equal text."""
    packed: bytes
    """See `details`."""
    behind: tuple[str, ...] = ()
    """The numbers of the units that say themselves that they are behind; see `diglot.markup.unit_states`."""
    hash_at: int = -1
    """Where the value of `ms.openlocfilehash` begins."""

    def details(self) -> Details:
        """Returns the rest, which is packed since hardly any page needs it."""
        return _decode(self.packed)


_decode = msgspec.msgpack.Decoder(Details).decode


def take_sources(page: Page) -> Sources | None:
    """Returns the source text of a page that can be compared with others; None if it has none."""
    is_paired = page.summary.paired
    if page.is_source:
        sides = [pair.target for pair in page.pairs if _is_prose(pair.target)] if is_paired else []
        return _sources(page, (), [(-1, piece) for side in sides for piece in _pieces(side)]) if sides else None
    if not page.units:
        return None
    places = tuple(Place(unit.number, unit.target_at) for unit in page.units)
    behind = tuple(unit.number for unit in page.units if (state := unit_state(page.text, unit)) and state.old)
    # What the page holds is compared, also where the translation is of an older text.
    sources = [
        source_side(pair.unit) if pair.unit and pair.unit.number in behind else pair.source for pair in page.pairs
    ]
    pieces = [
        (number, piece)
        for number, (pair, source) in enumerate(zip(page.pairs, sources, strict=True))
        if source is not None and not (is_paired and (pair.block in _APART or not _is_prose(source)))
        for piece in _pieces(source)
    ]
    return _sources(page, places, pieces)._replace(behind=behind)


SOURCES = Gather("sources", take_sources, Sources)


def _sources(page: Page, places: tuple[Place, ...], pieces: Sequence[tuple[int, _Sentence]]) -> Sources:
    texts = [sentence.text for _, sentence in pieces]
    is_kept = page.summary.paired and 0 < sum(map(len, texts)) <= _MOST
    text = zlib.compress(_bytes("\n".join(texts))) if is_kept else b""
    found = tuple(Piece(unit, sentence.digest) for unit, sentence in pieces)
    packed = msgspec.msgpack.encode(Details(places, found, text))
    said = page.metadata.file_hash
    return Sources(
        blake2b(_bytes("".join(texts)), digest_size=8).digest(),
        packed,
        hash_at=page.text.find(said, 0, page.body) if said else -1,
    )


def _pieces(side: Side) -> tuple[_Sentence, ...]:
    """Returns the sentences of a text as they are compared: what is visible, without spaces, marks and addresses."""
    text = side.text
    if "://" in text:
        for run in sorted(side.of(LINK), key=lambda run: -run.start):
            if "://" in run.text and run.text in run.address:
                # An address that stands for itself is a link and no text.
                text = text[: run.start] + text[run.end :]
    return _sentences(text)


@lru_cache(maxsize=4_000)
def _sentences(text: str) -> tuple[_Sentence, ...]:
    """Returns the sentences of a source text: the same in all languages that an article was translated into."""
    pieces = (_DROPPED.sub("", sentence) for sentence in _END.split(text))
    return tuple(_Sentence(piece, zlib.crc32(_bytes(piece))) for piece in pieces if piece)


def _is_prose(side: Side) -> bool:
    """Tells whether there is a letter outside of code: of a cell that is all code some make a unit, and some do not."""
    text = side.text
    for run in side.of(CODE):
        text = text[: run.start] + " " * (run.end - run.start) + text[run.end :]
    return any(map(str.isalpha, text))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

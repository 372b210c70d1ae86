"""Signatures: what a block of text looks like whatever its language, and how a page's blocks are noted as one string.

They are made where a page is read and compared where all pages are known, see `diglot.join.alignment`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

HEADING = "h"
PARAGRAPH = "p"
ITEM = "i"
QUOTE = "q"
PHRASE = "t"
RAW = "x"
IMAGE = "m"
CODE = "c"
ROW = "r"
"""Kinds of blocks; `PHRASE` is text in something of ours, `RAW` text in HTML, `IMAGE` a paragraph of images alone."""

TEXT = frozenset((PARAGRAPH, ITEM, QUOTE, PHRASE, RAW))
"""Kinds that a translator may turn into one another."""
_MOST_FEATURES = 8


class Signature(NamedTuple):
    """One block, or the cells of one row of a table."""

    kind: str
    level: int
    """Of a heading; how deep an item or a quote is; the number of cells in a row."""
    length: int
    """Of the text, in characters."""
    strong: frozenset[str]
    """Digests of what hardly any translator changes: code, addresses, names of images, ids of headings."""
    weak: frozenset[str]
    """Digests of what may stand in many blocks: numbers, and names such as `OAuth`."""

    @property
    def blocks(self) -> int:
        """The number of blocks that it stands for."""
        return self.level if self.kind == ROW else 1


def signature(kind: str, level: int, length: int, strong: Iterable[str], weak: Iterable[str]) -> Signature:
    """Returns the signature of a block with the given features, as they are written."""
    firmly = sorted({_digest(feature) for feature in strong})[:_MOST_FEATURES]
    loosely = sorted({_digest(feature) for feature in weak})[:_MOST_FEATURES]
    return Signature(kind, level, length, frozenset(firmly), frozenset(loosely))


def noted(signatures: Iterable[Signature]) -> str:
    """Returns signatures as a string that is a few bytes for each."""
    return "\n".join(
        " ".join((f"{kind}{level}", f"{length:x}", *(f"+{feature}" for feature in sorted(strong)), *sorted(weak)))
        for kind, level, length, strong, weak in signatures
    )


def read_signatures(text: str) -> list[Signature]:
    """Returns the signatures that `noted` wrote."""
    return [_read(line) for line in text.split("\n")] if text else []


def _read(line: str) -> Signature:
    kind, length, *features = line.split(" ")
    strong = frozenset(feature[1:] for feature in features if feature[0] == "+")
    weak = frozenset(feature for feature in features if feature[0] != "+")
    return Signature(kind[0], int(kind[1:]), int(length, 16), strong, weak)


def _digest(feature: str) -> str:
    # Four digits more than a page has blocks: that two features look alike is rare, and costs one block.
    return f"{crc32(feature.encode('utf-8', 'surrogatepass')) & 0xFFFFFF:06x}"

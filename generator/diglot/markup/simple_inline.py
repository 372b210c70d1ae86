"""A quick way through simple runs of Markdown: text with bold text and links in it that hold no marks themselves.

Nearly all units are such; the parser takes ten times as long, for it looks letter by letter at what might be something.
"""

from __future__ import annotations

from typing import NamedTuple

from diglot.model import Span
from diglot.patterns import pattern

_TEXT = r"(?:[^\\`*_~<&\[\]!\n\r@${:wW]++|:(?!//|::)|!(?!\[)|[wW](?![wW]{2}\.))++"
"""What no inline rule of any construct reacts to."""
_PIECE = pattern(
    rf"(?P<text>{_TEXT})"
    # Marks that surely open, and marks that surely close: a letter beside them inside, or a blank or the like outside.
    rf"|(?:\*\*(?=\w)|(?<![^ ])\*\*(?=\S))(?P<strong>{_TEXT})(?<!\s)\*\*(?!\*)(?:(?<=\w\*\*)|(?![^ .,;:)]))"
    rf"|\[(?!!)(?P<link>{_TEXT})\]\((?P<address>[^\x00-\x20\x7f()<>\\&]++)\)"
)


class Simple(NamedTuple):
    """A piece of simple Markdown."""

    kind: str
    """`text`, `strong` or `link`."""
    at: Span
    """With its marks."""
    inner: Span
    """What is visible of it."""
    address: str = ""
    """Of a link."""


def simple_pieces(content: str) -> list[Simple]:
    """Returns what a run of Markdown is made of, as the inline parser reads it; nothing where it is not simple."""
    pieces: list[Simple] = []
    done = 0
    for match in _PIECE.finditer(content):
        if match.start() != done:
            return []
        done = match.end()
        address = match["address"] or ""
        kind = "link" if address else match.lastgroup or ""
        pieces.append(Simple(kind, Span(*match.span()), Span(*match.span(kind)), address))
    return pieces if done == len(content) else []

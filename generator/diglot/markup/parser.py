"""The Markdown parser, assembled: CommonMark, tables, strikethrough, and our constructs, one file each."""

from __future__ import annotations

from collections.abc import Callable
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diglot.markup.autolinks import autolinks
from diglot.markup.heading_ids import heading_ids
from diglot.markup.marks import mark_units
from diglot.markup.placeholders import placeholders
from diglot.markup.views import Projection

CONSTRUCTS: tuple[Callable[[MarkdownIt], None], ...] = (mark_units, autolinks, placeholders, heading_ids)
"""Every construct, in the order in which they are plugged in. To add one: write its file, and name it here."""

_FORBIDDEN = pattern(r"[\s\x00-\x1f]*(?:javascript|vbscript|file|data):", 2)
_PICTURE = pattern(r"\s*data:image/(?:png|gif|jpeg|webp);", 2)


class Parser:
    """Turns projections into tokens. Building one costs 0.1 ms; it holds no state between pages."""

    def __init__(self) -> None:
        self._md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
        for construct in CONSTRUCTS:
            self._md.use(construct)
        # Addresses are kept as written: they are resolved, checked and reported later, in the author's own words.
        self._md.normalizeLink = str  # type: ignore[method-assign, assignment]
        self._md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
        self._md.validateLink = _is_harmless  # type: ignore[method-assign]

    def parse(self, projection: Projection) -> list[Token]:
        """Returns the block tokens of `projection`, whose lines end with `\\n`. Units are noted as `marks` describes."""
        return self._md.parse(projection.text, {"projection": projection})


def _is_harmless(address: str) -> bool:
    return _FORBIDDEN.match(address) is None or _PICTURE.match(address) is not None

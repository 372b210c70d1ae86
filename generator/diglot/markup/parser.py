"""The Markdown parser, assembled: CommonMark, tables, strikethrough, and our constructs, one file each."""

from __future__ import annotations

from collections.abc import Callable
from re import IGNORECASE
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

_FORBIDDEN = pattern(r"(?:javascript|vbscript|file|data):(?!image/(?:png|gif|jpeg|webp);)", IGNORECASE)
_IGNORED = pattern(r"[\s\x00-\x1f]+")
"""What browsers leave out before they look for a scheme."""


class Parser:
    """Turns projections into tokens. Building one costs 0.1 ms; it holds no state between pages."""

    def __init__(self) -> None:
        self._md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
        for construct in CONSTRUCTS:
            self._md.use(construct)
        # Addresses are kept as written: they are resolved, checked and reported later, in the author's own words.
        self._md.normalizeLink = str  # type: ignore[method-assign, assignment]
        self._md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
        self._md.validateLink = _is_harmless  # type: ignore[method-assign, assignment]

    def parse(self, projection: Projection) -> list[Token]:
        """Returns the block tokens of `projection`, whose lines end with `\\n`, with notes of where its units stand."""
        return self._md.parse(projection.text, {"projection": projection})


def _is_harmless(address: str) -> bool:
    return ":" not in address or _FORBIDDEN.match(_IGNORED.sub("", address)) is None

"""The Markdown parser, assembled: CommonMark, tables, strikethrough, and our constructs, one file each."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from operator import attrgetter
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diglot.markup.adobe import MARKS, adobe, is_adobe
from diglot.markup.alerts import alerts
from diglot.markup.autolinks import autolinks
from diglot.markup.destinations import destinations
from diglot.markup.footnotes import footnotes
from diglot.markup.heading_ids import heading_ids
from diglot.markup.includes import includes
from diglot.markup.marks import mark_units
from diglot.markup.math import math
from diglot.markup.monikers import monikers
from diglot.markup.nesting import nesting
from diglot.markup.no_loc import no_loc
from diglot.markup.pictures import pictures
from diglot.markup.placeholders import placeholders
from diglot.markup.replaced_html import replaced_html
from diglot.markup.rows import rows
from diglot.markup.snippets import snippets
from diglot.markup.tables import tables
from diglot.markup.tabs import tabs
from diglot.markup.task_lists import task_lists
from diglot.markup.unsafe_html import accept_address
from diglot.markup.views import Projection
from diglot.markup.xref import xref
from diglot.settings import Settings


def _always(settings: Settings) -> bool:
    return True


class Construct(NamedTuple):
    """A part of the language: what is plugged into the parser for pages that use it."""

    plug: Callable[[MarkdownIt], None]
    marks: tuple[str, ...] = ()
    """A page without any of these, in lower case, does not use it, and does not pay for it; empty: every page does."""
    wanted: Callable[[Settings], bool] = _always


CONSTRUCTS: tuple[Construct, ...] = (
    Construct(mark_units),
    Construct(destinations, ("](",)),
    Construct(nesting),
    Construct(autolinks),
    Construct(placeholders),
    Construct(replaced_html, ("<",)),
    Construct(adobe, MARKS, is_adobe),
    Construct(alerts, ("[!",)),
    Construct(heading_ids),
    Construct(tables, ("|",)),
    Construct(tabs, ("#tab/",)),
    Construct(includes, ("[!include",)),
    Construct(snippets, ("[!code", ":::")),
    Construct(xref, ("<xref:", "@")),
    Construct(rows, (":::",)),
    Construct(monikers, (":::",)),
    Construct(pictures, (":::",)),
    Construct(no_loc, (":::",)),
    Construct(math, ("$",), attrgetter("math")),
    Construct(task_lists, ("[ ]", "[x]"), attrgetter("task_lists")),
    Construct(footnotes, ("[^",), attrgetter("footnotes")),
)
"""Every construct, in the order in which they are plugged in. To add one: write its file, and name it here."""


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return bool(marks) and any(mark in text for mark in marks)


class Parser:
    """Turns projections into tokens. Building one costs 0.1 ms; it holds no state between pages."""

    def __init__(self, settings: Settings) -> None:
        """Takes the settings that say which constructs the site has."""
        self._constructs = tuple(construct for construct in CONSTRUCTS if construct.wanted(settings))
        self._marks = tuple(construct.marks for construct in self._constructs)
        self._made: dict[tuple[bool, ...], MarkdownIt] = {}
        self._env: MutableMapping[str, Any] = {}
        """That of the document that is being parsed: the parser asks about addresses without it."""

    def parse(self, projection: Projection, env: MutableMapping[str, Any], *, inline: bool = False) -> list[Token]:
        """Returns the block tokens of `projection`, whose lines end with `\\n`, with notes of where its units stand.

        `env` is what constructs share, `projection` among it; `inline` reads the text as one run without blocks.
        """
        text = projection.text.lower()
        used = tuple([not marks or marks[0] in text or _holds(text, marks[1:]) for marks in self._marks])
        md = self._made.get(used) or self._make(used)
        # A document may be parsed while the one that includes it is.
        around, self._env = self._env, env
        try:
            return md.parseInline(projection.text, env) if inline else md.parse(projection.text, env)
        finally:
            self._env = around

    def _make(self, used: tuple[bool, ...]) -> MarkdownIt:
        md = MarkdownIt("commonmark", {"maxNesting": 100}).enable("strikethrough")
        for construct, plugged in zip(self._constructs, used, strict=True):
            if plugged:
                md.use(construct.plug)
        # Addresses are kept as written: they are resolved, checked and reported later, in the author's own words.
        md.normalizeLink = str  # type: ignore[method-assign, assignment]
        md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
        md.validateLink = self._accepts  # type: ignore[method-assign, assignment]
        self._made[used] = md
        return md

    def _accepts(self, address: str) -> bool:
        return ":" not in address or accept_address(self._env, address)

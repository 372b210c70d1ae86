"""Sides: one language of a unit as a reader sees it, with the way back from each letter to its place in the page.

Checks compare what is shown, not what is written: visible text, links, bold and other marked text. A side is read by
the site's own inline parser, so what a check takes for a link is a link on the published page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from markdown_it.token import Token

from diglot.markup.autolinks import BARE
from diglot.markup.heading_ids import plain_text
from diglot.markup.simple_inline import Simple, simple_pieces
from diglot.markup.tracing import extent, traced
from diglot.markup.views import shown_target
from diglot.model import Span, Unit

LINK, IMAGE, INCLUDE, STRONG = "link", "image", "include", "strong"
EM, STRIKE, CODE, HTML = "em", "strike", "code", "html"
"""The kinds of marked text."""
OBJECT = "\ufffc"
"""Stands in visible text where an image or an included text does."""

_CRLF = pattern(r"\r\n")
_SPECIAL = pattern(r"[\\`*_~<&\[\n\r]|://|www\.|:::", IGNORECASE)
_KINDS = {"link_open": LINK, "strong_open": STRONG, "em_open": EM, "s_open": STRIKE}
_BREAK = pattern(r"<br\b", IGNORECASE)


class Run(NamedTuple):
    """Marked text: a link, bold text, code, a raw tag."""

    kind: str
    text: str
    """What is visible of it; the alternative text of an image; nothing for a raw tag."""
    address: str
    """Of a link, image or include as written; a raw tag as written; else empty."""
    start: int
    """In the visible text of its side, as `end`."""
    end: int
    at: Span
    """In the page, with its marks."""
    inner: Span
    """In the page, what stands between its marks."""


class Side(NamedTuple):
    """One language of a unit."""

    raw: str
    """Markdown as written; escapes that the writer of the format added are undone (R3)."""
    text: str
    """What is visible; lines are parted by `\\n`, an image is an `OBJECT`."""
    runs: tuple[Run, ...]
    """In the order in which they begin; outer ones first."""
    origins: tuple[tuple[int, int], ...]
    """(offset in `text`, offset in the page) of each stretch that stands in both letter by letter, in order."""
    specials: frozenset[int]
    """Offsets in `text` of letters that are written as an escape, an entity or the like: they mean only themselves."""
    at: Span
    """All of it in the page."""
    ends: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, where in the page what is written for it ends) of each of the `specials`, in order."""

    def span(self, start: int, end: int) -> Span:
        """Returns where in the page the visible text from `start` to `end` stands, marks within it included."""
        first = self._place(start)
        if end <= start:
            return Span(first, first)
        last = end - 1
        if last in self.specials:
            return Span(first, max(first, self.ends[bisect_left(self.ends, (last, 0))][1]))
        return Span(first, max(first, self._place(last) + 1))

    def of(self, *kinds: str) -> Iterator[Run]:
        """Yields the runs of these kinds."""
        return (run for run in self.runs if run.kind in kinds)

    def _place(self, offset: int) -> int:
        piece = bisect_right(self.origins, (offset, 1 << 60)) - 1
        if piece < 0:
            return self.at.start
        start, origin = self.origins[piece]
        return min(origin + offset - start, self.at.end)


def target_side(unit: Unit) -> Side:
    """Returns the target of `unit` as readers see it."""
    content, origin, undone = shown_target(unit)
    if not undone:
        return side(content, lambda offset: origin + offset, unit.target_at)
    # A backslash before each of the offsets in `undone` is in the page and not in the content.
    return side(content, lambda offset: origin + offset + bisect_right(undone, offset), unit.target_at)


def source_side(unit: Unit) -> Side:
    """Returns the source of `unit` as readers of the source see it."""
    content, start = unit.source, unit.source_at.start
    if _SPECIAL.search(content) is None:
        return Side(content, content, (), ((0, start),), frozenset(), unit.source_at)
    return _moved(_source(content), start, unit.source_at)


@lru_cache(maxsize=4_000)
def _source(content: str) -> Side:
    """Returns a source text as a side whose places are in the text itself: all locales have the same sources."""
    return side(content, int, Span(0, len(content)))


def _moved(one: Side, by: int, at: Span) -> Side:
    """Returns a side with all its places moved on."""
    runs = tuple(
        Run(kind, text, address, start, end, Span(outer[0] + by, outer[1] + by), Span(inner[0] + by, inner[1] + by))
        for kind, text, address, start, end, outer, inner in one.runs
    )
    origins = tuple((shown, place + by) for shown, place in one.origins)
    ends = tuple((shown, place + by) for shown, place in one.ends)
    return Side(one.raw, one.text, runs, origins, one.specials, at, ends)


def side(content: str, place: Callable[[int], int], at: Span) -> Side:
    """Returns a run of Markdown as readers see it; `place` tells where in the page each offset of `content` is."""
    if _SPECIAL.search(content) is None:
        return Side(content, content, (), ((0, place(0)),), frozenset(), at)
    if "\r" not in content:
        return _Reading(content, place, at).side()
    # Lines end with one character for the parser; of two the first one is left out.
    left_out = [match.start() - number for number, match in enumerate(_CRLF.finditer(content))]
    lines = content.replace("\r\n", "\n").replace("\r", "\n")
    return _Reading(lines, lambda offset: place(offset + bisect_right(left_out, offset)), at).side()


class _Reading:
    """A side being read; lives for one call of `side`."""

    def __init__(self, content: str, place: Callable[[int], int], at: Span) -> None:
        self._content = content
        self._place = place
        self._at = at
        self._text: list[str] = []
        self._length = 0
        self._origins: list[tuple[int, int]] = []
        self._specials: dict[int, int] = {}
        self._runs: list[Run] = []
        self._open: list[int] = []
        self._cursor = 0

    def side(self) -> Side:
        """Returns what was read."""
        if simple := simple_pieces(self._content):
            for piece in simple:
                self._take_simple(piece)
        else:
            for token in traced(self._content):
                self._take(token, *extent(token))
        text = "".join(self._text)
        runs = tuple(run._replace(text=run.text or text[run.start : run.end]) for run in self._runs)
        specials = frozenset(self._specials)
        return Side(self._content, text, runs, tuple(self._origins), specials, self._at, tuple(self._specials.items()))

    def _take_simple(self, piece: Simple) -> None:
        kind, at, inner, address = piece
        first = self._length
        self._show(self._content[slice(*inner)], inner.start)
        if kind != "text":
            self._runs.append(self._run(kind, at, inner, address)._replace(start=first))

    def _take(self, token: Token, start: int, end: int) -> None:
        kind = token.type
        if kind == "text":
            self._words(token.content, start, end)
        elif kind == "text_special":
            # A backslash before a letter means nothing.
            show = self._words if token.content == token.markup else self._special
            show(token.content, start, end)
        elif kind in ("softbreak", "hardbreak"):
            self._show("\n", start)
        elif kind == "code_inline":
            self._code(token, start, end)
        elif kind == "image":
            run = self._run(IMAGE, Span(start, end), Span(start, end), str(token.attrs["src"]))
            self._runs.append(run._replace(text=plain_text(token.children or []), end=self._length + 1))
            self._show(OBJECT, start)
        elif kind == "include":
            run = self._run(INCLUDE, Span(start, end), Span(start, end), str(token.attrs["src"]))
            self._runs.append(run._replace(end=self._length + 1))
            self._show(OBJECT, start)
        elif kind == "html_inline":
            self._runs.append(self._run(HTML, Span(start, end), Span(start, start), token.content))
            if _BREAK.match(token.content):
                self._show("\n", start)
        elif kind in _KINDS:
            self._begin(token, start)
        elif token.nesting < 0 and self._open:
            self._end(token, start, end)
        if not token.nesting and kind not in ("text", "markup"):
            self._cursor = max(self._cursor, end)

    def _words(self, words: str, start: int, end: int) -> None:
        """Shows text. It stands where its token begins, but for words in a construct that was read in one go."""
        if not self._content.startswith(words, start):
            start = self._content.find(words, max(start, self._cursor), end)
        if start < 0:
            # Escapes and entities within a bare address or a name: read as a whole.
            self._special(words, self._cursor, end)
        else:
            self._show(words, start)

    def _special(self, shown: str, start: int, end: int) -> None:
        for letter in shown:
            self._specials[self._length] = self._place(end)
            self._show(letter, start)
        self._cursor = max(start, end)

    def _code(self, token: Token, start: int, end: int) -> None:
        inner = Span(start + len(token.markup), end - len(token.markup))
        # A blank at each end is not shown where code begins or ends with a mark.
        is_padded = inner.end - inner.start > len(token.content)
        run = self._run(CODE, Span(start, end), Span(inner.start + is_padded, inner.end - is_padded))
        self._runs.append(run._replace(end=self._length + len(token.content)))
        self._show(token.content, inner.start + is_padded)

    def _begin(self, token: Token, start: int) -> None:
        """Begins a run. Where its marks stand depends on the rule that pushed it."""
        content = self._content
        if token.type == "s_open":
            outer, inner = start, start + len(token.markup)
        elif token.type != "link_open":
            # Of two marks the inner one became the tag, the outer one is empty.
            outer, inner = start - len(token.markup) + 1, start + 1
        elif token.markup == BARE:
            # The parser is past the scheme of a bare address when it pushes the link.
            is_past = content.startswith("://", start)
            outer = inner = start - str(token.attrs["href"]).find("://") if is_past else start
        elif token.markup:
            outer, inner = start, start + 1
        else:
            outer, inner = start - 1, start
        # What the text rule took for text before it knew better was given back.
        self._cursor = inner
        self._open.append(len(self._runs))
        # Offsets in the content, until the end is known as well.
        self._runs.append(
            Run(
                _KINDS[token.type],
                "",
                str(token.attrs.get("href", "")),
                self._length,
                self._length,
                Span(outer, inner),
                Span(inner, inner),
            )
        )

    def _end(self, token: Token, start: int, end: int) -> None:
        number = self._open.pop()
        run = self._runs[number]
        if token.type != "link_close":
            inner, outer = start, start + len(token.markup)
        elif token.markup == BARE:
            # It ends where its text does.
            inner = outer = self._cursor
        elif token.markup:
            inner, outer = end - 1, end
        else:
            inner, outer = start, end
        self._cursor = max(self._cursor, outer)
        closed = self._run(run.kind, Span(run.at.start, outer), Span(run.inner.start, inner), run.address)
        self._runs[number] = closed._replace(start=run.start)

    def _show(self, shown: str, offset: int) -> None:
        if not shown:
            return
        first = self._place(offset)
        self._origins.append((self._length, first))
        if self._place(offset + len(shown) - 1) != first + len(shown) - 1:
            # Something in it is only in the page: an escape that was undone, the first letter of a line's end.
            self._origins += [(self._length + i, self._place(offset + i)) for i in range(1, len(shown))]
        self._text.append(shown)
        self._length += len(shown)
        self._cursor = max(self._cursor, offset + len(shown))

    def _run(self, kind: str, at: Span, inner: Span, address: str = "") -> Run:
        """Returns a run that is placed in the page, and that shows nothing."""
        return Run(kind, "", address, self._length, self._length, self._placed(at), self._placed(inner))

    def _placed(self, at: Span) -> Span:
        start = self._place(at.start)
        # What stands behind the last letter may have moved.
        return Span(start, self._place(at.end - 1) + 1 if at.end > at.start else start)

"""Cuts a source article into segments: what becomes units in its translations, and what stays outside of them.

Sentences of paragraphs, headings, list items and cells are segments. Front matter, code, raw HTML, images, definitions
of links, marks of blocks and what is included are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from markdown_it.token import Token

from diglot.bilingual.sentences import sentences
from diglot.markup.documents import Reader
from diglot.markup.library import Attachment, Place
from diglot.markup.text import Text
from diglot.model import Span
from diglot.patterns import pattern
from diglot.settings import Settings

_ANCHOR = pattern(r"""(?:<a\s+(?:name|id)\s*=\s*["'][^"'<>]*["']\s*>\s*</a>)++""")
_LIST = pattern(r"(?:[ \t]*+(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]))*+[ \t]*+")
_LINE = pattern(r"[^\s](?:[^\n]*[^\s])?")
_TASK = pattern(r"\[[ xX]\][ \t]++")
_HEADING = pattern(r"[ \t>]*+#{1,6}[ \t]+\Z")
_UNDERLINE = pattern(r"[ \t]*\n {0,3}(?:=+|-+)[ \t]*$", 8)


class Segment(NamedTuple):
    """A piece of source text that is translated as a whole."""

    at: Span
    """In the article; it may span lines, with the marks that they begin with."""
    text: str
    """As it is written."""
    source: str
    """As its unit holds it: without what its list puts before each of its lines, since the source view does so."""
    is_heading: bool
    """True for what begins a heading, and nothing stands between its mark and the text."""


class Cut(NamedTuple):
    """A source article, cut."""

    text: str
    """All of the article; its lines end with `\\n`."""
    body: int
    """Where its front matter ends."""
    segments: tuple[Segment, ...]
    """In order, not overlapping."""
    code: frozenset[int]
    """The numbers of the lines, from 0 on, that are code."""


class _Included:
    """A library that has everything, and nothing in it: what is included is known to be, and is not looked at."""

    def read(self, place: Place) -> Attachment | None:
        """Returns an empty file."""
        return Attachment(place, place.path, b"")


class Cutter:
    """Cuts articles; holds the parser."""

    def __init__(self, settings: Settings, abbreviations: frozenset[str]) -> None:
        """Takes the settings of the site, and the abbreviations of the source language, with their full stops."""
        self._reader = Reader(settings, _Included())
        self._abbreviations = abbreviations

    def cut(self, text: str) -> Cut | None:
        """Returns an article in segments, its lines ending with `\\n`; None for one that is bilingual itself."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        document = self._reader.read(Place("", "article.md"), "article.md", Text(text, "utf-8", 0))
        if document.scanned.units or document.scanned.strays:
            return None
        lines = _Lines(text, document.front.end)
        segments: list[Segment] = []
        code: set[int] = set()
        previous = ""
        for token in document.tokens:
            if token.type in ("fence", "code_block") and token.map is not None:
                code.update(range(lines.first + token.map[0], lines.first + token.map[1]))
            if token.type == "inline" and token.map is not None and token.content.strip():
                segments += self._segments(lines, token, previous == "heading_open")
            previous = token.type
        segments = [segment for segment in sorted(segments) if segment.text]
        return Cut(text, document.front.end, tuple(_apart(segments)), frozenset(code))

    def sentences(self, text: str) -> list[str]:
        """Returns the sentences of a run of Markdown."""
        return [text[slice(*at)] for at in sentences(text, self._abbreviations)]

    def _segments(self, lines: _Lines, token: Token, is_heading: bool) -> Iterator[Segment]:
        content = token.content
        pieces = lines.pieces(token)
        if not pieces:
            return
        skipped = 0
        if (found := _ANCHOR.match(content)) or (found := _TASK.match(content)):
            skipped = found.end()
        starts = [piece[0] for piece in pieces]

        def place(offset: int) -> int:
            start, at = pieces[max(0, bisect_right(starts, offset) - 1)]
            return at + offset - start

        spans = [
            Span(start + skipped, end + skipped) for start, end in sentences(content[skipped:], self._abbreviations)
        ]
        for first, last in (part for span in spans for part in lines.parts(content, span, place)):
            at = Span(place(first), place(last - 1) + 1)
            if lines.text[at.start] != content[first] or lines.text[at.end - 1] != content[last - 1]:
                # What the parser made of it does not stand in the file so: it stays outside.
                continue
            line = lines.text.rfind("\n", 0, at.start) + 1
            lead = lines.text[line : at.start]
            named = is_heading and (_HEADING.match(lead) or (not lead and _UNDERLINE.match(lines.text, at.end)))
            text = lines.text[slice(*at)]
            yield Segment(at, text, _unindented(text, lead), bool(named))


def _unindented(text: str, lead: str) -> str:
    """Returns a text whose first line begins with `lead` without the indentation of its list on its other lines."""
    first, *rest = text.split("\n")
    found = _LIST.match(lead)
    if not rest or found is None or ">" in found.group():
        return text
    indent = " " * found.end()
    return "\n".join([first, *(line.removeprefix(indent) for line in rest)])


def _apart(segments: list[Segment]) -> Iterator[Segment]:
    """Yields the segments that do not overlap with one before."""
    end = -1
    for segment in segments:
        if segment.at.start >= end:
            yield segment
            end = segment.at.end


class _Lines:
    """The lines of an article, and where the content of a token stands in them."""

    def __init__(self, text: str, body: int) -> None:
        self.text = text
        self._body = body
        self.first = text.count("\n", 0, body)
        """The number of the first line of the body."""
        self._starts = [body]
        at = text.find("\n", body)
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts.append(len(text) + 1)

    def pieces(self, token: Token) -> list[tuple[int, int]]:
        """Returns (offset in the content, offset in the article) of each line of a token; nothing where one is lost."""
        assert token.map is not None
        cell = token.meta.get("cell")
        if cell is not None:
            return self._cell(token.content, *cell)
        found: list[tuple[int, int]] = []
        offset = 0
        for number, piece in enumerate(token.content.split("\n"), token.map[0]):
            if number + 1 >= len(self._starts):
                return []
            start, end = self._starts[number], self._starts[number + 1] - 1
            stripped = piece.strip()
            line = self.text[start:end].rstrip()
            at = len(line) - len(stripped) if line.endswith(stripped) else line.rfind(stripped)
            if at < 0:
                return []
            found.append((offset + len(piece) - len(piece.lstrip()), start + at))
            offset += len(piece) + 1
        return found

    def parts(self, content: str, at: Span, place: Callable[[int], int]) -> Iterator[Span]:
        """Yields a sentence whole, or line by line where one of its lines is not as far in as its list is.

        The source view indents all lines of a unit in a list.
        """
        if "\n" not in content[slice(*at)]:
            yield at
            return
        first = place(at.start)
        found = _LIST.match(self.text[self.text.rfind("\n", 0, first) + 1 : first])
        column = found.end() if found and ">" not in found.group() else 0
        parts = [(match.start(), match.end()) for match in _LINE.finditer(content, *at)]
        if all(place(start) - self.text.rfind("\n", 0, place(start)) - 1 >= column for start, _ in parts):
            yield at
            return
        yield from (Span(start, end) for start, end in parts if any(map(str.isalpha, content[start:end])))

    def _cell(self, content: str, first: int, last: int) -> list[tuple[int, int]]:
        # A cell with `\|`, which is `|` in its content, is found as far as that goes.
        if first < 0 or "\n" in self.text[self._body + first : self._body + last]:
            return []
        raw = self.text[self._body + first : self._body + last]
        found, offset, at = [], 0, self._body + first
        for part in raw.split("\\|"):
            found.append((offset, at))
            offset, at = offset + len(part), at + len(part) + 1
        return found if raw.replace("\\|", "|") == content else []

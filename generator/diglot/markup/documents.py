"""Documents: a file of the content, read in one of its views and parsed, together with what it includes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from re import compile as pattern
from re import finditer
from typing import NamedTuple

from markdown_it.token import Token

from diglot.diagnostics import Finding
from diglot.markup.context import Budget, Context
from diglot.markup.front_matter import FrontMatter, front_matter
from diglot.markup.library import Attachment, Empty, Library, Place
from diglot.markup.notes import Note
from diglot.markup.parser import Parser
from diglot.markup.text import Text, decode
from diglot.markup.units import Units, scan_units
from diglot.markup.views import TARGET, Mark, Projection, has_damaged_quotes, project, raw_offset
from diglot.model import Span
from diglot.settings import Settings

_LONE_SURROGATE = pattern("[\ud800-\udfff]")
_QUOTE = "&quot;"
_CRLF = pattern(r"\r\n")


class Document(NamedTuple):
    """A parsed view of a file."""

    place: Place
    file: str
    """Relative to the project."""
    text: Text
    front: FrontMatter
    scanned: Units
    numbers: tuple[str, ...]
    """What its units are called on the page: `103`; with their prefix where the document is included in another one."""
    projection: Projection
    tokens: Sequence[Token]
    notes: tuple[Note, ...]
    view: str = TARGET


class Reader:
    """Reads the pages of a site: parser and library, for a chunk of pages."""

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        """Takes the site's settings, and the library that includes and samples come from."""
        self._settings = settings
        self._library = library or Empty()
        self._parser = Parser(settings)

    def read(self, place: Place, file: str, text: Text, view: str = TARGET) -> Document:
        """Returns one view of the page at `place` as a document; `file` is how reports name it."""
        context = Context(self._settings, self._library, view, place, self._include, (), Budget())
        return self._read(context, file, text, inline=False)

    def pieces(self, place: Place, view: str) -> Callable[[str, bool], tuple[list[Token], list[Note]]]:
        """Returns what reads pieces of Markdown that stand in a file which is itself none, the one at `place`.

        It takes a piece, and whether it is one run of text without blocks. What it returns counts the piece's lines.
        """
        context = Context(self._settings, self._library, view, place, self._include, (), Budget())

        def read(text: str, inline: bool) -> tuple[list[Token], list[Note]]:
            projection = Projection(text, ())
            notes: list[Note] = []
            env = {"projection": projection, "settings": self._settings, "context": context, "notes": notes}
            return self._parser.parse(projection, env, inline=inline), notes

        return read

    def _include(self, context: Context, found: Attachment, inline: bool) -> Document:
        return self._read(context, found.file, decode(found.data)[0], inline=inline)

    def _read(self, context: Context, file: str, text: Text, *, inline: bool) -> Document:
        front = front_matter(text.text)
        scanned = scan_units(text.text, front.end)
        projection = projection_of(text.text, front.end, scanned, context.view)
        notes: list[Note] = []
        env = {"projection": projection, "settings": self._settings, "context": context, "notes": notes}
        env["units"] = scanned.units
        tokens = self._parser.parse(projection, env, inline=inline)
        # The numbers of an included file would be taken for those of the page's own units.
        numbers = tuple(unit.id if context.above else unit.number for unit in scanned.units)
        return Document(
            context.place, file, text, front, scanned, numbers, projection, tokens, tuple(notes), context.view
        )


def note_findings(document: Document, notes: Sequence[Note]) -> Iterator[Finding]:
    """Yields notes on a document as findings, in the offsets of its file."""
    if not notes:
        return
    placer = Placer(document)
    for entry in notes:
        at = placer.find(entry.text, entry.line, entry.end)
        length = len(entry.text) if at >= 0 else 0
        yield Finding(entry.rule, placer.span(at if at >= 0 else placer.line(entry.line), length), entry.message)


class Placer:
    """Finds the way from a document's projection back to its file. Built only where something has to be reported."""

    def __init__(self, document: Document) -> None:
        """Takes a document whose text is still as it was decoded."""
        self._projection = document.projection
        self.text = document.projection.text
        self._lines = [0, *(match.end() for match in finditer("\n", self.text))]
        # Offsets at which the projection's text is one character shorter than the file, whose lines end with two.
        self._shorter = [match.start() - i for i, match in enumerate(_CRLF.finditer(document.text.text))]

    @property
    def shortens(self) -> bool:
        """True where lines of the file end with two characters, and those of the projection with one."""
        return bool(self._shorter)

    def line(self, number: int) -> int:
        """Returns where line `number` begins in the projection; at the end if there is none."""
        return self._lines[number] if 0 <= number < len(self._lines) else len(self.text)

    def find(self, words: str, line: int, end: int) -> int:
        """Returns where `words` stand in the lines from `line` to `end`; -1 where they do not."""
        return self.text.find(words, self.line(line), self.line(end)) if words else -1

    def span(self, at: int, length: int) -> Span:
        """Returns where in the file what stands at `at` in the projection is."""
        start = self._place(at)
        return Span(start, self._place(at + length - 1) + 1 if length else start)

    def _place(self, at: int) -> int:
        place = raw_offset(self._projection, at)
        return place + bisect_left(self._shorter, place)


def projection_of(raw: str, end: int, scanned: Units, view: str) -> Projection:
    """Returns the body's projection as the parser wants it: lines end with `\\n`, every character can be shown."""
    if "\r" in raw or "\0" in raw:
        end -= raw.count("\r\n", 0, end)
        raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        scanned = scan_units(raw, end)
    projection = project(raw, scanned, view, end)
    if not projection.text.isascii():
        # Bytes that were no UTF-8 are shown as what they are: not a character.
        projection = projection._replace(text=_LONE_SURROGATE.sub("\ufffd", projection.text))
    return _unquoted(projection) if has_damaged_quotes(raw) else projection


def _unquoted(projection: Projection) -> Projection:
    """Returns a projection in whose text quotes are quotes again."""
    quotes = [match.start() for match in finditer(_QUOTE, projection.text)]

    def moved(offset: int) -> int:
        return offset - (len(_QUOTE) - 1) * bisect_left(quotes, offset)

    pieces = [(moved(offset), origin) for offset, origin in projection.origins]
    pieces += [(moved(at) + 1, raw_offset(projection, at + len(_QUOTE))) for at in quotes]
    return Projection(
        projection.text.replace(_QUOTE, '"'),
        tuple(Mark(moved(mark.start), moved(mark.end), mark.unit) for mark in projection.marks),
        tuple(sorted(pieces)),
    )

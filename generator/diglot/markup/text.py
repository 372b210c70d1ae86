"""Bytes to text and back: decoding that never fails, and the way from an offset to a place in a file."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.model import Location, Span

_NEWLINE = pattern(r"\r\n?|\n")
_ESCAPED_BYTE = pattern("[\udc80-\udcff]+")
_STEP = 4096


class Text(NamedTuple):
    """A page's text, and how it was stored."""

    text: str
    """Without a byte order mark. Bytes that are no UTF-8 stand as lone surrogates, so that none is lost."""
    encoding: str
    skipped: int
    """Length of the byte order mark in bytes."""


def decode(data: bytes) -> tuple[Text, tuple[Finding, ...]]:
    """Returns the text of `data`, and a finding where it is not plain UTF-8. Any bytes give a text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[2:].decode(encoding, "replace")
            message = "the file is stored as UTF-16; save it as UTF-8"
            return Text(text, encoding, 2), (Finding("invalid-encoding", Span(0, 0), message),)
    skipped = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        return Text(data[skipped:].decode("utf-8"), "utf-8", skipped), ()
    except UnicodeDecodeError:
        text = data[skipped:].decode("utf-8", "surrogateescape")
    found = [Span(*match.span()) for match in _ESCAPED_BYTE.finditer(text)]
    shown = " ".join(f"{ord(char) - 0xDC00:02X}" for char in text[found[0].start : found[0].end][:8])
    more = f", and {len(found) - 1} more places" if len(found) > 1 else ""
    message = f"the bytes `{shown}` are not UTF-8{more}; save the file as UTF-8"
    return Text(text, "utf-8", skipped), (Finding("invalid-encoding", found[0], message),)


class Places:
    """Where the offsets of a page's text are in its file. Built only for pages that have something to report."""

    def __init__(self, text: Text, path: str) -> None:
        """Takes the page's text as it was decoded, and the path that its locations shall name."""
        self._text = text.text
        self._path = path
        self._skipped = text.skipped
        self._encoding = text.encoding
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text.text))]
        self._lines: list[str] = []
        self._bytes = _byte_marks(text)

    def locate(self, at: Span) -> Location:
        """Returns the place of `at`; its cost does not depend on the size of the page."""
        start, end = min(at.start, len(self._text)), min(at.end, len(self._text))
        line, end_line = bisect_right(self._starts, start), bisect_right(self._starts, end)
        return Location(
            self._path,
            line,
            start - self._starts[line - 1] + 1,
            end_line,
            end - self._starts[end_line - 1] + 1,
            self._byte(start),
            self._byte(end),
        )

    def span(self, at: Location) -> Span:
        """Returns the offsets of a place that `locate` told, perhaps before the file changed."""
        lines = len(self._starts)
        start, end = self._starts[min(at.line, lines) - 1], self._starts[min(at.end_line, lines) - 1]
        return Span(start + at.column - 1, end + at.end_column - 1)

    def slice(self, at: Span) -> str:
        """Returns the text that stands at `at`."""
        return self._text[at.start : at.end]

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Returns the lines from `first` to `last` (1-based, inclusive), without their ends."""
        if not self._lines:
            # Split once: many findings on one long line share the string.
            self._lines = _NEWLINE.split(self._text)
        return tuple(self._lines[first - 1 : last])

    def _byte(self, offset: int) -> int:
        if not self._bytes:
            return self._skipped + offset
        mark = offset // _STEP
        rest = self._text[mark * _STEP : offset]
        return self._skipped + self._bytes[mark] + len(rest.encode(self._encoding, "surrogateescape"))


def _byte_marks(text: Text) -> list[int]:
    """Returns the offset in bytes of every `_STEP`th character; nothing where bytes and characters are the same."""
    if text.encoding == "utf-8" and text.text.isascii():
        return []
    pieces = (text.text[start : start + _STEP] for start in range(0, len(text.text), _STEP))
    return list(accumulate((len(piece.encode(text.encoding, "surrogateescape")) for piece in pieces), initial=0))

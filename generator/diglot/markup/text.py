"""Bytes to text and back: decoding that never fails, and the way from an offset to a place in a file."""

from __future__ import annotations

from bisect import bisect_right
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Finding
from diglot.model import Location, Span

_NEWLINE = pattern(r"\r\n?|\n")
_ESCAPED_BYTE = pattern("[\udc80-\udcff]+")


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
        self._text = text
        self._path = path
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text.text))]

    def locate(self, at: Span) -> Location:
        """Returns the place of `at`. Linear in the text that stands before it."""
        start, end = min(at.start, len(self._text.text)), min(at.end, len(self._text.text))
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

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Returns the lines from `first` to `last` (1-based, inclusive), without their ends."""
        stop = self._starts[last] if last < len(self._starts) else len(self._text.text)
        text = self._text.text[self._starts[first - 1] : stop]
        return tuple(_NEWLINE.split(text)[: last - first + 1])

    def _byte(self, offset: int) -> int:
        head = self._text.text[:offset]
        if head.isascii() and self._text.encoding == "utf-8":
            return self._text.skipped + offset
        return self._text.skipped + len(head.encode(self._text.encoding, "surrogateescape"))

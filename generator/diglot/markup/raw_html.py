"""Raw HTML in articles, taken apart: tags that a browser would read as such, and all else, which stays text.

A browser takes an unclosed comment, quote or `<script>` to reach to the end of the page, and hides what stands there.
So what is not whole is text, and shown. What is whole is made safe later, by `diglot.markup.sanitize`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from re import DOTALL, IGNORECASE
from typing import NamedTuple

from diglot.markup.raw_tags import tag_name
from diglot.markup.sanitize import ELEMENTS, HEAD, SILENT
from diglot.patterns import pattern

_PIECE = pattern(
    r"<!--(?:-?>|.*?(?:-->|\Z))|<[!?][^>]*+>"
    r"|</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?:[^'\"<>]++|\"[^\"]*+\"|'[^']*+')*+>",
    DOTALL,
)
_TAG = pattern(r"<!--|<[^<>]*+>")
_ENCLOSING = SILENT | {"iframe", "textarea", "select", "svg", "math"}
"""What these hold follows rules of its own: they are taken whole, up to their end tag; without one they are text."""
_WORDS = frozenset("audio button canvas form label noscript object option picture select video".split())
"""Written as `<form />`, these are words: they mean nothing as HTML, and would only vanish."""
_FARTHEST = 100_000
"""An element whose end tag is farther away than this is read as if it had none."""
_CLOSE = {name: pattern(rf"</{name}\s*>", IGNORECASE) for name in sorted(_ENCLOSING)} | {"-->": pattern("-->")}


class Piece(NamedTuple):
    """A part of a raw HTML block."""

    start: int
    end: int
    is_tag: bool


class Closings:
    """Where the elements of a text end; each kind of end tag is looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: dict[str, list[int]] = {}

    def after(self, name: str, at: int) -> int:
        """Returns the end of the first end tag of `name` that lies behind `at`; 0 if there is none."""
        if name not in self._ends:
            self._ends[name] = [match.end() for match in _CLOSE[name].finditer(self.text)]
        ends = self._ends[name]
        place = bisect_right(ends, at)
        return ends[place] if place < len(ends) else 0


def pieces(content: str) -> Iterator[Piece]:
    """Yields the tags and the runs of text of `content`, in order; comments are left out.

    An element that is taken whole is one tag.
    """
    done = at = 0
    closings = Closings(content)
    # Behind the last `>` no tag has an end, and nobody looks for it from each place where one may begin.
    last = content.rfind(">") + 1
    while match := _PIECE.search(content, at, last):
        start, end = match.span()
        if content.startswith("<!--", start) and not content.endswith("-->", start, end):
            end = len(content)
        if match.group(1):
            end = _end(closings, match.group(1).lower(), start, end)
            if not end:
                at = match.end()
                continue
        if done < start:
            yield Piece(done, start, False)
        if match.group(1):
            yield Piece(start, end, True)
        done = at = end
    # A comment without an end goes on to that of the text.
    comment = content.find("<!--", max(at, last))
    if done < (end := comment if comment >= 0 else len(content)):
        yield Piece(done, end, False)


def words_of(element: str) -> Iterator[Piece]:
    """Yields the runs of text of an element that is taken whole: what it says without its tags.

    What it holds is read by rules of its own, and may reach beyond its end tag: its tags never get that far.
    """
    if tag_name(element) in SILENT:
        return
    at, closings = 0, Closings(element)
    while match := _TAG.search(element, at):
        if at < match.start():
            yield Piece(at, match.start(), False)
        at, name = match.end(), tag_name(match.group())
        if match.group() == "<!--":
            at = closings.after("-->", at) or at
        elif name in SILENT and not match.group().startswith("</"):
            at = closings.after(name, at) or at
    if at < len(element):
        yield Piece(at, len(element), False)


def is_placeholder(closings: Closings, at: int) -> bool:
    """Tells whether what looks like a tag at `at` means words: `<mailbox>`, `<form />`, a `<script>` without end."""
    text = closings.text
    name = tag_name(text, at)
    if not name:
        return False
    if name in HEAD:
        match = _PIECE.match(text, at)
        return match is None or not _end(closings, name, *match.span())
    return name not in ELEMENTS or _is_word(text, name, at) or (name in _ENCLOSING and not whole_element(closings, at))


def whole_element(closings: Closings, at: int) -> int:
    """Returns where the element ends that begins at `at` and has to be taken whole; 0 if there is none."""
    if tag_name(closings.text, at) not in _ENCLOSING:
        return 0
    match = _PIECE.match(closings.text, at)
    return _end(closings, match.group(1).lower(), at, match.end()) if match else 0


def is_whole(tag: str) -> bool:
    """Tells whether a tag is an element that is taken whole."""
    return tag_name(tag) in _ENCLOSING


def _is_word(text: str, name: str, start: int) -> bool:
    return name in _WORDS and text.startswith(("/>", " />"), start + 1 + len(name))


def _end(closings: Closings, name: str, start: int, end: int) -> int:
    """Returns where the HTML ends whose tag reaches from `start` to `end`; 0 if it is text."""
    text = closings.text
    if name in HEAD:
        # `<base>-<name>` is a pattern that readers are to fill in.
        return end if "=" in text[start:end] else 0
    if name not in ELEMENTS or _is_word(text, name, start):
        return 0
    if name not in _ENCLOSING:
        return end
    close = 0 if text.startswith("</", start) else closings.after(name, end)
    return close if close <= end + _FARTHEST else 0

"""Raw HTML in articles, taken apart: tags that a browser would read as such, and all else, which stays text.

A browser takes an unclosed comment, quote or `<script>` to reach to the end of the page, and hides what stands there.
So what is not whole is text, and shown. What is whole is made safe later, by `diglot.markup.sanitize`.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import DOTALL, IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from diglot.markup.sanitize import ELEMENTS, EMPTIED

_NAME = pattern(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_PIECE = pattern(
    r"<!--(?:-?>|.*?(?:-->|\Z))|<[!?][^>]*+>"
    r"|</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])(?:[^'\"<>]++|\"[^\"]*+\"|'[^']*+')*+>",
    DOTALL,
)
_TAG = pattern(r"<[^<>]*>")
_FORGED = pattern(r"data-(?=unit|generated)", IGNORECASE)
_ENCLOSING = frozenset({"script", "style", "iframe", "textarea", "select", "svg", "math"})
"""What these hold follows rules of its own: they are taken whole, up to their end tag; without one they are text."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_WORDS = frozenset("audio button canvas form label noscript object option picture select video".split())
"""Written as `<form />`, these are words: they mean nothing as HTML, and would only vanish."""
_FARTHEST = 100_000
"""An element whose end tag is farther away than this is read as if it had none."""
_CLOSE = {name: pattern(rf"</{name}\s*>", IGNORECASE) for name in sorted(_ENCLOSING)}


class Piece(NamedTuple):
    """A part of a raw HTML block."""

    start: int
    end: int
    is_tag: bool


def pieces(content: str) -> Iterator[Piece]:
    """Yields the tags and the runs of text of `content`, in order; comments are left out."""
    done = at = 0
    while match := _PIECE.search(content, at):
        start, end = match.span()
        if match.group(1):
            end = _end(content, match.group(1).lower(), start, end)
            if not end:
                at = match.end()
                continue
        if done < start:
            yield Piece(done, start, False)
        if match.group(1):
            yield Piece(start, end, True)
        done = at = end
    if done < len(content):
        yield Piece(done, len(content), False)


def is_placeholder(text: str, at: int) -> bool:
    """Tells whether what looks like a tag at `at` means words: `<mailbox>`, `<form />`, a `<script>` without end."""
    name = _name(text, at)
    if not name:
        return False
    return name not in ELEMENTS or _is_word(text, name, at) or (name in _ENCLOSING and not whole_element(text, at))


def whole_element(text: str, at: int) -> int:
    """Returns where the element ends that begins at `at` and has to be taken whole; 0 if there is none."""
    if _name(text, at) not in _ENCLOSING:
        return 0
    match = _PIECE.match(text, at)
    return _end(text, match.group(1).lower(), at, match.end()) if match else 0


def bare_tag(tag: str) -> str:
    """Returns a raw tag without the attributes that are Diglot's own; of an element that is taken whole, its words.

    What such an element holds is read by rules of its own, and may reach beyond its end tag: it never gets that far.
    """
    name = _name(tag, 0)
    if name in EMPTIED:
        return ""
    if name in _ENCLOSING:
        return _TAG.sub("", tag).replace("<", "&lt;")
    return _FORGED.sub("data-not-", tag) if "data-" in tag.lower() else tag


def inline_tag(tag: str, still_open: list[str]) -> str:
    """Returns a raw tag of a run of text; `still_open` are the elements that have to be closed where the run ends."""
    name = _name(tag, 0)
    if name in _VOID or name in _ENCLOSING:
        return bare_tag(tag)
    if tag.startswith("</"):
        while name in still_open and still_open.pop() != name:
            pass
        return tag
    if tag.endswith("/>"):
        return f"{bare_tag(tag)}</{name}>"
    still_open.append(name)
    return bare_tag(tag)


def _name(text: str, at: int) -> str:
    match = _NAME.match(text, at)
    return match.group(1).lower() if match else ""


def _is_word(text: str, name: str, start: int) -> bool:
    return name in _WORDS and text.startswith(("/>", " />"), start + 1 + len(name))


def _end(text: str, name: str, start: int, end: int) -> int:
    """Returns where the HTML ends whose tag reaches from `start` to `end`; 0 if it is text."""
    if name not in ELEMENTS or _is_word(text, name, start):
        return 0
    if name not in _ENCLOSING:
        return end
    match = None if text.startswith("</", start) else _CLOSE[name].search(text, end, end + _FARTHEST)
    return match.end() if match else 0

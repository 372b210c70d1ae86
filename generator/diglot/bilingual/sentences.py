"""Cuts a run of Markdown into sentences, as the writer of the bilingual format does.

A sentence never ends within emphasis, a link, code, an image, a raw tag or brackets, nor behind an abbreviation: each
piece is Markdown that stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from diglot.markup.sides import OBJECT
from diglot.markup.tracing import extent, traced
from diglot.model import Span
from diglot.patterns import pattern

_END = pattern(r"[.!?…؟۔।]++[\"'”’»)\]]*+(?=\s)|[。！？]++[”’」』）)]*+")
_PICTURE = pattern(r":::[ \t]*+image\b(?:[^:]|:(?!::))*+:::")
_WORD = pattern(r"[^\s(\[{\"'“‘«]*+\Z")
_LETTERED = pattern(r"[^\W\d_]\.\Z")
_NUMBERED = pattern(r"\d+\.\Z")
_BREAK_TAG = pattern(r"<br\b", 2)
_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*?(/?)>\Z")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SEPARATOR = "\x1e"
"""Stands in the outline of a run where its line is broken by force: a sentence ends there whatever it says."""
_OPENING, _CLOSING = "([（「", ")]）」"
_LONGEST_WORD = 40


def sentences(content: str, abbreviations: frozenset[str]) -> Iterator[Span]:
    """Yields where in the run `content` its sentences stand, without the blanks between them.

    Only what has words that can be translated is one: code, images, addresses and tags alone are not.
    """
    tokens = traced(content)
    outline = _outline(content, tokens)
    words = _words(content, tokens)
    for picture in _PICTURE.finditer(content):
        stand_in = OBJECT * len(picture.group())
        outline, words = (text[: picture.start()] + stand_in + text[picture.end() :] for text in (outline, words))
    start = 0
    for end in (*_ends(outline, abbreviations), len(content)):
        first, last = _trimmed(content, outline, start, end)
        if first < last and any(map(str.isalpha, words[first:last])):
            yield Span(first, last)
        start = end


def _trimmed(content: str, outline: str, start: int, end: int) -> tuple[int, int]:
    # The outline has breaks; blanks are those of the content, since one behind a backslash is no text there.
    while start < end and (content[start].isspace() or outline[start] == _SEPARATOR):
        start += 1
    while end > start and (content[end - 1].isspace() or outline[end - 1] == _SEPARATOR):
        end -= 1
    return start, end


def _ends(outline: str, abbreviations: frozenset[str]) -> Iterator[int]:
    closed = _in_brackets(outline)
    stops = [(match.end(), match.start()) for match in _END.finditer(outline)]
    breaks = [(at + 1, -1) for at, char in enumerate(outline) if char == _SEPARATOR]
    last = 0
    for end, mark in sorted(stops + breaks):
        if mark >= 0 and (closed[end - 1] or not _is_end(outline, last, mark, end, abbreviations)):
            continue
        yield end
        last = end


def _is_end(outline: str, first: int, mark: int, end: int, abbreviations: frozenset[str]) -> bool:
    following = outline[end:].lstrip()[:1] if end < len(outline) and outline[end].isspace() else "A"
    if following.islower():
        return False
    if outline[mark] != ".":
        return True
    word = _WORD.search(outline, max(first, mark - _LONGEST_WORD), mark)
    written = (word.group() if word else "") + "."
    if written.lower() in abbreviations or _LETTERED.match(written):
        return False
    return not (_NUMBERED.match(written) and not outline[first : mark - len(written) + 1].strip())


def _in_brackets(outline: str) -> list[bool]:
    """Tells of each character whether it stands within brackets that are closed."""
    inside = [False] * len(outline)
    opened: list[int] = []
    for at, char in enumerate(outline):
        if char in _OPENING:
            opened.append(at)
        elif char in _CLOSING and opened:
            start = opened.pop()
            if not opened:
                inside[start:at] = [True] * (at - start)
    # The first of several that nothing closes would hide all that is closed behind it.
    for start in opened:
        inside[start] = False
    return inside


def _outline(content: str, tokens: Sequence[Token]) -> str:
    """Returns `content` with a stand-in for each character within a mark, and for each break of a line."""
    outline = list(content)
    depth = 0
    for token in tokens:
        start, end = extent(token)
        kind = token.type
        if kind == "text" or (kind == "softbreak" and not depth):
            if depth:
                outline[start:end] = OBJECT * (end - start)
            continue
        is_break = kind == "hardbreak" or (kind == "html_inline" and _BREAK_TAG.match(token.content) is not None)
        if is_break and not depth:
            outline[start:end] = _SEPARATOR * (end - start)
            continue
        change = _nesting(token)
        filler = OBJECT
        if change < 0 and depth == 1 and kind in ("em_close", "strong_close") and start:
            # `**Note.** Next`: the sentence ends with its marks.
            filler = content[start - 1] if content[start - 1] in ".!?。！？" else OBJECT
        outline[start:end] = filler * (end - start)
        depth = max(0, depth + change)
    return "".join(outline)


def _nesting(token: Token) -> int:
    if token.type != "html_inline":
        return token.nesting
    tag = _TAG.match(token.content)
    if tag is None or tag.group(3) or tag.group(2).lower() in _VOID:
        return 0
    return -1 if tag.group(1) else 1


def _words(content: str, tokens: Sequence[Token]) -> str:
    """Returns `content` with a stand-in for each character that no translator changes."""
    words = [OBJECT] * len(content)
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            address = ""
        elif token.type == "text" and not (address and token.content.strip() in address and "." in token.content):
            start, end = extent(token)
            words[start:end] = content[start:end]
    return "".join(words)

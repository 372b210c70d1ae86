"""Lines of a page as they are compared with those of another version: chunks, none of which cuts through a unit.

A chunk is a line with the blank lines below it; lines that share a unit are one. What a translation has of its own, as
names of headings and texts of images, does not count when chunks are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diglot.markup.units import Units
from diglot.markup.views import SOURCE, project
from diglot.model import Span
from diglot.patterns import pattern

_LINE_END = pattern(r"\r\n|\n|\r")
_BLANK_LINES = pattern(r"(?:[ \t]*(?:\r\n|\n|\r))*+")
_NAMES = pattern(r"""^([ \t>]*+(?:#{1,6}[ \t]+)?+)(?:<a (?:name|id)="[^"<>]*"></a>)++""")
_IMAGE = pattern(r"!\[[^\[\]]*+\]")
_TITLE = pattern(r"(\]\([^()\s]++)[ \t]++(?:\"[^\"]*+\"|'[^']*+')[ \t]*+\)")
_ALT = pattern(r"\b(alt-text|alt|title)=\"[^\"]*+\"")
_LOOSE = pattern(r"[\s\\]++")
_LEAD = pattern(r"[ \t]*+")
_COMMENT = pattern(r"[ \t>]*+<!--(?:[^-]|-(?!->))*+-->[ \t]*+")


class Chunk(NamedTuple):
    """A line, or lines that share a unit, with the blank lines below."""

    start: int
    end: int
    """Where its last line ends, before the line end."""
    next: int
    """Where the next chunk begins."""
    units: tuple[int, ...]
    """The positions of its units or segments."""
    keys: tuple[str, ...]
    """One for each line of source text. Equal keys mean equal lines."""


def chunks(text: str, body: int, spans: Sequence[Span]) -> list[tuple[int, int, int, tuple[int, ...]]]:
    """Returns (start, end, next, positions of spans) of each chunk from offset `body` on."""
    found = []
    at, number = body, 0
    while at < len(text):
        start, own = at, []
        while True:
            end = _next_line_end(text, at)
            while number < len(spans) and spans[number].start < max(end, start + 1):
                own.append(number)
                number += 1
            if not own or spans[own[-1]].end <= end:
                break
            at = spans[own[-1]].end
        line_end = _LINE_END.match(text, end)
        after = line_end.end() if line_end else end
        at = after_blank_lines(text, after)
        found.append((start, end, at, tuple(own)))
    return found


def after_blank_lines(text: str, at: int) -> int:
    """Returns where the first line with text begins at offset `at`, the beginning of a line, or behind it."""
    match = _BLANK_LINES.match(text, at)
    return match.end() if match else at


def _next_line_end(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)


def source_chunks(text: str, body: int, spans: Sequence[Span]) -> list[Chunk]:
    """Returns the chunks of a source article whose segments stand at `spans`."""
    return [
        Chunk(start, end, following, own, tuple(_keys(text[start:end])))
        for start, end, following, own in chunks(text, body, spans)
    ]


def target_chunks(text: str, body: int, scanned: Units) -> list[Chunk]:
    """Returns the chunks of a translation, with keys of its source view."""
    view = project(text, scanned, SOURCE, body)
    shown = chunks(view.text, 0, [Span(mark.start, mark.end) for mark in view.marks])
    written = chunks(text, body, [unit.at for unit in scanned.units if unit.at.start >= body])
    skipped = sum(1 for unit in scanned.units if unit.at.start < body)
    return [
        Chunk(start, end, following, tuple(number + skipped for number in own), tuple(_keys(view.text[first:last])))
        for (start, end, following, own), (first, last, _, _) in zip(written, shown, strict=True)
    ]


def _keys(view: str) -> list[str]:
    return [_key(line) for line in _LINE_END.split(view)]


def _key(line: str) -> str:
    lead = _LEAD.match(line)
    indent = (lead.group() if lead else "").expandtabs(4)
    line = _NAMES.sub(r"\1", line)
    if "](" in line or "![" in line or '="' in line:
        line = _ALT.sub(r"\1", _TITLE.sub(r"\1)", _IMAGE.sub("![]", line)))
    bare = _LOOSE.sub("", line)
    return f"{indent}\0{bare}" if bare else ""


def is_comment(line: str) -> bool:
    """Tells of a line whether it is a comment and nothing else."""
    return _COMMENT.fullmatch(line) is not None

"""Samples: files of code, of which pages show all or a part. What their parts are, and how far in they stand.

A part is a range of lines, or what stands between two marks: comments such as `// <main>` … `// </main>`, or
`#region main` … `#endregion`. The marks are those of DocFX, in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import IGNORECASE, MULTILINE
from typing import NamedTuple

from diglot.markup.text import decode
from diglot.patterns import pattern

Ranges = tuple[tuple[int, int], ...]
"""First and last lines, 1-based."""

END = 10**9
"""The last line of a range without end."""

_NEWLINE = pattern(r"\r\n?|\n")
_UNPRINTABLE = pattern("[\0\ud800-\udfff]")
_MARK = pattern(
    r"^[ \t]*+(?:"
    r"(?://|\#|--|'|;|%|rem(?![^\s<])|/\*|<!--|@\*)[ \t]*+<[ \t]*+(?P<end>/?)[ \t]*+(?P<name>[\w.-]++)[ \t]*+>"
    r"[ \t]*+(?:\*/|-->|\*@)?"
    r"|(?://[ \t]*+)?\#[ \t]*+(?:region(?![^\s\"])[ \t]*+\"?(?P<region>[^\"\n]*+)\"?|end[ \t]*+region(?!\S)[^\n]*+)"
    r")[ \t]*+$",
    IGNORECASE | MULTILINE,
)
_RANGE = pattern(r"[ \t]*+([0-9]{1,9})?+[ \t]*+(-)?+[ \t]*+([0-9]{1,9})?+[ \t]*+")
_PREFIX = "snippet"
"""Names of parts may be written without it."""
_TAB = 4


class Sample(NamedTuple):
    """A file of code."""

    lines: tuple[str, ...]
    regions: Mapping[str, tuple[int, int]]
    """Name in lower case -> first and last line between its marks; `END` where nothing ends it."""
    marks: frozenset[int]
    """The lines on which marks stand; they are not shown with a part."""


def read_sample(data: bytes) -> Sample:
    """Returns a file of code as it was read. Any bytes give a sample."""
    text = _NEWLINE.sub("\n", decode(data)[0].text)
    if not text.isascii() or "\0" in text:
        text = _UNPRINTABLE.sub("\ufffd", text)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return Sample(tuple(lines), *_regions(text))


def parse_ranges(text: str) -> Ranges | None:
    """Returns the ranges that `1-5,8,12-` names; None if it names none."""
    found = []
    for written in text.split(","):
        match = _RANGE.fullmatch(written)
        if match is None or not (match[1] or match[3]):
            return None
        first, dash, last = match.groups()
        found.append((int(first or 1), int(last) if last else END if dash else int(first)))
    return tuple(found)


def region_of(sample: Sample, name: str) -> tuple[int, int] | None:
    """Returns the lines of the part called `name`."""
    lowered = name.lower()
    return sample.regions.get(lowered) or sample.regions.get(_PREFIX + lowered)


def cut(sample: Sample, ranges: Ranges, skipped: frozenset[int], most: int) -> list[str] | None:
    """Returns the lines of `ranges` but for those to be skipped; None if they have more than `most` characters."""
    shown: list[str] = []
    for first, last in ranges:
        for number in range(max(1, first), min(last, len(sample.lines)) + 1):
            is_shown = number not in skipped
            most -= len(sample.lines[number - 1]) + 1 if is_shown else 1
            if most < 0:
                return None
            if is_shown:
                shown.append(sample.lines[number - 1])
    return shown


def dedented(lines: Sequence[str], columns: int | None = None) -> list[str]:
    """Returns `lines` so many columns farther out: as many as all that hold anything stand in, if it is not said."""
    if columns is None:
        columns = min((_columns(line) for line in lines if not line.isspace() and line), default=0)
    return [_without(line, columns) for line in lines] if columns > 0 else list(lines)


def _columns(line: str) -> int:
    """Returns how far in a line stands."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return len(indent.expandtabs(_TAB))


def _without(line: str, columns: int) -> str:
    at = column = 0
    while column < columns and line[at : at + 1] in (" ", "\t"):
        column += _TAB - column % _TAB if line[at] == "\t" else 1
        at += 1
    if column <= columns:
        return line[at:]
    # A part of a tab is left: what follows it would go to another place.
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].expandtabs(_TAB)[columns:] + rest


def _regions(text: str) -> tuple[dict[str, tuple[int, int]], frozenset[int]]:
    regions: dict[str, tuple[int, int]] = {}
    marks: set[int] = set()
    opened: list[str] = []
    line = at = 0
    for match in _MARK.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        marks.add(line + 1)
        name = match["name"]
        if name is not None and not match["end"]:
            regions[name.lower()] = (line + 2, END)
        elif name is not None or match["region"] is None:
            # `#endregion` ends the last one that is open, a comment the one that it names.
            ended = name.lower() if name is not None else opened.pop() if opened else ""
            first, last = regions.get(ended, (0, 0))
            if last == END:
                regions[ended] = (first, line)
        else:
            opened.append(match["region"].strip().lower())
            regions[opened[-1]] = (line + 2, END)
    return regions, frozenset(marks)

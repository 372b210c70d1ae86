"""The metadata of a YAML page: what a Markdown page has as front matter stands below `metadata:`, or beside it.

The localization system writes its own keys (`ms.…`) at the end of the file, beside `metadata:`.
"""

from __future__ import annotations

from bisect import bisect_right
from re import MULTILINE
from typing import NamedTuple

import yaml

from diglot.diagnostics import Finding
from diglot.markup.front_matter import front_matter
from diglot.markup.yaml_fields import Fields
from diglot.model import Metadata, Span
from diglot.patterns import pattern

_OWN = "ms."
_BLOCK = pattern(r"^metadata:[ \t]*\n((?:(?:[ \t]++[^\n]*+)?\n)++)|^(ms\.[^\n]*\n)", MULTILINE)
_BLANKS = pattern(r"[ \t]*")


class PageMetadata(NamedTuple):
    """What was found."""

    metadata: Metadata
    findings: tuple[Finding, ...]
    """In the offsets of the text that was given."""
    end: int
    """Where the last of it ends."""


def metadata_of(text: str, root: Fields) -> PageMetadata:
    """Returns the metadata of a page; `root` are the keys of `text`."""
    lines: list[tuple[int, int]] = []
    for name, (key, value) in root.nodes.items():
        if name == "metadata" and isinstance(value, yaml.MappingNode):
            lines += _lines(text, value.start_mark.index, value.end_mark.index, value.start_mark.column)
        elif name.startswith(_OWN):
            lines += _lines(text, key.start_mark.index, value.end_mark.index, 0)
    return _read(text, lines)


def metadata_in(text: str) -> PageMetadata:
    """Returns the metadata of a text that is not valid YAML as a whole."""
    lines: list[tuple[int, int]] = []
    for match in _BLOCK.finditer(text):
        start, end = match.span(match.lastindex or 0)
        blanks = _BLANKS.match(text, start, end)
        indent = blanks.end() - start if blanks else 0
        lines += _lines(text, start + indent, end, indent)
    found = _read(text, lines)
    # That it cannot be read has been said of the whole.
    return found._replace(findings=tuple(one for one in found.findings if one.rule != "invalid-front-matter"))


def _lines(text: str, start: int, end: int, indent: int) -> list[tuple[int, int]]:
    """Returns the (start, end) of each line from `start` to `end`, without `indent` blanks before it."""
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = stop if stop >= 0 else end
        found.append((start, stop))
        blanks = _BLANKS.match(text, stop + 1, min(stop + 1 + indent, len(text)))
        start = blanks.end() if blanks else stop + 1
    return found


def _read(text: str, lines: list[tuple[int, int]]) -> PageMetadata:
    """Reads lines as front matter; what it says of them is brought back to where they stand."""
    block = "---\n"
    starts, origins = [0], [lines[0][0] if lines else 0]
    for start, end in lines:
        starts.append(len(block))
        origins.append(start)
        # A line that would end front matter is none here.
        line = text[start:end]
        block += (f" {line}" if line.startswith(("---", "...")) else line) + "\n"
    front = front_matter(block + "---\n")

    def place(offset: int) -> int:
        piece = bisect_right(starts, offset) - 1
        return min(origins[piece] + offset - starts[piece], len(text))

    findings = (
        Finding(one.rule, Span(place(one.at.start), place(one.at.end)), one.message, one.unit) for one in front.findings
    )
    return PageMetadata(front.metadata, tuple(findings), lines[-1][1] if lines else 0)

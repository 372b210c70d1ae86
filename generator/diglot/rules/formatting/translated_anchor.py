"""FMT805: names of headings that were made of the translation, so that links made for the source lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from re import Match
from re import compile as pattern
from urllib.parse import quote

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.heading_ids import names_of
from diglot.model import Span, Unit
from diglot.rules.subject import Page

_NAME = pattern(r"[ \t>]*+#{1,6}[ \t]++<a[ \t]++(?:name|id)=[\"'](?P<name>[^\"'<>\n]++)[\"']")
_FEWEST = 3
"""Letters of a name that can be told from what is left of one in another script."""


def find_translated_anchors(page: Page) -> Iterator[Finding]:
    """Yields a finding for each heading whose name is made of its translation instead of its source."""
    if "<a " not in page.text:
        return
    for line, units in groupby((unit for unit in page.units if unit.block == "heading"), partial(_line, page.text)):
        match, parts = _NAME.match(page.text, line), list(units)
        if match is None or not _is_translated(match["name"], parts):
            continue
        meant = names_of(" ".join(unit.source for unit in parts))[0]
        message = f"links to the source's anchor `{meant}` fail, since it is `{match['name']}` here; write `{meant}`"
        yield Finding("translated-anchor", Span(*match.span("name")), message, fix=_fix(page, match, meant))


def _line(text: str, unit: Unit) -> int:
    """Returns where the line of a unit begins."""
    return text.rfind("\n", 0, unit.at.start) + 1


def _is_translated(name: str, units: Sequence[Unit]) -> bool:
    """Tells whether a name goes with the translation of a heading, and not with its source."""
    sources = names_of(" ".join(unit.source for unit in units))
    if name.lower() in sources or min(len(sources[0]), sum(letter.isalpha() for letter in name)) < _FEWEST:
        return False
    return name.lower() in names_of(" ".join(unit.target for unit in units))


def _fix(page: Page, match: Match[str], meant: str) -> Fix:
    """Returns a fix that renames an anchor, and with it the links to it that stand on the same page."""
    edits = [Edit(Span(*match.span("name")), meant)]
    for written in {match["name"], quote(match["name"])}:
        at = page.text.find(f"](#{written})", page.body)
        while at >= 0:
            edits.append(Edit(Span(at + 3, at + 3 + len(written)), meant))
            at = page.text.find(f"](#{written})", at + 1)
    return Fix(
        f"Write `{meant}`", tuple(sorted(edits, key=lambda edit: edit.at)), safe=meant not in page.summary.anchors
    )

"""What the rules about typography share: text without code and addresses, quotes as pairs, and edits of single letters.

Only what stands letter by letter in the page is edited, so that a fix never touches the marks of links and bold text.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Edit, Fix
from diglot.markup.sides import CODE, EM, LINK, OBJECT, STRIKE, STRONG, Run, Side
from diglot.model import Span
from diglot.profile import Profile

ADDRESS = "\ufffb"
"""Stands in prose for each letter of an address."""
TWINS = str.maketrans("،؛؟、。，．：；？！（）［］｛｝＂＇", ",;?,.,.:;?!()[]{}\"'")
"""Marks of other scripts, and wide ones -> what does the same in ASCII."""
STRAIGHT = "\"'"
APOSTROPHES = "'’"
_QUOTE = pattern("[\"'‘’‚“”„«»‹›「」『』〝〟]")
_LONGEST = 60


class Quotation(NamedTuple):
    """Two quotation marks that belong together."""

    start: int
    """Of the opening mark."""
    end: int
    """Of the closing mark."""


def prose(side: Side) -> str:
    """Returns the visible text of `side`, with an `OBJECT` for each letter of code and an `ADDRESS` for each of one."""
    text = side.text
    for run in side.runs:
        sign = OBJECT if run.kind == CODE else ADDRESS if _is_address(run) else ""
        if sign:
            text = text[: run.start] + sign * (run.end - run.start) + text[run.end :]
    return text


def quoted(text: str) -> str:
    """Returns text of a page for a message: in backticks, on one line, and not too long."""
    line = " ".join(text.split("\n"))
    return f"`{line}`" if len(line) <= _LONGEST else f"`{line[: _LONGEST - 1]}…`"


def is_written(side: Side, start: int, end: int) -> bool:
    """Tells whether the visible text from `start` to `end` stands in the page letter by letter, without marks in it."""
    if len(side.origins) == 1 and not side.specials:
        return True
    at = side.span(start, end)
    return at.end - at.start == end - start and side.specials.isdisjoint(range(start, end))


def edit(side: Side, start: int, end: int, text: str) -> Edit:
    """Returns an edit that puts `text` in place of the visible text from `start` to `end`."""
    at = side.span(start, end)
    return Edit(at if start < end else Span(at.start, at.start), text)


def safe_fix(side: Side, title: str, *edits: Edit) -> Fix | None:
    """Returns a fix that no one has to look at; none where an asterisk is left that emphasizes nothing.

    Such a one may find a partner once a space is gone.
    """
    lonely = (at for at, letter in enumerate(side.text) if letter == "*") if "*" in side.text else ()
    if any(at not in side.specials and not _is_in_code(side, at) for at in lonely):
        return None
    return Fix(title, edits, safe=True)


def _is_in_code(side: Side, at: int) -> bool:
    return any(run.start <= at < run.end for run in side.of(CODE))


def has_quotes(text: str) -> bool:
    """Tells cheaply whether there may be quotation marks or apostrophes in `text`."""
    return '"' in text or "'" in text or not text.isascii()


def emphasis_edges(side: Side) -> set[int]:
    """Returns where bold and other emphasized text begins and ends: next to a mark, it needs the space that it has."""
    return {edge for run in side.of(STRONG, EM, STRIKE) for edge in (run.start, run.end)}


def quotations(text: str, profile: Profile) -> Iterator[Quotation]:
    """Yields the quotations in `text`, inner ones before outer ones. Apostrophes are no quotes."""
    pairs = set(profile.quotes)
    opening = {pair[0] for pair in pairs}
    open_: list[tuple[str, int]] = []
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if mark in APOSTROPHES and before.isalnum() and after.isalnum():
            continue
        begins = not _ends_word(before) and _begins_word(after)
        ends = _ends_word(before) and not _begins_word(after)
        partner = -1 if begins and mark in STRAIGHT else _partner(open_, mark, pairs)
        if partner >= 0:
            yield Quotation(open_[partner][1], at)
            del open_[partner:]
        elif mark in opening and not (ends and mark in STRAIGHT):
            open_.append((mark, at))


def _partner(open_: list[tuple[str, int]], mark: str, pairs: set[tuple[str, str]]) -> int:
    found = (number for number in range(len(open_) - 1, -1, -1) if (open_[number][0], mark) in pairs)
    return next(found, -1)


def _ends_word(before: str) -> bool:
    """Tells whether a closing mark may follow: anything but a blank or an opening bracket."""
    return bool(before) and not before.isspace() and before not in "([{"


def _begins_word(after: str) -> bool:
    """Tells whether an opening mark may stand before: anything but a blank, a hyphen, or what closes something."""
    return bool(after) and not after.isspace() and after not in "-.,;:?!)]}،؛؟、。"


def _is_address(run: Run) -> bool:
    return run.kind == LINK and ("://" in run.text or (bool(run.text) and run.address.endswith(run.text)))

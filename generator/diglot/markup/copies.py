"""Copies of articles in Markdown, for programs that would rather not read HTML: a view of the page, and nothing else.

What the page includes stands in its place, and links are open until the pages are joined, as in a body.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import unescape
from re import MULTILINE, Match
from re import compile as pattern
from typing import NamedTuple

from diglot.markup.context import Budget
from diglot.markup.documents import Document
from diglot.markup.html import Rendered
from diglot.markup.includes import INCLUDE
from diglot.markup.library import find_place
from diglot.markup.raw_slots import Slot
from diglot.markup.sanitize import SLOT_SCHEME
from diglot.markup.views import without_heading_anchors
from diglot.model import Target
from diglot.urls import relative, web_address

_ADDRESS = pattern(
    r"(\]\([ \t]*+<?|^ {0,3}\[[^\]\n]++\]:[ \t]*+<?|\s(?:href|src)=\")([^\s()<>\"|]++)(?=[\s)>\"])", MULTILINE
)
_SLOT = pattern(rf"{SLOT_SCHEME}:([0-9]++)\|([^\s()<>\"|]*+)")
_DEEPEST = 16
"""Includes within includes, as the parser has it."""


def open_copy(rendered: Rendered, title: str) -> str:
    """Returns an article as Markdown in which links to what others know are open; `title` is put above one without."""
    documents = rendered.documents
    texts: _Texts = {}
    for number, document in enumerate(documents):
        texts.setdefault(_name(document.place.path), (number, document))
    text = _expanded(_Copy(rendered.slots, texts, Budget()), 0, documents[0], ())
    has_title = any(heading.level == 1 for heading in rendered.headings)
    head = "" if has_title or not title else f"# {title}\n\n"
    return head + text.strip("\n") + "\n"


def close_copy(text: str, here: str, targets: Sequence[Target]) -> str:
    """Returns an open copy with its links filled in, as seen from the page at `here`; see `fill_slots`."""

    def fill(match: Match[str]) -> str:
        number, written = match.groups()
        target = targets[int(number)] if int(number) < len(targets) else None
        if target is None or target.plain or not target.address:
            return written
        return web_address(relative(here, target.address) if target.internal else target.address)

    return _SLOT.sub(fill, text) if SLOT_SCHEME in text else text


_Texts = dict[str, tuple[int, Document]]


class _Copy(NamedTuple):
    """What a copy is put together from."""

    slots: Sequence[Slot]
    texts: _Texts
    """The documents of the page, by place, each with its number."""
    budget: Budget


def _expanded(copy: _Copy, number: int, document: Document, above: tuple[str, ...]) -> str:
    """Returns the text of a document with what it includes, links open; `above` are those that include it."""
    slots, texts, budget = copy
    text = without_heading_anchors(document.projection.text)
    if "](" in text or "]:" in text or '="' in text:
        own = {slot.address: position for position, slot in reversed(list(enumerate(slots))) if slot.document == number}
        if own:
            text = _ADDRESS.sub(partial(_opened, own), text)
    if len(texts) == 1 or len(above) == _DEEPEST:
        return text
    path = (*above, _name(document.place.path))

    def include(match: Match[str]) -> str:
        place = find_place(document.place, match.group(1))
        name = _name(place.path) if place is not None else ""
        if name not in texts or name in path:
            return match.group()
        # As much as the parser includes, and in the same order.
        found = texts[name]
        budget.files -= 1
        budget.bytes -= len(found[1].text.text)
        return match.group() if min(budget.files, budget.bytes) < 0 else _expanded(copy, *found, path).strip("\n")

    return INCLUDE.sub(include, text)


def _opened(own: dict[str, int], match: Match[str]) -> str:
    before, written = match.groups()
    number = own.get(written, own.get(unescape(written)))
    return match.group() if number is None else f"{before}{SLOT_SCHEME}:{number}|{written}"


def _name(path: str) -> str:
    return path.lower()

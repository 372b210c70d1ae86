"""Units of a page that is being written, before they are numbered."""

from __future__ import annotations

from re import Match
from typing import NamedTuple

from diglot.bilingual.cutting import Segment
from diglot.markup.heading_ids import names_of
from diglot.markup.unit_states import UNTRANSLATED, same_text
from diglot.patterns import pattern

_DESTINATION = pattern(r"(?<=\]\()<?([^()\s<>]++)")


class Item(NamedTuple):
    """A unit of the page that is being written."""

    target: str
    source: str
    state: str = ""
    """The comment behind it."""
    id: str = ""
    """The id that it has; empty for a new one."""
    raw: str = ""
    """The whole pair as it is written, where it stays so; else the source text that the source view has to show.
    The source of the unit is without the blanks that its list puts before its lines."""
    is_kept: bool = False
    """True where `raw` is the whole pair."""


def new_item(segment: Segment, line_end: str) -> Item:
    """Returns a unit that nobody has translated."""
    written, source = (text.replace("\n", line_end) for text in (segment.text, segment.source))
    return Item(written, source, UNTRANSLATED, raw=written)


def name_of(segment: Segment) -> str:
    """Returns the tag that names the heading that a segment begins; empty for other segments."""
    name = names_of(segment.text)[0] if segment.is_heading else ""
    return f'<a name="{name}"></a>' if name else ""


def readdressed(old: str, new: str, target: str) -> str | None:
    """Returns `target` with new addresses where `old` and `new` differ in nothing else; None where they do."""
    if not same_text(_DESTINATION.sub("", old), _DESTINATION.sub("", new)):
        return None
    before, after = _DESTINATION.findall(old), _DESTINATION.findall(new)
    moved = dict(zip(before, after, strict=False))
    if not moved or len(before) != len(after) or len(set(zip(before, after, strict=True))) != len(moved):
        return None
    if not set(_DESTINATION.findall(target)) >= set(moved):
        return None

    def replace(match: Match[str]) -> str:
        address = str(match[1])
        return match.group().replace(address, moved.get(address, address))

    return _DESTINATION.sub(replace, target)

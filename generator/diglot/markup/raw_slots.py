"""Slots for links and images: what has to be resolved on a page, and how HTML that authors wrote comes by its share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import unescape
from re import Match
from re import compile as pattern
from typing import NamedTuple

from diglot.markup.anchors import ATTRIBUTES
from diglot.markup.raw_tags import attribute, tag_name
from diglot.markup.sanitize import SLOT_SCHEME

_RAW_LINK = pattern(rf'(<(?:a|img){ATTRIBUTES}\s(?:href|src)=")([^"]*)(")')
_SLOT = pattern(rf"{SLOT_SCHEME}:([0-9]{{1,9}})\Z")
_ADDRESSES = {"a": "href", "img": "src"}
"""Elements, and which attribute of theirs holds an address."""


class Slot(NamedTuple):
    """A link or image that has to be resolved."""

    address: str
    image: bool
    line: int
    """The first line of its block in the projection, 0-based."""
    end: int
    """The line after its block; 0 where the block is not known."""
    document: int = 0
    """The document it stands in, by its place in `Rendered.documents`."""
    is_raw: bool = False
    """True where it is written as HTML."""


def raw_address(tag: str) -> tuple[str, bool]:
    """Returns the address of a tag, and whether it is that of an image; an empty one for all but links and images."""
    name = tag_name(tag)
    return (attribute(tag, _ADDRESSES[name]) if name in _ADDRESSES else ""), name == "img"


def with_slots(html: str, slots: list[Slot], addresses: Iterable[Slot], outside: Callable[[str], bool]) -> str:
    """Returns a page's safe HTML with a slot for each address in it that is not final, those of raw HTML included.

    `slots` are those that it has, to which new ones are added; `addresses` are what authors wrote; `outside` tells
    of an address whether it is final as it stands.
    """
    own = len(slots)
    written: dict[tuple[str, bool], list[Slot]] = {}
    for one in addresses:
        if one.is_raw:
            written.setdefault((one.address, one.image), []).append(one)
    queues = {key: iter(found) for key, found in written.items()}

    def slot(match: Match[str]) -> str:
        before, value, after = match.groups()
        address, is_image = unescape(value), before.startswith("<img")
        number = _SLOT.match(address)
        # A slot that we did not make was written by hand, to mislead.
        is_own = number is not None and int(number.group(1)) < own
        if is_own or address.startswith("data:") or outside(address):
            return match.group()
        # What makes HTML safe keeps the order of its links, but may write an address in another way.
        known = next(queues.get((address, is_image), iter(())), None)
        slots.append(known or Slot(address, is_image, 0, 0, is_raw=True))
        return f"{before}{SLOT_SCHEME}:{len(slots) - 1}{after}"

    return _RAW_LINK.sub(slot, html)

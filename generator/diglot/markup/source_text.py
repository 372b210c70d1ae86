"""The source text of a page's units as HTML, which readers may see beside the translation.

It stands behind the article in a `<template>`, one paragraph for each unit: `<p data-of="103">Sentence.`. It is half of
what a page weighs, so nothing is said that is known:

- A unit that is the same in both languages is left out.
- The number of a unit is left out where it is one more than that of the unit before.
- A link without an address has that of the unit's link at the same place among its links, or, as `data-link="2"`, of
  another one. Any other link is a link slot of the page.
- Paragraphs have no end tags, which HTML does not ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from markdown_it.token import Token

from diglot.markup.documents import Document
from diglot.markup.heading_ids import plain_text
from diglot.markup.html import Rendered, address_attribute
from diglot.markup.sanitize import SLOT_SCHEME
from diglot.markup.tracing import traced
from diglot.markup.views import has_damaged_quotes
from diglot.model import Unit

_SPECIAL = pattern(r"[\\`*_~<&\[\n\r]|://|www\.|:::", IGNORECASE)
_SAFE = pattern(r"(?:https?:|mailto:)", IGNORECASE)
_LINK = pattern(r"(?<!!)\[[^\[\]]*+\]\(([^()\s]*+)\)")
_OTHER_LINK = pattern(r"://|www\.|<[a/]|\]\(|\]\[|mailto:|<[^<>\s]*@", IGNORECASE)
_LINE = pattern(r"<br\b", IGNORECASE)
_BLANKS = pattern(r"\s+")
_TAGS = {
    kind: tag
    for name in ("strong", "em", "s")
    for kind, tag in ((f"{name}_open", f"<{name}>"), (f"{name}_close", f"</{name}>"))
}


class _Piece(NamedTuple):
    """A part of a source text: HTML, or where a link or image stands."""

    html: str
    """Of an image, its alternative text."""
    kind: str = ""
    """`link`, `end` or `image`."""
    address: str = ""


def source_texts(rendered: Rendered, outside: Callable[[str], bool]) -> str:
    """Returns the sources of all units of a page as HTML; `outside` tells of an address whether it is final as it is.

    Nothing for pages without units, and for those whose bilingual tags are damaged.
    """
    slots = {slot.address: number for number, slot in enumerate(rendered.slots) if not slot.document}
    written: dict[str, str] = {}
    for document in rendered.documents:
        if document.scanned.units and not has_damaged_quotes(document.text.text):
            for number, unit in _shown(document):
                if number not in written:
                    written[number] = _unit(unit, slots, outside)
    out, last = [], ""
    for number, html in written.items():
        if html:
            follows = last.isdecimal() and number == str(int(last) + 1)
            out.append(f"<p>{html}" if follows else f'<p data-of="{escape(number)}">{html}')
            last = number
    return "".join(out)


def _shown(document: Document) -> Iterator[tuple[str, Unit]]:
    for number, unit in zip(document.numbers, document.scanned.units, strict=True):
        if unit.source != unit.target and unit.block not in ("front-matter", "code") and unit.source.strip():
            yield number, unit


def _unit(unit: Unit, slots: Mapping[str, int], outside: Callable[[str], bool]) -> str:
    out: list[str] = []
    is_open = False
    links = _links(unit.target) if "](" in unit.source else []
    seen = 0
    for html, kind, address in _pieces(unit.source):
        if not kind:
            out.append(html)
        elif kind == "end":
            out.append("</a>" if is_open else "")
            is_open = False
        elif kind == "link" and address in links:
            at = seen if links[seen : seen + 1] == [address] else links.index(address)
            out.append("<a>" if at == seen else f'<a data-link="{at}">')
            is_open = True
            seen += 1
        else:
            seen += kind == "link"
            href = _address(address, slots, outside)
            if kind == "link":
                is_open = bool(href)
                out.append(f'<a href="{href}">' if href else "")
            elif href:
                out.append(f'<img src="{href}" alt="{html}">')
    return "".join(out).strip()


def _links(target: str) -> list[str]:
    """Returns the addresses of a target's links, in order; none where it may have links that are written otherwise."""
    found = _LINK.findall(target)
    if _OTHER_LINK.search(_LINK.sub("", target)):
        return []
    return found


def _address(address: str, slots: Mapping[str, int], outside: Callable[[str], bool]) -> str:
    number = slots.get(address)
    if number is not None:
        return f"{SLOT_SCHEME}:{number}"
    return address_attribute(address) if _SAFE.match(address) and outside(address) else ""


@lru_cache(maxsize=40_000)
def _pieces(content: str) -> tuple[_Piece, ...]:
    """Returns what a source text is made of: the same in all languages that an article was translated into."""
    if _SPECIAL.search(content) is None:
        return (_Piece(escape(content, quote=False)),)
    return tuple(_piece(token) for token in traced(_BLANKS.sub(" ", content)))


def _piece(token: Token) -> _Piece:
    kind = token.type
    if kind in ("text", "text_special"):
        return _Piece(escape(token.content, quote=False))
    if kind == "code_inline":
        return _Piece(f"<code>{escape(token.content, quote=False)}</code>")
    if kind == "link_open":
        return _Piece("", "link", str(token.attrs["href"]))
    if kind == "link_close":
        return _Piece("", "end")
    if kind == "image":
        return _Piece(escape(plain_text(token.children or [])), "image", str(token.attrs["src"]))
    if kind == "include":
        return _Piece("…")
    if kind == "markup":
        return _Piece(token.content)
    if kind in ("softbreak", "hardbreak"):
        return _Piece(" " if kind == "softbreak" else "<br>")
    if kind == "html_inline":
        # Tags of authors are left out, and what stands between them is text like any other.
        return _Piece("<br>" if _LINE.match(token.content) else "")
    return _Piece(_TAGS.get(kind, ""))

"""Blocks: the smallest pieces of a page that hold text of their own, named so that they can be found in both languages.

A page without units has nothing that says which of its words translate which. So each of its blocks is given a number
of its own in the page, `data-unit="#5"`, and a signature by which it is found again in the page's source. Which number
both then share is known once all pages are; `diglot.markup.slots` writes it.

A heading, a paragraph, the text of a list item, a cell, a sample of code, a run of text in raw HTML: each is a block.
Of a table it is the cells and not the rows, since a row has no place where its other language could stand; but rows
are compared as a whole, since a cell alone says too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from re import compile as pattern
from typing import NamedTuple
from unicodedata import decimal
from urllib.parse import unquote

from markdown_it.token import Token

from diglot.markup.documents import Document
from diglot.markup.heading_ids import slug
from diglot.markup.marked_inline import Spans
from diglot.markup.marks import Bound, Stretch
from diglot.markup.raw_html import pieces
from diglot.markup.signatures import (
    CODE,
    HEADING,
    IMAGE,
    ITEM,
    PARAGRAPH,
    PHRASE,
    QUOTE,
    RAW,
    ROW,
    Signature,
    noted,
    signature,
)

_MOST = 20_000
"""A page of more blocks than this is not compared with its source."""
_DEEPEST = 9
_WIDEST = 999
_OWNERS = frozenset({"paragraph_open", "heading_open", "td_open", "th_open"})
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup tt u "
    "var wbr".split()
)
"""Elements that stand within a sentence."""
_TAG = pattern(r"</?([A-Za-z][A-Za-z0-9]*)")
_ADDRESS = pattern(r"(?:href|src)\s*=\s*[\"']([^\"'<>]+)")
_NUMBER = pattern(r"\d+")
_NAME = pattern(r"(?<![A-Za-z0-9])[A-Za-z][a-z]*[A-Z0-9][A-Za-z0-9]*")


class BlockSpans(Spans):
    """Writes the elements that name blocks where there is no element of their own, on pages without units."""

    def __init__(self) -> None:
        super().__init__(())

    def begin(self, unit: int) -> str:
        """Returns the start tag of a block's text; its end tag is `</span>`."""
        return f'<span data-unit="{_slot(unit)}">'

    def is_placed(self, unit: int) -> bool:
        """Returns True: what a reader does not see needs no element."""
        return True

    def missing(self) -> str:
        """Returns nothing: no reader looks for a block that is not there."""
        return ""


def mark_blocks(document: Document, *, is_source: bool) -> str:
    """Names the blocks of a page in its tokens, and returns their signatures as `noted`.

    `is_source` tells of the page that it is of the source locale.
    Of a page with units, in itself or in what it includes, and of one without end, it returns nothing.
    """
    if any(each.numbers for each in _documents(document)):
        return ""
    marker = _Marker(is_source)
    marker.mark(document.tokens)
    return noted(marker.signatures) if marker.count <= _MOST else ""


def _documents(document: Document) -> Iterator[Document]:
    """Yields a page and all that it includes."""
    yield document
    for token in document.tokens:
        for each in (token, *(token.children or ())):
            if each.type == "include":
                yield from _documents(each.meta["document"])


def _slot(block: int) -> str:
    return f"#{block}"


class _Features(NamedTuple):
    """What a block has that hardly depends on its language."""

    text: str
    strong: tuple[str, ...]
    images: bool = False


class _Marker:
    """Goes through the tokens of a page; lives for one call of `mark_blocks`."""

    def __init__(self, is_source: bool) -> None:
        self.signatures: list[Signature] = []
        self.count = 0
        """Blocks so far."""
        self._items = 0
        self._quotes = 0
        self._cells: list[tuple[Token, _Features]] = []
        self._is_source = is_source

    def mark(self, tokens: Sequence[Token]) -> None:
        """Names the blocks in `tokens`, which are the whole page or a file that it includes."""
        previous = ""
        for i, token in enumerate(tokens):
            if self.count > _MOST:
                return
            kind = token.type
            if kind in _OWNERS:
                self._own(token, tokens[i + 1])
            elif kind == "inline" and previous not in _OWNERS:
                self._phrase(PHRASE, 0, token, _features(token.children or []))
            elif kind in ("fence", "code_block"):
                self._name(token, CODE, 0, _Features(token.content, (f"code {token.content.strip()}",)))
            elif kind == "html_block":
                self._raw(token)
            elif kind == "tr_close":
                self._row()
            elif kind == "include":
                self.mark(token.meta["document"].tokens)
            elif kind in ("list_item_open", "list_item_close"):
                self._items += token.nesting
            elif kind in ("blockquote_open", "blockquote_close"):
                self._quotes += token.nesting
            previous = kind

    def _own(self, token: Token, inline: Token) -> None:
        """Names a block that has an element of its own, or is a list item's text that could have had one."""
        found = _features(inline.children or [])
        if token.type in ("td_open", "th_open"):
            self._cells.append((token, found))
        elif token.type == "heading_open":
            # Names that a translation gives its headings are those that the headings of its source have of themselves.
            name = token.meta.get("name") or (slug(found.text) if self._is_source else "")
            strong = (f"id {name}",) if name else ()
            self._name(token, HEADING, int(token.tag[1]), found._replace(strong=strong))
        else:
            kind, level = (
                (ITEM, self._items) if self._items else (QUOTE, self._quotes) if self._quotes else (PARAGRAPH, 0)
            )
            if found.images and not found.text.strip():
                kind, level = IMAGE, 0
            if token.hidden:
                self._phrase(kind, level, inline, found)
            else:
                self._name(token, kind, level, found)

    def _place(self, found: _Features) -> tuple[str, int]:
        """Returns what kind of paragraph stands where we are."""
        if found.images and not found.text.strip():
            return IMAGE, 0
        if self._items:
            return ITEM, self._items
        return (QUOTE, self._quotes) if self._quotes else (PARAGRAPH, 0)

    def _name(self, token: Token, kind: str, level: int, found: _Features) -> None:
        if found.text.strip() or found.images:
            token.attrs["data-unit"] = _slot(self._add(kind, level, (found,)))

    def _phrase(self, kind: str, level: int, inline: Token, found: _Features) -> None:
        """Names a run of text that has no element of its own."""
        if found.text.strip() or found.images:
            block = self._add(kind, level, (found,))
            inline.meta["bounds"] = [Bound(0, 0, block, True), Bound(len(inline.children or []), 0, block, False)]

    def _row(self) -> None:
        cells, self._cells = self._cells[:_WIDEST], []
        first = self._add(ROW, len(cells), [found for _, found in cells]) if cells else 0
        for block, (token, _) in enumerate(cells, first):
            token.attrs["data-unit"] = _slot(block)

    def _raw(self, token: Token) -> None:
        """Names the runs of text in a block of raw HTML, those as one that only stand apart for a tag like `<b>`."""
        stretches: list[Stretch] = []
        for runs, tags in _groups(token.content):
            text = "".join(token.content[start:end] for start, end in runs)
            block = self._add(RAW, 0, (_Features(text, tuple(_links("".join(tags)))),))
            stretches += [Stretch(start, end, block) for start, end in runs]
        token.meta["stretches"] = stretches

    def _add(self, kind: str, level: int, parts: Sequence[_Features]) -> int:
        """Notes a signature; returns the number of its first block."""
        text = "\t".join(part.text for part in parts)
        strong = (feature for part in parts for feature in part.strong)
        found = signature(kind, min(level, _WIDEST if kind == ROW else _DEEPEST), len(text), strong, _names(text))
        first = self.count + 1
        self.signatures.append(found)
        self.count += found.blocks
        return first


def _features(children: Sequence[Token]) -> _Features:
    """Returns what is to be seen of a run of text."""
    text: list[str] = []
    strong: list[str] = []
    images = False
    for child in children:
        kind = child.type
        if kind in ("text", "text_special"):
            text.append(child.content)
        elif kind == "softbreak":
            text.append(" ")
        elif kind == "code_inline":
            text.append(child.content)
            strong.append(f"code {child.content}")
        elif kind == "link_open":
            strong.append(_last_part(str(child.attrs["href"])))
        elif kind == "image":
            strong.append(_last_part(str(child.attrs["src"])))
            images = True
        elif kind == "html_inline":
            strong += _links(child.content)
        elif kind == "include":
            place = child.meta["document"].place
            text.append(place.path)
            strong.append(_last_part(place.path))
    return _Features("".join(text), tuple(strong), images)


def _groups(content: str) -> Iterator[tuple[list[tuple[int, int]], list[str]]]:
    """Yields the runs of text of raw HTML that belong to one sentence, with the tags among them."""
    runs: list[tuple[int, int]] = []
    tags: list[str] = []
    for start, end, is_tag in pieces(content):
        if not is_tag:
            if not content[start:end].isspace():
                runs.append((start, end))
            continue
        name = _TAG.match(content, start, end)
        if name is not None and name.group(1).lower() in _INLINE:
            tags.append(content[start:end])
            continue
        if runs:
            yield runs, tags
        runs, tags = [], []
    if runs:
        yield runs, tags


def _links(tags: str) -> Iterable[str]:
    return map(_last_part, _ADDRESS.findall(tags))


def _last_part(address: str) -> str:
    """Returns what of an address stays the same in all languages: no host, no locale; a number that it asks for."""
    before, _, fragment = address.partition("#")
    path, _, query = before.partition("?")
    last = unquote(path).replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return f"to {last or fragment} {' '.join(_NUMBER.findall(query))}"


def _names(text: str) -> Iterator[str]:
    """Yields the numbers in a text, in whatever digits they are written, and names that no one translates."""
    yield from _NAME.findall(text)
    for number in _NUMBER.findall(text):
        yield number if number.isascii() else "".join(str(decimal(digit)) for digit in number)

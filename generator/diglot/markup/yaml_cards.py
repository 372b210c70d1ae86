"""What Landing and Hub pages are made of: parts with cards, cards with lists of links (Microsoft's content schemas)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diglot.markup.yaml_fields import Fields, Words

KINDS_OF_LINKS = frozenset(
    "architecture concept deploy download get-started how-to-guide learn overview quickstart reference sample training "
    "tutorial video whats-new".split()
)
"""What a card or a list of links may be about; each is a label, `list-overview`."""


class Link(NamedTuple):
    """A link, or a text where it has no address."""

    text: Words
    address: Words


class Links(NamedTuple):
    """A list of links."""

    kind: str
    """One of `KINDS_OF_LINKS`, or empty."""
    links: tuple[Link, ...]


class Card(NamedTuple):
    """A card: something to read about, with links to it."""

    title: Words
    address: Words
    image: Words
    kind: str
    summary: Words
    lists: tuple[Links, ...]


class Part(NamedTuple):
    """Some cards with a heading."""

    title: Words
    summary: Words
    cards: tuple[Card, ...]
    footer: Words
    is_plain: bool = False
    """True if its cards are no more than links: their titles are no headings."""


def parts_of(root: Fields) -> Iterator[Part]:
    """Yields the parts of a page in the order in which they are shown; `root` are its keys."""
    highlighted = root.below("highlightedContent")
    if highlighted.nodes:
        yield _part(highlighted, plain=True)
    landing = tuple(_landing_card(card) for card in root.each("landingContent"))
    if landing:
        yield Part(Words(""), Words(""), landing, Words(""))
    for name in ("productDirectory", "conceptualContent", "tools"):
        part = root.below(name)
        if part.nodes:
            yield _part(part, plain=name == "tools")
    if not root.is_text("additionalContent"):
        additional = root.below("additionalContent")
        for section in additional.each("sections"):
            yield _part(section)
        if additional.nodes:
            yield _part(additional)


def _part(fields: Fields, *, plain: bool = False) -> Part:
    cards = tuple(_card(card) for card in fields.each("items"))
    return Part(fields.words("title"), fields.words("summary"), cards, fields.words("footer", "note"), plain)


def _landing_card(fields: Fields) -> Card:
    lists = tuple(Links(_kind(each, "linkListType"), _links(each)) for each in fields.each("linkLists"))
    return _card(fields)._replace(lists=tuple(each for each in lists if each.links))


def _card(fields: Fields) -> Card:
    links = _links(fields)
    footer = fields.below("footerLink")
    more = (_link(footer),) if footer.nodes else ()
    return Card(
        fields.words("title", "text"),
        fields.words("url"),
        fields.words("imageSrc"),
        _kind(fields, "itemType"),
        fields.words("summary", "text") if fields.words("title").text else fields.words("summary"),
        tuple(Links("", each) for each in (links, more) if each),
    )


def _links(fields: Fields) -> tuple[Link, ...]:
    return tuple(link for each in fields.each("links") for link in [_link(each)] if link.text.text or link.address.text)


def _link(fields: Fields) -> Link:
    return Link(fields.words("text", "title"), fields.words("url"))


def _kind(fields: Fields, name: str) -> str:
    kind = fields.words(name).text.strip().lower()
    return kind if kind in KINDS_OF_LINKS else ""

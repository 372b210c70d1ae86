"""What the drawing of a page has to know of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from diglot.model import Crumb, Facts, Index, PageId
from diglot.own_pages import Version, is_hidden


def facts_of(index: Index, page: PageId) -> Facts:
    """Returns what the rendering of `page` has to know of the others."""
    return facts_in(index)(page)


def facts_in(index: Index) -> Callable[[PageId], Facts]:
    """Returns what gives the facts of any page of `index`; what all translations of an article share is looked up once.

    It is meant for one pass over the pages: it keeps what it found.
    """
    # By identity: the translations of an article share one tuple, which the index keeps alive.
    known: dict[int, tuple[tuple[Version, ...], frozenset[str]]] = {}

    def facts(page: PageId) -> Facts:
        group = index.alternates[page]
        versions = known.get(id(group))
        if versions is None:
            versions = known[id(group)] = _versions(index, group)
        return _facts(index, page, *versions)

    return facts


def _versions(index: Index, group: tuple[PageId, ...]) -> tuple[tuple[Version, ...], frozenset[str]]:
    """Returns where a page is in each of its languages, and in which it is not to be found by search engines."""
    found = tuple((id.locale, index.addresses[id], index.pages[id].generated) for id in group)
    return found, frozenset(id.locale for id in group if is_hidden(index.pages[id].metadata))


def _facts(index: Index, page: PageId, alternates: tuple[Version, ...], hidden: frozenset[str]) -> Facts:
    before, after = index.neighbours.get(page, (None, None))
    return Facts(
        summary=replace(index.pages[page], links=(), blocks=""),
        address=index.addresses[page],
        alternates=alternates,
        trail=index.trails.get(page, ()),
        previous=_crumb(index, before),
        next=_crumb(index, after),
        targets=index.targets.get(page, ()),
        navigation=index.navigation.get(page, ()),
        blocks=index.blocks.get(page, ()),
        related=tuple(Crumb(index.pages[other].title, index.addresses[other]) for other in index.related.get(page, ())),
        hidden=hidden,
        freshness=index.freshness.get(page, ("", ())),
    )


def _crumb(index: Index, page: PageId | None) -> Crumb | None:
    return Crumb(index.pages[page].title, index.addresses[page]) if page else None

"""What the drawing of a page has to know of the others."""

from __future__ import annotations

from dataclasses import replace

from diglot.model import Crumb, Facts, Index, PageId
from diglot.own_pages import is_hidden


def facts_of(index: Index, page: PageId) -> Facts:
    """Returns what the rendering of `page` has to know of the others."""
    group = index.alternates[page]
    before, after = index.neighbours.get(page, (None, None))
    return Facts(
        summary=replace(index.pages[page], links=(), blocks=""),
        address=index.addresses[page],
        alternates=tuple((id.locale, index.addresses[id], index.pages[id].generated) for id in group),
        trail=index.trails.get(page, ()),
        previous=_crumb(index, before),
        next=_crumb(index, after),
        targets=index.targets.get(page, ()),
        navigation=index.navigation.get(page, ()),
        blocks=index.blocks.get(page, ()),
        related=tuple(Crumb(index.pages[other].title, index.addresses[other]) for other in index.related.get(page, ())),
        hidden=frozenset(id.locale for id in group if is_hidden(index.pages[id].metadata)),
        freshness=index.freshness.get(page, ("", ())),
    )


def _crumb(index: Index, page: PageId | None) -> Crumb | None:
    return Crumb(index.pages[page].title, index.addresses[page]) if page else None

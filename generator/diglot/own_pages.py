"""The pages that a site makes itself: where they are, and which of them are the same in several languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diglot.model import Index, Metadata, PageId, Section
from diglot.settings import Settings
from diglot.urls import INDEX

SEARCH = "search/"
Version = tuple[str, str, bool]
"""A page in one of its languages: (locale, address, whether it was generated)."""
_HIDING = frozenset({"noindex", "none"})
"""What an article says in `ROBOTS` that search engines are not to show."""


def own_addresses(settings: Settings, sections: Mapping[str, tuple[Section, ...]]) -> Iterator[str]:
    """Yields the addresses that no article, redirect or fallback may take from the pages of the site itself."""
    for locale in settings.locales:
        yield from (f"{locale.lower()}/{name}" for name in ("", SEARCH, INDEX))
        yield from (section.address for section in sections.get(locale, ()) if section.address)


def is_hidden(metadata: Metadata) -> bool:
    """Tells whether an article asks search engines to leave it out."""
    return not metadata.robots.isdisjoint(_HIDING)


def everywhere(settings: Settings, place: str) -> tuple[Version, ...]:
    """Returns the versions of a page that every locale has at `place` below its home."""
    return tuple((locale, f"{locale.lower()}/{place}", False) for locale in settings.locales)


def is_told(index: Index, at: Mapping[str, PageId], version: Version) -> bool:
    """Tells whether search engines may be told of a page; `at` has the articles by their addresses."""
    page = at.get(version[1])
    return page is None or not is_hidden(index.pages[page].metadata)


def versions_of_lists(settings: Settings, index: Index, at: Mapping[str, PageId]) -> dict[str, tuple[Version, ...]]:
    """Returns for the address of each list of a section its versions, itself included, in the order of the locales.

    Lists are the same that have the same place below the homes of their locales, whether an article stands on them
    or not. If one has translations at other places, what belongs to it is for the article to say, and lists keep out.
    """
    lists: dict[str, dict[str, str]] = {}
    for locale in settings.locales:
        for section in index.sections.get(locale, ()):
            if section.address:
                lists.setdefault(_place(section.address), {})[locale] = section.address
    found: dict[str, tuple[Version, ...]] = {}
    for place, addresses in lists.items():
        articles = {address: _of_article(index, at[address]) for address in addresses.values() if address in at}
        moved = {address for address, own in articles.items() if any(_place(other) != place for _, other, _ in own)}
        same = {locale: (locale, there, False) for locale, there in addresses.items() if there not in moved}
        for address in addresses.values():
            versions = {} if address in moved else dict(same)
            versions |= {version[0]: version for version in articles.get(address, ())}
            found[address] = tuple(versions[locale] for locale in settings.locales if locale in versions)
    return found


def _place(address: str) -> str:
    """Returns an address without the locale in front of it."""
    return address.partition("/")[2]


def _of_article(index: Index, page: PageId) -> tuple[Version, ...]:
    return tuple((id.locale, index.addresses[id], index.pages[id].generated) for id in index.alternates[page])

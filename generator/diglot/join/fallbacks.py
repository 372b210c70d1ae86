"""Fallbacks: pages of a locale that show an article in the source language, where the locale has none of its own.

They are no pages of the index: nothing is checked, found or counted there. What would lead to the source page leads to
them instead, so that readers stay among pages of their locale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diglot.model import Crumb, Facts, Index, Level, PageId, Step, Target
from diglot.own_pages import own_addresses
from diglot.settings import Settings

_Ways = Mapping[str, str]
"""Address of a source page -> that of what stands in its place in one locale."""


def with_fallbacks(settings: Settings, index: Index) -> Index:
    """Returns the index with a fallback for each public source page in each locale that lacks it, if the site wants it.

    An address that something else has stays with it; then readers are led to the source page, as they are without.
    """
    if not settings.fallback:
        return index
    taken = {*index.addresses.values(), *index.redirects, *own_addresses(settings, index.sections)}
    found: dict[str, PageId] = {}
    for page in index.pages:
        if page.locale != settings.source_locale:
            continue
        place = index.addresses[page].partition("/")[2]
        there = {other.locale for other in index.alternates[page]}
        for locale in settings.locales:
            address = f"{locale.lower()}/{place}"
            if locale not in there and address not in taken:
                found[address] = page
    ways = {locale: _ways(index, found, f"{locale.lower()}/") for locale in settings.locales}
    targets = {
        page: tuple(_led(target, ways[page.locale]) if target.locale else target for target in index.targets[page])
        for page in index.targets
    }
    return replace(index, fallbacks=found, targets=targets, navigation=_navigation(index, ways))


def fallback_facts(settings: Settings, index: Index, locale: str) -> list[Facts]:
    """Returns what the rendering of the fallbacks of `locale` has to know; their texts are the source pages'."""
    start = f"{locale.lower()}/"
    own = {address: page for address, page in index.fallbacks.items() if address.startswith(start)}
    if not own:
        return []
    ways = dict(_ways(index, index.fallbacks, start))
    for page, address in index.addresses.items():
        if page.locale == settings.source_locale:
            ways.update((address, index.addresses[id]) for id in index.alternates[page] if id.locale == locale)
    return [
        Facts(
            summary=replace(index.pages[page], links=(), blocks=""),
            address=address,
            alternates=tuple(
                (id.locale, index.addresses[id], index.pages[id].generated) for id in index.alternates[page]
            ),
            trail=_trail(index, locale, page, address),
            previous=None,
            next=None,
            targets=tuple(_led(target, ways) for target in index.targets.get(page, ())),
            navigation=index.navigation.get(PageId(locale, page.path), ()),
            blocks=index.blocks.get(page, ()),
        )
        for address, page in own.items()
    ]


def _trail(index: Index, locale: str, page: PageId, address: str) -> tuple[Crumb, ...]:
    """Returns the way to a fallback: that of its place in the table of contents, else the lists of its folders."""
    known = index.trails.get(PageId(locale, page.path))
    if known is not None:
        return known
    lists = (section for section in index.sections[locale] if section.address and section.title)
    above = [section for section in lists if address.startswith(section.address)]
    return tuple(Crumb(section.title, section.address) for section in sorted(above, key=lambda one: len(one.address)))


def _ways(index: Index, fallbacks: Mapping[str, PageId], start: str) -> _Ways:
    return {index.addresses[page]: address for address, page in fallbacks.items() if address.startswith(start)}


def _led(target: Target, ways: _Ways) -> Target:
    path, mark, rest = target.address.partition("#")
    if not target.internal or path not in ways:
        return target
    return target._replace(address=f"{ways[path]}{mark}{rest}")


def _navigation(index: Index, ways: Mapping[str, _Ways]) -> dict[PageId, tuple[Level, ...]]:
    """Returns the navigation with its ways; what pages share they still share, so that it travels once."""
    steps: dict[tuple[str, int], tuple[Step, ...]] = {}

    def led(found: tuple[Step, ...], locale: str) -> tuple[Step, ...]:
        key = (locale, id(found))
        if key not in steps:
            steps[key] = tuple(
                step._replace(address=ways[locale].get(step.address, step.address), steps=led(step.steps, locale))
                for step in found
            )
        return steps[key]

    return {
        page: tuple(level._replace(steps=led(level.steps, page.locale)) for level in levels)
        for page, levels in index.navigation.items()
    }

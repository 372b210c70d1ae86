"""Pages that list articles or stand for what is missing: home, sections, results, languages, not found."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from diglot.markup.facets import NAMES, name_of
from diglot.model import Body, Crumb, Index, Output, PageId, Section
from diglot.own_pages import SEARCH, everywhere, is_told, versions_of_lists
from diglot.render.articles import article_view
from diglot.render.drawing import Reader, absolute, draw, plain, site_from, with_versions
from diglot.render.facts import facts_of
from diglot.render.recent import recent_items
from diglot.settings import Settings
from diglot.urls import relative
from diglot.view import Group, Item, View

_SHOWN = ((2, 24), (12, 8))
"""(number of sections, articles): as long as there are no more sections, each shows so many on the home page."""
_LEAST_SHOWN = 4
_SPARE = 1.5
"""A section that has only this many times more shows all of them."""
_DESCRIBED: Mapping[int | None, int] = {None: 120, 24: 24}
"""So many articles has a list with descriptions at most, by how many of them it shows; others go without."""

_At = Mapping[str, PageId]
_Bodies = Callable[[PageId], Body]


class Drawing(NamedTuple):
    """A file that is drawn once somebody wants it."""

    path: str
    draw: Callable[[], Output]


def lists(settings: Settings, index: Index) -> frozenset[str]:
    """Returns the addresses of pages that list articles. An article at such an address is drawn on that page."""
    homes = {f"{locale.lower()}/" for locale in settings.locales}
    return frozenset(
        homes | {section.address for found in index.sections.values() for section in found if section.address}
    )


def home_page(reader: Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Output:
    """Returns the home page of a locale; `everything` is the address of the list of articles in no folder."""
    locale = reader.site.locale.tag
    here = f"{locale.lower()}/"
    sections = [named(reader, section) for section in _on_home(index, locale)]
    shown = _shown(sections)
    groups = tuple(_group(index, here, section, section.address or everything, shown) for section in sections)
    view = replace(plain(reader, "home", here), groups=groups, recent=recent_items(reader, index, here))
    if here in at:
        view = _on_index(reader, index, at[here], bodies, view)
    homes = everywhere(reader.settings, "")
    view = with_versions(reader, view, here, homes, (home for home in homes if is_told(index, at, home)))
    # Whoever reads none of the languages chooses one at the root.
    return draw(reader, replace(view, default=absolute(reader.settings, "") or "../"), here + "index.html")


def section_pages(reader: Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Iterator[Drawing]:
    """Yields a page for each section that has an address, and for the one of no folder where the home page leads on."""
    sections = [named(reader, section) for section in index.sections[reader.site.locale.tag]]
    by_address = {section.address: section for section in sections if section.address}
    below: dict[str, list[Section]] = {}
    versions = versions_of_lists(reader.settings, index, at)
    ways = {address: _way(by_address, address) for address in by_address}
    for address, way in ways.items():
        if way:
            below.setdefault(way[-1].address, []).append(by_address[address])

    def section_page(section: Section, here: str) -> Output:
        view = replace(
            plain(reader, "section", here),
            title=section.title,
            trail=tuple(crumb._replace(address=relative(here, crumb.address)) for crumb in ways.get(here, ())),
            groups=tuple(_group(index, here, part, "") for part in section.parts or (section,)),
            sections=tuple(_group(index, here, other, other.address, 0) for other in below.get(here, ())),
        )
        if here in at:
            view = _on_index(reader, index, at[here], bodies, view)
        same = versions.get(here, ())
        view = with_versions(reader, view, here, same, (one for one in same if is_told(index, at, one)))
        return draw(reader, view, here + "index.html")

    on_home = _on_home(index, reader.site.locale.tag)
    most = _shown(on_home)
    leads_on = any(not section.address and len(section.pages) > most * _SPARE for section in on_home)
    for section in sections:
        if not section.address and not leads_on:
            continue
        here = section.address or everything
        yield Drawing(here + "index.html", partial(section_page, section, here))


def _on_home(index: Index, locale: str) -> Sequence[Section]:
    return index.home.get(locale, index.sections[locale])


def _shown(sections: Sequence[Section]) -> int:
    """Returns about how many articles of each section the home page shows, if it has these."""
    return next((shown for most, shown in _SHOWN if len(sections) <= most), _LEAST_SHOWN)


def _way(sections: Mapping[str, Section], address: str) -> tuple[Crumb, ...]:
    """Returns the sections that the one at `address` stands in, from the outside in."""
    parts = address.split("/")
    above = ("/".join(parts[:depth]) + "/" for depth in range(2, len(parts) - 1))
    return tuple(Crumb(sections[step].title, step) for step in above if step in sections)


def _on_index(reader: Reader, index: Index, page: PageId, bodies: _Bodies, view: View) -> View:
    """Returns `view` with the index article of its folder on it."""
    own = article_view(reader, facts_of(index, page), bodies(page))
    return replace(own, kind=view.kind, groups=view.groups, sections=view.sections, recent=view.recent)


def all_address(taken: Sequence[Container[str]], locale: str) -> str:
    """Returns the address of the list of articles that stand in no folder: one that is in none of `taken`."""
    name = "all"
    while any(f"{locale.lower()}/{name}/" in addresses for addresses in taken):
        name += "-articles"
    return f"{locale.lower()}/{name}/"


def _group(index: Index, here: str, section: Section, address: str, most: int | None = None) -> Group:
    """Returns a section with about `most` of its articles, or all of them; `address` is where all of them are."""
    pages = section.pages
    shown = pages[:most] if most is not None and len(pages) > most * _SPARE else pages
    items = _items(index, here, shown, described=shown == pages and len(pages) <= _DESCRIBED.get(most, 0))
    linked = address and (section.address or len(shown) < len(pages))
    return Group(section.title, relative(here, address) if linked else "", items, len(pages))


def _items(index: Index, here: str, pages: Sequence[PageId], *, described: bool) -> tuple[Item, ...]:
    return tuple(
        Item(
            index.pages[page].title,
            relative(here, index.addresses[page]),
            index.pages[page].description if described else "",
        )
        for page in pages
    )


def search_page(reader: Reader) -> Output:
    """Returns the page that shows what a search finds."""
    here = f"{reader.site.locale.tag.lower()}/{SEARCH}"
    gettext = reader.catalog.gettext
    names = tuple(
        (f"{facet}:{value}", name_of(facet, value, gettext)) for facet, values in NAMES.items() for value in values
    )
    return draw(reader, replace(plain(reader, "search", here), names=names), here + "index.html")


def named(reader: Reader, section: Section) -> Section:
    """Returns a section with its title in the reader's language, where that is a value of front matter."""
    if not section.facet:
        return section
    return replace(section, title=name_of(section.facet, section.title, reader.catalog.gettext))


def not_found_view(reader: Reader) -> View:
    """A host shows this page at any address, so its own links start at the root of the host."""
    scheme, _, rest = reader.settings.base_url.partition("://")
    root = "/" + rest.partition("/")[2] if scheme and rest else "/"
    languages = tuple(
        replace(alternate, address=root + alternate.address) for alternate in site_from(reader, "").languages
    )
    home = f"{root}{reader.site.locale.tag.lower()}/"
    site = replace(reader.site, languages=languages)
    return View(kind="not-found", site=site, root=root, home=home, title="", robots="noindex")

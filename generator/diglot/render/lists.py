"""Pages that list articles or stand for what is missing: home, sections, results, languages, not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace

from diglot.model import Body, Index, Output, PageId, Section
from diglot.render.articles import article_view
from diglot.render.drawing import Reader, absolute, draw, languages_of, plain, site_from
from diglot.render.facts import facts_of
from diglot.render.machines import is_hidden
from diglot.settings import Settings
from diglot.urls import relative
from diglot.view import Group, Item, View

_SHOWN = 24
"""A section with many more articles than this shows so many on the home page, and all of them on its own."""
_MOST_SHOWN = 36

_At = Mapping[str, PageId]
_Bodies = Callable[[PageId], Body]


def lists(settings: Settings, index: Index) -> frozenset[str]:
    """Returns the addresses of pages that list articles. An article at such an address is drawn on that page."""
    homes = {f"{locale.lower()}/" for locale in settings.locales}
    return frozenset(
        homes | {section.address for found in index.sections.values() for section in found if section.address}
    )


def home_page(reader: Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Iterator[Output]:
    """Yields the home page of a locale; `everything` is the address of the list of articles in no folder."""
    locale = reader.site.locale.tag
    here = f"{locale.lower()}/"
    sections = index.home.get(locale, index.sections[locale])
    groups = tuple(_group(index, here, section, section.address or everything) for section in sections)
    view = replace(plain(reader, "home", here), groups=groups)
    if here in at:
        view = _on_index(reader, index, at[here], bodies, view)
    homes = languages_of(reader.settings, here, locale)
    articles = (at.get(f"{home.language.tag.lower()}/") for home in homes)
    hidden = {page.locale for page in articles if page and is_hidden(index.pages[page].metadata)}
    told = tuple(home for home in homes if home.language.tag not in hidden) if locale not in hidden else ()
    view = replace(
        view,
        alternates=homes if len(homes) > 1 else (),
        translations=told if len(told) > 1 else (),
        default=absolute(reader.settings, "") or "../",
    )
    yield draw(reader, view, here + "index.html")


def section_pages(reader: Reader, index: Index, at: _At, everything: str, bodies: _Bodies) -> Iterator[Output]:
    """Yields a page for each section that has an address or more articles than the home page shows."""
    locale = reader.site.locale.tag
    for section in index.sections[locale]:
        if not section.address and len(section.pages) <= _MOST_SHOWN:
            continue
        here = section.address or everything
        group = _group(index, here, section, "", limit=False)
        view = replace(plain(reader, "section", here), title=section.title, groups=(group,))
        if here in at:
            view = _on_index(reader, index, at[here], bodies, view)
        yield draw(reader, view, here + "index.html")


def _on_index(reader: Reader, index: Index, page: PageId, bodies: _Bodies, view: View) -> View:
    """Returns `view` with the index article of its folder on it."""
    own = article_view(reader, facts_of(index, page), bodies(page))
    return replace(own, kind=view.kind, groups=view.groups)


def all_address(taken: Set[str], locale: str) -> str:
    """Returns the address of the list of articles that stand in no folder: one that nothing else has."""
    name = "all"
    while f"{locale.lower()}/{name}/" in taken:
        name += "-articles"
    return f"{locale.lower()}/{name}/"


def _group(index: Index, here: str, section: Section, address: str, *, limit: bool = True) -> Group:
    pages = section.pages
    shown = pages[:_SHOWN] if limit and len(pages) > _MOST_SHOWN else pages
    full = not limit or len(pages) <= _SHOWN
    items = tuple(
        Item(
            index.pages[page].title,
            relative(here, index.addresses[page]),
            index.pages[page].description if full else "",
        )
        for page in shown
    )
    linked = address and (section.address or len(shown) < len(pages))
    return Group(section.title, relative(here, address) if linked else "", items, len(pages))


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

"""The stage that draws pages: facts and bodies in, finished files out. It knows the theme, and no other page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from diglot.looks import Theme
from diglot.model import Body, Facts, Index, Output, PageId, Target
from diglot.own_pages import SEARCH, is_hidden
from diglot.render.articles import article_view
from diglot.render.copies import copy_of, render_copies
from diglot.render.drawing import Reader, asset_path, draw, look_of, plain, reader_of
from diglot.render.facts import facts_of
from diglot.render.feeds import render_feeds
from diglot.render.letters import index_page
from diglot.render.lists import Drawing, all_address, home_page, lists, not_found_view, search_page, section_pages
from diglot.render.offers import offers
from diglot.render.offline import OFFLINE, WORKER, render_offline_pages, render_worker
from diglot.render.templates import MisdrawnError
from diglot.settings import Settings
from diglot.urls import INDEX, relative, web_address
from diglot.view import Item

__all__ = [
    "Drawing",
    "Lists",
    "MisdrawnError",
    "facts_of",
    "list_drawings",
    "list_parts",
    "lists",
    "look_of",
    "redirect_drawings",
    "render",
    "render_assets",
    "render_copies",
    "render_feeds",
    "render_offline_pages",
    "render_redirects",
    "render_worker",
]

_MATH = "math/"
"""Below this the theme has what draws formulas."""


def render(
    settings: Settings, theme: Theme, locale: str, articles: Iterable[tuple[Facts, Body]]
) -> Iterator[tuple[Output, ...]]:
    """Yields the files of each article of one locale, in order: its page, and its copy in Markdown if it has one."""
    reader = reader_of(settings, theme, locale)
    for facts, body in articles:
        view = article_view(reader, facts, body)
        page = draw(reader, view, facts.address + "index.html")
        has_copy = body.markdown and facts.summary.id.locale == locale
        yield (page, copy_of(facts.address, facts.targets, body)) if has_copy else (page,)


def list_drawings(
    settings: Settings, theme: Theme, index: Index, bodies: Callable[[PageId], Body]
) -> Iterator[Drawing]:
    """Yields what draws the pages that list articles, search, or stand for what is missing, and those at the root.

    `bodies` gives the body of an index article, which is shown on the page of its folder.
    """
    for part in list_parts(settings, theme, index, bodies):
        yield from part.drawings()


class Lists(NamedTuple):
    """The pages that list the articles of a locale, or those at the root."""

    locale: str
    """Empty for the root."""
    made_of: Callable[[], object]
    """Returns all that decides about them besides the look of their locale and `bodies`; it can be encoded."""
    bodies: tuple[PageId, ...]
    """The articles that are shown on them."""
    drawings: Callable[[], Iterator[Drawing]]


def list_parts(settings: Settings, theme: Theme, index: Index, bodies: Callable[[PageId], Body]) -> Iterator[Lists]:
    """Yields these pages by locale, each with what it is made of, for who may have them already."""
    at = {address: page for page, address in index.addresses.items()}
    listed = lists(settings, index)
    taken = (at, listed, index.redirects, index.fallbacks)
    members: dict[str, list[PageId]] = {locale: [] for locale in settings.locales}
    for page in index.pages:
        members[page.locale].append(page)
    articles = [at[address] for address in sorted(listed & at.keys())]
    for locale in settings.locales:
        everything = all_address(taken, locale)
        yield Lists(
            locale,
            partial(_made_of, index, members[locale], articles, everything),
            tuple(page for page in articles if page.locale == locale),
            partial(_lists_of, reader_of(settings, theme, locale), index, at, everything, bodies),
        )
    yield Lists("", tuple, (), partial(_at_root, settings, theme))


def _made_of(index: Index, members: Iterable[PageId], articles: Iterable[PageId], everything: str) -> object:
    # An entry of a list shows as much of an article. Sections and the articles on them have versions in all locales.
    entries = [
        (one.title, index.addresses[page], one.description, one.metadata.updated, is_hidden(one.metadata))
        for page in members
        for one in [index.pages[page]]
    ]
    return entries, everything, [facts_of(index, page) for page in articles], index.sections, index.home


def _lists_of(
    reader: Reader, index: Index, at: Mapping[str, PageId], everything: str, bodies: Callable[[PageId], Body]
) -> Iterator[Drawing]:
    home = f"{reader.site.locale.tag.lower()}/"
    yield Drawing(f"{home}index.html", partial(home_page, reader, index, at, everything, bodies))
    yield from section_pages(reader, index, at, everything, bodies)
    yield Drawing(f"{home}{INDEX}index.html", partial(index_page, reader, index))
    yield Drawing(f"{home}{SEARCH}index.html", partial(search_page, reader))
    yield Drawing(f"{home}404.html", partial(_not_found, reader, f"{home}404.html"))


def _at_root(settings: Settings, theme: Theme) -> Iterator[Drawing]:
    built = settings.source_locale in settings.locales
    reader = reader_of(settings, theme, settings.source_locale if built else settings.locales[0])
    yield Drawing("404.html", partial(_not_found, reader, "404.html"))
    yield Drawing("index.html", lambda: draw(reader, plain(reader, "languages", ""), "index.html"))


def _not_found(reader: Reader, path: str) -> Output:
    return draw(reader, not_found_view(reader), path)


def render_redirects(settings: Settings, theme: Theme, index: Index) -> Iterator[Output]:
    """Yields the pages at addresses where articles were, which send readers on; hosts may do so before, by rules."""
    return (drawing.draw() for drawing in redirect_drawings(settings, theme, index))


def redirect_drawings(settings: Settings, theme: Theme, index: Index) -> Iterator[Drawing]:
    """Yields what draws each of these pages, for who does not want all of them."""
    locales = {locale.lower(): locale for locale in settings.locales}
    readers: dict[str, Reader] = {}
    for here, target in index.redirects.items():
        locale = locales[here.partition("/")[0]]
        reader = readers.setdefault(locale, readers.get(locale) or reader_of(settings, theme, locale))
        yield Drawing(here + "index.html", partial(_redirect, reader, here, target))


def _redirect(reader: Reader, here: str, target: Target) -> Output:
    settings = reader.settings
    address = web_address(target.address)
    path = address.partition("#")[0].partition("?")[0]
    full = address
    if target.internal:
        full = settings.base_url + address if settings.base_url else ""
        address = relative(here, path) + address[len(path) :]
    view = replace(
        plain(reader, "redirect", here),
        title=target.title or address,
        canonical=full,
        robots="noindex",
        next=Item(target.title or address, address),
    )
    return draw(reader, view, here + "index.html")


def render_assets(settings: Settings, theme: Theme) -> Iterator[Output]:
    """Yields the theme's assets under names that change with their content, so that they can be cached forever.

    What draws formulas is only there on sites that have some, and what keeps pages on those that may be kept.
    """
    left_out = (*(() if settings.math else (_MATH,)), *((WORKER,) if settings.offline else (OFFLINE,)))
    for name, data in theme.assets:
        if not name.startswith(left_out):
            yield Output(asset_path(theme, name), data)
    if len(settings.locales) > 1:
        yield offers(settings, theme)

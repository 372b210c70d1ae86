"""Single pages of a large project, each drawn from as little as it needs, before there was a first look at all.

Articles are drawn as if each stood alone with what it names, lists from one locale and the source. So whoever asks for
one has it at once. What would stand around an article is left out, since nobody knows that yet; what cannot be told for
certain waits for the look.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from diglot.docsets import without_ending
from diglot.errors import UserError
from diglot.locales import articles
from diglot.looks import Theme
from diglot.model import Output, Summary
from diglot.options import resolve_settings
from diglot.project import Project, content_folders, open_project
from diglot.render import MisdrawnError, lists
from diglot.serve.desk import Desk, store_of
from diglot.serve.glance import MANY, glance
from diglot.serve.press import PAGE, prefix_of
from diglot.serve.served import served
from diglot.serve.values import Request
from diglot.settings import Settings
from diglot.theme import load_theme
from diglot.urls import page_names, place_of


class Found(NamedTuple):
    """A file of the site, and how the site is set up."""

    settings: Settings
    output: Output


class _Site(NamedTuple):
    """What there is before anybody looked for articles."""

    project: Project
    folders: dict[str, Path]
    theme: Theme
    settings: Settings
    """With all locales, whether or not there are pages of them."""
    is_large: bool


class Alone:
    """Draws pages one by one. Used by one thread at a time."""

    def __init__(self, request: Request) -> None:
        """Nothing is opened before somebody asks."""
        self._request = request
        self._drawn: list[Desk] = []
        self._lists: dict[str, Desk] = {}
        """What draws the lists of a locale."""

    def find(self, path: str) -> Found | None:
        """Returns what the server shows at `path`: a page, or a file that one needs which was drawn before.

        None for what has to wait until everything was looked at: mistakes are told then.
        """
        with suppress(UserError, MisdrawnError):
            site = self._site
            return self._find(path.removeprefix(prefix_of(site.settings))) if site.is_large else None
        return None

    @cached_property
    def _site(self) -> _Site:
        project = open_project(self._request.root, self._request.config, None)
        folders = content_folders(project)
        theme = load_theme(project.root, project.options.accent)
        settings = resolve_settings(project.options, list(folders), self._request.locales)
        return _Site(project, folders, theme, replace(settings, offline=False), _is_large(folders.values()))

    def _find(self, path: str) -> Found | None:
        for desk in self._drawn:
            if output := desk.press.file(path):
                return Found(desk.reading.settings, output)
        if path.rpartition("/")[2] != PAGE:
            return None
        address = path.removesuffix(PAGE)
        return self._article(address) or self._list(address)

    def _article(self, address: str) -> Found | None:
        name = address.partition("/")[2].rstrip("/")
        if not name:
            return None
        desk = self._desk(self._site.folders, [name])
        desk.look_at(f"{address}{PAGE}")
        page = desk.press.pages.get(address)
        # An article may stand on the list of the folder of its name.
        if page is None or any((folder / name).is_dir() for folder in self._site.folders.values()):
            return None
        if named := list(_named(desk.reading.settings, desk.reading.index.pages[page])):
            desk = self._desk(self._site.folders, [name, *named])
            desk.look_at(f"{address}{PAGE}")
        index = desk.reading.index
        if address in lists(desk.reading.settings, index) or not all(to.address for to in index.targets.get(page, ())):
            return None
        return self._found(desk, address)

    def _list(self, address: str) -> Found | None:
        settings, folders = self._site.settings, self._site.folders
        if not address:
            # Readers choose a language there: it is enough to know that there are pages.
            first = settings.source_locale if settings.source_locale in folders else next(iter(folders))
            file = next(articles(folders[first]), "")
            return self._found(self._desk(folders, [without_ending(os.path.relpath(file, folders[first]))]), address)
        locale = next((one for one in settings.locales if address.startswith(f"{one.lower()}/")), "")
        if locale not in folders:
            return None
        if locale not in self._lists:
            wanted = [one for one in folders if one in (locale, settings.source_locale)]
            self._lists[locale] = self._desk({one: folders[one] for one in wanted})
        desk = self._lists[locale]
        is_article = address in desk.press.pages and address not in lists(settings, desk.reading.index)
        # An article that was not drawn by itself has to do with pages of other locales.
        return None if is_article else self._found(desk, address)

    def _found(self, desk: Desk, address: str) -> Found | None:
        output = desk.find(f"{address}{PAGE}")
        if desk not in self._drawn:
            self._drawn.append(desk)
        return Found(desk.reading.settings, output) if output else None

    def _desk(self, folders: dict[str, Path], named: Iterable[str] | None = None) -> Desk:
        """Returns what draws pages, and knows those in `folders`; where some are `named`, nothing but these."""
        site = self._site
        settings = site.settings
        if named is not None and settings.source_locale in folders:
            # Where the project has one source page, none is made.
            settings = replace(settings, generate_source=False)
        prepared = served(site.project, self._request, folders, named)._replace(settings=settings)
        reading = glance(prepared, dict(site.theme.alphabets))
        if named is not None:
            # What comes before, after and above a page is told by all pages together.
            bare = replace(reading.index, trails={}, neighbours={}, navigation={})
            reading = replace(reading, index=bare)
        return Desk(site.project, reading, site.theme, store_of(self._request))


def _named(settings: Settings, page: Summary) -> Iterator[str]:
    """Yields what the links of a page may lead to: paths in the folder of any locale."""
    for link in page.links:
        place = place_of(settings, page.id, link.target, link.base)[1]
        if place:
            yield from (place, *page_names(place))


def _is_large(folders: Iterable[Path]) -> bool:
    return sum(1 for _ in islice(chain.from_iterable(map(articles, folders)), MANY)) == MANY

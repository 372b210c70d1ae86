"""Single articles of a large project, each drawn as if it stood alone with what it names.

So whoever asks for one while the first look is under way has it at once. What stands around it is left out, since
nobody knows that yet; what cannot be told for certain waits for the look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

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
    prefix: str
    is_large: bool


class Alone:
    """Draws articles one by one. Used by one thread at a time."""

    def __init__(self, request: Request) -> None:
        """Nothing is opened before somebody asks."""
        self._request = request
        self._drawn: list[Desk] = []

    def find(self, path: str) -> Found | None:
        """Returns what the server shows at `path`: an article, or a file that one needs which was drawn before.

        None for what has to wait until everything was looked at: mistakes are told then.
        """
        with suppress(UserError, MisdrawnError):
            return self._find(path.removeprefix(self._site.prefix)) if self._site.is_large else None
        return None

    @cached_property
    def _site(self) -> _Site:
        project = open_project(self._request.root, self._request.config, None)
        folders = content_folders(project)
        theme = load_theme(project.root, project.options.accent)
        prefix = prefix_of(resolve_settings(project.options, list(folders), self._request.locales))
        return _Site(project, folders, theme, prefix, _is_large(folders.values()))

    def _find(self, path: str) -> Found | None:
        for desk in self._drawn:
            if output := desk.press.file(path):
                return Found(desk.reading.settings, output)
        folder, _, name = path.rpartition("/")
        return self._article(f"{folder}/") if name == PAGE else None

    def _article(self, address: str) -> Found | None:
        name = address.partition("/")[2].rstrip("/")
        if not name:
            return None
        desk = self._desk(address, [name])
        page = desk.press.pages.get(address)
        # An article may stand on the list of the folder of its name.
        if page is None or any((folder / name).is_dir() for folder in self._site.folders.values()):
            return None
        if named := list(_named(desk.reading.settings, desk.reading.index.pages[page])):
            desk = self._desk(address, [name, *named])
        index = desk.reading.index
        if address in lists(desk.reading.settings, index) or not all(to.address for to in index.targets.get(page, ())):
            return None
        output = desk.press.find(f"{address}{PAGE}")
        self._drawn.append(desk)
        return Found(desk.reading.settings, output) if output else None

    def _desk(self, address: str, named: Iterable[str]) -> Desk:
        """Returns what draws the article at `address`, and knows nothing but the pages and files that are `named`."""
        site = self._site
        prepared = served(site.project, self._request, site.folders, named)
        if prepared.settings.source_locale in prepared.folders:
            # Where a locale has one source page, none is made.
            prepared = prepared._replace(settings=replace(prepared.settings, generate_source=False))
        reading = glance(prepared, dict(site.theme.alphabets))
        # What comes before, after and above it is told by all pages together.
        bare = replace(reading.index, trails={}, neighbours={}, navigation={})
        desk = Desk(site.project, replace(reading, index=bare), site.theme, store_of(self._request))
        desk.look_at(f"{address}{PAGE}")
        return desk


def _named(settings: Settings, page: Summary) -> Iterator[str]:
    """Yields what the links of a page may lead to: paths in the folder of any locale."""
    for link in page.links:
        place = place_of(settings, page.id, link.target, link.base)[1]
        if place:
            yield from (place, *page_names(place))


def _is_large(folders: Iterable[Path]) -> bool:
    return sum(1 for _ in islice(chain.from_iterable(map(articles, folders)), MANY)) == MANY

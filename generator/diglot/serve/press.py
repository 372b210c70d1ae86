"""Draws files of the site when somebody asks for them, from one reading of the project. It never changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from diglot.join import fallback_facts
from diglot.looks import Theme
from diglot.model import Body, Facts, Output, PageId
from diglot.render import (
    facts_of,
    list_drawings,
    lists,
    redirect_drawings,
    render,
    render_assets,
    render_feeds,
)
from diglot.seo import seo
from diglot.serve.values import Reading
from diglot.settings import Settings

PAGE, _COPY = "index.html", "index.md"


class Press:
    """The site, as a build would write it. `body` gives the body of a page."""

    def __init__(self, reading: Reading, theme: Theme, body: Callable[[PageId], Body]) -> None:
        self.reading = reading
        self.theme = theme
        self._body = body
        self._settings = reading.settings
        self._index = reading.index

    def retire(self) -> None:
        """Draws nothing any more: who gives bodies has this press, and two that have each other stay for good."""
        self._body = _gone
        self.__dict__.pop("_drawings", None)

    @property
    def prefix(self) -> str:
        """The path at which the site is published, `help/`: there it is served as well; empty at the root of a host."""
        return prefix_of(self._settings)

    def find(self, path: str) -> Output | None:
        """Returns the file of the site at `path`, `nl-nl/page/index.html`; None where there is none."""
        folder, _, name = path.rpartition("/")
        address = f"{folder}/" if folder else ""
        if name == PAGE and (drawn := self._page(address)):
            return drawn
        if name == _COPY and address in self.pages and self._settings.markdown_copies:
            return next((output for output in self._article(address) if output.path == path), None)
        if draw := self._drawings.get(path):
            return draw()
        return self.file(path) or (self._others.get(path) if _is_other(path) else None)

    def file(self, path: str) -> Output | None:
        """Returns what stands at `path` and is not drawn: an asset, or a file that lies beside the articles."""
        if path in self._assets:
            return Output(path, self._assets[path])
        return _read(path, self._resources[path]) if path in self._resources else None

    def nearest_404(self, path: str) -> Output:
        """Returns the page that hosts show in place of `path`: that of its locale, or that of the site."""
        near = f"{path.partition('/')[0]}/404.html"
        draw = self._drawings.get(near) or self._drawings["404.html"]
        return draw()

    def addresses(self, page: PageId) -> list[str]:
        """Returns where a page is shown: at its own address, and where it stands in for a missing translation."""
        own = self._index.addresses.get(page)
        return [*([own] if own is not None else []), *(at for at, of in self._index.fallbacks.items() if of == page)]

    @cached_property
    def pages(self) -> Mapping[str, PageId]:
        """Address -> the article there."""
        return {address: page for page, address in self._index.addresses.items()}

    @cached_property
    def styles(self) -> dict[str, str]:
        """Name of a style sheet -> where it is, with what stands for its content."""
        found = (path for path in self._assets if path.endswith(".css") and path.count("/") == 1)
        return {f"{path.split('.')[0]}.css": path for path in found}

    def _page(self, address: str) -> Output | None:
        if address in self._lists:
            return None
        if address in self.pages or address in self._index.fallbacks:
            return next(iter(self._article(address)), None)
        return None

    def _article(self, address: str) -> tuple[Output, ...]:
        facts = self._facts(address)
        locale = next(one for one in self._settings.locales if address.startswith(f"{one.lower()}/"))
        body = self._body(facts.summary.id)
        return next(render(self._settings, self.theme, locale, [(facts, body)]))

    def _facts(self, address: str) -> Facts:
        if address in self.pages:
            return facts_of(self._index, self.pages[address])
        return next(facts for facts in self._fallbacks if facts.address == address)

    @cached_property
    def _fallbacks(self) -> list[Facts]:
        return [
            facts for locale in self._settings.locales for facts in fallback_facts(self._settings, self._index, locale)
        ]

    @cached_property
    def _lists(self) -> frozenset[str]:
        return lists(self._settings, self._index)

    @cached_property
    def _drawings(self) -> dict[str, Callable[[], Output]]:
        every = (
            *list_drawings(self._settings, self.theme, self._index, self._body),
            *redirect_drawings(self._settings, self.theme, self._index),
        )
        return {drawing.path: drawing.draw for drawing in every}

    @cached_property
    def _assets(self) -> dict[str, bytes]:
        return {output.path: output.data for output in render_assets(self._settings, self.theme)}

    @cached_property
    def _resources(self) -> dict[str, str]:
        moved = {(file.locale, file.path): file.file for file in self.reading.beside.moved}
        folders = self.reading.folders
        return {
            f"{locale.lower()}/{name}": moved.get((locale, name)) or f"{folders[locale]}/{name}"
            for locale, name in self._index.resources
        }

    @cached_property
    def _others(self) -> dict[str, Output]:
        """What programs read instead of pages. Nobody looks at it often, and its parts are made together."""
        return {output.path: output for output in self._machines()}

    def _machines(self) -> Iterator[Output]:
        yield from render_feeds(self._settings, self.theme, self._index)
        yield from seo(self._settings, self._index)


def prefix_of(settings: Settings) -> str:
    """Returns the path at which the site is published, see `Press.prefix`."""
    return urlsplit(settings.base_url).path.lstrip("/")


def _gone(page: PageId) -> Body:
    raise LookupError(page)


def _is_other(path: str) -> bool:
    """Tells whether a path may be one of the files for programs: these have no folders but a locale's."""
    return path.count("/") <= 1


def _read(path: str, file: str) -> Output | None:
    try:
        return Output(path, Path(os.fspath(file)).read_bytes())
    except OSError:
        # It went a moment ago; the site without it is being read.
        return None

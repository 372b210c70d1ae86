"""Breadcrumb files (`breadcrumb/toc.yml`): in which larger whole the pages below an address stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diglot.join.outline import Site
from diglot.join.targets import target_of
from diglot.model import Crumb, Entry, PageId, Toc
from diglot.urls import Meaning, is_final, place_of, resolve

_NAMES = ("toc.yml", "toc.yaml", "toc.md", "toc.json")


class Breadcrumbs:
    """Knows the first steps of the way to each page of a locale."""

    def __init__(self, site: Site, locale: str, tocs: Sequence[Toc]) -> None:
        """Takes the tables of all locales; a locale without breadcrumbs has those of the source locale."""
        of = {
            wanted: [toc for toc in tocs if toc.kind == "breadcrumb" and toc.locale == wanted]
            for wanted in (locale, site.settings.source_locale)
        }
        self._site = site
        self._locale = locale
        self._ways: dict[str, tuple[Crumb, ...]] = {}
        """By folder below the locale's, in lower case; the empty one covers all pages."""
        for toc in of[locale] or of[site.settings.source_locale]:
            self._take(toc, toc.entries, ())
        self._folders: dict[str, tuple[Crumb, ...]] = {}

    def way(self, page: PageId) -> tuple[Crumb, ...]:
        """Returns the steps that lead to the folder of a page, without those that are the page itself."""
        if not self._ways:
            return ()
        folder = page.path.rpartition("/")[0].lower()
        if folder not in self._folders:
            self._folders[folder] = next((self._ways[above] for above in _above(folder) if above in self._ways), ())
        here = self._site.places[page]
        return tuple(crumb for crumb in self._folders[folder] if crumb.address != here)

    def _take(self, toc: Toc, entries: tuple[Entry, ...], above: tuple[Crumb, ...]) -> None:
        for entry in entries:
            way = (*above, self._crumb(toc, entry))
            folder = self._folder(toc, entry.toc or entry.href)
            if folder is not None:
                # The last step is the nearest: an entry counts for more than the one that it stands below.
                self._ways[folder] = way
            self._take(toc, entry.entries, way)

    def _crumb(self, toc: Toc, entry: Entry) -> Crumb:
        settings, here = self._site.settings, self._here(toc)
        href = (entry.href or entry.toc).partition("#")[0]
        if not href:
            return Crumb(entry.title, "")
        if is_final(settings, href):
            return Crumb(entry.title, href, internal=False)
        result = resolve(settings, self._site.known, here, href)
        if result.page is not None and result.page.locale != self._locale:
            others = self._site.alternates[result.page]
            result = result._replace(page=next((page for page in others if page.locale == self._locale), result.page))
        target = target_of(self._site.known, self._site.places, here, result)
        is_resource = result.meaning is Meaning.RESOURCE
        title = target.title if toc.locale != self._locale and result.page is not None else entry.title
        return Crumb(title or target.title, "" if is_resource else target.address, target.internal)

    def _folder(self, toc: Toc, written: str) -> str | None:
        """Returns the folder, below the locale's, whose pages `written` covers; None where it covers none."""
        path = written.partition("#")[0].partition("?")[0].replace("\\", "/")
        if path.rpartition("/")[2].lower() in _NAMES:
            path = path[: path.rindex("/") + 1] if "/" in path else "./"
        if not path:
            return None
        locale, found = place_of(self._site.settings, self._here(toc), path)
        if found is not None:
            return found.strip("/").lower() if locale == self._locale else None
        # Above the docset: `/` is the way to every page of `/product/`.
        start = path if path.endswith("/") else f"{path}/"
        is_above = any(host.lower().startswith(start.lower()) for host in self._hosts(path))
        return "" if is_above else None

    def _hosts(self, path: str) -> Iterator[str]:
        """Yields the beginnings of this site's addresses, as written where `path` has a host, else without theirs."""
        for host in self._site.settings.hosts:
            scheme, mark, rest = host.rpartition("://")
            yield f"{scheme}{mark}{rest}" if "://" in path else f"/{rest.partition('/')[2]}" if mark else host

    def _here(self, toc: Toc) -> PageId:
        return PageId(self._locale, f"{toc.folder}/TOC".lstrip("/"))


def _above(folder: str) -> Iterator[str]:
    """Yields a folder and all that it stands in, from the inside out; the empty one last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""

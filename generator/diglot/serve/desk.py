"""What is known of the site at this moment: one reading of the project, and the pages that changed since it began."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from diglot.bodies import BodyStore, DamagedMemoryError
from diglot.diagnostics import Diagnostic
from diglot.errors import WorldError
from diglot.join import as_source, retargeted
from diglot.looks import Theme
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, Index, Link, Output, PageId, Source, Summary, Target
from diglot.profile import Profiles
from diglot.project import Project
from diglot.run import uncollected
from diglot.sealed import digest_of
from diglot.serve.findings import pack, refreshed, unpack
from diglot.serve.press import Press
from diglot.serve.values import Leaf, Reading, Request
from diglot.shelves import DiskLibrary
from diglot.survey import Survey, survey


class Told(NamedTuple):
    """What reading a file again changed about its findings."""

    file: str
    before: list[Diagnostic]
    after: list[Diagnostic]


class Desk:
    """Draws pages from a reading, and reads single pages again. Used by one thread at a time."""

    def __init__(self, project: Project, reading: Reading, theme: Theme, store: BodyStore) -> None:
        """`store` is where the bodies of pages were left."""
        self.project = project
        self._store = store
        self._profiles: Profiles | None = None
        self._bodies: dict[PageId, Body] = {}
        self.findings: dict[str, bytes] = dict(reading.findings)
        self._library = DiskLibrary(project.root, dict(reading.folders), reading.settings.source_locale)
        self._leaves: dict[PageId, Leaf] = dict(reading.leaves)
        self._pages_of: dict[str, list[PageId]] = {}
        for path, page in _real_paths(reading):
            self._pages_of.setdefault(path, []).append(page)
        self._folders = set(_above(os.path.dirname(path) for path in self._pages_of))
        self.press = Press(reading, theme, self._body)

    @property
    def reading(self) -> Reading:
        """The reading, with what changed since."""
        return self.press.reading

    def retire(self) -> None:
        """Says that nothing is drawn from here any more, so that it goes as soon as nobody looks at it."""
        self.press.retire()

    def dress(self, theme: Theme) -> None:
        """Draws with another theme from now on."""
        self._print(self.reading, theme)

    def pages_of(self, path: str) -> list[PageId]:
        """Returns the pages that are made from the file at a real path: none if it is no article."""
        return self._pages_of.get(path, [])

    def pages_with(self, path: str) -> list[PageId]:
        """Returns the pages in which the file at a real path is to stand."""
        return list(self.reading.brought.get(path, ()))

    def is_changed(self, page: PageId) -> bool:
        """Tells whether the file of a page has another content than when it was read."""
        leaf = self._leaves[page]
        try:
            return digest_of(Path(leaf.file.path).read_bytes()) != leaf.content
        except OSError:
            return True

    def newer_than_read(self, path: str) -> str:
        """Returns the real path of the file of the article at `path` of the site, if it changed since; else nothing."""
        page = self.press.pages.get(path.removesuffix("index.html"))
        if page is None or page not in self._leaves or not self.is_changed(page):
            return ""
        file = os.path.realpath(self._leaves[page].file.path)
        return file if os.path.isfile(file) and self.pages_of(file) else ""

    def find(self, path: str) -> Output | None:
        """Returns the file of the site at `path`, as `Press.find`; after a first look its article is read before."""
        if self.reading.is_glance:
            self.look_at(path)
        return self.press.find(path)

    def look_at(self, path: str) -> None:
        """Reads the article at `path` of the site, as long as there was only a first look at it."""
        page = self.press.pages.get(path.removesuffix("index.html"))
        if page is not None and page in self._leaves and not self._leaves[page].content:
            self.renew([page])

    def has_folder(self, path: str) -> bool:
        """Tells whether there are articles in the folder at a real path, or somewhere below it."""
        return path in self._folders

    @uncollected()
    def renew(self, pages: Iterable[PageId]) -> list[Told]:
        """Reads pages again; what others know of them stays as it was until all are joined. Returns what was found."""
        told = []
        self._library = DiskLibrary(self.project.root, dict(self.reading.folders), self.reading.settings.source_locale)
        index = self.reading.index
        for page in pages:
            try:
                surveyed = self._survey(page)
            except OSError:
                # It went again before it was read, which the watcher tells as well.
                continue
            self._bodies[page] = surveyed.body
            index = self._joined(index, page, surveyed.summary)
            if page == self._leaves[page].file.id:
                told.append(self._found(surveyed))
        self._print(replace(self.reading, index=index), self.press.theme)
        return told

    def _print(self, reading: Reading, theme: Theme) -> None:
        before, self.press = self.press, Press(reading, theme, self._body)
        before.retire()

    def _survey(self, page: PageId) -> Survey:
        reading, leaf = self.reading, self._leaves[page]
        settings, file = reading.settings, leaf.file
        is_source = page != file.id
        profiles = None
        if not reading.is_glance:
            # Checks come with the reading of all; a page that somebody waits for does without.
            if self._profiles is None:
                from diglot.profiles import load_profiles

                self._profiles = load_profiles(self.project.root, settings.source_locale, settings.locales)
            profiles = self._profiles.only((file.id.locale, settings.source_locale))
        data = Path(file.path).read_bytes()
        self._leaves[page] = leaf._replace(content=digest_of(data))
        source = Source(file.id, file.file, data, file.origin, file.defaults, file.paired)
        view = SOURCE if is_source else TARGET
        found = next(survey(settings, [source], view, self._library, profiles))
        return replace(found, summary=as_source(settings, found.summary)) if is_source else found

    def _joined(self, index: Index, page: PageId, summary: Summary) -> Index:
        before = index.pages.get(page)
        if before is None or summary.redirect:
            # It was, or becomes, one that only sends readers on: that is for joining to say.
            return index
        targets = self._targets(index, before, summary)
        index = replace(index, pages={**index.pages, page: summary})
        return replace(index, targets={**index.targets, page: targets}) if targets else index

    def _targets(self, index: Index, before: Summary, summary: Summary) -> tuple[Target, ...]:
        old = dict(zip(map(_written, before.links), index.targets.get(summary.id, ()), strict=False))
        found = [old.get(_written(link)) for link in summary.links]
        if None not in found:
            return tuple(target for target in found if target)
        reading = self.reading
        return retargeted(reading.settings, index, summary, reading.resources, reading.references, reading.beside)

    def _found(self, surveyed: Survey) -> Told:
        file = surveyed.summary.file
        before = unpack(self.findings.get(file))
        after = refreshed(self.project, surveyed, self.findings.get(file))
        self.findings[file] = pack(after)
        return Told(file, before, after)

    def _body(self, page: PageId) -> Body:
        if page in self._bodies:
            return self._bodies[page]
        spot = self._leaves[page].spot
        if spot is not None:
            try:
                return next(iter(self._store.bodies([spot])))
            except DamagedMemoryError:
                # A newer reading put it elsewhere, and is not here yet.
                pass
        try:
            self._bodies[page] = self._survey(page).body
        except OSError as error:
            # It went a moment ago, which the watcher tells as well.
            raise WorldError(f"cannot read `{self._leaves[page].file.file}`: {error.strerror}") from error
        return self._bodies[page]


def store_of(request: Request) -> BodyStore:
    """Returns where whoever reads the whole project leaves the bodies of its pages."""
    return BodyStore(str(request.folder / "pages"))


def _written(link: Link) -> tuple[str, str, bool]:
    return link.target, link.base, link.image


def _real_paths(reading: Reading) -> Iterable[tuple[str, PageId]]:
    """Yields (real path, page): only folders are looked up, since that is a thousand times quicker."""
    folders: dict[str, str] = {}
    for page, leaf in reading.leaves.items():
        folder, name = os.path.split(leaf.file.path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        yield f"{folders[folder]}{os.sep}{name}", page


def _above(folders: Iterable[str]) -> Iterator[str]:
    """Yields folders, and those that they are in."""
    for folder in set(folders):
        while folder != os.path.dirname(folder):
            yield folder
            folder = os.path.dirname(folder)


def files_of(findings: Mapping[str, bytes], before: Mapping[str, bytes]) -> list[str]:
    """Returns the files whose findings are others than `before`."""
    return sorted(file for file in findings.keys() | before.keys() if findings.get(file) != before.get(file))

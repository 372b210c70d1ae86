"""Where a build's work is done: chunks of pages are read, surveyed, drawn and written by whatever process is free.

Bodies never pass through the driver: a worker leaves them in a file of the build's own, and the one that draws them
takes them from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from diglot.build import CHUNK, Surveyed
from diglot.check import Compared, Notes, compare_locale
from diglot.diagnostics import Diagnostic, Finding
from diglot.errors import WorldError
from diglot.files import Site, Written
from diglot.markup.front_matter import front_matter
from diglot.markup.text import Places, decode
from diglot.markup.units import scan_units
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, Facts, File, Findable, Output, PageId, Source, Theme
from diglot.pictures import picture_size
from diglot.profile import Profiles
from diglot.render import render
from diglot.rules import stamp
from diglot.rules.subject import Ground, Late
from diglot.run import Run, uncollected
from diglot.search import bundle, requests
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.survey import look_over, survey
from diglot.urls import Moved

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Body]).decode


class _Read(NamedTuple):
    settings: Settings
    files: tuple[File, ...]
    view: str
    store: str
    """Where the bodies go; empty for files that have none, since they are no pages, or are not to be drawn."""
    profiles: Profiles | None


class _Draw(NamedTuple):
    settings: Settings
    theme: Theme
    locale: str
    facts: tuple[Facts, ...]
    bodies: tuple[tuple[str, int], ...]
    """(file, position) of the body of each."""


class _Index(NamedTuple):
    locale: str
    articles: tuple[Findable, ...]
    bodies: tuple[tuple[str, int], ...]


class _Found(NamedTuple):
    file: File
    page: PageId
    """Of a source page, `file` is the translation that it was made from."""
    findings: list[Finding]


class Memory(Protocol):
    """Knows pages from earlier."""

    def recall(self, view: str, file: File) -> Surveyed | None:
        """Returns what is known of a view of a page, if it is still true."""
        ...

    def remember(self, view: str, file: File, surveyed: Surveyed) -> None:
        """Keeps what was found out about a view of a page."""
        ...


class DiskWorkshop:
    """The workshop of a real build, or of a check, which draws nothing; see `build.Workshop`."""

    def __init__(
        self,
        run: Run,
        site: Site,
        scratch: Path | None,
        folders: dict[str, Path],
        library: DiskLibrary,
        moved: Iterable[Moved] = (),
        profiles: Profiles | None = None,
        memory: Memory | None = None,
    ) -> None:
        """`scratch` is a folder of this build alone, `folders` are the content folders by locale.

        `moved` says where the files are that are published at another path than below them. Without `scratch` no
        bodies are kept, without `profiles` no texts are checked. What `memory` has need not be read again.
        """
        self._run = run
        self._site = site
        self._scratch = scratch
        self._folders = folders
        self._library = library
        self._moved = {(file.locale, file.path): file.file for file in moved}
        self._where: dict[PageId, File] = {}
        """The file of each page that was surveyed; of a source page, the translation that it was made from."""
        self._bodies: dict[PageId, tuple[str, int]] = {}
        self._stores = 0
        self._profiles = profiles
        self._memory = memory
        self._searches: list[Callable[[], list[Written]]] = []
        self.written: list[Written] = []

    def survey(self, settings: Settings, files: Sequence[File], view: str) -> Iterator[Surveyed]:
        """See `build.Workshop`."""
        source = settings.source_locale
        self._where |= {file.id._replace(locale=source) if view == SOURCE else file.id: file for file in files}
        memory = self._memory
        if memory is None:
            yield from self._survey(settings, files, view)
            return
        recalled = {file.id: known for file in files if (known := memory.recall(view, file)) is not None}
        fresh = self._survey(settings, [file for file in files if file.id not in recalled], view)
        for file in files:
            if (known := recalled.get(file.id)) is None:
                known = next(fresh)
                memory.remember(view, file, known)
            yield known

    def _survey(self, settings: Settings, files: Sequence[File], view: str) -> Iterator[Surveyed]:
        jobs = []
        for _, group in groupby(files, key=lambda file: file.id.locale):
            members = tuple(group)
            for start in range(0, len(members), CHUNK):
                self._stores += 1
                store = str(self._scratch / f"bodies-{self._stores}") if self._scratch else ""
                chunk = members[start : start + CHUNK]
                jobs.append(_Read(settings, chunk, view, store, self._profiles_for(settings, chunk[0])))
                for position, file in enumerate(chunk):
                    page = file.id._replace(locale=settings.source_locale) if view == SOURCE else file.id
                    self._bodies[page] = (store, position)
        for surveyed in self._run.each(partial(_read, self._library), jobs):
            yield from surveyed

    def _profiles_for(self, settings: Settings, file: File) -> Profiles | None:
        """Returns the profiles that pages of the locale of `file` need: the others need not travel."""
        wanted = (file.id.locale, settings.source_locale)
        return self._profiles.only(wanted) if self._profiles else None

    def inspect(self, settings: Settings, files: Sequence[File]) -> Iterator[Surveyed]:
        """See `build.Workshop`."""
        jobs = []
        for _, group in groupby(files, key=lambda file: file.id.locale):
            members = tuple(group)
            for start in range(0, len(members), CHUNK):
                chunk = members[start : start + CHUNK]
                jobs.append(_Read(settings, chunk, TARGET, "", self._profiles_for(settings, chunk[0])))
        for surveyed in self._run.each(partial(_read, self._library), jobs):
            yield from surveyed

    def compare(self, jobs: Sequence[tuple[Ground, Mapping[PageId, Notes]]]) -> Iterator[Compared]:
        """See `build.Workshop`."""
        waiting = [self._run.start(_compare, job) for job in jobs]
        return (result() for result in waiting)

    def locate(self, found: Sequence[Late]) -> Iterator[Diagnostic]:
        """See `build.Workshop`."""
        pages = [_Found(self._where[page], page, findings) for page, findings in _by_page(found).items()]
        chunks = (pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK))
        for located in self._run.each(_locate, chunks):
            yield from located

    def body(self, page: PageId) -> Body:
        """See `build.Workshop`."""
        store, position = self._bodies[page]
        return _decode(_bytes(store))[position]

    def render(self, settings: Settings, theme: Theme, locale: str, facts: Sequence[Facts]) -> Iterator[int]:
        """See `build.Workshop`."""
        jobs = [
            _Draw(settings, theme, locale, chunk, tuple(self._bodies[fact.summary.id] for fact in chunk))
            for start in range(0, len(facts), CHUNK)
            for chunk in [tuple(facts[start : start + CHUNK])]
        ]
        done = 0
        for written in self._run.each(partial(_draw, self._site), jobs):
            self.written.extend(written)
            done += len(written)
            yield done

    def write(self, outputs: Iterable[Output]) -> None:
        """See `build.Workshop`."""
        self.written.extend(self._site.put(outputs))

    def copy(self, resources: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, int]]:
        """See `build.Workshop`."""
        sizes: dict[tuple[str, str], tuple[int, int]] = {}

        def outputs() -> Iterator[Output]:
            for locale, path in resources:
                data = _bytes(self._moved.get((locale, path)) or f"{self._folders[locale]}/{path}")
                if (size := picture_size(path, data)) is not None:
                    sizes[locale, path] = size
                yield Output(f"{locale.lower()}/{path}", data)

        for output in outputs():
            # One at a time: all images of a site may be more than memory holds.
            self.write([output])
        return sizes

    def search(self, locale: str, articles: Sequence[Findable]) -> None:
        """See `build.Workshop`."""
        job = _Index(locale, tuple(articles), tuple(self._bodies[article.page] for article in articles))
        self._searches.append(self._run.start(partial(_index, self._site), job))

    def finish(self) -> None:
        """Waits for the search indexes."""
        for result in self._searches:
            self.written.extend(result())


def locate(found: Iterable[Late], files: Mapping[PageId, File]) -> Iterator[Diagnostic]:
    """Yields what was found in pages whose text is not at hand any more, with its places; `files` are theirs."""
    return iter(_locate([_Found(files[page], page, findings) for page, findings in _by_page(found).items()]))


def _by_page(found: Iterable[Late]) -> dict[PageId, list[Finding]]:
    pages: dict[PageId, list[Finding]] = {}
    for late in found:
        pages.setdefault(late.page, []).append(late.finding)
    return pages


def _locate(pages: Sequence[_Found]) -> list[Diagnostic]:
    located: list[Diagnostic] = []
    for file, page, findings in pages:
        text = decode(_bytes(file.path))[0]
        units = scan_units(text.text, front_matter(text.text).end).units
        located += stamp(findings, Places(text, file.file), page, units)
    return located


@uncollected()
def _compare(job: tuple[Ground, Mapping[PageId, Notes]]) -> Compared:
    return compare_locale(*job)


@uncollected()
def _read(library: DiskLibrary, job: _Read) -> list[Surveyed]:
    sources = (
        Source(file.id, file.file, _bytes(file.path), file.origin, file.defaults, file.paired) for file in job.files
    )
    surveyed: list[Surveyed] = []
    bodies: list[Body] = []
    before = library.reads
    read = survey if job.store else look_over
    for entry in read(job.settings, sources, job.view, library, job.profiles):
        is_alone, before = library.reads == before, library.reads
        bodies.append(entry.body)
        surveyed.append(
            Surveyed(entry.summary, entry.diagnostics, entry.notes, entry.allowances, entry.failures, is_alone)
        )
    if job.store:
        with open(job.store, "wb") as file:
            file.write(_encode(bodies))
    return surveyed


@uncollected()
def _draw(site: Site, job: _Draw) -> list[Written]:
    return site.put(render(job.settings, job.theme, job.locale, zip(job.facts, _stored(job.bodies), strict=True)))


def _index(site: Site, job: _Index) -> list[Written]:
    from diglot.indexer import ask_pagefind

    files = ask_pagefind(job.locale, requests(job.locale, zip(job.articles, _stored(job.bodies), strict=True)))
    return site.put(bundle(job.locale, files))


def _stored(places: Iterable[tuple[str, int]]) -> Iterator[Body]:
    """Yields bodies from where they were left; each file is read once as long as its bodies are asked for in a row."""
    opened, bodies = "", []
    for store, position in places:
        if store != opened:
            opened, bodies = store, _decode(_bytes(store))
        yield bodies[position]


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise WorldError(f"cannot read `{path}`: {error.strerror}") from error

"""Where a build's work is handed out: chunks of pages are read, surveyed, drawn and written by whoever is free.

What is done there is in `work`; here is who does it, and what need not be done since it is remembered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from diglot import work
from diglot.bodies import BodyStore, Spot
from diglot.build import CHUNK, Surveyed
from diglot.check import Compared
from diglot.diagnostics import Diagnostic, Finding
from diglot.facts_memory import FactsWriter
from diglot.files import Site, is_young, stamp_of
from diglot.held import Held
from diglot.join.related import Kin
from diglot.keys import drawing_key, lists_key, related_key, search_key
from diglot.ledger import Ledger, packed
from diglot.looks import Theme
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Body, Facts, File, Output, PageId
from diglot.page_memory import Noted, Recalled
from diglot.pictures import picture_size
from diglot.profile import Profiles
from diglot.profiling import Profile
from diglot.render import Lists, look_of
from diglot.rules.subject import Ground, Late
from diglot.run import Run, Serial, swept
from diglot.sealed import digest_of, encoded
from diglot.search import Findable, Indexed, search_name
from diglot.settings import Settings
from diglot.sharing import Sharing
from diglot.shelves import DiskLibrary
from diglot.urls import Moved

_FEW = 40
"""So many pages are read or drawn here, where all others are done already."""
_encode_size = msgspec.msgpack.Encoder().encode
_decode_size = msgspec.msgpack.Decoder(tuple[int, int] | None).decode
_encode_related = msgspec.msgpack.Encoder().encode
_decode_related = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]]).decode


class PageMemory(Protocol):
    """Knows pages from earlier."""

    def recall(self, view: str, file: File) -> Recalled | None:
        """Returns what is known of a view of a page, if it is still true."""
        ...

    def remember(self, view: str, file: File, noted: Noted) -> None:
        """Keeps what was found out about a view of a page."""
        ...


class SiteMemory(Protocol):
    """Knows from earlier how files of the site were made."""

    def recall(self, name: str, key: bytes) -> Sequence[bytes] | None:
        """Returns the files of `name`, packed, if they were made from the same things and nobody touched them since."""
        ...

    def said(self) -> bytes:
        """Returns what else was remembered of what was just recalled."""
        ...

    def remember(self, name: str, key: bytes, files: Sequence[bytes], said: bytes = b"") -> None:
        """Keeps what was made, its files packed."""
        ...


class Means(NamedTuple):
    """What a workshop works with."""

    run: Run
    site: Callable[[], Site] | None
    """Where what is made goes; asked for when the first file is there. None where nothing is drawn."""
    folders: dict[str, Path]
    """The content folders by locale."""
    library: DiskLibrary
    moved: Iterable[Moved] = ()
    """Where the files are that are published at another path than below the content folders."""
    profiles: Profiles | None = None
    """Of the languages of the site; without, no texts are checked."""
    bodies: BodyStore | None = None
    """Where bodies are kept; without, none are, and nothing can be drawn."""
    first_store: int = 1
    """From here on, numbers of files of bodies are free."""
    started: int = 0
    """When the build began, in nanoseconds by the clock that stamps files."""
    pages: PageMemory | None = None
    """What it has need not be read again."""
    made: SiteMemory | None = None
    """What it has need not be made again."""
    facts: FactsWriter | None = None
    """What takes in all that drawing has to know."""
    profile: Profile | None = None
    """What hears how long things take."""


class _Undrawn(NamedTuple):
    """An article that has to be drawn."""

    number: int
    """So many articles of its locale are done with it."""
    facts: Facts
    key: bytes


class DiskWorkshop:
    """The workshop of a real build, or of a check, which draws nothing; see `build.Workshop`."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._run = means.run
        self._moved = {(file.locale, file.path): file.file for file in means.moved}
        self._held = Held()
        self._stores = means.first_store
        self._sharing = Sharing()
        self._has_others = False
        """True once other processes were started to read or draw."""
        self._searches: list[Callable[[], None]] = []
        self.written = Ledger()
        """The files of the site that are there by now."""

    def survey(self, settings: Settings, files: Sequence[File], view: str) -> Iterator[Surveyed]:
        """See `build.Workshop`."""
        for file, surveyed, spot in self._known(settings, files, view):
            self._held.add(page_of(settings, file, view), file, spot)
            yield surveyed

    def inspect(self, settings: Settings, files: Sequence[File]) -> Iterator[Surveyed]:
        """See `build.Workshop`."""
        return (surveyed for _, surveyed, _ in self._known(settings, files, TARGET, drawn=False))

    def _known(
        self, settings: Settings, files: Sequence[File], view: str, *, drawn: bool = True
    ) -> Iterator[tuple[File, Surveyed, Spot | None]]:
        """Yields what there is of each file: what is remembered of it, or what its survey says."""
        memory = self._means.pages
        name = view if drawn else f"{view} not drawn"
        recalled: dict[str, Recalled] = {}
        if memory:
            recalled = {file.path: known for file in files if (known := memory.recall(name, file)) is not None}
        fresh = self._survey(settings, [file for file in files if file.path not in recalled], view, drawn=drawn)
        for file in files:
            if known := recalled.pop(file.path, None):
                yield file, self._sharing.surveyed(known.surveyed, file), known.spot
                continue
            noted = next(fresh)
            if memory:
                memory.remember(name, file, noted)
            if self._means.profile:
                self._means.profile.pages[page_of(settings, file, view)] = noted.seconds
            yield file, self._sharing.surveyed(noted.surveyed.opened(), file), noted.spot

    def _survey(self, settings: Settings, files: Sequence[File], view: str, *, drawn: bool) -> Iterator[Noted]:
        jobs = []
        store = self._means.bodies if drawn else None
        for start in range(0, len(files), CHUNK):
            chunk = tuple(files[start : start + CHUNK])
            profiles = self._profiles_for(settings, chunk)
            jobs.append(work.Reading(settings, chunk, view, store, self._stores, profiles))
            self._stores += 1
        for surveyed in self._runner(len(files)).each(partial(work.read, self._means.library), jobs):
            yield from surveyed

    def _runner(self, pages: int) -> Run:
        """Returns what does the work on so many pages: other processes take longer to start than a few pages take."""
        if pages <= _FEW and not self._has_others and not self._means.profile:
            return Serial()
        self._has_others = True
        return self._run

    def _profiles_for(self, settings: Settings, files: Iterable[File]) -> Profiles | None:
        """Returns the profiles that `files` need: the others need not travel."""
        wanted = {settings.source_locale, *(file.id.locale for file in files)}
        return self._means.profiles.only(wanted) if self._means.profiles else None

    def compare(self, jobs: Sequence[tuple[Ground, Mapping[PageId, bytes]]]) -> Iterator[Compared]:
        """See `build.Workshop`."""
        waiting = [self._run.start(work.compare, job) for job in jobs]
        return (result() for result in waiting)

    def locate(self, found: Sequence[Late], placed: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """See `build.Workshop`."""
        pages = {page: work.Locating(self._held[page], page, own, []) for page, own in _by_page(found).items()}
        for one in placed:
            page = PageId(one.locale, one.page)
            if page not in self._held or self._held[page].file != one.at.path:
                # It stands in a file that the page includes, or in none.
                yield one
                continue
            if page not in pages:
                pages[page] = work.Locating(self._held[page], page, [], [])
            pages[page].placed.append(one)
        jobs = list(pages.values())
        chunks = (jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK))
        for located in self._run.each(work.locate, chunks):
            yield from located

    def body(self, page: PageId) -> Body:
        """See `build.Workshop`."""
        return next(iter(self._bodies.bodies([self._held.spot(page)])))

    def spot(self, page: PageId) -> Spot:
        """Returns where the body of a page is that was surveyed."""
        return self._held.spot(page)

    def places(self) -> dict[PageId, tuple[File, Spot]]:
        """Returns the file that each page was made from, and where its body is."""
        return {page: (file, self._held.spot(page)) for page, file in self._held.items()}

    def render(self, settings: Settings, theme: Theme, locale: str, facts: Iterable[Facts]) -> Iterator[int]:
        """See `build.Workshop`."""
        waiting = self._undrawn(settings, theme, locale, facts)
        first = list(islice(waiting, CHUNK))
        handed: deque[list[_Undrawn]] = deque()

        def jobs() -> Iterator[work.Drawing]:
            chunk = first
            while chunk:
                handed.append(chunk)
                known = tuple(one.facts for one in chunk)
                spots = tuple(self._held.spot(one.summary.id) for one in known)
                yield work.Drawing(settings, theme, locale, known, self._bodies, spots)
                # What there is to know of pages is put together when somebody is free to draw them, and not of all.
                chunk = list(islice(waiting, CHUNK))

        for drawn in self._runner(len(first)).each(partial(work.draw, self._site), jobs()):
            chunk = handed.popleft()
            for one, files in zip(chunk, drawn, strict=True):
                self._keep(one.facts.address, one.key, files)
            yield chunk[-1].number

    def _undrawn(self, settings: Settings, theme: Theme, locale: str, facts: Iterable[Facts]) -> Iterator[_Undrawn]:
        """Yields the articles that are not there already as they would be drawn."""
        look = look_of(settings, theme, locale) if self._means.made else None
        for number, one in enumerate(facts, 1):
            key = b"" if look is None else self._drawing_key(look, locale, one)
            if look is None or not self._recall(one.address, key):
                yield _Undrawn(number, one, key)

    def _drawing_key(self, look: bytes, locale: str, facts: Facts) -> bytes:
        """Returns the key of an article; what drawing has to know of it is kept."""
        page, known = facts.summary.id, encoded(facts)
        if self._means.facts:
            self._means.facts.add(locale, page, known)
        return drawing_key(look, known, self._held.spot(page).digest)

    def relate(self, articles: Mapping[str, Sequence[Kin]]) -> dict[PageId, tuple[PageId, ...]]:
        """See `build.Workshop`."""
        # Nothing is read any more.
        self._sharing.forget()
        made = self._means.made
        keys = {locale: related_key(members) for locale, members in articles.items()} if made else {}
        known: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for locale, key in keys.items():
            if made and made.recall(f"{locale} related", key) is not None:
                known[locale] = _decode_related(made.said())
        missing = [locale for locale in articles if locale not in known]
        run = self._runner(sum(len(articles[locale]) for locale in missing))
        for locale, found in zip(missing, run.each(work.relate, [articles[locale] for locale in missing]), strict=True):
            known[locale] = found
            # Names of files that are no text cannot be kept; then this is done again the next time.
            with suppress(UnicodeEncodeError):
                self._keep(f"{locale} related", keys.get(locale, b""), (), _encode_related(found))
        return dict(self._related(known))

    def _related(self, known: dict[str, Mapping[str, tuple[str, ...]]]) -> Iterator[tuple[PageId, tuple[PageId, ...]]]:
        """Yields the articles that each one is related to, as the very ids that all others know, which take no room."""
        for locale in list(known):
            pages = {page.path: page for page in self._held if page.locale == locale}
            for path, others in known.pop(locale).items():
                yield pages[path], tuple(map(pages.__getitem__, others))

    def draw_lists(self, settings: Settings, theme: Theme, part: Lists) -> None:
        """See `build.Workshop`."""
        name, key = f"{part.locale} lists", b""
        if self._means.made:
            look = look_of(settings, theme, part.locale or settings.source_locale)
            key = lists_key(look, part.made_of(), [self._held.spot(page).digest for page in part.bodies])
            if self._recall(name, key):
                return
        self._keep(name, key, self._put(drawing.draw() for drawing in part.drawings()))

    def write(self, outputs: Iterable[Output]) -> None:
        """See `build.Workshop`."""
        self.written.add(self._put(outputs))

    def copy(self, resources: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[int, int]]:
        """See `build.Workshop`."""
        sizes: dict[tuple[str, str], tuple[int, int]] = {}
        for locale, path in resources:
            file = self._moved.get((locale, path)) or f"{self._means.folders[locale]}/{path}"
            output = f"{locale.lower()}/{path}"
            stamp = stamp_of(file)
            key = digest_of(repr((file, stamp)).encode("utf-8", "surrogateescape"))
            made = self._means.made
            if made and not is_young(stamp, self._means.started) and self._recall(output, key):
                size = _decode_size(made.said())
            else:
                # One at a time: all images of a site may be more than memory holds.
                data = work.read_bytes(file)
                size = picture_size(path, data)
                self._keep(output, key, self._put([Output(output, data)]), _encode_size(size))
            if size is not None:
                sizes[locale, path] = size
        return sizes

    def search(self, locale: str, articles: Sequence[Findable]) -> None:
        """See `build.Workshop`."""
        indexed = [Indexed(article, *self._origin(article.page)) for article in articles]
        self.index(locale, indexed, [self._held.spot(article.page) for article in articles])

    def index(self, locale: str, articles: Sequence[Indexed], bodies: Sequence[Spot]) -> None:
        """Starts to index articles whose bodies are where it is said, unless the search knows them already."""
        name, key, said = search_name(locale), b"", b""
        if self._means.made:
            said = encoded(articles)
            key = search_key(locale, said, (spot.digest for spot in bodies))
            if self._recall(name, key):
                return
        job = work.Indexing(locale, tuple(one.article for one in articles), self._bodies, tuple(bodies))
        result = self._run.start(partial(work.index, self._site), job)
        self._searches.append(lambda: self._keep(name, key, result(), said))

    def _origin(self, page: PageId) -> tuple[str, str]:
        """Returns the view and the file that a page was made from."""
        file = self._held[page]
        return (TARGET if file.id == page else SOURCE), file.path

    def finish(self) -> None:
        """Waits for the search indexes."""
        for keep in self._searches:
            keep()

    @cached_property
    def _site(self) -> Site:
        assert self._means.site is not None, "a workshop without a site writes nothing"
        return self._means.site()

    @property
    def _bodies(self) -> BodyStore:
        assert self._means.bodies is not None, "a workshop without bodies only checks"
        return self._means.bodies

    def _put(self, outputs: Iterable[Output]) -> list[bytes]:
        # One at a time: all sitemaps, or all lists of a locale, are more than what is known of its pages.
        with swept():
            return [packed(file) for output in outputs for file in self._site.put([output])]

    def _recall(self, name: str, key: bytes) -> bool:
        """Tells whether the files of `name` are there as they would be made; then they are counted as written."""
        files = self._means.made.recall(name, key) if self._means.made else None
        self.written.add(files or ())
        return files is not None

    def _keep(self, name: str, key: bytes, files: Sequence[bytes], said: bytes = b"") -> None:
        self.written.add(files)
        if self._means.made:
            self._means.made.remember(name, key, files, said)


def locate(found: Iterable[Late], files: Mapping[PageId, File]) -> Iterator[Diagnostic]:
    """Yields what was found in pages whose text is not at hand any more, with its places; `files` are theirs."""
    return iter(work.locate([work.Locating(files[page], page, own, []) for page, own in _by_page(found).items()]))


def _by_page(found: Iterable[Late]) -> dict[PageId, list[Finding]]:
    pages: dict[PageId, list[Finding]] = {}
    for late in found:
        pages.setdefault(late.page, []).append(late.finding)
    return pages


def page_of(settings: Settings, file: File, view: str) -> PageId:
    """Returns the page that is made from `file` in this view: the source's is a page of the source locale."""
    return file.id._replace(locale=settings.source_locale) if view == SOURCE else file.id

"""The work of a build, as any process can do it: chunks of pages are read, drawn and written, locales compared.

Bodies never pass through the driver: a worker leaves them in a file of the build's own, and the one that draws them
takes them from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from diglot.bodies import BodyStore, Spot
from diglot.build import Surveyed
from diglot.check import Compared, compare_locale
from diglot.diagnostics import Diagnostic, Finding
from diglot.errors import WorldError
from diglot.files import TEMPORARY, Site, existing, owned
from diglot.join.related import Kin, related
from diglot.ledger import packed
from diglot.looks import Theme
from diglot.markup.front_matter import front_matter
from diglot.markup.text import Places, decode
from diglot.markup.units import scan_units
from diglot.model import Body, Facts, File, PageId, Source
from diglot.packing import packed_findings, packed_notes
from diglot.page_memory import Noted
from diglot.page_memory import packed as packed_survey
from diglot.profile import Profiles
from diglot.render import render
from diglot.rules import in_units, stamp
from diglot.rules.subject import Ground
from diglot.run import uncollected
from diglot.sealed import digest_of
from diglot.search import Findable, bundle, requests
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.survey import look_over, survey


class Reading(NamedTuple):
    """Pages to be read."""

    settings: Settings
    files: tuple[File, ...]
    view: str
    store: BodyStore | None
    """Where the bodies go; None for files that have none, since they are no pages, or are not to be drawn."""
    number: int
    """Of the file in it that they go to."""
    profiles: Profiles | None


class Drawing(NamedTuple):
    """Articles of one locale to be drawn."""

    settings: Settings
    theme: Theme
    locale: str
    facts: tuple[Facts, ...]
    store: BodyStore
    spots: tuple[Spot, ...]
    """Where the body of each lies."""


class Indexing(NamedTuple):
    """Articles of one locale to be found."""

    locale: str
    articles: tuple[Findable, ...]
    store: BodyStore
    spots: tuple[Spot, ...]


class Locating(NamedTuple):
    """Findings in one page whose places have to be found, or the units that they stand in."""

    file: File
    page: PageId
    """Of a source page, `file` is the translation that it was made from."""
    findings: list[Finding]
    placed: list[Diagnostic]
    """Those whose places are known."""


def locate(pages: Sequence[Locating]) -> list[Diagnostic]:
    """Returns what was found in pages whose text is not at hand any more, with its places."""
    located: list[Diagnostic] = []
    for file, page, findings, placed in pages:
        text = decode(read_bytes(file.path))[0]
        places, units = Places(text, file.file), scan_units(text.text, front_matter(text.text).end).units
        located += stamp(findings, places, page, units)
        located += in_units(placed, places, units)
    return located


class Standing(NamedTuple):
    """What lies in the output folder before a build."""

    ours: frozenset[str]
    """The files that earlier builds wrote."""
    foreign: frozenset[str]
    """The files there that no build wrote."""


def look_round(place: tuple[Path, Path]) -> Standing:
    """Returns what lies in an output folder, whose journal is the second; removes what a killed build did not finish.

    It takes long where there are many files, and others can read pages meanwhile.
    """
    root, journal = place
    ours = owned(root, journal)
    others = existing(root) - ours
    for path in [path for path in others if path.rpartition("/")[2].startswith(TEMPORARY)]:
        (root / path).unlink(missing_ok=True)
        others.discard(path)
    return Standing(ours, frozenset(others))


@uncollected()
def compare(job: tuple[Ground, Mapping[PageId, bytes]]) -> Compared:
    """Runs the rules over the pages of one locale."""
    return compare_locale(*job)


@uncollected()
def relate(articles: Sequence[Kin]) -> dict[str, tuple[str, ...]]:
    """Returns which of the articles of one locale are related."""
    return related(articles)


@uncollected()
def read(library: DiskLibrary, job: Reading) -> list[Noted]:
    """Reads and surveys a chunk of pages, and leaves their bodies where the job says."""
    contents: list[bytes] = []

    def sources() -> Iterator[Source]:
        for file in job.files:
            data = read_bytes(file.path)
            contents.append(digest_of(data))
            yield Source(file.id, file.file, data, file.origin, file.defaults, file.paired)

    noted: list[Noted] = []
    bodies: list[Body] = []
    library.asked.clear()
    now = perf_counter()
    look = survey if job.store else look_over
    for entry in look(job.settings, sources(), job.view, library, job.profiles):
        brought = tuple((place, library.digest(place)) for place in sorted(library.asked))
        library.asked.clear()
        bodies.append(entry.body)
        found, notes = packed_findings(entry.diagnostics), packed_notes(entry.notes)
        surveyed = Surveyed(entry.summary, found, notes, entry.allowances, entry.failures)
        before, now = now, perf_counter()
        noted.append(Noted(packed_survey(surveyed), contents[len(noted)], brought, None, now - before))
    if job.store is None:
        return noted
    spots = job.store.keep(job.number, bodies)
    return [one._replace(spot=spot) for one, spot in zip(noted, spots, strict=True)]


@uncollected()
def draw(site: Site, job: Drawing) -> list[list[bytes]]:
    """Draws and writes a chunk of articles; returns the files of each, packed."""
    bodies = job.store.bodies(job.spots)
    drawn = render(job.settings, job.theme, job.locale, zip(job.facts, bodies, strict=True))
    batches = list(drawn)
    written = map(packed, site.put(output for outputs in batches for output in outputs))
    return [[next(written) for _ in outputs] for outputs in batches]


def index(site: Site, job: Indexing) -> list[bytes]:
    """Has Pagefind index the articles of one locale, and writes its files; returns them, packed."""
    from diglot.indexer import ask_pagefind

    files = ask_pagefind(job.locale, requests(job.locale, zip(job.articles, job.store.bodies(job.spots), strict=True)))
    return list(map(packed, site.put(bundle(job.locale, files))))


def read_bytes(path: str) -> bytes:
    """Returns the content of a file. Raises `WorldError` where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise WorldError(f"cannot read `{path}`: {error.strerror}") from error

"""Builds after edits that stay on their pages: what others know of a page is as it was, and only its text is not.

Then nothing has to be joined. What drawing had to know of such a page is remembered, and all but it and the search of
its locale is as the last build left it. Wherever that is not certain, the whole site is looked at as always.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import msgspec

from diglot.bodies import Spot
from diglot.build import Surveyed, Tell, inhabited, paired
from diglot.docsets import without_ending
from diglot.facts_memory import FACTS, Seen, facts_about
from diglot.files import MANIFEST, Site, existing
from diglot.ledger import Ledger, name_of, ordered, path_of, tally
from diglot.markup.views import SOURCE, TARGET
from diglot.memories import Known, keep, recall, seals_in
from diglot.model import File, Location, PageId, Summary
from diglot.outcome import Result, amended, journal_of, leave
from diglot.page_memory import PageMemory
from diglot.policy import served_policy
from diglot.profiling import Profile, Timed
from diglot.project import Project, prepare
from diglot.run import Threads
from diglot.run_memory import Built, are_intact
from diglot.search import Indexed, search_name
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.site_memory import SiteMemory
from diglot.theme import load_theme
from diglot.workshop import DiskWorkshop, Means, page_of

_NOWHERE = Location("", 0, 0, 0, 0, 0, 0)


class _Search(NamedTuple):
    """What the search of a locale knows."""

    articles: Sequence[Indexed]
    bodies: Sequence[Spot]
    files: frozenset[str]
    """Those that the last build left."""


class _Change(NamedTuple):
    """What has to be made."""

    seen: Sequence[Seen]
    searches: Mapping[str, _Search]
    """By locale."""


def rebuild(
    project: Project,
    known: Known,
    folder: Path,
    told: tuple[bool, tuple[str, ...]],
    tell: Tell,
    profile: Profile | None,
) -> Result | None:
    """Builds what follows from the files that changed since the last build; None where all has to be looked at.

    `folder` has what is remembered. `told` is what this build and the last one were told besides the configuration: not
    to check texts, and which locales are wanted.
    """
    last, changed, root = known.before, known.changed, project.output.resolve()
    if last is None or not changed or last.elsewhere or seals_in(folder) != last.seals:
        return None
    prepared = prepare(project, told[1], known.folders, _names(known.folders, changed))
    settings = inhabited(prepared.settings, {count.locale for count in last.locales})
    files = [file for file in paired(settings, prepared.content.pages) if file.path in changed]
    if len(files) != len(changed) or settings.offline:
        return None
    memories = recall(project, prepared, known, folder, told)
    pages, site = memories.pages, memories.site
    assert pages is not None
    assert site is not None
    with Threads() as threads:
        means = Means(
            Timed(threads, profile) if profile else threads,
            lambda: Site(str(root), str(journal_of(root)), _foreign(root, settings, last)),
            prepared.folders,
            DiskLibrary(project.root, prepared.folders, settings.source_locale),
            bodies=memories.bodies,
            first_store=pages.next_store,
            started=pages.started,
            pages=pages,
            made=site,
            profile=profile,
        )
        workshop = DiskWorkshop(means)
        edited = None if pages.brings(changed) else _read_again(settings, files, pages, workshop)
        change = None if edited is None else _change(settings, folder, edited, last, pages, site)
        for locale, search in change.searches.items() if change else ():
            workshop.index(locale, search.articles, search.bodies)
        # Other programs make the search meanwhile, whatever its files are like.
        if change is None or not are_intact(root, _besides(change.searches, last.outputs)):
            pages.discard()
            site.discard()
            return None
        theme = load_theme(project.root, project.options.accent)
        for done, (locale, facts) in enumerate(change.seen, 1):
            assert facts is not None
            for _ in workshop.render(settings, theme, locale, [facts]):
                tell("render", done, len(change.seen))
        tell("search", 0, len(change.searches))
        # There is time for it while another program makes the search.
        pages.keep_rest((view, file.path) for file in files for view in (TARGET, SOURCE))
        site.keep_rest({*map(search_name, change.searches), *(one.facts.address for one in change.seen if one.facts)})
        workshop.finish()
    result = _result(root, settings, last, change, workshop.written)
    built = Built(memories.inputs, result.diagnostics, result.locales, result.outputs, result.size)
    return result._replace(notes=(*memories.notes, *keep(folder, memories._replace(facts=None), built)))


def _names(folders: Mapping[str, Path], files: Iterable[str]) -> Iterator[str]:
    """Yields the paths of articles below the folders of their locales."""
    for file in files:
        for folder in folders.values():
            if file.startswith(f"{folder}{os.sep}"):
                yield without_ending(os.path.relpath(file, folder)).replace(os.sep, "/")


def _besides(locales: Iterable[str], outputs: Iterable[bytes]) -> Iterator[bytes]:
    """Yields the files of a site, packed, without those of the search in `locales`."""
    searches = tuple(f"{locale.lower()}/pagefind/".encode() for locale in locales)
    return (row for row in outputs if not row.startswith(searches))


def _foreign(root: Path, settings: Settings, last: Built) -> frozenset[str]:
    """Returns the files that no build wrote, where new ones may come: everything else that is written is there."""
    ours = frozenset(path_of(row) for row in last.outputs if b"/pagefind/" in row)
    folders = [f"{locale.lower()}/pagefind" for locale in settings.locales]
    return frozenset(f"{folder}/{path}" for folder in folders for path in existing(root / folder)) - ours


def _read_again(
    settings: Settings, files: Sequence[File], pages: PageMemory, workshop: DiskWorkshop
) -> dict[PageId, Spot] | None:
    """Reads pages; returns where the bodies are that are others now. None where there is more about a page than that.

    From a file a page is made, and where it is the newest translation a source page as well.
    """
    edited: dict[PageId, Spot] = {}
    for file in files:
        for view in (TARGET, SOURCE):
            before, old = pages.known(view, file), pages.spot(view, file.path)
            if view == SOURCE and old is None:
                # No source page is made from it.
                continue
            if before is None or old is None or not _is_quiet(before):
                return None
            (now,) = workshop.survey(settings, [file], view)
            if not _is_quiet(now) or _unplaced(before.summary) != _unplaced(now.summary):
                return None
            page = page_of(settings, file, view)
            spot = workshop.spot(page)
            if spot.digest != old.digest:
                edited[page] = spot
    return edited


def _is_quiet(page: Surveyed) -> bool:
    """Tells whether there is nothing to say of a page: what there is has a place, which moves."""
    return not (page.found or page.notes or page.allowances or page.failures)


def _unplaced(summary: Summary) -> Summary:
    """Returns what others may know of a page, without the places of its links."""
    return replace(summary, links=tuple(replace(link, at=_NOWHERE) for link in summary.links))


def _change(
    settings: Settings, folder: Path, edited: Mapping[PageId, Spot], last: Built, pages: PageMemory, site: SiteMemory
) -> _Change | None:
    """Returns what follows from other bodies of the pages that were `edited`; None where that is not known."""
    named = {found.at.path for found in last.diagnostics}
    seen = list(facts_about(folder / FACTS, edited)) if edited else []
    # Articles that are drawn as lists are not among those that are drawn by themselves.
    if {one.facts.summary.id for one in seen if one.facts} != edited.keys() or any(one.facts is None for one in seen):
        return None
    if any(one.facts.summary.file in named for one in seen if one.facts):
        return None
    searches = {}
    for locale in {page.locale for page in edited} if settings.search else ():
        search = _search(locale, edited, pages, site)
        if search is None:
            return None
        searches[locale] = search
    return _Change(seen, searches)


def _search(locale: str, edited: Mapping[PageId, Spot], pages: PageMemory, site: SiteMemory) -> _Search | None:
    """Returns what the search of a locale is made from now; None where that is not known."""
    made = site.known(search_name(locale))
    if made is None:
        return None
    try:
        articles = _decode_indexed(made[1])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # The name of a file may be no text.
        return None
    bodies = [edited.get(one.article.page) or pages.spot(one.view, one.file) for one in articles]
    known = [spot for spot in bodies if spot]
    return _Search(articles, known, frozenset(map(path_of, made[0]))) if len(known) == len(articles) else None


def _result(root: Path, settings: Settings, last: Built, change: _Change, written: Ledger) -> Result:
    """Leaves the site with what was made anew, and says what it is."""
    rows, before = written.rows(), last.outputs[:-1]
    searched = frozenset(path for search in change.searches.values() for path in search.files)
    gone = searched.difference(map(path_of, rows))
    left = {path.encode("utf-8", "surrogateescape") for path in gone}
    files = ordered((*(row for row in before if name_of(row) not in left), *rows))
    pieces = amended((root / MANIFEST).read_bytes(), before, rows, files, served_policy(settings))
    removed, outputs = leave(root, gone, files, pieces)
    changed, size = tally(rows)[0], tally(files)[1]
    return Result(last.diagnostics, last.locales, changed, removed, len(outputs), size, outputs=outputs)


_decode_indexed = msgspec.msgpack.Decoder(tuple[Indexed, ...]).decode

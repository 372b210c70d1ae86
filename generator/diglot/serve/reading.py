"""Reads a project in a process of its own, and hands over what was found out.

So the server stays awake and small while pages are read, joined and compared; what that takes is given back at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from diglot.allowances import heed_allowances
from diglot.build import Examined, Tell, examine, with_related
from diglot.checker import reported
from diglot.errors import UserError
from diglot.files import Site, Stamp, existing, is_young, remove, stamp_of
from diglot.indexer import ask_pagefind
from diglot.join import with_fallbacks, with_sizes
from diglot.keys import page_keys, search_key, tool_digest
from diglot.ledger import packed as packed_file
from diglot.ledger import path_of
from diglot.markup.library import Place
from diglot.markup.views import SOURCE, TARGET
from diglot.model import PageId
from diglot.page_memory import Made, PageMemory
from diglot.pictures import picture_size
from diglot.profiles import load_profiles
from diglot.project import Prepared, Project, open_project, runner
from diglot.rules.subject import EXTERNAL
from diglot.run import follow_parent, uncollected
from diglot.sealed import encoded, read_sealed, write_sealed
from diglot.search import bundle, findables, requests
from diglot.serve.findings import packed
from diglot.serve.handover import send, send_reading
from diglot.serve.served import served
from diglot.serve.values import Indexed, Leaf, Progress, Reading, Request
from diglot.shelves import DiskLibrary
from diglot.site_memory import SiteMemory
from diglot.theme import load_alphabets
from diglot.workshop import DiskWorkshop, Means

SEARCH = "search"
"""The folder in which bundles of the search are kept."""
_STEP = 50
"""Progress is told every so many pages."""


def read_project(connection: Connection, request: Request) -> None:
    """Sends what there is to know of a project: `Progress`, the `Reading`, then an `Indexed` for each locale.

    Where the project cannot be read, sends the message of the `UserError` instead.
    """
    follow_parent()

    def tell(phase: str, done: int, total: int) -> None:
        if done % _STEP == 0 or done == total:
            send(connection, Progress(phase, done, total))

    # Where the server ended meanwhile, nobody is left to tell.
    with closing(connection), suppress(BrokenPipeError):
        try:
            with uncollected():
                project = open_project(request.root, request.config, None)
                prepared = served(project, request)
                reading, memory = _read(project, prepared, request, tell)
                send_reading(connection, reading)
                if reading.settings.search:
                    _index(connection, request.folder, reading, memory)
        except UserError as error:
            send(connection, str(error))
        except OSError as error:
            send(connection, f"{error.strerror or error}: `{error.filename}`" if error.filename else str(error))


def _read(project: Project, prepared: Prepared, request: Request, tell: Tell) -> tuple[Reading, PageMemory]:
    settings, content = prepared.settings, prepared.content
    profiles = load_profiles(project.root, settings.source_locale, settings.locales)
    library = DiskLibrary(project.root, prepared.folders, settings.source_locale)
    tool = tool_digest()
    keys = page_keys(tool, settings, profiles, prepared.folders)
    memory = PageMemory(request.folder / "pages.msgpack", keys, library.digest, bodies=True)
    made = SiteMemory(request.folder / "related.msgpack", request.folder, tool)
    with ExitStack() as stack:
        means = Means(
            runner(stack, request.jobs, content),
            None,
            prepared.folders,
            library,
            content.beside.moved,
            profiles,
            memory.store,
            memory.next_store,
            memory.started,
            memory,
            made,
        )
        workshop = DiskWorkshop(means)
        examined = examine(settings, content, workshop, tell, dict(load_alphabets(project.root)), profiles)
        examined = examined._replace(site=with_related(examined.site, workshop))
    memory.save()
    memory.reopen()
    made.save()
    reading = _reading(project, prepared, examined, workshop, memory)
    return replace(reading, notes=(*profiles.notes, *memory.notes)), memory


def _reading(
    project: Project, prepared: Prepared, examined: Examined, workshop: DiskWorkshop, memory: PageMemory
) -> Reading:
    settings, content = examined.settings, prepared.content
    index = with_sizes(examined.site, _sizes(prepared, examined.site.resources, memory))
    leaves: dict[PageId, Leaf] = {}
    brought: dict[str, list[PageId]] = {}
    for page, (file, spot) in workshop.places().items():
        made = memory.made_of(TARGET if page == file.id else SOURCE, file) or Made(b"", (), spot)
        leaves[page] = Leaf(file, made.spot, made.content)
        for place in made.brought:
            for path in _paths(prepared, place):
                brought.setdefault(path, []).append(page)
    left = heed_allowances(examined.diagnostics, examined.allowances, (EXTERNAL,)).diagnostics
    return Reading(
        settings,
        prepared.folders,
        with_fallbacks(settings, index),
        leaves,
        {path: tuple(pages) for path, pages in brought.items()},
        content.resources,
        content.references,
        content.beside,
        packed(reported(project, left)),
    )


def _paths(prepared: Prepared, place: Place) -> Iterable[str]:
    """Yields where a file may be that is brought into a page: in the folder of its locale, or in that of the source."""
    for locale in dict.fromkeys((place.locale, prepared.settings.source_locale)):
        if locale in prepared.folders:
            yield os.path.realpath(prepared.folders[locale] / place.path)


def _sizes(
    prepared: Prepared, resources: Iterable[tuple[str, str]], memory: PageMemory
) -> dict[tuple[str, str], tuple[int, int]]:
    """Returns width and height of pictures; those that were measured before are not opened again."""
    assert memory.store is not None
    path = Path(memory.store.folder).with_name("sizes.msgpack")
    known = read_sealed(path, dict[str, tuple[Stamp, tuple[int, int] | None]])[0] or {}
    moved = {(file.locale, file.path): file.file for file in prepared.content.beside.moved}
    kept: dict[str, tuple[Stamp, tuple[int, int] | None]] = {}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for locale, name in resources:
        file = moved.get((locale, name)) or f"{prepared.folders[locale]}/{name}"
        try:
            stamp = stamp_of(file)
            before = known.get(file)
            same = before is not None and before[0] == stamp and not is_young(stamp, memory.started)
            size = before[1] if same and before else picture_size(name, Path(file).read_bytes())
        except OSError:
            # It went a moment ago, which the watcher tells as well.
            continue
        kept[file] = (stamp, size)
        if size:
            found[locale, name] = size
    if kept != known:
        write_sealed(path, kept)
    return found


def _index(connection: Connection, folder: Path, reading: Reading, memory: PageMemory) -> None:
    """Makes what is missing of the search, one locale after the other, and says for each when it is there."""
    root = folder / SEARCH
    root.mkdir(exist_ok=True)
    site = Site(str(root), str(folder / "search.journal"), frozenset())
    made = SiteMemory(folder / "search.msgpack", root, tool_digest())
    store = memory.store
    assert store is not None
    kept: list[bytes] = []
    missing = []
    for locale, articles in findables(reading.settings, reading.index).items():
        known = [(article, spot) for article in articles if (spot := reading.leaves[article.page].spot)]
        key = search_key(locale, encoded([article for article, _ in known]), (spot.digest for _, spot in known))
        if (files := made.recall(f"{locale} search", key)) is None:
            missing.append((locale, key, known))
            continue
        kept += files
        send(connection, Indexed(locale))
    for locale, key, known in missing:
        bodies = store.bodies(spot for _, spot in known)
        asked = requests(locale, zip((article for article, _ in known), bodies, strict=True))
        files = list(map(packed_file, site.put(bundle(locale, ask_pagefind(locale, asked)))))
        made.remember(f"{locale} search", key, files)
        # The next change ends this process; what is there by then is kept.
        made.save()
        kept += files
        send(connection, Indexed(locale))
    made.save()
    remove(root, existing(root) - set(map(path_of, kept)))

"""What a build knows of earlier ones, from `.diglot/`: pages that were read, files that were made, and whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from diglot.bodies import BodyStore
from diglot.facts_memory import FACTS, FactsWriter
from diglot.files import now
from diglot.keys import page_keys, tool_digest
from diglot.page_memory import PageMemory
from diglot.profiles import load_profiles
from diglot.project import Prepared, Project
from diglot.records import seal_of
from diglot.run_memory import LAST, Built, Inputs, News, project_inputs, read_built, recalled, write_built
from diglot.shelves import DiskLibrary
from diglot.site_memory import SiteMemory

PAGES, SITE = "pages.msgpack", "site.msgpack"


class Memories(NamedTuple):
    """What is remembered; where nothing is and nothing shall be, only `bodies` is set."""

    bodies: BodyStore
    pages: PageMemory | None = None
    site: SiteMemory | None = None
    facts: FactsWriter | None = None
    inputs: Inputs = Inputs("")
    notes: tuple[str, ...] = ()
    """What people should know."""


class Known(NamedTuple):
    """The last run, and what this one is made from."""

    inputs: Inputs
    folders: dict[str, Path]
    """The content folders by locale."""
    tool: str
    """What stands for Diglot itself."""
    last: Built | None
    """The last build, if it was made from the same things."""
    before: Built | None
    """The last build, if it was told the same things, whatever files it was made from."""
    changed: frozenset[str] | None
    """The files that changed since `before`, or may have; None where that is not all that did."""
    elsewhere: tuple[str, ...]
    """The folders besides those of the locales that are among the inputs."""
    notes: tuple[str, ...] = ()


def recall_last(project: Project, folders: dict[str, Path], told: tuple[object, ...], folder: Path) -> Known:
    """Returns what `folder` has of the last build; `told` is what this one is told besides its configuration.

    `folders` are the content folders by locale.
    """
    tool = tool_digest()
    started = now(folder / LAST)
    last, note = read_built(folder / LAST)
    elsewhere = last.elsewhere if last else ()
    news = News(last.inputs if last else None)
    inputs = project_inputs(project, folders, (tool, told), elsewhere, started, news)
    same = recalled(folder / LAST, last, inputs, write_built) if last else None
    before = last if last and last.inputs.told == inputs.told else None
    return Known(inputs, folders, tool, same, before, news.changed(inputs), elsewhere, (note,) if note else ())


def recall(project: Project, prepared: Prepared, known: Known, folder: Path, told: tuple[object, ...]) -> Memories:
    """Returns what is remembered in `folder` of builds of `project` for one that has something to do."""
    settings = prepared.settings
    profiles = load_profiles(project.root, settings.source_locale, settings.locales) if told[0] else None
    keys = page_keys(known.tool, settings, profiles, prepared.folders)
    library = DiskLibrary(project.root, prepared.folders, settings.source_locale)
    pages = PageMemory(folder / PAGES, keys, library.digest, bodies=True)
    assert pages.store is not None
    inputs, elsewhere = known.inputs, prepared.content.beside.elsewhere
    if elsewhere != known.elsewhere:
        inputs = project_inputs(project, prepared.folders, (known.tool, told), elsewhere, pages.started)
    site = SiteMemory(folder / SITE, project.output.resolve(), known.tool)
    # Who checks texts has to look at the whole site again in any case.
    facts = None if told[0] else FactsWriter(folder / FACTS)
    return Memories(pages.store, pages, site, facts, inputs, (*known.notes, *pages.notes, *site.notes))


def seals_in(folder: Path) -> tuple[bytes, ...]:
    """Returns what tells what is remembered in `folder` besides the last run from what it was at other times."""
    return tuple(seal_of(folder / name) for name in (PAGES, SITE, FACTS))


def keep(folder: Path, memories: Memories, built: Built | None) -> Iterator[str]:
    """Keeps what a build made, `built` where all of it went well; yields what people should know."""
    assert memories.pages is not None
    assert memories.site is not None
    try:
        memories.pages.save()
        memories.site.save()
        if memories.facts:
            memories.facts.save()
        if built:
            write_built(folder / LAST, msgspec.structs.replace(built, seals=seals_in(folder)))
    except OSError as error:
        # The site is there; the next build has to do without what would have been remembered.
        yield f"`{folder}` cannot be written to, so that nothing is remembered: {error.strerror}"

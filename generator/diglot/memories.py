"""What a build knows of earlier ones, from `.diglot/`: pages that were read, files that were made, and whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from diglot.bodies import BodyStore
from diglot.keys import page_keys, tool_digest
from diglot.page_memory import PageMemory
from diglot.profiles import load_profiles
from diglot.project import Prepared, Project
from diglot.run_memory import Built, Inputs, inputs_of, recall_run, save_run
from diglot.shelves import DiskLibrary
from diglot.site_memory import SiteMemory


class Memories(NamedTuple):
    """What is remembered; where nothing is and nothing shall be, only `bodies` is set."""

    bodies: BodyStore
    pages: PageMemory | None = None
    site: SiteMemory | None = None
    inputs: Inputs = Inputs("")
    last: Built | None = None
    """The last build, if it was made from the same things."""
    notes: tuple[str, ...] = ()
    """What people should know."""


def recall(project: Project, prepared: Prepared, folder: Path, *, checks: bool) -> Memories:
    """Returns what is remembered in `folder` of builds of `project`, with or without checks."""
    settings, content = prepared.settings, prepared.content
    tool = tool_digest()
    profiles = load_profiles(project.root, settings.source_locale, settings.locales) if checks else None
    keys = page_keys(tool, settings, profiles, prepared.folders)
    library = DiskLibrary(project.root, prepared.folders, settings.source_locale)
    pages = PageMemory(folder / "pages.msgpack", keys, library.digest, bodies=True)
    assert pages.store is not None
    parts = (tool, repr(settings), repr(project.options), repr(keys), repr(content))
    watched = [*prepared.folders.values(), project.root / "site", project.root / "locales"]
    inputs = inputs_of(parts, watched, (Path(file.path) for file in content.pages), pages.started)
    last, note = recall_run(folder / "last.msgpack", Built, inputs)
    site = SiteMemory(folder / "site.msgpack", project.output.resolve(), tool)
    return Memories(pages.store, pages, site, inputs, last, (*pages.notes, *site.notes, *((note,) if note else ())))


def keep(folder: Path, memories: Memories, built: Built | None) -> Iterator[str]:
    """Keeps what a build made, `built` where all of it went well; yields what people should know."""
    assert memories.pages is not None
    assert memories.site is not None
    try:
        memories.pages.save()
        memories.site.save()
        if built:
            save_run(folder / "last.msgpack", built)
    except OSError as error:
        # The site is there; the next build has to do without what would have been remembered.
        yield f"`{folder}` cannot be written to, so that nothing is remembered: {error.strerror}"

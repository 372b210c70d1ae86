"""Small sites that are checked and not drawn, for tests of what only shows across pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from diglot.build import Examined, examine
from diglot.content import find_content
from diglot.profiles import load_profiles
from diglot.run import Run, Serial
from diglot.settings import Settings
from diglot.shelves import DiskLibrary
from diglot.workshop import DiskWorkshop, Means
from sites import write


def examined(folder: Path, files: Mapping[str, str | bytes], locales: Iterable[str] = ()) -> Examined:
    """Returns everything that is known of a site; `files` are paths below `content`, with all that is in them.

    `locales` are those of the site besides English and those that have files.
    """
    write(folder / "content", files)
    return examined_content(folder, {path.name: path for path in sorted((folder / "content").iterdir())}, locales)


def examined_content(
    folder: Path, folders: dict[str, Path], locales: Iterable[str] = (), run: Run | None = None
) -> Examined:
    """Returns everything that is known of the content in `folders`; `run` does the work, this process without one."""
    settings = Settings(locales=tuple(dict.fromkeys(("en-US", *folders, *locales))))
    content = find_content(folder, folders, frozenset())
    library = DiskLibrary(folder, folders, settings.source_locale)
    profiles = load_profiles(folder, settings.source_locale, settings.locales)
    workshop = DiskWorkshop(Means(run or Serial(), None, folders, library, content.beside.moved, profiles))
    found = examine(settings, content, workshop, lambda *_: None, {}, profiles)
    assert not found.failures
    return found

"""The library of a real build: files that articles bring in, read from the content folders and kept while needed."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

from diglot.files import display_path
from diglot.markup.library import Attachment, Place
from diglot.sealed import digest_of

_KEPT = 256
"""So many files are kept in memory; what a chunk of pages includes is mostly the same."""
_MOST_BYTES = 20_000_000
"""A larger file is not brought into a page."""


class DiskLibrary:
    """Reads files below the content folders, and nothing outside of them, whatever links on the disk say."""

    def __init__(self, project: Path, folders: dict[str, Path], source_locale: str) -> None:
        """`folders` are the content folders by locale; `source_locale` has what a locale lacks."""
        self._project = project
        self._folders = {locale: os.path.realpath(folder) for locale, folder in folders.items()}
        self._source_locale = source_locale
        self.asked: set[Place] = set()
        """What was asked for; whoever wants to know what a page needs clears it before."""
        self._kept: OrderedDict[Place, Attachment | None] = OrderedDict()
        self._names: dict[str, dict[str, str]] = {}
        """Folder -> lower-case name -> name, for folders in which a name was not found as written."""

    def read(self, place: Place) -> Attachment | None:
        """See `Library`."""
        self.asked.add(place)
        if place in self._kept:
            self._kept.move_to_end(place)
        else:
            self._kept[place] = self._read(place)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[place]

    def digest(self, place: Place) -> bytes:
        """Returns what tells the file at `place`, and where it was found, from all others; nothing without a file."""
        found = self.read(place)
        return digest_of(f"{found.file}\0".encode("utf-8", "surrogateescape") + found.data) if found else b""

    def _read(self, place: Place) -> Attachment | None:
        for locale in dict.fromkeys((place.locale, self._source_locale)):
            root = self._folders.get(locale)
            path = self._find(root, place.path) if root else None
            if root is None or path is None:
                continue
            full = os.path.realpath(f"{root}/{path}")
            try:
                # What begins with a dot is no content: `.git` and `.env` have secrets.
                is_inside = full.startswith(root + os.sep) and f"{os.sep}." not in full[len(root) :]
                if not is_inside or os.stat(full).st_size > _MOST_BYTES:
                    continue
                data = Path(full).read_bytes()
            except OSError:
                # A folder, or a file that may not be read: there is nothing to bring in, which the page reports.
                continue
            return Attachment(Place(locale, path), display_path(self._project, Path(root, path)), data)
        return None

    def _find(self, root: str, path: str) -> str | None:
        """Returns the true path of a file below `root`, found by its very name or in another case."""
        if os.path.isfile(f"{root}/{path}"):
            return path
        parts: list[str] = []
        for part in path.split("/"):
            name = self._listed("/".join((root, *parts))).get(part.lower())
            if name is None:
                return None
            parts.append(name)
        found = "/".join(parts)
        return found if os.path.isfile(f"{root}/{found}") else None

    def _listed(self, folder: str) -> dict[str, str]:
        if folder not in self._names:
            try:
                names = sorted(os.listdir(folder), reverse=True)
            except OSError:
                names = []
            self._names[folder] = {name.lower(): name for name in names}
        return self._names[folder]

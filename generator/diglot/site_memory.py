"""What is remembered in `.diglot/` of the files of the site: what each was made from, and how it was left.

Drawing is a function: the same key, made of all that it gets, gives the same bytes. So what has the same key as before,
and lies there untouched, need not be made again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from diglot.files import Written, stamp_from
from diglot.sealed import read_sealed, write_sealed


class _Made(msgspec.Struct, frozen=True, array_like=True):
    key: bytes
    files: tuple[Written, ...]
    said: bytes = b""
    """What else there is to know of it, encoded."""


class _Memory(msgspec.Struct, frozen=True):
    tool: str
    made: dict[str, _Made]


class SiteMemory:
    """What was made, by names that say what it is."""

    def __init__(self, path: Path, root: Path, tool: str) -> None:
        """`path` is the file that keeps it, `root` the folder of the site, `tool` what stands for Diglot itself."""
        self._path = path
        self._tool = tool
        self._root = str(root)
        self._new: dict[str, _Made] = {}
        read, note = read_sealed(path, _Memory)
        self._old = read.made if read and read.tool == tool else {}
        self.notes = [note] if note else []
        """What people should know."""

    def recall(self, name: str, key: bytes) -> Sequence[Written] | None:
        """Returns the files of `name` if they were made from the same things and nobody touched them since."""
        made = self._old.get(name)
        if made is None or made.key != key or not all(self._is_intact(file) for file in made.files):
            return None
        self._new[name] = made
        return made.files

    def said(self, name: str) -> bytes:
        """Returns what else was remembered of what was just recalled."""
        return self._new[name].said

    def remember(self, name: str, key: bytes, files: Sequence[Written], said: bytes = b"") -> None:
        """Keeps what was made. Next time it will be there already."""
        self._new[name] = _Made(
            key, tuple(file._replace(changed=False) if file.changed else file for file in files), said
        )

    def save(self) -> None:
        """Writes down what was recalled and remembered; what nobody asked for is forgotten."""
        if self._new != self._old:
            write_sealed(self._path, _Memory(self._tool, self._new))

    def _is_intact(self, file: Written) -> bool:
        try:
            return stamp_from(os.lstat(f"{self._root}/{file.path}")) == file.stamp
        except OSError:
            return False

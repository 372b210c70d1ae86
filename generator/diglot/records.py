"""Files of many records of private state, by name: written one by one as they come, and read without being decoded.

As with `sealed`, what is read from one is what was written to it, or it is as if there was none. While they are written
the file before is still there.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from typing import NamedTuple

_SIZE = 16
"""Bytes of the digest, which stands at the end."""
_HEAD = Struct("<II")
"""Stands before each record: the bytes of its name, and its own."""
_FULL = 1 << 20
"""So many bytes wait until they are written."""


class Records(NamedTuple):
    """What is in such a file."""

    data: bytes
    places: dict[str, tuple[int, int]]
    """Where each record begins and ends."""

    def get(self, name: str) -> bytes | None:
        """Returns a record; None where there is none of this name."""
        place = self.places.get(name)
        return self.data[place[0] : place[1]] if place else None


class RecordWriter:
    """Writes such a file; it is in place once it is sealed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self._waiting = bytearray()
        self._digest = blake2b(digest_size=_SIZE)
        self._is_begun = False
        self._is_sealed = False
        self._failure: OSError | None = None
        self.count = 0
        """How many records there are."""

    def add(self, name: str, record: bytes) -> None:
        """Adds a record; of two with the same name the later one counts."""
        written = name.encode("utf-8", "surrogateescape")
        self._waiting += _HEAD.pack(len(written), len(record)) + written + record
        self.count += 1
        if len(self._waiting) >= _FULL:
            try:
                self._write()
            except OSError as error:
                # Whoever adds records has other work to do, which goes on.
                self._failure = error

    def seal(self) -> None:
        """Puts all records in place of those that were there before. More can be added, and be sealed again.

        Raises `OSError` where they could not be written.
        """
        self._write()
        with self._unfinished.open("ab") as file:
            file.write(self._digest.digest())
        self._unfinished.replace(self._path)
        self._is_begun, self._is_sealed = False, True

    def discard(self) -> None:
        """Ends the writing: leaves the file as it was before, and nothing beside it."""
        self._waiting.clear()
        self._unfinished.unlink(missing_ok=True)

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, bytearray()
        if self._failure:
            raise self._failure
        if not self._is_begun:
            self._begin()
        self._digest.update(waiting)
        with self._unfinished.open("ab") as file:
            file.write(waiting)

    def _begin(self) -> None:
        self._unfinished.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished.write_bytes(self._path.read_bytes()[:-_SIZE] if self._is_sealed else b"")
        self._is_begun = True


def read_records(path: Path) -> tuple[Records, str]:
    """Returns what was written to `path`, and what people should know where it cannot be used."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return NOTHING, ""
    except OSError as error:
        return NOTHING, f"what was remembered in `{path.name}` cannot be read and is made anew ({error.strerror})"
    end = len(data) - _SIZE
    if end < 0 or blake2b(memoryview(data)[:end], digest_size=_SIZE).digest() != data[end:]:
        return NOTHING, f"what was remembered in `{path.name}` is damaged and is made anew"
    places: dict[str, tuple[int, int]] = {}
    at = 0
    while at < end:
        named, size = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size + named
        places[data[at + _HEAD.size : start].decode("utf-8", "surrogateescape")] = (start, start + size)
        at = start + size
    return Records(data, places), ""


def seal_of(path: Path) -> bytes:
    """Returns what tells the records in a file from all others; nothing without one."""
    try:
        with path.open("rb") as file:
            file.seek(-_SIZE, os.SEEK_END)
            return file.read()
    except OSError:
        return b""


NOTHING = Records(b"", {})

"""The files of a site as they come in from those who write them, packed: for each page there are three of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import eq
from struct import Struct
from zlib import compress, decompress

import msgspec

from diglot.files import Stamp, Written

_REST = Struct("<32sQ?qqQ")
"""What stands behind the path of a file: all else that is known of it, its stamp at the end."""
_STAMP = Struct("<qqQ")
_MANY = 2048
"""So many files are compressed together."""


def packed(file: Written) -> bytes:
    """Returns a file as bytes: its path, a zero, and the rest, which is always of the same size."""
    return _path(file.path) + _REST.pack(bytes.fromhex(file.digest), file.size, file.changed, *file.stamp)


def unpacked(row: bytes) -> Written:
    """Returns the file that was packed."""
    digest, size, changed, *stamp = _REST.unpack_from(row, len(row) - _REST.size)
    return Written(path_of(row), digest.hex(), size, changed, Stamp(*stamp))


def path_of(row: bytes) -> str:
    """Returns the path of a file that was packed."""
    return name_of(row).decode("utf-8", "surrogateescape")


def tally(rows: Iterable[bytes]) -> tuple[int, int]:
    """Returns how many of the files that were packed a build changed, and how many bytes all of them have."""
    changed = size = 0
    for row in rows:
        _, bytes_, is_changed, *_ = _REST.unpack_from(row, len(row) - _REST.size)
        changed, size = changed + is_changed, size + bytes_
    return changed, size


def is_intact(root: str, row: bytes) -> bool:
    """Tells whether a file that was packed lies below `root` as it was left."""
    try:
        found = os.lstat(_path(f"{root}/")[:-1] + name_of(row))
    except OSError:
        return False
    return row.endswith(_STAMP.pack(found.st_mtime_ns, found.st_ctime_ns, found.st_size))


def name_of(row: bytes) -> bytes:
    """Returns the path of a file that was packed, as bytes."""
    return row[: -_REST.size - 1]


def ordered(rows: Sequence[bytes]) -> list[bytes]:
    """Returns files that were packed in the order of their paths; of two at the same path the later one counts."""
    # Bytes of UTF-8 are in the order of the letters, and no letter comes before the zero at the end of a path.
    found = sorted(rows)
    if any(map(eq, map(name_of, found), map(name_of, islice(found, 1, None)))):
        found = [[*same][-1] for _, same in groupby(sorted(rows, key=name_of), name_of)]
    return found


def _path(path: str) -> bytes:
    # The name of a file may be no text.
    return path.encode("utf-8", "surrogateescape") + b"\0"


class Ledger:
    """All files of a site, in the order of their paths; of two at the same path the later one counts."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._squeezed: list[bytes] = []
        """Those that came before: nobody asks for them until all are there, and by then other things are gone."""
        self._is_sorted = True

    def add(self, rows: Iterable[bytes]) -> None:
        """Takes in files that were packed."""
        self._rows.extend(rows)
        self._is_sorted = False
        if len(self._rows) >= _MANY:
            self._squeezed.append(compress(_encode(self._rows), 1))
            self._rows = []

    def __iter__(self) -> Iterator[Written]:
        return map(unpacked, self.rows())

    def rows(self) -> list[bytes]:
        """Returns the files, packed."""
        if not self._is_sorted:
            rows = [row for squeezed in self._squeezed for row in _decode(decompress(squeezed))]
            rows += self._rows
            self._squeezed = []
            self._rows = ordered(rows)
            self._is_sorted = True
        return self._rows


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[bytes]).decode

"""The files of a site as they come in from those who write them, packed: for each page there are three of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from struct import Struct

from diglot.files import Stamp, Written

_REST = Struct("<32sQ?qqQ")
"""What stands behind the path of a file: all else that is known of it."""


def packed(file: Written) -> bytes:
    """Returns a file as bytes: its path, a zero, and the rest, which is always of the same size."""
    return _path(file.path) + _REST.pack(bytes.fromhex(file.digest), file.size, file.changed, *file.stamp)


def unpacked(row: bytes) -> Written:
    """Returns the file that was packed."""
    digest, size, changed, *stamp = _REST.unpack_from(row, len(row) - _REST.size)
    return Written(path_of(row), digest.hex(), size, changed, Stamp(*stamp))


def path_of(row: bytes) -> str:
    """Returns the path of a file that was packed."""
    return row[: -_REST.size - 1].decode("utf-8", "surrogateescape")


def _path(path: str) -> bytes:
    # The name of a file may be no text.
    return path.encode("utf-8", "surrogateescape") + b"\0"


class Ledger:
    """All files of a site, in the order of their paths; of two at the same path the later one counts."""

    def __init__(self) -> None:
        self._rows: list[bytes] = []
        self._is_sorted = True

    def add(self, rows: Iterable[bytes]) -> None:
        """Takes in files that were packed."""
        self._rows.extend(rows)
        self._is_sorted = False

    def __iter__(self) -> Iterator[Written]:
        return map(unpacked, self.rows())

    def rows(self) -> list[bytes]:
        """Returns the files, packed."""
        if not self._is_sorted:
            self._rows.sort(key=path_of)
            self._rows = [[*same][-1] for _, same in groupby(self._rows, path_of)]
            self._is_sorted = True
        return self._rows

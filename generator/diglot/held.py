"""What is held of each page that was read as long as a build takes: the file it was made from, and where its body is.

Pure. A page takes a hundred bytes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import Struct

from diglot.bodies import Spot
from diglot.inventory import Files
from diglot.model import File, PageId

_SPOT = Struct("<IQI16s")
_NOWHERE = bytes(_SPOT.size)


class Held(Mapping[PageId, File]):
    """The file of each page that was read; of a source page, the translation that it was made from."""

    def __init__(self) -> None:
        self._numbers: dict[PageId, int] = {}
        self._files = Files()
        self._spots = bytearray()

    def add(self, page: PageId, file: File, spot: Spot | None) -> None:
        """Takes in a page; `spot` is where its body lies, if it has one."""
        self._numbers[page] = len(self._files)
        self._files.append(file)
        self._spots += _SPOT.pack(*spot) if spot else _NOWHERE

    def spot(self, page: PageId) -> Spot:
        """Returns where the body of a page lies. Raises `KeyError` where it has none."""
        spot = Spot(*_SPOT.unpack_from(self._spots, self._numbers[page] * _SPOT.size))
        if not spot.length:
            raise KeyError(page)
        return spot

    def __getitem__(self, page: PageId) -> File:
        return self._files[self._numbers[page]]

    def __iter__(self) -> Iterator[PageId]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

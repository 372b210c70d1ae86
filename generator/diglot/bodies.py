"""Where bodies wait between the survey and the drawing, and from one build to the next: files of many bodies each.

Bodies never pass through the driver. It knows where each one lies, and its digest; who reads it holds it against that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import msgspec

from diglot.errors import WorldError
from diglot.model import Body
from diglot.sealed import digest_of

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Body).decode


class DamagedMemoryError(WorldError):
    """What was kept from an earlier build is not what was kept."""


class Spot(NamedTuple):
    """Where a body lies."""

    store: int
    """The number of its file."""
    start: int
    """In bytes, as `length`."""
    length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class BodyStore:
    """A folder of such files; it may be handed to other processes."""

    folder: str

    def path(self, store: int) -> str:
        """Returns where a file is."""
        return f"{self.folder}/{store}.bodies"

    def keep(self, store: int, bodies: Iterable[Body]) -> list[Spot]:
        """Writes bodies into a new file; returns where each one lies."""
        return self.put(store, [_encode(body) for body in bodies])

    def put(self, store: int, pieces: Iterable[bytes]) -> list[Spot]:
        """Writes encoded bodies into a new file; returns where each one lies."""
        spots: list[Spot] = []
        start = 0
        with open(self.path(store), "wb") as file:
            for piece in pieces:
                file.write(piece)
                spots.append(Spot(store, start, len(piece), digest_of(piece)))
                start += len(piece)
        return spots

    def pieces(self, spots: Iterable[Spot]) -> Iterator[bytes]:
        """Yields encoded bodies. Raises `DamagedMemoryError` where one is not there, or is another than was kept."""
        for store, group in groupby(spots, key=lambda spot: spot.store):
            path = self.path(store)
            try:
                with open(path, "rb") as file:
                    for spot in group:
                        file.seek(spot.start)
                        piece = file.read(spot.length)
                        if digest_of(piece) != spot.digest:
                            raise DamagedMemoryError(f"`{path}` is not what was written to it")
                        yield piece
            except FileNotFoundError as error:
                raise DamagedMemoryError(f"`{path}` is gone") from error

    def bodies(self, spots: Iterable[Spot]) -> Iterator[Body]:
        """Yields bodies; raises as `pieces` does."""
        return map(_decode, self.pieces(spots))

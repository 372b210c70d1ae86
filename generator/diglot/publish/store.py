"""The port between the publisher and its targets: what a target has to be able to do, and how it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from diglot.errors import WorldError

Headers = Mapping[str, str]
"""Lower-case names: `content-type`, `cache-control`, `content-language`, `content-encoding`, …"""


class StoreError(WorldError):
    """A target failed: the message names it, the path, and what to do. Exit code 3."""


class Denied(StoreError):
    """The target does not take the credentials that were found."""


class Stored(NamedTuple):
    """What a listing says of a file."""

    path: str
    """Relative to the site, `/` between parts, without one in front."""
    size: int
    tag: str | None
    """A strong validator for compare-and-swap, if the store has one."""


class Held(NamedTuple):
    """The content of a file, and its validator."""

    data: bytes
    tag: str | None


class Store(Protocol):
    """A place that keeps the files of one site by their paths."""

    @property
    def name(self) -> str:
        """For people: `s3://bucket/prefix`; never with credentials."""

    @property
    def conditional(self) -> bool:
        """Whether `put_new` and `swap` are enforced by the host; the store finds out once."""

    @property
    def has_headers(self) -> bool:
        """Whether the store keeps headers; folders and SFTP do not."""

    def listing(self) -> AsyncIterator[Stored]:
        """Yields every file below the root of the site, Diglot's own state included."""

    async def read(self, path: str) -> Held | None:
        """Returns a file, or nothing where there is none."""

    async def put(self, path: str, data: bytes, headers: Headers) -> None:
        """Writes or replaces a file in one step."""

    async def put_new(self, path: str, data: bytes, headers: Headers) -> bool:
        """Writes a file that is not there yet; returns whether that was so."""

    async def swap(self, path: str, data: bytes, headers: Headers, tag: str | None) -> bool:
        """Replaces a file that still is what `tag` says, or is not there if that is nothing; returns whether it was."""

    async def copy(self, source: str, target: str) -> None:
        """Copies a file within the store; its headers travel with it."""

    async def delete(self, paths: Sequence[str]) -> None:
        """Removes files; what is not there is no error."""

    async def close(self) -> None:
        """Lets go of connections."""

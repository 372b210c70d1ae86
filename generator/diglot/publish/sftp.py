"""A folder on a host, over SFTP: many requests at once, and every file put in place in one step.

Each change is written under another name beside its target and renamed over it, so that nobody reads half of a file and
a connection that breaks leaves the site whole. It stands on one thing that all servers keep to: of two who create the
same file exclusively, one fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from hashlib import sha256
from secrets import token_hex

import asyncssh

from diglot.files import TEMPORARY
from diglot.publish.ssh import Place, connect, place_of, reason, telling_connection
from diglot.publish.store import Headers, Held, Store, Stored, StoreError

_AT_ONCE = 48
"""So many files are under way at once; OpenSSH keeps up to a hundred open."""
_PATIENCE = 30.0
"""Seconds after which a guard was left behind by somebody who is gone: it stands for a few requests, no longer."""
_PAUSE = 0.05
_ATTEMPTS = 5
_GUARD = f"{TEMPORARY}guard-"
_LOST = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection, asyncssh.DisconnectError, ConnectionError)
_GONE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)


async def open_sftp(address: str, patience: float = _PATIENCE) -> Store:
    """Returns the store at an address such as `sftp://user@host:2222/srv/www/help`."""
    place = place_of(address)
    connection = await connect(place)
    with telling_connection(place):
        try:
            client = await connection.start_sftp_client()
        except asyncssh.ChannelOpenError as error:
            connection.close()
            raise StoreError(f"`{place.host}` lets nobody use SFTP; have it allowed for your user") from error
    return _Sftp(place, connection, client, patience)


class _Sftp:
    """A folder on a host that is connected."""

    conditional = True
    has_headers = False

    def __init__(
        self, place: Place, connection: asyncssh.SSHClientConnection, client: asyncssh.SFTPClient, patience: float
    ) -> None:
        self.name = place.name
        self._place = place
        self._connection = connection
        self._client = client
        self._patience = patience
        self._mark = f"{TEMPORARY}{token_hex(4)}-"
        self._count = 0
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._folders: dict[str, asyncio.Task[None]] = {}
        self._leftovers: list[str] = []

    async def listing(self) -> AsyncIterator[Stored]:
        """Yields every file below the root; unfinished ones of a publication that was cut off are not shown."""
        waiting = [""]
        running: set[asyncio.Task[tuple[list[str], list[Stored]]]] = set()
        try:
            while waiting or running:
                while waiting and len(running) < _AT_ONCE:
                    running.add(asyncio.create_task(self._entries(waiting.pop())))
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    folders, files = task.result()
                    waiting += folders
                    for file in files:
                        yield file
        finally:
            for task in running:
                task.cancel()

    async def _entries(self, folder: str) -> tuple[list[str], list[Stored]]:
        """Returns the folders and the files in a folder; links to folders are not followed."""
        folders, files = [], []
        above = f"{folder}/" if folder else ""
        with self._telling(folder or "."), suppress(*_GONE):
            async for entry in self._client.scandir(self._full(folder)):
                name = str(entry.filename)
                if name in (".", "..") or name.startswith(_GUARD):
                    continue
                if name.startswith(TEMPORARY):
                    self._leftovers.append(f"{above}{name}")
                elif entry.attrs.type == asyncssh.FILEXFER_TYPE_DIRECTORY:
                    folders.append(f"{above}{name}")
                else:
                    files.append(Stored(f"{above}{name}", entry.attrs.size or 0, None))
        return folders, files

    async def read(self, path: str) -> Held | None:
        """Returns a file, or nothing where there is none; its tag is the digest of its content."""
        async with self._free:
            with self._telling(path), suppress(*_GONE):
                async with self._client.open(self._full(path), "rb", encoding=None) as file:
                    data: bytes = await file.read()
                return Held(data, sha256(data).hexdigest())
        return None

    async def put(self, path: str, data: bytes, headers: Headers) -> None:
        """Writes or replaces a file in one step."""
        await self._clear()
        await self._replace(path, data)

    async def put_new(self, path: str, data: bytes, headers: Headers) -> bool:
        """Writes a file that is not there yet; returns whether that was so."""
        return await self.swap(path, data, headers, None)

    async def swap(self, path: str, data: bytes, headers: Headers, tag: str | None) -> bool:
        """Replaces a file that still is what `tag` says, or is not there if that is nothing; returns whether it was.

        Files have no validators here: while a guard stands beside the file, its content is read and compared.
        """
        async with self._guarded(path):
            held = await self.read(path)
            if (held.tag if held else None) != tag:
                return False
            await self._replace(path, data)
            return True

    async def copy(self, source: str, target: str) -> None:
        """Copies a file, as a second name of it where the host has those: no file is ever changed in place."""
        temporary = self._temporary(target)
        await self._make_folder(_folder(target))
        async with self._free:
            with self._telling(target):
                try:
                    await self._client.link(self._full(source), self._full(temporary))
                    await self._client.posix_rename(self._full(temporary), self._full(target))
                    # Where both already were names of one file, renaming does nothing at all.
                    with suppress(*_GONE):
                        await self._client.remove(self._full(temporary))
                    return
                except (asyncssh.SFTPFailure, asyncssh.SFTPOpUnsupported, asyncssh.SFTPPermissionDenied, *_GONE):
                    pass
        held = await self.read(source)
        if held is None:
            raise StoreError(f"{self.name} has no `{source}` any more; publish again")
        await self._replace(target, held.data)

    async def delete(self, paths: Sequence[str]) -> None:
        """Removes files, and folders that they leave empty; what is not there is no error."""
        await asyncio.gather(*map(self._remove, paths))
        emptied = sorted({folder for path in paths for folder in _above(path)}, key=lambda path: -path.count("/"))
        for folder in emptied:
            with self._telling(folder), suppress(asyncssh.SFTPFailure, asyncssh.SFTPDirNotEmpty, *_GONE):
                await self._client.rmdir(self._full(folder))
                self._folders.pop(folder, None)

    async def close(self) -> None:
        """Lets go of the connection."""
        self._client.exit()
        self._connection.close()
        with suppress(asyncssh.Error, OSError):
            await self._connection.wait_closed()

    async def _replace(self, path: str, data: bytes) -> None:
        temporary = self._temporary(path)
        await self._make_folder(_folder(path))
        async with self._free:
            with self._telling(path):
                try:
                    async with self._client.open(self._full(temporary), "xb", encoding=None) as file:
                        await file.write(data)
                    await self._client.posix_rename(self._full(temporary), self._full(path))
                except asyncssh.SFTPError as error:
                    with suppress(asyncssh.Error):
                        await self._client.remove(self._full(temporary))
                    if isinstance(error, asyncssh.SFTPFailure):
                        raise StoreError(await self._failed(path, len(data))) from error
                    raise

    async def _failed(self, path: str, size: int) -> str:
        """Returns why a file may not have been written; servers say no more than that it was not."""
        with suppress(asyncssh.Error):
            if await self._client.isdir(self._full(path)):
                return f"a folder of {self.name} has the name of the file `{path}`; remove the folder"
            room = await self._client.statvfs(self._full(""))
            if room.bavail * room.frsize < size or not room.favail:
                return f"the disk of `{self._place.host}` is full; make room, and publish again: what arrived stays"
        return f"`{self._place.host}` could not write `{path}`; look whether its disk or your quota is full"

    @asynccontextmanager
    async def _guarded(self, path: str) -> AsyncIterator[None]:
        """Keeps everyone else who asks for the same from changing a file."""
        guard = f"{_folder(path)}/{_GUARD}{path.rpartition('/')[2]}".lstrip("/")
        await self._make_folder(_folder(path))
        waited = 0.0
        while not await self._create(guard):
            if waited >= self._patience:
                await self._remove(guard)
            await asyncio.sleep(_PAUSE)
            waited += _PAUSE
        try:
            yield
        finally:
            await self._remove(guard)

    async def _create(self, path: str) -> bool:
        """Creates an empty file that is not there yet; returns whether that was so."""
        with self._telling(path):
            for _ in range(_ATTEMPTS):
                try:
                    async with self._client.open(self._full(path), "xb", encoding=None):
                        return True
                except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
                    if await self._client.lexists(self._full(path)):
                        return False
                # Who had it may just have let go of it.
            raise StoreError(await self._failed(path, 1))

    async def _remove(self, path: str) -> None:
        async with self._free:
            with self._telling(path), suppress(*_GONE):
                await self._client.remove(self._full(path))

    async def _clear(self) -> None:
        """Removes what a publication that was cut off left unfinished."""
        leftovers, self._leftovers = self._leftovers, []
        await asyncio.gather(*map(self._remove, leftovers))

    async def _make_folder(self, folder: str) -> None:
        """Makes a folder and those above it, each once, whoever asks."""
        if folder not in self._folders:
            self._folders[folder] = asyncio.create_task(self._make(folder))
        try:
            await self._folders[folder]
        except BaseException:
            self._folders.pop(folder, None)
            raise

    async def _make(self, folder: str) -> None:
        if folder:
            await self._make_folder(_folder(folder))
        full = self._full(folder)
        with self._telling(folder or "."):
            if not folder and await self._client.isdir(full):
                return
            try:
                await self._client.mkdir(full)
            except _GONE as error:
                above = full.rpartition("/")[0]
                raise StoreError(f"`{self._place.host}` has no folder `{above}`; make it, or mend the path") from error
            except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists) as error:
                if not await self._client.isdir(full):
                    raise StoreError(
                        f"`{self._place.host}` cannot make the folder `{full}`; remove the file of that name"
                    ) from error

    def _temporary(self, path: str) -> str:
        self._count += 1
        return f"{_folder(path)}/{self._mark}{self._count}".lstrip("/")

    def _full(self, path: str) -> str:
        return "/".join(filter(None, (self._place.root, path))) if self._place.root else f"/{path}"

    @contextmanager
    def _telling(self, path: str) -> Iterator[None]:
        """Says in words for people what went wrong with a file."""
        host = self._place.host
        try:
            yield
        except asyncssh.SFTPPermissionDenied as error:
            raise StoreError(f"`{host}` does not let you change `{self._full(path)}`; have it allowed there") from error
        except (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded) as error:
            raise StoreError(
                f"the disk of `{host}` or your quota is full; make room, and publish again: what arrived stays"
            ) from error
        except asyncssh.SFTPOpUnsupported as error:
            raise StoreError(
                f"`{host}` cannot replace a file in one step (`posix-rename`), so readers would meet half of a site; "
                "have it run OpenSSH"
            ) from error
        except _LOST as error:
            raise StoreError(
                f"the connection to `{host}` was lost at `{path}`; publish again: what arrived is not sent again"
            ) from error
        except (asyncssh.Error, OSError) as error:
            raise StoreError(f"`{host}` failed at `{self._full(path)}`: {reason(error)}; publish again") from error


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _above(path: str) -> Iterator[str]:
    """Yields the folders that a file is in, but not the root."""
    while path := _folder(path):
        yield path

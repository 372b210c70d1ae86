"""A local folder as a target. Each file is replaced in one step; headers are up to whoever serves the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from diglot.files import STATE, TEMPORARY, existing, remove, write_atomically
from diglot.publish.store import Headers, Held, Store, Stored, StoreError


class FolderStore:
    """A folder on this machine."""

    conditional = True
    has_headers = False

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = root.as_uri()

    async def listing(self) -> AsyncIterator[Stored]:
        """Yields every file below the folder; what a publish that was killed left half-written is removed."""
        for path in sorted(existing(self.root)):
            full = self.root / path
            if full.name.startswith(TEMPORARY):
                self._clear(full)
            else:
                with suppress(FileNotFoundError):
                    yield Stored(path, full.stat().st_size, None)

    async def read(self, path: str) -> Held | None:
        """Returns a file; its validator is its digest."""
        try:
            data = (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise self._failed("read", path, error) from error
        return Held(data, sha256(data).hexdigest())

    async def put(self, path: str, data: bytes, headers: Headers) -> None:
        """Replaces a file in one step."""
        try:
            try:
                write_atomically(str(self.root / path), data)
            except (IsADirectoryError, FileExistsError, NotADirectoryError):
                self._make_way(path)
                write_atomically(str(self.root / path), data)
        except OSError as error:
            raise self._failed("write", path, error) from error

    async def put_new(self, path: str, data: bytes, headers: Headers) -> bool:
        """Writes a file that is not there yet."""
        return await self.swap(path, data, headers, None)

    async def swap(self, path: str, data: bytes, headers: Headers, tag: str | None) -> bool:
        """Replaces a file that still has the digest `tag`; a lock of the system keeps others away meanwhile."""
        with self._alone():
            held = await self.read(path)
            if (held.tag if held else None) != tag:
                return False
            await self.put(path, data, headers)
            return True

    async def copy(self, source: str, target: str) -> None:
        """Copies a file."""
        held = await self.read(source)
        if held is None:
            raise StoreError(f"`{source}` is not in `{self.name}` any more; publish again")
        await self.put(target, held.data, {})

    async def delete(self, paths: Sequence[str]) -> None:
        """Removes files, and folders that they leave empty."""
        try:
            remove(self.root, paths)
        except OSError as error:
            raise self._failed("remove", paths[0], error) from error

    async def close(self) -> None:
        """Has nothing to let go of."""

    def _make_way(self, path: str) -> None:
        """Removes empty folders where a file has to be; what is in the way besides is not ours to remove."""
        for folder, _, _ in os.walk(self.root / path, topdown=False):
            with suppress(OSError):
                Path(folder).rmdir()

    def _clear(self, path: Path) -> None:
        writer = path.name.removeprefix(TEMPORARY)
        if not (writer.isdigit() and is_running(int(writer))):
            path.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if os.name != "posix":
            yield
            return
        import fcntl

        try:
            (self.root / STATE).mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.root / STATE, os.O_RDONLY)
        except OSError as error:
            raise self._failed("write", STATE, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _failed(self, what: str, path: str, error: OSError) -> StoreError:
        advice = "make room and publish again" if error.errno in _FULL else "look at its permissions and publish again"
        return StoreError(f"cannot {what} `{path}` in `{self.name}`: {error.strerror or error}; {advice}")


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_running(process: int) -> bool:
    """Tells whether there is a process of this number on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def open_folder(root: Path) -> Store:
    """Returns the folder `root` as a target; it is made with the first file."""
    return FolderStore(root)

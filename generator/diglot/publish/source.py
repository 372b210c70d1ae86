"""The output folder as publishing reads it: every file is held against the manifest, so that nothing stale is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from diglot.errors import UserError
from diglot.files import MANIFEST, STATE
from diglot.publish.manifests import File, read_site


class BuiltSite:
    """A site as `diglot build` left it."""

    def __init__(self, root: Path, files: Mapping[str, File]) -> None:
        self.root = root
        self.files = files

    async def read(self, path: str) -> bytes:
        """Returns a file. Raises `UserError` where it is not what the manifest says."""
        file = self.files[path]
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            raise UserError(f"`{self.root / path}` cannot be read: {error.strerror}; run `diglot build`") from error
        if len(data) != file.size or sha256(data).hexdigest() != file.digest:
            raise _stale(self.root / path)
        return data


def open_site(root: Path) -> BuiltSite:
    """Returns the site in an output folder. Raises `UserError` where it is not whole, or not what was built.

    Files whose times say that they changed after the build are read; the others are read when they are sent.
    """
    manifest = root / MANIFEST
    if (root.resolve().parent / STATE / f"{root.resolve().name}.journal").exists():
        raise UserError(f"a build of `{root}` did not come to its end; run `diglot build`")
    try:
        data = manifest.read_bytes()
        built = manifest.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise UserError(f"there is no built site in `{root}`; run `diglot build`") from error
    files = read_site(data, str(manifest))
    del data
    waiting = len(files)
    for path, size, changed in _sizes(str(root)):
        if (file := files.get(path)) is None:
            continue
        waiting -= 1
        if size != file.size:
            raise _stale(root / path)
        if changed >= built and sha256((root / path).read_bytes()).hexdigest() != file.digest:
            raise _stale(root / path)
    if waiting:
        path = next(path for path in files if not (root / path).is_file())
        raise UserError(f"`{root / path}` is missing; run `diglot build`")
    return BuiltSite(root, files)


def _sizes(root: str) -> Iterator[tuple[str, int, int]]:
    """Yields (path, size, time of the last change) of each file below a folder."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(f"{below}{entry.name}/")
                else:
                    found = entry.stat()
                    yield f"{below}{entry.name}", found.st_size, found.st_mtime_ns


def _stale(path: Path) -> UserError:
    return UserError(f"`{path}` is not what the last build wrote; run `diglot build`")

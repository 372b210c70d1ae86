"""The output folder as publishing reads it: every file is held against the manifest, so that nothing stale is sent."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from diglot.errors import UserError
from diglot.files import MANIFEST, STATE, existing
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
    site = BuiltSite(root, files)
    present = existing(root)
    for path, file in files.items():
        if path not in present:
            raise UserError(f"`{root / path}` is missing; run `diglot build`")
        found = (root / path).stat()
        if found.st_size != file.size:
            raise _stale(root / path)
        if found.st_mtime_ns >= built and sha256((root / path).read_bytes()).hexdigest() != file.digest:
            raise _stale(root / path)
    return site


def _stale(path: Path) -> UserError:
    return UserError(f"`{path}` is not what the last build wrote; run `diglot build`")

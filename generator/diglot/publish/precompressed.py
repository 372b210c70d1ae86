"""Compressed files beside those of a site, for web servers that hand them out as they are: `.br` and `.gz`.

They are files of the site like any other. What was compressed once is remembered by its content.
"""

from __future__ import annotations

import asyncio
import os
import zlib
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from diglot.errors import UserError, WorldError
from diglot.files import existing, remove, write_atomically
from diglot.publish.manifests import File
from diglot.publish.plan import is_lasting
from diglot.publish.publisher import Site, Tell

_ENDINGS = frozenset("html css js json xml svg txt md".split())
_LEAST = 1024
"""Below so many bytes an answer fits into one packet anyway."""
_WORTH = 0.9
"""A compressed file has to be smaller than so much of what it stands for."""
_LASTING_QUALITY, _PAGE_QUALITY = 11, 7
"""Of brotli: 11 makes pages smaller by a tenth and takes twenty times as long, which only pays for files that stay."""


class _Variant(NamedTuple):
    """A compressed file that is made, or remembered."""

    original: str
    encoding: str
    place: Path
    """Where it is remembered; an empty file there says that it is not worth it."""
    quality: int


class CompressedSite:
    """A site with compressed files beside its own."""

    def __init__(self, site: Site, files: Mapping[str, File], places: Mapping[str, Path]) -> None:
        self.files = files
        self._site = site
        self._places = places

    async def read(self, path: str) -> bytes:
        """Returns the content of a file. Raises `UserError` where it is not what it was."""
        place = self._places.get(path)
        if place is None:
            return await self._site.read(path)
        data = _read(place)
        if sha256(data).hexdigest() != self.files[path].digest:
            raise WorldError(f"`{place}` has changed meanwhile; publish again")
        return data


async def with_compressed(site: Site, encodings: tuple[str, ...], memory: Path, tell: Tell) -> Site:
    """Returns the site with compressed files; `memory` is a folder for what was compressed before.

    Raises `UserError` where an encoding needs a package that is not installed.
    """
    wanted = {f"{variant.original}.{variant.encoding}": variant for variant in _wanted(site, encodings, memory)}
    originals: dict[str, list[_Variant]] = {}
    for variant in wanted.values():
        if not variant.place.exists():
            originals.setdefault(variant.original, []).append(variant)
    await _make(site, originals, tell)
    files, places = dict(site.files), {}
    for path, variant in wanted.items():
        if data := _read(variant.place):
            original = site.files[variant.original]
            headers = {**original.headers, "content-encoding": _NAMES[variant.encoding]}
            files[path] = File(sha256(data).hexdigest(), len(data), headers)
            places[path] = variant.place
    used = {variant.place.relative_to(memory).as_posix() for variant in wanted.values()}
    remove(memory, existing(memory) - used)
    return CompressedSite(site, files, places)


_NAMES = {"br": "br", "gz": "gzip"}
"""Ending -> what HTTP calls the encoding."""


def _wanted(site: Site, encodings: tuple[str, ...], memory: Path) -> list[_Variant]:
    """Returns which files are to be compressed, and where that is remembered."""
    found = []
    versions = {encoding: _version(encoding) for encoding in encodings}
    for path, file in site.files.items():
        if file.size < _LEAST or path.rpartition(".")[2].lower() not in _ENDINGS:
            continue
        quality = _LASTING_QUALITY if is_lasting(file) else _PAGE_QUALITY
        for encoding, number in versions.items():
            if f"{path}.{encoding}" not in site.files:
                kind = f"{encoding}-{number}-{quality if encoding == 'br' else 9}"
                found.append(_Variant(path, encoding, memory / kind / file.digest[:2] / file.digest, quality))
    return found


def _version(encoding: str) -> str:
    """Returns the version of what compresses: another one may write other bytes."""
    if encoding == "gz":
        return zlib.ZLIB_RUNTIME_VERSION
    try:
        import brotli  # noqa: F401
    except ImportError as error:
        raise UserError(
            "compressing with brotli needs a package; install it with `pip install 'diglot[sftp]'`, or leave `br` out "
            "of `[publish] precompress`"
        ) from error
    return version("brotli")


async def _make(site: Site, originals: Mapping[str, list[_Variant]], tell: Tell) -> None:
    """Compresses what is not remembered, on all processors."""
    waiting, done = iter(originals.items()), 0

    async def work() -> None:
        nonlocal done
        for path, variants in waiting:
            data = await site.read(path)
            for variant in variants:
                packed = await asyncio.to_thread(compressed, data, variant.encoding, variant.quality)
                _write(variant.place, packed if len(packed) < _WORTH * len(data) else b"")
            done += 1
            tell("compressing", done, len(originals))

    await asyncio.gather(*(work() for _ in range(os.cpu_count() or 1)))


def compressed(data: bytes, encoding: str, quality: int = _LASTING_QUALITY) -> bytes:
    """Returns data compressed for an encoding; the same data gives the same bytes."""
    if encoding == "gz":
        packer = zlib.compressobj(9, wbits=31)  # A header of gzip, in which zlib leaves name and time out.
        return packer.compress(data) + packer.flush()
    import brotli

    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise WorldError(f"cannot read `{place}`: {error.strerror}; publish again") from error


def _write(place: Path, data: bytes) -> None:
    try:
        write_atomically(str(place), data)
    except OSError as error:
        raise WorldError(f"cannot write `{place}`: {error.strerror}; make room and publish again") from error

"""What a site consists of, as the output folder says it and as a target says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from diglot.errors import UserError
from diglot.files import is_inside
from diglot.publish.store import Headers

LASTING = "immutable"
"""Stands in the `cache-control` of files whose names change with their content."""
SENT_HEADERS = ("content-type", "cache-control", "content-language", "content-encoding", "content-disposition")
"""Stores of objects know no others."""


class File(NamedTuple):
    """A file of a site."""

    digest: str
    """SHA-256, in hexadecimal."""
    size: int
    headers: Headers


class Leaving(NamedTuple):
    """A file that the site does not name any more, and that readers of an earlier page may still need."""

    file: File
    last: int
    """The number of the last manifest that named it."""


class Published(NamedTuple):
    """What a target says of itself."""

    number: int = 0
    """Counts what was published; nothing yet is 0."""
    content: int = 0
    """The number under which this content was published first: another one after a rollback."""
    files: Mapping[str, File] = {}
    leaving: Mapping[str, Leaving] = {}
    keeps: Mapping[str, int] = {}
    """Digest of what is kept for a rollback -> the number of the last manifest that named it."""


class _Entry(msgspec.Struct):
    digest: str
    size: int
    headers: msgspec.Raw


class _Site(msgspec.Struct):
    version: int
    files: dict[str, _Entry]


class _Target(msgspec.Struct):
    version: int
    number: int
    content: int
    headers: list[dict[str, str]]
    files: dict[str, tuple[str, int, int]]
    leaving: dict[str, tuple[str, int, int, int]]
    keeps: dict[str, int]


def read_site(data: bytes, name: str) -> dict[str, File]:
    """Returns the files that the manifest of a built site names. Raises `UserError` where it is none."""
    try:
        site = msgspec.json.decode(data, type=_Site)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"`{name}` is damaged: {error}; run `diglot build`") from error
    known: dict[bytes, Headers] = {}
    files = {}
    for path, entry in site.files.items():
        if not is_inside(path):
            raise UserError(f"`{name}` names `{path}`, which is outside of the site; run `diglot build`")
        written = bytes(entry.headers)
        if (headers := known.get(written)) is None:
            headers = known[written] = _sent(msgspec.json.decode(written, type=dict[str, str]))
        files[path] = File(entry.digest.removeprefix("sha256:"), entry.size, headers)
    return files


def _sent(headers: Mapping[str, str]) -> Headers:
    lower = {name.lower(): value for name, value in headers.items()}
    return {name: lower[name] for name in SENT_HEADERS if name in lower}


def read_target(data: bytes, name: str) -> Published:
    """Returns what the manifest on a target says. Raises `UserError` where it cannot be read."""
    try:
        read = msgspec.json.decode(data, type=_Target)
        files = {path: File(digest, size, read.headers[at]) for path, (digest, size, at) in read.files.items()}
        leaving = {
            path: Leaving(File(digest, size, read.headers[at]), last)
            for path, (digest, size, at, last) in read.leaving.items()
        }
    except (msgspec.DecodeError, UnicodeDecodeError, IndexError) as error:
        advice = "remove it by hand, and everything will be published anew"
        raise UserError(f"`{name}` was not written by `diglot publish`, or is damaged: {error}; {advice}") from error
    if read.version != 1:
        raise UserError(f"`{name}` was written by a newer Diglot; upgrade this one")
    return Published(read.number, read.content, files, leaving, read.keeps)


def write_target(published: Published) -> bytes:
    """Returns the manifest of a target, each set of headers written once."""
    numbers: dict[tuple[tuple[str, str], ...], int] = {}
    quick: dict[int, int] = {}

    def number(headers: Headers) -> int:
        if (found := quick.get(id(headers))) is None:
            found = quick[id(headers)] = numbers.setdefault(tuple(sorted(headers.items())), len(numbers))
        return found

    files = {path: (file.digest, file.size, number(file.headers)) for path, file in sorted(published.files.items())}
    leaving = {
        path: (file.digest, file.size, number(file.headers), last)
        for path, (file, last) in sorted(published.leaving.items())
    }
    written: dict[str, Any] = {
        "version": 1,
        "number": published.number,
        "content": published.content,
        "headers": [dict(headers) for headers in numbers],
        "files": files,
        "leaving": leaving,
        "keeps": dict(sorted(published.keeps.items())),
    }
    return msgspec.json.encode(written)


def write_paths(paths: Iterable[str]) -> bytes:
    """Returns a list of paths as JSON."""
    return msgspec.json.encode(sorted(paths))


def read_paths(data: bytes) -> frozenset[str]:
    """Returns the paths in a list that `write_paths` wrote; those that lead out of the site are left out."""
    try:
        return frozenset(path for path in msgspec.json.decode(data, type=list[str]) if is_inside(path))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return frozenset()

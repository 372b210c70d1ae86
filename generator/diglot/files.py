"""The disk: writing a site so that a reader never meets half of it, and naming files and their lines for people."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from diglot.diagnostics import Diagnostic
from diglot.errors import UserError, WorldError
from diglot.i18n import canonical_tag
from diglot.markup.text import Places, decode
from diglot.model import Output
from diglot.urls import is_locale

MANIFEST = "diglot-manifest.json"
STATE = ".diglot"
LOCK = "lock"
_YOUNG = 2_000_000_000
"""A file changed less than so many nanoseconds before it was read may have changed again at the same time."""
TEMPORARY = ".diglot-unfinished-"
"""How files are called that are not finished yet; a process writes one at a time, and puts its number behind."""


def display_path(project: Path, path: Path) -> str:
    """Returns `path` relative to the project, as people and reports name it."""
    return Path(os.path.relpath(path, project)).as_posix()


def with_excerpts(
    project: Path, diagnostics: Iterable[Diagnostic], *, within_units: bool = True
) -> Iterator[Diagnostic]:
    """Yields diagnostics with the lines they are about: cross-page rules, which see no text, do not bring them.

    Without `within_units` those stay as they are whose unit says it all, and their files need not be read.
    """
    for path, group in groupby(diagnostics, key=lambda found: found.at.path):
        places: Places | None = None
        for found in group:
            if found.excerpt or not found.at.end or not (within_units or found.within is None):
                yield found
                continue
            with suppress(OSError):
                places = places or Places(decode((project / path).read_bytes())[0], path)
            yield replace(found, excerpt=places.lines(found.at.line, found.at.line)) if places else found


class Stamp(NamedTuple):
    """A file as it was: if none of this changed, nor did its content."""

    changed: int
    """Nanoseconds since 1970."""
    renewed: int
    """The same, but nobody can set it: the later time at which anything about the file changed."""
    size: int


def stamp_of(path: str) -> Stamp:
    """Returns the times and the size of a file."""
    return stamp_from(os.stat(path))


def stamp_from(found: os.stat_result) -> Stamp:
    """Returns the times and the size that the system told of a file."""
    return Stamp(found.st_mtime_ns, found.st_ctime_ns, found.st_size)


def is_young(stamp: Stamp, started: int) -> bool:
    """Tells whether a file may have changed again since `started` without a change of its stamp."""
    return max(stamp.changed, stamp.renewed) >= started - _YOUNG


def now(path: Path) -> int:
    """Returns the time by the clock that stamps the files beside `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    probe = path.with_name(f".{path.name}.{os.getpid()}.clock")
    probe.touch()
    found = stamp_of(str(probe)).changed
    probe.unlink()
    return found


class Written(NamedTuple):
    """A file of the site that is in place."""

    path: str
    digest: str
    size: int
    changed: bool
    stamp: Stamp


class Site:
    """The output folder. It writes what changed, and never touches a file that Diglot did not write."""

    def __init__(self, root: str, journal: str, foreign: frozenset[str]) -> None:
        self.root = root
        self._journal = journal
        self._foreign = foreign

    def put(self, outputs: Iterable[Output]) -> list[Written]:
        """Writes files, each one atomically, and only those whose bytes differ."""
        batch = list(outputs)
        self._note(output.path for output in batch)
        return [self._put(output.path, output.data) for output in batch]

    def _put(self, path: str, data: bytes) -> Written:
        full = f"{self.root}/{path}"
        digest = sha256(data).hexdigest()
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError), open(full, "rb") as existing:
            if existing.read() == data:
                return Written(path, digest, len(data), False, stamp_of(full))
        if path in self._foreign:
            raise UserError(
                f"`{full}` was not written by Diglot and is in the way: move it, or choose another --output"
            )
        try:
            try:
                write_atomically(full, data)
            except (IsADirectoryError, NotADirectoryError, FileExistsError):
                self._make_way(path)
                write_atomically(full, data)
        except OSError as error:
            raise WorldError(f"cannot write `{full}`: {error.strerror or error}") from error
        return Written(path, digest, len(data), True, stamp_of(full))

    def _make_way(self, path: str) -> None:
        """Removes our own earlier files where `path` needs a folder, and folders of such files where it is itself."""
        parts = path.split("/")
        above = ["/".join(parts[: depth + 1]) for depth in range(len(parts) - 1)]
        below = [f"{path}/{name}" for name in existing(Path(self.root, path))]
        for ours in {*above, *below} - self._foreign:
            with suppress(OSError):
                os.unlink(f"{self.root}/{ours}")
        for folder, _, _ in os.walk(f"{self.root}/{path}", topdown=False):
            with suppress(OSError):
                os.rmdir(folder)

    def _note(self, paths: Iterable[str]) -> None:
        """Notes what is about to be written, so that a build that is killed leaves nothing behind that no one owns."""
        append(self._journal, "".join(f"{path}\0" for path in paths))


def append(path: str, text: str) -> None:
    """Appends `text` to a file in one write."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, text.encode("utf-8", "surrogateescape"))
    finally:
        os.close(descriptor)


def write_atomically(path: str, data: bytes | Iterable[bytes], *, keeps_mode: bool = False) -> None:
    """Puts `data` at `path` in one step: who looks sees the old file or the new one, never half of it.

    Of large files the data may come in pieces, which need not all be in memory at once. With `keeps_mode` the
    permissions of the file that is replaced stay as they are.
    """
    temporary = f"{os.path.dirname(path)}/{TEMPORARY}{os.getpid()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if keeps_mode:
                os.fchmod(descriptor, os.stat(path).st_mode & 0o7777)
            file.writelines((data,) if isinstance(data, bytes) else data)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


class _Named(msgspec.Struct):
    """What a build wants to know of a manifest: the names in it."""

    files: dict[str, msgspec.Raw]


def owned(root: Path, journal: Path) -> frozenset[str]:
    """Returns the paths that earlier builds wrote: by the manifest, and by the journal of one that did not finish."""
    found: set[str] = set()
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        files = msgspec.json.decode((root / MANIFEST).read_bytes(), type=_Named).files
        found.update((MANIFEST, *(path for path in files if is_inside(path))))
    with suppress(OSError):
        # What stands behind the last mark is the beginning of a path that could not be noted in full.
        noted = journal.read_bytes().decode("utf-8", "surrogateescape").split("\0")[:-1]
        found.update(path for path in noted if is_inside(path))
    return frozenset(found)


def is_inside(path: object) -> bool:
    """Tells whether a path read from a file stays inside the folder it is relative to."""
    return isinstance(path, str) and bool(path) and not path.startswith(("/", "\\")) and ".." not in path.split("/")


def existing(root: Path) -> set[str]:
    """Returns the paths of all files below `root`."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                if not entry.is_dir():
                    found.add(f"{below}{entry.name}")
                elif not entry.is_symlink():
                    waiting.append(f"{below}{entry.name}/")
    return found


def remove(root: Path, paths: Iterable[str]) -> int:
    """Removes files of the site, and folders that they leave empty; returns how many files there were."""
    count = 0
    folders: set[Path] = set()
    for path in paths:
        full = root / path
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            full.unlink()
            count += 1
        folders.update(parent for parent in full.parents if parent != root and root in parent.parents)
    for folder in sorted(folders, key=lambda folder: -len(folder.parts)):
        with suppress(OSError):
            folder.rmdir()
    return count


def manifest(
    written: Iterable[Written], redirects: Mapping[str, str] | None = None, policy: str = ""
) -> Iterator[bytes]:
    """Yields the pieces of `diglot-manifest.json`: what the site consists of, for publishing and for the next build.

    `written` are all files in the order of their paths, `redirects` addresses of the site at which articles were, and
    where their readers go; `policy` says what pages may load.
    """
    yield b'{"version": 1, "files": {\n'
    # One file a line: what changed between two builds can be read off a plain diff.
    between = b""
    for entry in written:
        yield between + manifest_line(entry, policy)
        between = b",\n"
    moved = ",\n".join(f"{json.dumps(old)}: {json.dumps(new)}" for old, new in sorted((redirects or {}).items()))
    yield f'\n}}, "redirects": {{\n{moved}\n}}}}\n'.encode()


def manifest_line(entry: Written, policy: str) -> bytes:
    """Returns what the manifest says of a file."""
    known = f'"size": {entry.size}, "headers": {_headers(entry.path, policy)}'
    return f'{json.dumps(entry.path)}: {{"digest": "sha256:{entry.digest}", {known}}}'.encode()


def _headers(path: str, policy: str) -> str:
    """Returns headers as JSON. Most files of a site have one of few endings."""
    locale = _locale_of(path)
    return _headers_of(_is_immutable(path), path.endswith("/feed.xml"), path.rpartition(".")[2], locale, policy)


@lru_cache(maxsize=256)
def _headers_of(immutable: bool, feed: bool, ending: str, locale: str, policy: str) -> str:
    folder = f"{locale}/pagefind/index" if immutable and locale else "assets" if immutable else locale or "no.locale"
    return json.dumps(headers(f"{folder}/{'feed' if feed else 'x'}.{ending}", policy))


def headers(path: str, policy: str = "") -> dict[str, str]:
    """Returns the HTTP headers that a host should send with a file of the site; `policy` says what pages may load."""
    immutable = _is_immutable(path)
    ending = path.rpartition(".")[2].lower()
    kind = _FEED if path.endswith("/feed.xml") else _TYPES.get(ending, "application/octet-stream")
    guarded = {"Content-Security-Policy": policy} if policy and ending in ("html", "svg") else {}
    locale = _locale_of(path)
    spoken = {"Content-Language": canonical_tag(locale)} if locale and ending in _SPOKEN else {}
    return {
        "Content-Type": kind,
        "Cache-Control": "public, max-age=31536000, immutable" if immutable else "public, max-age=0, must-revalidate",
        **spoken,
        **guarded,
    }


def _locale_of(path: str) -> str:
    folder, slash, _ = path.partition("/")
    return folder if slash and folder != "assets" and is_locale(folder) else ""


def _is_immutable(path: str) -> bool:
    return path.startswith("assets/") or ("/pagefind/" in path and path.endswith(_NAMED_BY_CONTENT))


_NAMED_BY_CONTENT = (".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter")
_SPOKEN = ("html", "md", "txt", "xml")
_FEED = "application/atom+xml; charset=utf-8"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
}


@contextmanager
def locked(root: Path, state: Path) -> Iterator[None]:
    """Keeps every other build away from the output folder `root`. The lock ends with this process, however it ends."""
    path = state / LOCK
    try:
        state.mkdir(parents=True, exist_ok=True)
        root.mkdir(parents=True, exist_ok=True)
        # On POSIX the output folder itself is locked, wherever its state is kept.
        descriptor = os.open(
            root if os.name == "posix" else path, os.O_RDONLY if os.name == "posix" else os.O_RDWR | os.O_CREAT
        )
    except OSError as error:
        hint = "choose a folder you may write to with --output"
        raise WorldError(f"cannot write to `{error.filename}`: {error.strerror}; {hint}") from error
    try:
        if not try_lock(descriptor):
            raise WorldError(f"another build is writing to `{root}`; wait for it to end, or choose another --output")
        yield
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Tells whether the lock on an open file, or on a folder, could be taken; it ends with the file's descriptor."""
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True

"""What a check remembers in `.diglot/`: the survey of every page, and the result of the last run.

Both are keyed by what they were made from: the files by time and size, and by content where their time is too young to
be trusted; the settings, the profiles, and the very files of Diglot. What cannot be read is said and made anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import compress, decompress
from zlib import error as zlib_error

import msgspec

import diglot
from diglot.allowances import PageAllowances
from diglot.build import Surveyed
from diglot.diagnostics import Diagnostic
from diglot.files import write_atomically
from diglot.model import ExternalLink, File
from diglot.quality import LocaleQuality, PageQuality
from diglot.theme import builtin

FOLDER = "check"
_YOUNG = 2_000_000_000
"""A file changed less than so many nanoseconds before it was remembered may have changed again at the same time."""


class Stamp(NamedTuple):
    """A file as it was: if neither changed, nor did its content."""

    changed: int
    """Nanoseconds since 1970."""
    size: int


class Remembered(msgspec.Struct, frozen=True):
    """The result of a run."""

    key: str
    diagnostics: tuple[Diagnostic, ...]
    """All of them, whatever is allowed or selected."""
    allowances: tuple[PageAllowances, ...]
    links: tuple[ExternalLink, ...]
    locales: tuple[LocaleQuality, ...]
    pages: tuple[PageQuality, ...]


class _Page(msgspec.Struct, frozen=True, array_like=True):
    stamp: Stamp
    key: str
    surveyed: bytes


class PageMemory:
    """The surveys of pages, by file and view; see `workshop.Memory`."""

    def __init__(self, path: Path, keys: Mapping[str, str]) -> None:
        """`path` is the file that keeps them; `keys` stand for all that a survey of a locale's page depends on."""
        self._path = path
        self._keys = keys
        self._old: dict[str, _Page] = {}
        self._new: dict[str, _Page] = {}
        self.started = _now(path)
        """When this began, in nanoseconds by the clock that stamps files."""
        self.notes: list[str] = []
        """What people should know."""
        self._asked: dict[tuple[str, File], tuple[str, Stamp]] = {}
        try:
            self._old = msgspec.msgpack.decode(path.read_bytes(), type=dict[str, _Page])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError) as error:
            self.notes.append(f"the memory of pages in `{path.name}` cannot be read and is made anew ({error})")

    def recall(self, view: str, file: File) -> Surveyed | None:
        """Returns what was remembered of a view of a page, if it is still true."""
        name = f"{view} {file!r}"
        # Stamped before it is read: if it changes in between, it is read again the next time.
        stamp = stamp_of(file.path)
        self._asked[view, file] = name, stamp
        page = self._old.get(name)
        if page is None or page.stamp != stamp or page.key != self._keys[file.id.locale]:
            return None
        try:
            known = _decode(decompress(page.surveyed))
        except (zlib_error, msgspec.MsgspecError):
            # A page that is damaged is read again, as one that was never remembered.
            return None
        self._new[name] = page
        return known

    def remember(self, view: str, file: File, surveyed: Surveyed) -> None:
        """Keeps what was found out about a view of a page, unless more than its own, settled file decides it."""
        name, stamp = self._asked.pop((view, file))
        if surveyed.is_alone and not surveyed.failures and stamp.changed < self.started - _YOUNG:
            # A page with bytes that are no text cannot be kept as it is, and is read again.
            with suppress(UnicodeEncodeError):
                self._new[name] = _Page(stamp, self._keys[file.id.locale], compress(_encode(surveyed), 1))

    def save(self) -> None:
        """Writes down what was recalled and remembered; pages that nobody asked for are forgotten."""
        if self._new != self._old:
            write_atomically(str(self._path), msgspec.msgpack.encode(self._new))


def recall_run(path: Path, key: str) -> tuple[Remembered | None, str]:
    """Returns the last run if it was made from the same things, and what people should know."""
    try:
        remembered = msgspec.msgpack.decode(path.read_bytes(), type=Remembered)
    except FileNotFoundError:
        return None, ""
    except (OSError, msgspec.MsgspecError) as error:
        return None, f"the memory of the last check in `{path.name}` cannot be read and is made anew ({error})"
    return (remembered if remembered.key == key else None), ""


def save_run(path: Path, remembered: Remembered) -> None:
    """Writes down the result of a run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # As above: a run over such a page is not kept.
    with suppress(UnicodeEncodeError):
        write_atomically(str(path), msgspec.msgpack.encode(remembered))


def run_key(parts: Iterable[str], folders: Sequence[Path], files: Iterable[Path], now: int) -> str:
    """Returns what stands for all that a run depends on: `parts`, and the files in `folders` and those named.

    `now` is the time in nanoseconds: younger files are read, since their time may not tell that they changed again.
    """
    digest = sha256(repr((diglot.__version__, tool_digest(), *parts)).encode("utf-8", "surrogateescape"))
    for path, stamp in _stamps(folders, files):
        digest.update(f"{path}\0{stamp.changed}\0{stamp.size}\0".encode("utf-8", "surrogateescape"))
        if stamp.changed > now - _YOUNG:
            digest.update(sha256(Path(path).read_bytes()).digest())
    return digest.hexdigest()


def stamp_of(path: str) -> Stamp:
    """Returns the time and size of a file."""
    found = os.stat(path)
    return Stamp(found.st_mtime_ns, found.st_size)


def tool_digest() -> str:
    """Returns what changes with any file of Diglot itself, so that nothing is recalled that another version found."""
    package = Path(diglot.__file__).parent
    stamps = _stamps([package, builtin("locales")], [])
    return sha256(repr([(path, stamp) for path, stamp in stamps if not path.endswith(".pyc")]).encode()).hexdigest()


def _stamps(folders: Sequence[Path], files: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    for file in files:
        if file.is_file():
            yield str(file), stamp_of(str(file))
    for folder in folders:
        for root, names, found in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(found):
                path = f"{root}/{name}"
                try:
                    yield path, stamp_of(path)
                except FileNotFoundError:
                    # It went, or is a link to nothing: then it is not there either way.
                    continue


def _now(path: Path) -> int:
    """Returns the time by the clock that stamps files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    probe = path.with_name(f".{path.name}.{os.getpid()}.clock")
    probe.touch()
    now = stamp_of(str(probe)).changed
    probe.unlink()
    return now


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Surveyed).decode

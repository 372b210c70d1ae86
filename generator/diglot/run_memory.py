"""What is remembered of whole runs in `.diglot/`: if nothing at all changed since, nothing has to be done.

A run is known by the times and sizes of all files that it may have read, and by what else it was told. The content is
looked at of files that were so young when the run began that they may have changed again at the same time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from diglot.allowances import PageAllowances
from diglot.diagnostics import Diagnostic
from diglot.files import Stamp, is_young, stamp_from
from diglot.ledger import is_intact
from diglot.model import ExternalLink
from diglot.project import Project, configurations
from diglot.quality import LocaleQuality, PageQuality
from diglot.records import RecordWriter, read_records
from diglot.sealed import digest_of

if TYPE_CHECKING:
    from diglot.rules.runner import Failure


LAST = "last.msgpack"
"""The file of the last run."""
MOST_CHANGED = 20
"""More files than this are not told one by one: too much follows from so many."""
_SHORT = 8
_WHOLE = "build"
"""The record of a build but for its files."""
_MANY = 4096
"""So many files are in one piece."""


class Inputs(NamedTuple):
    """What stands for all that a run depends on."""

    key: str
    young: tuple[tuple[str, bytes], ...] = ()
    """(path, digest) of the files whose times do not tell whether they changed again."""
    told: str = ""
    """What stands for all of it but the files."""
    files: bytes = b""
    """What stands for each file with its times and size, eight bytes one after the other."""


class Checked(msgspec.Struct, frozen=True):
    """The result of a check."""

    inputs: Inputs
    diagnostics: tuple[Diagnostic, ...]
    """All of them, whatever is allowed or selected."""
    allowances: tuple[PageAllowances, ...]
    links: tuple[ExternalLink, ...]
    locales: tuple[LocaleQuality, ...]
    pages: tuple[PageQuality, ...]
    notes: tuple[str, ...] = ()
    """What people should know of the profiles of languages."""
    elsewhere: tuple[str, ...] = ()
    """Folders besides those of the locales that were looked at."""


class Found(NamedTuple):
    """What was found out."""

    checked: Checked
    failures: tuple[Failure, ...] = ()
    """Rules that raised an exception."""
    notes: tuple[str, ...] = ()
    """What people should know of the memory."""


class Keeping(NamedTuple):
    """Where a check remembers what it finds out, and what decides about it."""

    folder: Path
    tool: str
    """What stands for Diglot itself."""
    inputs: Inputs
    """What the check is made from, as far as it was known before it began."""
    told: tuple[object, ...]
    """See `project_inputs`, as the other two."""
    elsewhere: tuple[str, ...]
    started: int


class LocaleCount(NamedTuple):
    """How much there is of a locale."""

    locale: str
    pages: int
    units: int
    is_generated: bool
    """True if all its pages were made from translations."""


class Built(msgspec.Struct, frozen=True):
    """The result of a build."""

    inputs: Inputs
    diagnostics: tuple[Diagnostic, ...]
    """As a build reports them."""
    locales: tuple[LocaleCount, ...]
    outputs: tuple[bytes, ...]
    """All files of the site as it left them, packed, see `ledger`."""
    size: int
    """Bytes of all files."""
    elsewhere: tuple[str, ...] = ()
    """Folders besides those of the locales that were looked at."""
    seals: tuple[bytes, ...] = ()
    """Those of what it left in other files of the memory, see `records.seal_of`."""


Run = TypeVar("Run", Checked, Built)


def recalled(path: Path, remembered: Run, inputs: Inputs, write: Callable[[Path, Run], None]) -> Run | None:
    """Returns the run that was remembered at `path`, if it was made from the same things; `write` writes such a run."""
    if remembered.inputs.key != inputs.key:
        return None
    known = dict(inputs.young)
    for file, digest in remembered.inputs.young:
        if (known[file] if file in known else _digest(file)) != digest:
            return None
    if remembered.inputs.young != inputs.young:
        # They are old enough by now not to be looked at again.
        remembered = msgspec.structs.replace(remembered, inputs=inputs)
        write(path, remembered)
    return remembered


def write_built(path: Path, built: Built) -> None:
    """Writes down a build, the files of its site in pieces: there are three for each page.

    What has text that is no text is not written. Raises `OSError`.
    """
    with suppress(UnicodeEncodeError):
        whole = _encode(msgspec.structs.replace(built, outputs=()))
        writer = RecordWriter(path)
        writer.add(_WHOLE, whole)
        for start in range(0, len(built.outputs), _MANY):
            writer.add(str(start), _encode(built.outputs[start : start + _MANY]))
        writer.seal()


def read_built(path: Path) -> tuple[Built | None, str]:
    """Returns what was written to `path`, and what people should know where it cannot be used."""
    known, note = read_records(path)
    if (whole := known.get(_WHOLE)) is None:
        return None, note
    try:
        built = _decode_built(whole)
        pieces = [_decode_rows(known.get(name) or b"") for name in known.places if name != _WHOLE]
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Another version of Diglot wrote it.
        return None, ""
    return msgspec.structs.replace(built, outputs=tuple(chain.from_iterable(pieces))), ""


def project_inputs(
    project: Project,
    folders: dict[str, Path],
    told: tuple[object, ...],
    elsewhere: Iterable[str],
    started: int,
    news: News | None = None,
) -> Inputs:
    """Returns what stands for all that a run over `project` depends on.

    `folders` are the content folders by locale, `elsewhere` those that are looked at besides; `told` is what the run is
    told besides its configuration. `started` and `news` are as for `inputs_of`.
    """
    watched = [*folders.values(), project.root / "site", project.root / "locales", *map(Path, elsewhere)]
    files = configurations(project, folders.values())
    files += [project.root / path for path in project.options.links.xref_maps]
    parts = (repr(told), repr(project.options), repr(folders))
    return inputs_of(parts, Watched(watched, files, project.output), started, news)


class Watched(NamedTuple):
    """Where files are that a run depends on."""

    folders: Sequence[Path]
    files: Sequence[Path]
    output: Path
    """The folder of the site, which may be in one of them, and is none of it."""


class News:
    """Hears of files that were not as they are now when an earlier run looked at them."""

    def __init__(self, before: Inputs | None) -> None:
        """`before` are the inputs of the earlier run; without, there is nothing to hear."""
        self._before = before
        self._known = frozenset(_each(before.files)) if before else frozenset()
        self._paths: list[str] = []

    def hear(self, path: str, short: bytes) -> None:
        """Takes note of a file; `short` stands for it with its times and size."""
        if self._before and short not in self._known and len(self._paths) <= MOST_CHANGED:
            self._paths.append(path)

    def changed(self, inputs: Inputs) -> frozenset[str] | None:
        """Returns the files that changed, or may have; None where that is not all that did, or where it is too much.

        `inputs` are those of the run that looked at them. A file that came, went or moved is none that changed.
        """
        before = self._before
        if before is None or before.told != inputs.told or len(before.files) != len(inputs.files):
            return None
        gone = len(self._known.difference(_each(inputs.files)))
        if len(self._paths) > MOST_CHANGED or len(self._paths) != gone:
            return None
        known = dict(inputs.young)
        secretly = {
            path for path, digest in before.young if (known[path] if path in known else _digest(path)) != digest
        }
        return frozenset((*self._paths, *secretly))


def inputs_of(parts: Iterable[str], watched: Watched, started: int, news: News | None = None) -> Inputs:
    """Returns what stands for all that a run depends on: `parts`, and the files that are `watched`.

    `started` is the time in nanoseconds by the clock that stamps files; `news` hears of each file.
    """
    key = sha256(repr(tuple(parts)).encode("utf-8", "surrogateescape"))
    told = key.hexdigest()
    young: list[tuple[str, bytes]] = []
    files = bytearray()
    for path, stamp in _stamps(watched):
        row = f"{path}\0{stamp.changed} {stamp.renewed} {stamp.size}\0".encode("utf-8", "surrogateescape")
        key.update(row)
        short = blake2b(row, digest_size=_SHORT).digest()
        files += short
        if news:
            news.hear(path, short)
        if is_young(stamp, started):
            young.append((path, _digest(path)))
    return Inputs(key.hexdigest(), tuple(young), told, bytes(files))


def are_intact(root: Path, outputs: Iterable[bytes]) -> bool:
    """Tells whether all files of the site below `root`, packed, are as a build left them."""
    return all(map(partial(is_intact, str(root)), outputs))


def _each(files: bytes) -> Iterator[bytes]:
    return (files[start : start + _SHORT] for start in range(0, len(files), _SHORT))


def _digest(path: str) -> bytes:
    try:
        return digest_of(Path(path).read_bytes())
    except OSError:
        # It went: nothing that is remembered has this digest.
        return b""


def _stamps(watched: Watched) -> Iterator[tuple[str, Stamp]]:
    output = os.path.realpath(watched.output)
    for file in watched.files:
        if file.is_file():
            yield str(file), stamp_from(file.stat())
    waiting = [str(folder) for folder in reversed(watched.folders)]
    while waiting:
        folder = waiting.pop()
        below: list[str] = []
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            # It went, or may not be read: who reads the content says so.
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                is_output = output.endswith(entry.name) and os.path.realpath(entry.path) == output
                if not entry.name.startswith(".") and not is_output:
                    below.append(entry.path)
                continue
            try:
                yield entry.path, stamp_from(entry.stat())
            except OSError:
                # It went, or is a link to nothing or to itself: then it is not there either way.
                continue
        waiting.extend(reversed(below))


_encode = msgspec.msgpack.Encoder().encode
_decode_built = msgspec.msgpack.Decoder(Built).decode
_decode_rows = msgspec.msgpack.Decoder(list[bytes]).decode

"""What is remembered of pages in `.diglot/`, so that only those that changed are read again.

A page is known by its file, and by the files that were brought into it: by their time and size, and where these raise a
doubt by their content. What else decides about it is in its key: the settings, the profiles of its languages, the very
files of Diglot. What cannot be read is said and made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import compress, decompress
from zlib import error as zlib_error

import msgspec

from diglot.bodies import BodyStore, Spot
from diglot.build import Surveyed
from diglot.files import Stamp, is_young, now, stamp_of
from diglot.markup.library import Place
from diglot.model import File
from diglot.records import RecordWriter, read_records
from diglot.sealed import digest_of, encoded

_FEW = 50
"""A file of fewer bodies is small; where there are many such files they are put together."""
_MOST_SMALL = 32


class Noted(NamedTuple):
    """A page that was just surveyed."""

    surveyed: Packed
    content: bytes
    """The digest of its file."""
    brought: tuple[tuple[Place, bytes], ...]
    """The files that were asked for to stand in it, with their digests; without one where there is no such file."""
    spot: Spot | None
    """Where its body is; None where nobody wants it."""
    seconds: float
    """How long it took to read."""


class Packed(NamedTuple):
    """What there is to know of a page, on its way to the driver and to the disk."""

    data: bytes
    """Empty where it has text that is no text, and cannot be kept."""
    surveyed: Surveyed | None
    """Only where `data` has it not, or where it is not to be kept."""

    def opened(self) -> Surveyed:
        """Returns what was packed."""
        if self.surveyed:
            return self.surveyed
        known, found, notes = _decode_stored(self.data)
        return _decode(decompress(known))._replace(found=found, notes=notes)


class Recalled(NamedTuple):
    """A page that is still as it was."""

    surveyed: Surveyed
    spot: Spot | None


class Made(NamedTuple):
    """What a page was made of, and where its body is."""

    content: bytes
    """The digest of its file."""
    brought: tuple[Place, ...]
    """The files that were asked for to stand in it."""
    spot: Spot | None


class _Page(msgspec.Struct, frozen=True, array_like=True):
    stamp: Stamp
    is_settled: bool
    """False where the stamp cannot tell whether the file changed since it was read."""
    key: bytes
    """What stands for all that decides about it besides files."""
    content: bytes
    brought: tuple[tuple[Place, bytes], ...]
    spot: Spot | None
    surveyed: bytes


class PageMemory:
    """The surveys of pages, by file and view, and where their bodies are; see `workshop.Memory`."""

    def __init__(self, path: Path, keys: Mapping[str, str], brought: Callable[[Place], bytes], *, bodies: bool) -> None:
        """`path` is the file that keeps them, and beside it, with `bodies`, a folder of these.

        `keys` stand for all that a survey of a locale's page depends on besides files, `brought` gives the digest of a
        file that may stand in others.
        """
        self._path = path
        self._keys = keys
        self._brought = brought
        self._digests: dict[Place, bytes] = {}
        self._new = RecordWriter(path)
        self._has_news = False
        self._needed: set[int] = set()
        """The numbers of the files of bodies that pages name."""
        self.started = now(path)
        """When this began, in nanoseconds by the clock that stamps files."""
        self._asked: dict[tuple[str, File], tuple[str, Stamp]] = {}
        self.store = BodyStore(str(path.with_suffix(""))) if bodies else None
        self._old, note = read_records(path)
        self._moved: dict[str, Spot] = {}
        """Where bodies are now that were put together."""
        self.notes = [note] if note else []
        """What people should know."""
        if self.store:
            Path(self.store.folder).mkdir(parents=True, exist_ok=True)
            spots = {name: spot for name in self._old.places if (spot := self._spot(name))}
            self._sizes = self._tidy({spot.store for spot in spots.values()})
            self._put_together(self.store, {name: spot for name, spot in spots.items() if self._has(spot)})
            self.next_store = max(self._sizes, default=0) + 1
            """From here on, numbers of files of bodies are free."""

    def recall(self, view: str, file: File) -> Recalled | None:
        """Returns what was remembered of a view of a page, if it is still true."""
        name = _name(view, file.path)
        # Stamped before it is read: if it changes in between, it is read again the next time.
        stamp = stamp_of(file.path)
        self._asked[view, file] = name, stamp
        page, is_new = self._page(name), False
        if page is None or page.key != self._key(file) or not self._has(page.spot):
            return None
        if not page.is_settled or page.stamp != stamp:
            if digest_of(Path(file.path).read_bytes()) != page.content:
                return None
            page, is_new = msgspec.structs.replace(page, stamp=stamp, is_settled=self._is_settled(stamp)), True
        if any(self._digest(place) != digest for place, digest in page.brought):
            return None
        try:
            known = Packed(page.surveyed, None).opened()
        except (zlib_error, msgspec.MsgspecError):
            # A page that is damaged is read again, as one that was never remembered.
            return None
        self._keep(name, page, None if is_new or name in self._moved else self._old.get(name))
        del self._asked[view, file]
        return Recalled(known, page.spot)

    def remember(self, view: str, file: File, noted: Noted) -> None:
        """Keeps what was found out about a view of a page, unless a rule failed on it."""
        name, stamp = self._asked.pop((view, file))
        if not self._asked:
            # What is taken out of a dictionary leaves it as large as it was.
            self._asked = {}
        if noted.surveyed.data:
            settled, data = self._is_settled(stamp), noted.surveyed.data
            page = _Page(stamp, settled, self._key(file), noted.content, noted.brought, noted.spot, data)
            self._keep(name, page, None)

    def made_of(self, view: str, file: File) -> Made | None:
        """Returns what a page was made of, as `reopen` found it; its body stays there."""
        page = self._page(_name(view, file.path))
        return Made(page.content, tuple(place for place, _ in page.brought), page.spot) if page else None

    def known(self, view: str, file: File) -> Surveyed | None:
        """Returns what was remembered of a view of a page, if all that decides about it but its files is the same."""
        page = self._page(_name(view, file.path))
        if page is None or page.key != self._key(file):
            return None
        with suppress(zlib_error, msgspec.MsgspecError):
            return Packed(page.surveyed, None).opened()
        return None

    def spot(self, view: str, path: str) -> Spot | None:
        """Returns where the body was left that was made from a view of the page in a file."""
        return self._spot(_name(view, path))

    def brings(self, files: Set[str]) -> bool:
        """Tells whether one of `files`, or one of their names, stands in a page that was remembered."""
        names = {file.rpartition("/")[2].lower() for file in files}
        pages = map(self._page, self._old.places)
        return any(
            place.path.rpartition("/")[2].lower() in names for page in pages if page for place, _ in page.brought
        )

    def keep_rest(self, asked: Iterable[tuple[str, str]]) -> None:
        """Keeps all views of files that were remembered as if they were found to be true, but for those `asked` for."""
        for name in self._old.places.keys() - {_name(view, path) for view, path in asked}:
            if page := self._page(name):
                self._keep(name, page, None if name in self._moved else self._old.get(name))

    def discard(self) -> None:
        """Leaves all as it was before."""
        self._new.discard()

    def save(self) -> None:
        """Writes down what was recalled and remembered; pages that nobody asked for are forgotten."""
        if self._has_news or self._new.count != len(self._old.places):
            self._new.seal()
        else:
            self._new.discard()
        if self.store:
            # Only now nothing names them any more, whenever this is broken off.
            self._tidy(self._needed)

    def reopen(self) -> None:
        """Reads what was saved, for `made_of`."""
        self._old, _ = read_records(self._path)
        self._moved = {}

    def _keep(self, name: str, page: _Page, record: bytes | None) -> None:
        """Keeps a page: as it was, where its `record` is still true."""
        if page.spot:
            self._needed.add(page.spot.store)
        if record is not None:
            self._new.add(name, record)
            return
        self._has_news = True
        # The path of a file that was brought in may be no text; then the page is read again.
        with suppress(UnicodeEncodeError):
            self._new.add(name, _encode_page(page))

    def _page(self, name: str) -> _Page | None:
        record = self._old.get(name)
        if record is None:
            return None
        try:
            page = _decode_page(record)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            # Another version of Diglot wrote it.
            return None
        return msgspec.structs.replace(page, spot=self._moved[name]) if name in self._moved else page

    def _spot(self, name: str) -> Spot | None:
        page = self._page(name)
        return page.spot if page else None

    def _key(self, file: File) -> bytes:
        return digest_of(self._keys[file.id.locale].encode() + encoded(file))

    def _digest(self, place: Place) -> bytes:
        if place not in self._digests:
            self._digests[place] = self._brought(place)
        return self._digests[place]

    def _is_settled(self, stamp: Stamp) -> bool:
        return not is_young(stamp, self.started)

    def _has(self, spot: Spot | None) -> bool:
        # Files that are only looked at have no body.
        return spot is None or self._sizes.get(spot.store, 0) >= spot.start + spot.length

    def _tidy(self, named: Set[int]) -> dict[int, int]:
        """Removes files of bodies that are not `named`; returns the sizes of the others."""
        assert self.store is not None
        sizes: dict[int, int] = {}
        with os.scandir(self.store.folder) as entries:
            for entry in entries:
                number = entry.name.partition(".")[0]
                if number.isdecimal() and int(number) in named and entry.name == f"{int(number)}.bodies":
                    sizes[int(number)] = entry.stat().st_size
                else:
                    os.unlink(entry.path)
        return sizes

    def _put_together(self, store: BodyStore, spots: Mapping[str, Spot]) -> None:
        """Puts bodies in few files: those that lie in small ones, and those in files of which most is not needed."""
        alive: dict[int, list[str]] = {}
        used: dict[int, int] = {}
        for name, spot in spots.items():
            alive.setdefault(spot.store, []).append(name)
            used[spot.store] = used.get(spot.store, 0) + spot.length
        small = [number for number, names in alive.items() if len(names) < _FEW]
        sparse = [number for number, size in self._sizes.items() if used.get(number, 0) < size / 2]
        if len(small) <= _MOST_SMALL and len(sparse) <= _MOST_SMALL:
            return
        moved = [name for number in sorted({*small, *sparse}) for name in alive[number]]
        number = max(alive) + 1
        found = store.put(number, store.pieces(spots[name] for name in moved))
        self._moved = dict(zip(moved, found, strict=True))
        self._sizes[number] = sum(spot.length for spot in found)


def _name(view: str, path: str) -> str:
    return f"{view} {path}"


def packed(surveyed: Surveyed) -> Packed:
    """Returns what there is to know of a page as it is kept; what a rule failed on is not."""
    if surveyed.failures:
        return Packed(b"", surveyed)
    try:
        # Those two are packed already.
        known = compress(_encode(surveyed._replace(found=b"", notes=b"")), 1)
        return Packed(_encode((known, surveyed.found, surveyed.notes)), None)
    except UnicodeEncodeError:
        # A page with bytes that are no text cannot be kept as it is, and is read again.
        return Packed(b"", surveyed)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Surveyed).decode
_decode_stored = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes]).decode
_encode_page = msgspec.msgpack.Encoder().encode
_decode_page = msgspec.msgpack.Decoder(_Page).decode

"""What is remembered in `.diglot/` of the files of the site: what each was made from, and how it was left.

Drawing is a function: the same key, made of all that it gets, gives the same bytes. So what has the same key as before,
and lies there untouched, need not be made again. What is remembered lies on the disk, not in memory.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial
from pathlib import Path

import msgspec

from diglot.ledger import is_intact, packed, tally, unpacked
from diglot.records import NOTHING, RecordWriter, read_records


class _Made(msgspec.Struct, frozen=True, array_like=True):
    key: bytes
    files: tuple[bytes, ...]
    """Packed, see `ledger`."""
    said: bytes = b""
    """What else there is to know of it, encoded."""


class SiteMemory:
    """What was made, by names that say what it is."""

    def __init__(self, path: Path, root: Path, tool: str) -> None:
        """`path` is the file that keeps it, `root` the folder of the site, `tool` what stands for Diglot itself."""
        self._is_intact = partial(is_intact, str(root))
        read, note = read_records(path)
        self._old = read if read.get(_TOOL) == tool.encode() else NOTHING
        self._new = RecordWriter(path)
        self._new.add(_TOOL, tool.encode())
        self._has_news = False
        self._said = b""
        self.notes = [note] if note else []
        """What people should know."""

    def recall(self, name: str, key: bytes) -> Sequence[bytes] | None:
        """Returns the files of `name`, packed, if they were made from the same things and nobody touched them since."""
        record = self._old.get(name)
        if record is None or (made := _decode(record)).key != key:
            return None
        if not all(map(self._is_intact, made.files)):
            return None
        if tally(made.files)[0]:
            made = _Made(key, tuple(packed(unpacked(row)._replace(changed=False)) for row in made.files), made.said)
            record = _encode(made)
        self._new.add(name, record)
        self._said = made.said
        return made.files

    def said(self) -> bytes:
        """Returns what else was remembered of what was just recalled."""
        return self._said

    def remember(self, name: str, key: bytes, files: Sequence[bytes], said: bytes = b"") -> None:
        """Keeps what was made, its files packed. Next time it will be there already."""
        self._has_news = True
        self._new.add(name, _encode(_Made(key, tuple(files), said)))

    def known(self, name: str) -> tuple[Sequence[bytes], bytes] | None:
        """Returns the files of `name`, packed, and what else was remembered of them, still true or not."""
        record = self._old.get(name)
        made = _decode(record) if record is not None else None
        return (made.files, made.said) if made else None

    def keep_rest(self, asked: Set[str]) -> None:
        """Keeps all that was remembered as if it was found to be true, but for the names `asked` for."""
        for name, (start, end) in self._old.places.items():
            if name != _TOOL and name not in asked:
                self._new.add(name, self._old.data[start:end])

    def discard(self) -> None:
        """Leaves all as it was before."""
        self._new.discard()

    def save(self) -> None:
        """Writes down what was recalled and remembered; what nobody asked for is forgotten."""
        if self._has_news or self._new.count != len(self._old.places):
            self._new.seal()
        else:
            self._new.discard()


_TOOL = ""
"""The name of the record that says which Diglot made the others."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Made).decode

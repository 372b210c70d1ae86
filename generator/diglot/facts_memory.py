"""What is remembered of what drawing had to know of each article, so that one can be drawn again by itself.

It is kept many articles at a time, compressed: those beside each other have much in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import compress, decompress

import msgspec

from diglot.model import Facts, PageId
from diglot.records import RecordWriter, read_records
from diglot.sealed import encoded

FACTS = "facts.msgpack"
"""The file that keeps it."""
_TOGETHER = 100


class FactsWriter:
    """Writes down what the drawing of articles had to know."""

    def __init__(self, path: Path) -> None:
        self._new = RecordWriter(path)
        self._locale = ""
        self._waiting: list[tuple[bytes, bytes]] = []

    def add(self, locale: str, page: PageId, facts: bytes) -> None:
        """Adds what was known of an article that readers of `locale` see: of the page that it shows.

        It is encoded, see `sealed.encoded`.
        """
        if locale != self._locale or len(self._waiting) == _TOGETHER:
            self._flush()
            self._locale = locale
        self._waiting.append((encoded(page), facts))

    def save(self) -> None:
        """Puts all of it in place of what was there before. Raises `OSError`."""
        self._flush()
        self._new.seal()

    def _flush(self) -> None:
        if self._waiting:
            pages, facts = zip(*self._waiting, strict=True)
            self._new.add(str(self._new.count), _encode((self._locale, pages, compress(_encode(facts), 1))))
            self._waiting.clear()


class Seen(NamedTuple):
    """An article as the readers of a locale see it."""

    locale: str
    facts: Facts | None
    """None where they could not be kept, since something has a name that is no text."""


def facts_about(path: Path, pages: Iterable[PageId]) -> Iterator[Seen]:
    """Yields what the drawing of `pages` had to know, as the file at `path` has it.

    A page may be seen by readers of several locales, and by none.
    """
    wanted = set(map(encoded, pages))
    known, _ = read_records(path)
    for name in known.places:
        locale, shown, data = _decode(known.get(name) or b"")
        if not wanted.isdisjoint(shown):
            for page, facts in zip(shown, _decode_all(decompress(data)), strict=True):
                if page in wanted:
                    yield Seen(locale, _decoded(facts))


def _decoded(facts: bytes) -> Facts | None:
    with suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return _decode_facts(facts)
    return None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[str, tuple[bytes, ...], bytes]).decode
_decode_all = msgspec.msgpack.Decoder(tuple[bytes, ...]).decode
_decode_facts = msgspec.msgpack.Decoder(Facts).decode

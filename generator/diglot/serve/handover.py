"""Hands a reading from one process to the other in parts, so that it is not there twice and nobody waits for it.

What is taken over whole stops the server for as long as it takes to unpack, and lies in memory beside what it replaces.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterator, Mapping
from copyreg import dispatch_table
from dataclasses import fields, replace
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from diglot.model import PageId
from diglot.serve.values import Reading

_INDEX, _READING = "index", "reading"
_PART = 250
"""So many entries are sent at once: unpacking them takes a few milliseconds."""
_PAGE_ID = PageId.__module__, PageId.__qualname__
_Mappings = Mapping[tuple[str, str], Mapping[Any, Any]]


class Part(NamedTuple):
    """Some entries of one mapping of a reading."""

    owner: str
    name: str
    entries: tuple[tuple[Hashable, Any], ...]


def send(connection: Connection, message: object) -> None:
    """Sends any message but a reading."""
    data = BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**dispatch_table, PageId: _taken_apart}
    pickler.dump(message)
    connection.send_bytes(data.getbuffer())


def send_reading(connection: Connection, reading: Reading) -> None:
    """Sends a reading: its parts, then what is left of it."""
    mappings = _mappings(reading)
    for (owner, name), mapping in mappings.items():
        entries = iter(mapping.items())
        while part := tuple(islice(entries, _PART)):
            send(connection, Part(owner, name, part))
    send(connection, _with(reading, {place: {} for place in mappings}))


class Receiver:
    """Receives messages of one sender; puts a reading together from its parts, and keeps what is equal to `before`."""

    def __init__(self, connection: Connection, before: Reading | None) -> None:
        self._connection = connection
        self._before = _mappings(before) if before else {}
        self._parts: dict[tuple[str, str], dict[Any, Any]] = {}
        # Every page is named many times over, in parts that know nothing of each other.
        known = {page: page for page in before.index.pages} if before else {}
        self._page = _interned(known)

    def receive(self) -> Any:
        """Waits for the next message and returns it: never a `Part`. Raises `EOFError` and `OSError`."""
        while True:
            message = _Unpickler(self._connection.recv_bytes(), self._page).load()
            if isinstance(message, Part):
                self._add(message)
            elif isinstance(message, Reading):
                return self._whole(message)
            else:
                return message

    def _add(self, part: Part) -> None:
        place = part.owner, part.name
        old, new = self._before.get(place, {}), self._parts.setdefault(place, {})
        for key, value in part.entries:
            known = old.get(key)
            new[key] = known if known is not None and known == value else value

    def _whole(self, rest: Reading) -> Reading:
        parts, self._before, self._parts, self._page = self._parts, {}, {}, _interned({})
        return _with(rest, parts)


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, page: Callable[[str, str], PageId]) -> None:
        super().__init__(BytesIO(data))
        self._page = page

    def find_class(self, module: str, name: str) -> Any:
        """Returns what stands for a global name in the data."""
        if (module, name) == _PAGE_ID:
            return self._page
        return super().find_class(module, name)


def _taken_apart(page: PageId) -> tuple[Callable[[str, str], PageId], tuple[str, str]]:
    return PageId, (page.locale, page.path)


def _interned(known: dict[PageId, PageId]) -> Callable[[str, str], PageId]:
    def page(locale: str, path: str) -> PageId:
        made = PageId(locale, path)
        return known.setdefault(made, made)

    return page


def _mappings(reading: Reading) -> _Mappings:
    """Returns the mappings of a reading, by owner and name."""
    return dict(_found(reading))


def _found(reading: Reading) -> Iterator[tuple[tuple[str, str], Mapping[Any, Any]]]:
    for owner, value in ((_INDEX, reading.index), (_READING, reading)):
        for field in fields(value):
            if isinstance(mapping := getattr(value, field.name), Mapping):
                yield (owner, field.name), mapping


def _with(reading: Reading, mappings: _Mappings) -> Reading:
    """Returns the reading with other mappings."""
    names: dict[str, dict[str, Any]] = {_INDEX: {}, _READING: {}}
    for (owner, name), mapping in mappings.items():
        names[owner][name] = mapping
    return replace(reading, index=replace(reading.index, **names[_INDEX]), **names[_READING])

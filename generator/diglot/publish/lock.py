"""The lock of a target: one publish at a time, and a publish that died keeps the others waiting for a while only."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec

from diglot.files import STATE
from diglot.publish.folder import is_running
from diglot.publish.store import Headers, Store, StoreError

LOCK = f"{STATE}/lock.json"
_LIFE = 120
"""Seconds after which a lock that nobody renewed may be taken over."""
STATE_HEADERS: Headers = {"content-type": "application/json", "cache-control": "no-store"}


class Owner(msgspec.Struct, frozen=True):
    """Who publishes, or published last."""

    run: str
    """Names one run of `diglot publish`."""
    host: str
    process: int
    until: float
    """Seconds since 1970; 0 once the run has ended."""


class Lock:
    """A lock that is held."""

    def __init__(self, store: Store, owner: Owner, before: str) -> None:
        self.before = before
        """The run that had the lock before; empty if there was none."""
        self.is_lost = False
        self._store = store
        self._owner = owner

    def check(self) -> None:
        """Raises `StoreError` once somebody else has taken the lock over."""
        if self.is_lost:
            raise StoreError(f"another publish took over the lock of `{self._store.name}`; wait for it, then try again")

    async def renew(self) -> None:
        """Keeps the lock alive, again and again, until it is cancelled or lost."""
        while True:
            await asyncio.sleep(_LIFE / 4)
            try:
                is_ours = await _write(self._store, _of_now(self._owner), self._owner.run)
            except StoreError:
                # The network comes and goes; the lock lives long enough for a few attempts.
                is_ours = time.time() < self._owner.until
            else:
                self._owner = _of_now(self._owner)
            if not is_ours:
                self.is_lost = True
                return

    async def release(self) -> None:
        """Lets others publish; says still who was the last."""
        if not self.is_lost:
            await _write(self._store, msgspec.structs.replace(self._owner, until=0), self._owner.run)


@asynccontextmanager
async def held_lock(store: Store, run: str) -> AsyncIterator[Lock]:
    """Holds the lock of a target; raises `StoreError` where another publish has it."""
    lock = await _take(store, run)
    renewing = asyncio.create_task(lock.renew())
    try:
        yield lock
    finally:
        renewing.cancel()
        try:
            await lock.release()
        except StoreError:
            # What went wrong is being told already; the lock ends by itself.
            lock.is_lost = True


async def _take(store: Store, run: str) -> Lock:
    owner = _of_now(Owner(run, socket.gethostname(), os.getpid(), 0))
    for _ in range(3):
        held = await store.read(LOCK)
        other = _decoded(held.data) if held else None
        if other and other.run != run and not _has_ended(other):
            until = datetime.fromtimestamp(other.until, UTC).strftime("%H:%M:%S")
            who = f"process {other.process} on `{other.host}`"
            raise StoreError(f"{who} is publishing to `{store.name}`; wait for it to end, or until {until} UTC")
        before = other.run if other and other.run != run else ""
        data = _encoded(owner)
        if held:
            took = await store.swap(LOCK, data, STATE_HEADERS, held.tag)
        else:
            took = await store.put_new(LOCK, data, STATE_HEADERS)
        if took:
            return Lock(store, owner, before)
        # Somebody was faster, or an answer was lost and it was us.
        if (held := await store.read(LOCK)) and (found := _decoded(held.data)) and found.run == run:
            return Lock(store, owner, before)
    raise StoreError(f"another publish took the lock of `{store.name}` just now; wait for it to end")


async def _write(store: Store, owner: Owner, run: str) -> bool:
    held = await store.read(LOCK)
    found = _decoded(held.data) if held else None
    if held is None or found is None or found.run != run:
        return False
    if await store.swap(LOCK, _encoded(owner), STATE_HEADERS, held.tag):
        return True
    held = await store.read(LOCK)
    return held is not None and (found := _decoded(held.data)) is not None and found.run == run


def _has_ended(owner: Owner) -> bool:
    """Tells whether a run has let go of its lock, is overdue, or was one of this machine that is no more."""
    is_here = owner.host == socket.gethostname()
    return owner.until < time.time() or (is_here and not is_running(owner.process))


def _of_now(owner: Owner) -> Owner:
    return msgspec.structs.replace(owner, until=time.time() + _LIFE)


def _encoded(owner: Owner) -> bytes:
    return msgspec.json.encode(owner)


def _decoded(data: bytes) -> Owner | None:
    """Returns the owner; nothing where the lock is damaged, which is no lock."""
    try:
        return msgspec.json.decode(data, type=Owner)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
